package dev.almanac.launcher.platform;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Services whose launcher was killed. They are stopped before new ones start; PostgreSQL looks after its own.
final class Orphans {

    private Orphans() {}

    static void stop(Home home, PrintStream out) {
        Optional<State> state = State.read(home);
        if (state.isEmpty()) {
            return;
        }
        List<ProcessHandle> left = state.get().processes().entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals("launcher") && !entry.getKey().equals("postgres"))
                .flatMap(entry -> entry.getValue().alive().stream())
                .toList();
        if (!left.isEmpty()) {
            out.println("Stopping " + left.size() + " services that an earlier start left behind");
            left.forEach(ServiceProcess::stop);
        }
        State.remove(home);
    }
}
