package dev.almanac.launcher.platform;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The platform as another process sees it: whether it runs, how to start it in the background and how to stop it.
public final class Running {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final long STOP_SECONDS = 90;
    private static final long LOOK_MILLIS = 100;

    private Running() {}

    /// The console's address; empty when nothing runs or it is not ready.
    public static Optional<String> url(Settings settings) {
        return State.read(Home.of(settings))
                .filter(state -> state.ready() && state.launcher().isPresent())
                .map(State::url);
    }

    /// Starts the platform in a process that outlives this one; its words go through.
    public static void detach(Settings settings, PrintStream out) throws IOException, InterruptedException {
        Home home = Home.of(settings);
        Path log = home.log("launcher");
        long from = Files.exists(log) ? Files.size(log) : 0;
        Process process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (url(settings).isEmpty()) {
            from = follow(log, from, out);
            if (!process.isAlive() || System.nanoTime() > limit) {
                follow(log, from, out);
                throw new StartFailure("The platform did not start; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        follow(log, from, out);
    }

    /// @return false when nothing ran
    public static boolean stop(Settings settings, PrintStream out) throws InterruptedException {
        Home home = Home.of(settings);
        Optional<State> state = State.read(home);
        Optional<ProcessHandle> launcher = state.flatMap(State::launcher);
        if (launcher.isPresent()) {
            launcher.get().destroy();
            try {
                launcher.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new StartFailure("The launcher (process " + launcher.get().pid() + ") does not stop");
            }
            return true;
        }
        Orphans.stop(home, out);
        state.map(known -> known.processes().get("postgres"))
                .flatMap(State.Known::alive)
                .ifPresent(ServiceProcess::stop);
        return state.isPresent();
    }

    /// What the gateway says about the whole; empty when it does not answer.
    public static Optional<String> health(String url) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Optional.of(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        ProcessHandle.Info self = ProcessHandle.current().info();
        command.add(self.command().orElse("java"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.almanac.launcher.Launcher", "up"));
        return command;
    }

    /// Copies what was added to the log since `from`; answers the new end.
    private static long follow(Path log, long from, PrintStream out) throws IOException {
        byte[] all = Files.readAllBytes(log);
        out.write(all, (int) from, all.length - (int) from);
        out.flush();
        return all.length;
    }
}
