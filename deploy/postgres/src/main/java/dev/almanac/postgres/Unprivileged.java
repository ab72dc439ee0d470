package dev.almanac.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How to start a program that refuses to run as root: in a user namespace of its own (`unshare -U`), where root
/// appears as nobody and owns the same files. For everybody else the command stays as it is.
record Unprivileged(List<String> prefix) {

    Unprivileged {
        prefix = List.copyOf(prefix);
    }

    /// Finds out how this machine does it.
    ///
    /// @throws IllegalStateException for root where user namespaces are forbidden
    static Unprivileged detect() {
        boolean root = !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win")
                && "root".equals(System.getProperty("user.name"));
        if (!root) {
            return new Unprivileged(List.of());
        }
        if (succeeds("unshare", "-U", "true")) {
            return new Unprivileged(List.of("unshare", "-U"));
        }
        throw new IllegalStateException(
                "PostgreSQL refuses to run as root and this machine allows no user namespaces: start Almanac as an ordinary user");
    }

    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
