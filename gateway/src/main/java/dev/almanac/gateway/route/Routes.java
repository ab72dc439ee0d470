package dev.almanac.gateway.route;

import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.gateway.limit.LimitConfig;
import dev.almanac.gateway.limit.LimitQuotas;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jboss.logging.Logger;

/// The routes that are in force. A file of the operator's own is read again when it changes; while it is not sound, the
/// last good routes stay. A gateway does not start with a file that is not sound.
@Singleton
public class Routes {

    private static final Logger LOG = Logger.getLogger(Routes.class);
    private static final String BUILT_IN = "routes.yaml";

    private final RouteConfig config;
    private final Set<String> services;
    private final LimitQuotas quotas;
    private final Counter reloaded;
    private final Counter refused;
    private volatile RouteTable table;
    private String text;

    Routes(RouteConfig config, GatewayConfig gateway, LimitConfig limits, MeterRegistry meters) {
        this.config = config;
        this.services = gateway.services().keySet();
        this.quotas = new LimitQuotas(limits);
        this.reloaded = meters.counter("gateway.routes.reloads", "outcome", "taken");
        this.refused = meters.counter("gateway.routes.reloads", "outcome", "refused");
        try {
            this.text = config.file().isPresent() ? read(config.file().get()) : builtIn();
            this.table = RouteFile.parse(text, services, quotas);
        } catch (RouteFileException e) {
            throw new IllegalStateException("The routes are not sound: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the routes: " + e.getMessage(), e);
        }
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        config.file()
                .ifPresent(file -> vertx.setPeriodic(
                        config.lookEvery().toMillis(),
                        ignored -> vertx.executeBlocking(() -> {
                            look(file);
                            return null;
                        })));
    }

    /// The routes of now; a request keeps what it found.
    public RouteTable table() {
        return table;
    }

    /// Reads the file again if it changed.
    private void look(Path file) {
        try {
            String now = read(file);
            if (now.equals(text)) {
                return;
            }
            text = now;
            table = RouteFile.parse(now, services, quotas);
            reloaded.increment();
            LOG.infof("The routes were read again: %d of them", table.routes().size());
        } catch (RouteFileException e) {
            refused.increment();
            e.faults().forEach(fault -> LOG.errorf("%s: %s", file, fault));
            LOG.errorf("%s is not sound; the last good routes stay in force", file);
        } catch (IOException | RuntimeException e) {
            refused.increment();
            LOG.errorf("%s cannot be read (%s); the last good routes stay in force", file, e.getMessage());
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private static String builtIn() throws IOException {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(BUILT_IN)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
