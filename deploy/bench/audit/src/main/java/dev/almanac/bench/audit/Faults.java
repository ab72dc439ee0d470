package dev.almanac.bench.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Things that break while events come in, again and again; afterwards the invariants must hold.
final class Faults {

    private static final int BETWEEN = 150;

    private Faults() {}

    static void runAll(int rounds) throws Exception {
        killService(rounds);
        tell("the service was killed", rounds);
        killPostgres(rounds);
        tell("PostgreSQL was killed", rounds);
        cutAtCommit(rounds * 3);
        tell("the connection was cut at COMMIT", rounds * 3);
        twoWriters(rounds);
        tell("a second writer took over", rounds);
        fullDisk(rounds);
        tell("the disk was full", rounds);
    }

    private static void tell(String what, int rounds) {
        System.out.println("Every invariant holds after " + what + " " + rounds + " times while appending.");
    }

    static void killService(int rounds) throws Exception {
        try (AuditProcess service = AuditProcess.fresh().start()) {
            Random random = new Random(1);
            Load load = Load.on(service);
            for (int round = 0; round < rounds; round++) {
                load.awaitMore(BETWEEN);
                pause(random);
                service.killService();
                service.startService();
                service.awaitReady();
            }
            load.awaitMore(BETWEEN);
            load.close();
            Invariants.require(service, load);
        }
    }

    static void killPostgres(int rounds) throws Exception {
        try (AuditProcess service = AuditProcess.fresh().start()) {
            Random random = new Random(2);
            Load load = Load.on(service);
            for (int round = 0; round < rounds; round++) {
                load.awaitMore(BETWEEN);
                pause(random);
                service.killPostgres();
                service.startPostgres();
            }
            load.awaitMore(BETWEEN);
            load.close();
            Invariants.require(service, load);
        }
    }

    static void cutAtCommit(int rounds) throws Exception {
        try (AuditProcess service = AuditProcess.fresh()) {
            service.startPostgres();
            try (CuttingProxy proxy = new CuttingProxy(service.postgresPort())) {
                service.putDatabase(proxy.port());
                service.startService();
                service.awaitReady();
                Random random = new Random(3);
                Load load = Load.on(service);
                for (int round = 0; round < rounds; round++) {
                    load.awaitMore(BETWEEN);
                    pause(random);
                    proxy.cut();
                }
                load.awaitMore(BETWEEN);
                load.close();
                Invariants.require(service, load);
            }
        }
    }

    /// The writer's lock is taken from it while it sleeps; the other goes on; the first wakes and must not write.
    static void twoWriters(int rounds) throws Exception {
        try (AuditProcess one = AuditProcess.fresh().start();
                AuditProcess two = one.second()) {
            two.startService();
            Load load = Load.on(one, two);
            AuditProcess writing = one;
            AuditProcess waiting = two;
            for (int round = 0; round < rounds; round++) {
                load.awaitMore(BETWEEN);
                signal(writing, "STOP");
                endLockHolder(one);
                waiting.awaitReady();
                AuditProcess stopped = writing;
                signal(stopped, "CONT");
                load.awaitMore(BETWEEN);
                writing = waiting;
                waiting = stopped;
            }
            load.close();
            Invariants.require(writing, load);
        }
    }

    /// From one moment on, the writer's backend cannot make any file longer.
    static void fullDisk(int rounds) throws Exception {
        try (AuditProcess service = AuditProcess.fresh().start()) {
            Load load = Load.on(service);
            for (int round = 0; round < rounds; round++) {
                load.awaitMore(BETWEEN);
                run("prlimit", "--pid", Long.toString(lockHolder(service)), "--fsize=65536:");
            }
            load.awaitMore(BETWEEN);
            load.close();
            Invariants.require(service, load);
        }
    }

    static boolean canLimitFiles() {
        try {
            run("prlimit", "--version");
            return true;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static void endLockHolder(AuditProcess service) throws SQLException {
        try (Connection connection = service.connect()) {
            connection.createStatement().execute("SELECT pg_terminate_backend(" + lockHolder(service) + ")");
        }
    }

    /// The process id of the server's backend that holds the log's lock.
    private static long lockHolder(AuditProcess service) throws SQLException {
        long[] pid = {0};
        AuditProcess.await("somebody holds the lock", () -> {
            try (Connection connection = service.connect();
                    ResultSet row = connection
                            .createStatement()
                            .executeQuery("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
                                    + " AND objid = (hashtext('log-sequencer')::bigint & 4294967295)::oid")) {
                pid[0] = row.next() ? row.getLong(1) : 0;
                return pid[0] != 0;
            } catch (SQLException starting) {
                return false;
            }
        });
        return pid[0];
    }

    private static void signal(AuditProcess service, String name) throws IOException {
        run("kill", "-" + name, Long.toString(service.process().pid()));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Random random) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
    }
}
