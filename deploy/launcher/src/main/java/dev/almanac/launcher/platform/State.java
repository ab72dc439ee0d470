package dev.almanac.launcher.platform;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// What runs, as a file tells it: the launcher, the services and where the gateway is. A process is known by its number
/// and the moment it started, so that another program that got the number later is never touched.
///
/// @param url the console's address
/// @param ready whether everything was healthy when this was written
/// @param processes by name, `launcher` among them
record State(String url, boolean ready, Map<String, Known> processes) {

    /// @param started milliseconds since 1970
    record Known(long pid, long started) {

        static Known of(ProcessHandle handle) {
            return new Known(handle.pid(), startOf(handle));
        }

        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid)
                    .filter(handle -> handle.isAlive() && Math.abs(startOf(handle) - started) < 2_000);
        }

        private static long startOf(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    Optional<ProcessHandle> launcher() {
        return Optional.ofNullable(processes.get("launcher")).flatMap(Known::alive);
    }

    static Optional<State> read(Home home) {
        if (!Files.exists(home.state())) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(home.state())) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + home.state(), e);
        }
        Map<String, Known> processes = new LinkedHashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("process.")) {
                String[] parts = properties.getProperty(name).split(" ");
                processes.put(
                        name.substring("process.".length()),
                        new Known(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
            }
        }
        boolean ready = Boolean.parseBoolean(properties.getProperty("ready"));
        return Optional.of(new State(properties.getProperty("url"), ready, processes));
    }

    void write(Home home) {
        Properties properties = new Properties();
        properties.setProperty("url", url);
        properties.setProperty("ready", Boolean.toString(ready));
        processes.forEach(
                (name, known) -> properties.setProperty("process." + name, known.pid() + " " + known.started()));
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        home.write(home.state(), text.toString());
    }

    static void remove(Home home) {
        try {
            Files.deleteIfExists(home.state());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + home.state(), e);
        }
    }
}
