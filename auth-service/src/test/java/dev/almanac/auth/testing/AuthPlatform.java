package dev.almanac.auth.testing;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.postgres.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/// A real PostgreSQL and a real SMTP server on loopback; the service verifies its own tokens by its published keys.
public final class AuthPlatform implements QuarkusTestResourceLifecycleManager {

    /// System property with the port that mails are read from.
    static final String POP3_PORT = "almanac.test.pop3-port";

    private final PostgresResource postgres = new PostgresResource();
    private GreenMail mail;

    @Override
    public Map<String, String> start() {
        int smtp = FreePort.any();
        int pop3 = FreePort.any();
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(smtp, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(pop3, "127.0.0.1", ServerSetup.PROTOCOL_POP3)
        });
        mail.withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        mail.start();
        System.setProperty(POP3_PORT, Integer.toString(pop3));
        String port = Integer.toString(FreePort.any());
        Map<String, String> settings = new HashMap<>(postgres.start());
        settings.put("quarkus.http.test-port", port);
        settings.put("quarkus.rest-client.auth.url", "http://localhost:" + port);
        settings.put("almanac.tokens.jwks-location", "http://localhost:" + port + "/.well-known/jwks.json");
        settings.put("auth.mail.mode", "smtp");
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", Integer.toString(smtp));
        settings.put("quarkus.mailer.from", "Almanac <almanac@example.test>");
        settings.put("quarkus.mailer.start-tls", "DISABLED");
        return settings;
    }

    @Override
    public void stop() {
        if (mail != null) {
            mail.stop();
        }
        postgres.stop();
    }
}
