package dev.almanac.launcher.platform;

import dev.almanac.postgres.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The configuration of each service on this machine, secrets included; it goes into a file that only its owner may
/// read, never onto a command line.
final class ServiceSettings {

    /// The gateway goes first, so requests have nobody left to answer; open WebSockets count as requests too.
    private static final String LAST_REQUESTS = "2S";

    /// One person's machine: mails need not be gathered for long.
    private static final String NEWS_EVERY = "5S";

    /// There is one worker, which is started again as soon as it ends.
    private static final String WORKER_GONE = "5S";

    private final Home home;
    private final Settings settings;
    private final Ports ports;
    private final PostgresServer postgres;

    ServiceSettings(Home home, Settings settings, Ports ports, PostgresServer postgres) {
        this.home = home;
        this.settings = settings;
        this.ports = ports;
        this.postgres = postgres;
    }

    Map<String, String> of(Service service) {
        Map<String, String> all = new TreeMap<>();
        all.put("config_ordinal", "275"); // above application.properties, below the environment
        all.put("quarkus.management.host", "127.0.0.1");
        all.put("quarkus.management.port", Integer.toString(ports.managementOf(service)));
        all.put("almanac.environment", "development");
        all.put("almanac.bootstrap-secret", home.secret(service.name() + ".bootstrap"));
        if (service.database() == null) {
            putGateway(all);
        } else {
            putStoring(service, all);
        }
        if (service == Service.AUTH) {
            putAuth(all);
        }
        if (service == Service.FORECAST) {
            all.put("forecast.job.lease", WORKER_GONE);
        }
        if (service == Service.DATA) {
            all.put("data.storage.folder", home.objects().toString());
        }
        if (service == Service.AUDIT) {
            all.put("audit.log.origin", logOrigin());
            all.put("audit.log.side-file", home.auditLog().resolve("checkpoint").toString());
            all.put("audit.archive.folder", home.auditLog().resolve("archive").toString());
        }
        return all;
    }

    private void putStoring(Service service, Map<String, String> all) {
        String jdbc = postgres.jdbcUrl(service.database());
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", Integer.toString(ports.of(service)));
        all.put("quarkus.shutdown.timeout", LAST_REQUESTS);
        all.put("quarkus.datasource.jdbc.url", jdbc);
        all.put("quarkus.datasource.reactive.url", jdbc.substring("jdbc:".length()));
        all.put("quarkus.datasource.username", service.database());
        all.put("quarkus.datasource.password", home.secret(service.name() + ".database"));
        all.put(
                "almanac.root-key-file",
                home.secretFile(service.name() + ".root-key").toString());
        all.put("almanac.tokens.issuer", settings.publicUrl().toString());
        all.put("almanac.tokens.jwks-location", ports.urlOf(Service.AUTH) + "/.well-known/jwks.json");
        all.put("quarkus.rest-client.auth.url", ports.urlOf(Service.AUTH));
        all.put("quarkus.rest-client.data.url", ports.urlOf(Service.DATA));
        all.put("quarkus.rest-client.audit.url", ports.urlOf(Service.AUDIT));
    }

    private void putAuth(Map<String, String> all) {
        all.put("auth.notice.every", NEWS_EVERY);
        all.put("auth.session.secure-cookie", Boolean.toString(isSecure()));
        for (Service service : Service.ALL) {
            all.put("auth.internal.services." + service.module(), home.secret(service.name() + ".bootstrap"));
        }
        for (Service service : List.of(Service.DATA, Service.FORECAST, Service.AUDIT)) {
            all.put("auth.erasure.services." + service.module(), ports.urlOf(service));
        }
    }

    private void putGateway(Map<String, String> all) {
        all.put("gateway.public-url", settings.publicUrl().toString());
        all.put("gateway.port", Integer.toString(settings.port()));
        all.put("gateway.limits.file", home.of("gateway").resolve("limits").toString());
        for (Service service : Service.ALL) {
            if (service.database() != null) {
                String prefix = "gateway.services." + service.name();
                all.put(prefix + ".url", ports.urlOf(service));
                all.put(prefix + ".management", "http://localhost:" + ports.managementOf(service));
            }
        }
    }

    /// The log keeps the name it was born with, whatever the port is later.
    private String logOrigin() {
        return home.value("log-origin", () -> settings.publicUrl().getAuthority() + "/log");
    }

    private boolean isSecure() {
        return "https".equals(settings.publicUrl().getScheme());
    }
}
