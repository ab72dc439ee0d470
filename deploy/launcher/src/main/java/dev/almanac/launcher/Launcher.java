package dev.almanac.launcher;

import dev.almanac.launcher.demo.Demo;
import dev.almanac.launcher.demo.DemoFailure;
import dev.almanac.launcher.forecast.ForecastCommand;
import dev.almanac.launcher.inspect.InspectCommand;
import dev.almanac.launcher.platform.Home;
import dev.almanac.launcher.platform.Platform;
import dev.almanac.launcher.platform.Running;
import dev.almanac.launcher.platform.Settings;
import dev.almanac.launcher.platform.StartFailure;
import dev.almanac.launcher.verify.VerifyCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `./almanac <command>`: reads the words and hands over. Exit codes: 0 done, 1 failed, 2 not understood.
public final class Launcher {

    private static final int LOG_TAIL = 200;
    private static final String USAGE = """
            Usage: ./almanac <command>

              up [--detach]      start everything; Ctrl-C stops it (--detach: return once it is healthy)
              down               stop everything
              status             what runs, and how it is
              logs [service]     the last lines of the logs (audit, auth, data, forecast, gateway, launcher)
              demo               the main job on real data: sign up, upload, forecast, verify
              test               every test
              forecast FILE.csv --horizon N [--levels 80,95] [--model auto] [--season M] [--backtest W]
                       [--robust] [--time-format dd/MM/yyyy] [--out NAME or NAME.csv, .json, .svg]
                                 forecast a file without any server; by default all three are written here
              forecast --series FILE --long FILE [--model all]
                                 forecast a benchmark file (id,group,m,h,train,test) without any server
              inspect FILE.csv [--time-format dd/MM/yyyy]
                                 what an upload would take a file for, as JSON: columns, dates, frequency, findings
              verify receipt RECEIPT [LEAF] --key VKEY
              verify log URL --key VKEY
              verify inclusion, verify consistency
                                 check proofs of the audit log, with nothing but its public key
              verify sui --address ADDRESS --signature SIGNATURE < MESSAGE
                                 check a personal message of a Sui wallet

            Settings, from the environment:
              ALMANAC_HOME        the one folder of data, keys and logs (default: .almanac in the checkout)
              ALMANAC_PORT        the gateway's port (default: 8080)
              ALMANAC_PUBLIC_URL  the address that people type (default: http://localhost:<port>)
            """;

    private Launcher() {}

    public static void main(String[] args) throws Exception {
        int code;
        try {
            code = run(Settings.of(System.getenv()), List.of(args));
        } catch (StartFailure | DemoFailure | IllegalArgumentException e) {
            System.err.println("almanac: " + e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static int run(Settings settings, List<String> words) throws Exception {
        String command = words.isEmpty() ? "--help" : words.getFirst();
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        if (rest.contains("--help") && !command.equals("verify")) {
            System.out.print(USAGE);
            return 0;
        }
        return switch (command) {
            case "up" ->
                rest.equals(List.of("--detach")) ? detach(settings) : rest.isEmpty() ? up(settings) : usage(rest);
            case "down" -> rest.isEmpty() ? down(settings) : usage(rest);
            case "status" -> rest.isEmpty() ? status(settings) : usage(rest);
            case "logs" -> rest.size() <= 1 ? logs(settings, rest) : usage(rest);
            case "demo" -> rest.isEmpty() ? demo(settings) : usage(rest);
            case "forecast" -> ForecastCommand.run(rest, System.out, System.err);
            case "inspect" -> InspectCommand.run(rest, System.out);
            case "verify" -> VerifyCommand.run(rest, System.getenv(), System.in, System.out, System.err);
            case "--help", "-h", "help" -> {
                System.out.print(USAGE);
                yield 0;
            }
            default -> usage(words);
        };
    }

    private static int usage(List<String> words) {
        System.err.println("almanac: not understood: " + String.join(" ", words) + "\n\n" + USAGE);
        return 2;
    }

    private static int up(Settings settings) throws InterruptedException {
        Optional<String> running = Running.url(settings);
        if (running.isPresent()) {
            System.out.println("Almanac runs already.");
            tellAddress(settings, running.get(), "./almanac down");
            return 0;
        }
        Platform platform = new Platform(settings, System.out);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(platform::stop));
        platform.start();
        tellAddress(settings, settings.publicUrl().toString(), "Ctrl-C, or ./almanac down from elsewhere");
        platform.watch();
        return 0;
    }

    private static int detach(Settings settings) throws IOException, InterruptedException {
        if (Running.url(settings).isEmpty()) {
            Running.detach(settings, System.out);
        } else {
            System.out.println("Almanac runs already.");
            tellAddress(settings, Running.url(settings).orElseThrow(), "./almanac down");
        }
        return 0;
    }

    private static int down(Settings settings) throws InterruptedException {
        boolean ran = Running.stop(settings, System.out);
        System.out.println(ran ? "Almanac is stopped." : "Almanac was not running.");
        return 0;
    }

    private static int status(Settings settings) throws InterruptedException {
        Optional<String> url = Running.url(settings);
        if (url.isEmpty()) {
            System.out.println("Almanac is not running.");
            return 1;
        }
        System.out.println("Almanac runs at " + url.get());
        Optional<String> health = Running.health(url.get());
        System.out.println(health.orElse("The gateway does not answer."));
        return health.isPresent() ? 0 : 1;
    }

    private static int logs(Settings settings, List<String> names) throws IOException {
        try (Stream<Path> files = Files.list(Home.of(settings).logs())) {
            List<Path> wanted = files.filter(file ->
                            names.isEmpty() || file.getFileName().toString().equals(names.getFirst() + ".log"))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
            for (Path file : wanted) {
                System.out.println("==> " + file + " <==");
                tail(file).forEach(System.out::println);
            }
            if (wanted.isEmpty()) {
                System.err.println(
                        "almanac: no such log in " + Home.of(settings).logs());
            }
            return wanted.isEmpty() ? 1 : 0;
        }
    }

    private static List<String> tail(Path file) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> {
                last.add(line);
                if (last.size() > LOG_TAIL) {
                    last.remove();
                }
            });
        }
        return new ArrayList<>(last);
    }

    private static int demo(Settings settings) throws IOException, InterruptedException {
        if (Running.url(settings).isEmpty()) {
            Running.detach(settings, System.out);
        }
        String url = Running.url(settings).orElseThrow(() -> new DemoFailure("the platform stopped"));
        new Demo(url, settings.checkout().resolve("deploy/examples"), System.out).run();
        System.out.println(url);
        return 0;
    }

    private static void tellAddress(Settings settings, String url, String stop) {
        for (String[] line : new String[][] {
            {"Console", url},
            {"API", url + "/openapi"},
            {"Logs", Home.of(settings).logs() + "  (./almanac logs [service])"},
            {"Stop", stop}
        }) {
            System.out.printf("  %-9s %s%n", line[0], line[1]);
        }
    }
}
