package dev.almanac.launcher.platform;

import dev.almanac.postgres.FreePort;
import dev.almanac.postgres.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// PostgreSQL and the five services, started, watched and stopped together. A service that dies is started again.
public final class Platform {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Settings settings;
    private final Home home;
    private final PrintStream out;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final Map<ServiceProcess, Long> pauses = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private PostgresServer postgres;
    private volatile boolean stopping;

    public Platform(Settings settings, PrintStream out) {
        this.settings = settings;
        this.home = Home.of(settings);
        this.out = out;
    }

    /// Starts everything and returns when all of it is healthy.
    ///
    /// @throws StartFailure says what to do
    public void start() throws InterruptedException {
        long began = System.nanoTime();
        Orphans.stop(home, out);
        if (!FreePort.isFree(settings.port())) {
            throw new StartFailure(
                    "Port %d is taken by another program. Stop it, or choose another: ALMANAC_PORT=%d ./almanac up"
                            .formatted(settings.port(), FreePort.any()));
        }
        out.println("Starting Almanac in " + home.folder());
        try {
            startPostgres(began);
            startServices();
            awaitReady(began);
        } catch (IOException e) {
            throw new StartFailure("A service could not be started: " + e.getMessage());
        }
        writeState(true);
        out.printf("Almanac is ready after %.1f s.%n", seconds(began));
    }

    /// Watches the services until [#stop] is called.
    public void watch() throws InterruptedException {
        while (!stopped.await(LOOK_MILLIS * 5, TimeUnit.MILLISECONDS)) {
            for (ServiceProcess service : services) {
                if (!stopping && !service.isAlive()) {
                    restart(service);
                }
            }
        }
    }

    public synchronized void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        List<Thread> stops = services.reversed().stream()
                .map(service -> Thread.ofVirtual().start(service::stop))
                .toList();
        for (Thread stop : stops) {
            joinUninterrupted(stop);
        }
        if (postgres != null) {
            postgres.close();
        }
        State.remove(home);
        stopped.countDown();
    }

    private void startPostgres(long began) {
        Ports ports = new Ports(settings.port());
        postgres = PostgresServer.start(home.postgres(), ports.postgres(), home.secret("postgres"));
        for (Service service : Service.ALL) {
            if (service.database() != null) {
                postgres.ensureDatabase(service.database(), home.secret(service.name() + ".database"));
            }
        }
        tell("postgres", began);
        ServiceSettings configured = new ServiceSettings(home, settings, ports, postgres);
        for (Service service : Service.ALL) {
            services.add(new ServiceProcess(service, settings, home, configured, ports.managementOf(service)));
        }
    }

    private void startServices() throws IOException {
        for (ServiceProcess service : services) {
            service.start();
            pauses.put(service, 0L);
        }
        writeState(false);
    }

    private void awaitReady(long began) throws InterruptedException {
        List<ServiceProcess> waiting = new ArrayList<>(services);
        while (!waiting.isEmpty()) {
            for (ServiceProcess service : List.copyOf(waiting)) {
                if (service.isReady(http)) {
                    waiting.remove(service);
                    tell(service.name(), began);
                } else if (!service.isAlive()) {
                    throw new StartFailure(
                            service.name() + " ended while it started; the reason is in " + service.log());
                }
            }
            if (System.nanoTime() - began > START_LIMIT.toNanos()) {
                throw new StartFailure(waiting.getFirst().name() + " is not healthy after " + START_LIMIT.toSeconds()
                        + " s; look into " + waiting.getFirst().log());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void restart(ServiceProcess service) throws InterruptedException {
        long pause = pauses.get(service);
        pauses.put(service, Math.min(LONGEST_PAUSE_MILLIS, pause * 2 + 500));
        out.println(service.name() + " ended unexpectedly and is started again; its log is " + service.log());
        TimeUnit.MILLISECONDS.sleep(pause);
        try {
            service.start();
            writeState(true);
        } catch (IOException e) {
            out.println(service.name() + " could not be started: " + e.getMessage());
        }
    }

    private void writeState(boolean ready) {
        Map<String, State.Known> processes = new LinkedHashMap<>();
        processes.put("launcher", State.Known.of(ProcessHandle.current()));
        processes.put("postgres", State.Known.of(postgres.process().toHandle()));
        services.forEach(service -> processes.put(service.name(), State.Known.of(service.handle())));
        new State(settings.publicUrl().toString(), ready, processes).write(home);
    }

    private void tell(String name, long began) {
        out.printf("  %-9s ready after %4.1f s%n", name, seconds(began));
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void joinUninterrupted(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
