package dev.almanac.auth.erasure;

import dev.almanac.kit.OneByOne;
import dev.almanac.kit.security.ServiceTokens;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Remembers which services have to erase whom, in the transaction of the deletion, and asks each until it has. The
/// audit log comes last: by then the others have told it all that there is to tell.
@ApplicationScoped
public class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final String AUDIT = "audit-service";
    private static final long CALL_SECONDS = 60;

    private static final String REQUEST = """
            INSERT INTO erasure (subject, service, requested_at, due_at) VALUES (:subject, :service, now(),
                now() + (CASE WHEN :service = 'audit-service' THEN 10 ELSE 0 END) * interval '1 second')
            ON CONFLICT (subject, service) DO UPDATE SET done_at = NULL, due_at = excluded.due_at""";

    private static final String TAKE = """
            UPDATE erasure SET attempts = attempts + 1,
                due_at = now() + least(3600, 5 * power(2, least(attempts, 12))) * interval '1 second'
            WHERE (subject, service) = (SELECT subject, service FROM erasure e
                WHERE done_at IS NULL AND due_at <= now() AND (service <> $1 OR NOT EXISTS (
                    SELECT FROM erasure o WHERE o.subject = e.subject AND o.service <> $1 AND o.done_at IS NULL)
                    AND NOT EXISTS (SELECT FROM audit_outbox WHERE error IS NULL))
                ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING subject, service""";

    private final Pool database;
    private final Vertx vertx;
    private final ServiceTokens tokens;
    private final ErasureConfig config;
    private final Map<String, ErasureClient> clients;
    private volatile boolean stopped;

    Erasures(Pool database, Vertx vertx, ServiceTokens tokens, ErasureConfig config) {
        this.database = database;
        this.vertx = vertx;
        this.tokens = tokens;
        this.config = config;
        this.clients = config.services().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> client(entry.getValue())));
    }

    void start(@Observes StartupEvent event) {
        next(config.every().toMillis());
    }

    /// Joins the current transaction.
    public Uni<Void> request(UUID subject) {
        return OneByOne.each(
                clients.keySet(),
                service -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(REQUEST)
                                .setParameter("subject", subject)
                                .setParameter("service", service)
                                .executeUpdate()));
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void next(long pause) {
        if (stopped) {
            return;
        }
        vertx.setTimer(
                pause,
                timer -> one().subscribe()
                        .with(found -> next(found ? 1 : config.every().toMillis()), failure -> {
                            LOG.warnf("An erasure waits: %s", failure.getMessage());
                            next(config.every().toMillis());
                        }));
    }

    /// @return whether there was one
    private Uni<Boolean> one() {
        return database.preparedQuery(TAKE)
                .execute(Tuple.of(AUDIT))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : erase(rows.iterator().next()).replaceWith(true));
    }

    private Uni<Void> erase(Row row) {
        UUID subject = row.getUUID("subject");
        String service = row.getString("service");
        return tokens.bearer(service, null, "erase")
                .chain(bearer -> clients.get(service).erase(bearer, new ErasureClient.Subject(subject)))
                .chain(() -> database.preparedQuery(
                                "UPDATE erasure SET done_at = now() WHERE subject = $1 AND service = $2")
                        .execute(Tuple.of(subject, service)))
                .replaceWithVoid();
    }

    private static ErasureClient client(URI address) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(address)
                .readTimeout(CALL_SECONDS, TimeUnit.SECONDS)
                .build(ErasureClient.class);
    }
}
