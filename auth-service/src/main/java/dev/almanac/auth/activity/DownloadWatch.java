package dev.almanac.auth.activity;

import dev.almanac.kit.OneByOne;
import dev.almanac.kit.security.ServiceTokens;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Looks at what leaves the platform, by the other services' events. Whoever takes out far more than people do is told,
/// and has to show who they are before anything dangerous.
@ApplicationScoped
public class DownloadWatch {

    private static final Logger LOG = Logger.getLogger(DownloadWatch.class);

    private final BulkReaderClient audit;
    private final ServiceTokens tokens;
    private final Alerts alerts;
    private final Suspicion suspicion;
    private final ActivityConfig config;

    DownloadWatch(
            @RestClient BulkReaderClient audit,
            ServiceTokens tokens,
            Alerts alerts,
            Suspicion suspicion,
            ActivityConfig config) {
        this.audit = audit;
        this.tokens = tokens;
        this.alerts = alerts;
        this.suspicion = suspicion;
        this.config = config;
    }

    @Scheduled(every = "${auth.activity.look-every}", delayed = "20s")
    Uni<Void> look() {
        Instant since = Instant.now().minus(config.downloadWindow());
        return tokens.bearer("audit-service", null, "events:read")
                .chain(bearer -> audit.since(bearer, since.toString(), config.downloads()))
                .chain(readers -> tell(readers, since))
                .onFailure()
                .invoke(e -> LOG.warnf("Downloads cannot be watched now: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> tell(List<BulkReaderClient.BulkReader> readers, Instant since) {
        return OneByOne.each(readers, reader -> Panache.withTransaction(() -> tell(reader, since)));
    }

    private Uni<Void> tell(BulkReaderClient.BulkReader reader, Instant since) {
        String detail = reader.downloads() + " datasets or results were taken out of your account within "
                + config.downloadWindow().toMinutes() + " minutes";
        return alerts.raiseOnce(reader.user(), AlertKind.MASS_DOWNLOAD, detail, since)
                .chain(raised ->
                        raised ? suspicion.of(reader.user()) : Uni.createFrom().voidItem());
    }
}
