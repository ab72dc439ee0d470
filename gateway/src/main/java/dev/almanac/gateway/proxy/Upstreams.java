package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.GatewayConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// The services behind the gateway: where their instances are, which of them are ready, and connections to them.
@Singleton
public class Upstreams {

    private static final Logger LOG = Logger.getLogger(Upstreams.class);

    private static final int CONNECT_MILLIS = 1_000;
    private static final int CONNECTIONS = 256;
    private static final int WAITING = 1_000;
    private static final long CHECK_MILLIS = 1_000;
    private static final long RESOLVE_MILLIS = 10_000;
    private static final String ADDRESS_SECONDS = "5";
    private static final String READINESS = "/q/health/ready";
    private static final int OK = 200;

    private final Vertx vertx;
    private final GatewayConfig config;
    private final Map<String, ServicePool> pools = new LinkedHashMap<>();
    private final ThreadLocal<HttpClient> clients;
    private final ThreadLocal<Map<Instance, SocketPool>> sockets = ThreadLocal.withInitial(HashMap::new);
    private final NetClient connector;

    Upstreams(Vertx vertx, GatewayConfig config) {
        Security.setProperty("networkaddress.cache.ttl", ADDRESS_SECONDS);
        this.vertx = vertx;
        this.config = config;
        this.clients = ThreadLocal.withInitial(this::newClient);
        this.connector = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true));
        config.services().forEach((name, service) -> {
            if (service.url().size() != service.management().size()) {
                throw new IllegalStateException(
                        "gateway.services." + name + " needs as many management addresses as url");
            }
            ServicePool pool = new ServicePool(name);
            pool.instances(unresolved(service));
            pools.put(name, pool);
        });
    }

    void start(@Observes StartupEvent event) {
        resolveAll();
        vertx.setPeriodic(RESOLVE_MILLIS, ignored -> resolveAll());
        vertx.setPeriodic(CHECK_MILLIS, ignored -> checkAll());
    }

    ServicePool pool(String service) {
        return pools.get(service);
    }

    /// The pooled connections of this event loop, for what the gateway itself asks and for WebSockets.
    HttpClient client() {
        return clients.get();
    }

    /// The connections of this event loop to an instance, for requests of others.
    SocketPool sockets(Instance instance) {
        Map<Instance, SocketPool> here = sockets.get();
        return here.computeIfAbsent(instance, each -> new SocketPool(vertx, connector, each, () -> here.remove(each)));
    }

    /// Bytes of a body that must come in so much time.
    long leastBytes(long millis) {
        return config.leastBodyRate().asLongValue() * millis / 1_000;
    }

    /// Reads a page of a service's management port, from any instance that answers with it.
    ///
    /// @return the answer, whatever its status
    public Future<HttpClientResponse> manage(String service, String path, int withinMillis) {
        Instance instance = pools.get(service)
                .pick(List.of(), System.nanoTime())
                .orElseThrow(() -> new IllegalStateException("No instance of " + service));
        return manage(instance, path, withinMillis);
    }

    /// An answer as a whole.
    public record Answer(int status, Buffer body) {}

    /// Asks a service for the gateway itself. Another instance is asked where one does not answer.
    ///
    /// @param body nothing of it for none
    public Future<Answer> ask(
            String service, HttpMethod method, String path, String authorization, Buffer body, int withinMillis) {
        return ask(pools.get(service), new ArrayList<>(), instance -> {
            RequestOptions options = new RequestOptions()
                    .setMethod(method)
                    .setHost(instance.host())
                    .setPort(instance.port())
                    .setURI(path)
                    .setTimeout(withinMillis)
                    .putHeader(HttpHeaders.HOST, instance.authority())
                    .putHeader(HttpHeaders.ACCEPT, "application/json")
                    .putHeader(HttpHeaders.AUTHORIZATION, authorization);
            if (body.length() > 0) {
                options.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            }
            return client().request(options)
                    .compose(request -> body.length() > 0 ? request.send(body) : request.send())
                    .compose(answer -> answer.body().map(whole -> new Answer(answer.statusCode(), whole)));
        });
    }

    private static Future<Answer> ask(ServicePool pool, List<Instance> tried, Function<Instance, Future<Answer>> call) {
        Optional<Instance> instance = pool.pick(tried, System.nanoTime());
        if (instance.isEmpty()) {
            return Future.failedFuture("no instance of " + pool.service() + " answers");
        }
        return call.apply(instance.get()).recover(e -> {
            tried.add(instance.get());
            return tried.size() < pool.instances().size() ? ask(pool, tried, call) : Future.failedFuture(e);
        });
    }

    private Future<HttpClientResponse> manage(Instance instance, String path, int withinMillis) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(instance.host())
                .setPort(instance.managementPort())
                .setURI(path)
                .setTimeout(withinMillis);
        return client().request(options).compose(request -> {
            request.putHeader("Host", instance.managementAuthority());
            return request.send();
        });
    }

    private void checkAll() {
        for (ServicePool pool : pools.values()) {
            pool.instances().forEach(instance -> check(pool, instance));
        }
    }

    private void check(ServicePool pool, Instance instance) {
        boolean before = instance.isReady();
        manage(instance, READINESS, CONNECT_MILLIS)
                .compose(answer -> answer.body().map(body -> answer.statusCode() == OK))
                .onSuccess(instance::checked)
                .onFailure(e -> instance.missedCheck())
                .onComplete(checked -> {
                    if (before != instance.isReady()) {
                        LOG.infof("%s %s is %sready", pool.service(), instance.name(), before ? "not " : "");
                    }
                });
    }

    private void resolveAll() {
        config.services()
                .forEach((name, service) -> vertx.<List<Instance>>executeBlocking(
                                () -> resolved(service, pools.get(name).instances()), false)
                        .onSuccess(pools.get(name)::instances)
                        .onFailure(e -> LOG.debugf("%s keeps its instances: %s", name, e.getMessage())));
    }

    /// An address that was known keeps its state.
    private static List<Instance> resolved(GatewayConfig.Service service, List<Instance> known)
            throws UnknownHostException {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < service.url().size(); i++) {
            URI url = service.url().get(i);
            for (String host : addresses(url.getHost())) {
                Optional<Instance> same = known.stream()
                        .filter(old -> old.host().equals(host) && old.port() == url.getPort())
                        .findFirst();
                URI management = service.management().get(i);
                instances.add(same.orElseGet(() -> instance(host, url, management)));
            }
        }
        known.stream().filter(old -> !instances.contains(old)).forEach(Instance::retire);
        return instances;
    }

    private static List<Instance> unresolved(GatewayConfig.Service service) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < service.url().size(); i++) {
            URI url = service.url().get(i);
            instances.add(instance(url.getHost(), url, service.management().get(i)));
        }
        return instances;
    }

    private static Instance instance(String host, URI url, URI management) {
        return new Instance(host, url.getPort(), url.getAuthority(), management.getPort(), management.getAuthority());
    }

    /// All addresses of a name, of IPv4 where it has any; this machine is one.
    private static List<String> addresses(String host) throws UnknownHostException {
        if (host.equals("localhost")) {
            return List.of(host);
        }
        InetAddress[] all = InetAddress.getAllByName(host);
        boolean four = Arrays.stream(all).anyMatch(Inet4Address.class::isInstance);
        return Arrays.stream(all)
                .filter(address -> !four || address instanceof Inet4Address)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private HttpClient newClient() {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setKeepAliveTimeout(30)
                        .setDecompressionSupported(false)
                        .setTracingPolicy(TracingPolicy.IGNORE),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }
}
