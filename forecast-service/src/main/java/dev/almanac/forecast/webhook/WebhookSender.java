package dev.almanac.forecast.webhook;

import dev.almanac.forecast.tick.Ticker;
import dev.almanac.kit.security.RootKey;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Calls webhooks. Every replica looks for what is due; a row says which of them sends it. Each owner has a share of
/// the
/// calls that are on their way, so that servers which never answer hold up their own owner only. Redirections are not
/// followed; of the answer only its status counts.
@ApplicationScoped
class WebhookSender {

    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final int AT_ONCE = 64;
    private static final int SHARE = 4;
    private static final int GONE = 410;

    private final WebhookRepository webhooks;
    private final RootKey root;
    private final WebhookConfig config;
    private final HttpClient http;
    private final Map<UUID, Integer> onTheirWay = new ConcurrentHashMap<>();
    private final Ticker ticker = new Ticker("webhooks", this::look);

    WebhookSender(Vertx vertx, WebhookRepository webhooks, RootKey root, WebhookConfig config) {
        this.webhooks = webhooks;
        this.root = root;
        this.config = config;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false), new PoolOptions().setMaxWaitQueueSize(AT_ONCE));
    }

    void start(@Observes StartupEvent event) {
        ticker.start(config.poll());
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.stop();
    }

    private void look() {
        List<WebhookRepository.Due> due = claim();
        while (!due.isEmpty()) {
            due.forEach(this::begin);
            due = claim();
        }
    }

    private List<WebhookRepository.Due> claim() {
        int free = AT_ONCE
                - onTheirWay.values().stream().mapToInt(Integer::intValue).sum();
        return free <= 0
                ? List.of()
                : webhooks.claim(config.timeout().plusSeconds(30), free, SHARE, Map.copyOf(onTheirWay));
    }

    private void begin(WebhookRepository.Due due) {
        onTheirWay.merge(due.owner(), 1, Integer::sum);
        send(due)
                .onTermination()
                .invoke(() -> onTheirWay.computeIfPresent(due.owner(), (owner, n) -> n > 1 ? n - 1 : null))
                .subscribe()
                .with(
                        done -> ticker.soon(),
                        e -> LOG.warnf("Delivery %s is tried again later: %s", due.id(), e.getMessage()));
    }

    private Uni<Void> send(WebhookRepository.Due due) {
        return Uni.createFrom()
                .item(() -> options(due))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(http::request)
                .chain(request -> signed(request, due)
                        .send(due.payload())
                        .map(HttpClientResponse::statusCode)
                        .eventually(() -> request.connection().closeAndForget()))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onItemOrFailure()
                .transformToUni((status, failure) ->
                        failure == null ? settled(due, status) : refused(due, null, reason(failure)));
    }

    private static String reason(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? "The address " + failure.getMessage()
                : "No answer: " + failure.getClass().getSimpleName();
    }

    private RequestOptions options(WebhookRepository.Due due) {
        Endpoint endpoint = Endpoint.of(due.url(), config.allowPrivate());
        InetAddress address = endpoint.resolved(config.allowPrivate());
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(endpoint.port(), address.getHostAddress()))
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.tls())
                .setURI(endpoint.path())
                .setTimeout(config.timeout().toMillis())
                .setIdleTimeout(config.timeout().toMillis())
                .setFollowRedirects(false);
    }

    private HttpClientRequest signed(HttpClientRequest request, WebhookRepository.Due due) {
        String id = "msg_" + due.id();
        long now = Instant.now().getEpochSecond();
        String signature =
                WebhookSecret.opened(due.secret(), due.webhook(), root).sign(id, now, due.payload());
        return request.putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Almanac")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(now))
                .putHeader("webhook-signature", signature);
    }

    private Uni<Void> settled(WebhookRepository.Due due, int status) {
        if (status >= 200 && status < 300) {
            return webhooks.delivered(due.id(), status);
        }
        return status == GONE
                ? webhooks.disable(due.webhook(), "The other side answered that it is gone")
                        .chain(() -> webhooks.refused(due.id(), status, "Answered 410", null))
                : refused(due, status, "Answered " + status);
    }

    private Uni<Void> refused(WebhookRepository.Due due, Integer status, String error) {
        List<Duration> retries = config.retries();
        Duration pause = due.attempts() <= retries.size() ? retries.get(due.attempts() - 1) : null;
        return webhooks.refused(due.id(), status, error, pause);
    }
}
