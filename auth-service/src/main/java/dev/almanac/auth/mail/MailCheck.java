package dev.almanac.auth.mail;

import dev.almanac.kit.settings.Environment;
import dev.almanac.kit.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/// Production sends mail, or somebody has decided that it does not.
@ApplicationScoped
class MailCheck implements SettingsCheck {

    private final MailConfig mail;
    private final Config config;

    MailCheck(MailConfig mail, Config config) {
        this.mail = mail;
        this.config = config;
    }

    @Override
    public List<String> faults(Environment environment) {
        if (mail.mode() == MailConfig.Mode.LOG && environment == Environment.PRODUCTION) {
            return List.of("auth.mail.mode must be smtp, or off on purpose: links in a log are keys to accounts");
        }
        boolean hasServer = config.getOptionalValue("quarkus.mailer.host", String.class)
                        .isPresent()
                && config.getOptionalValue("quarkus.mailer.from", String.class).isPresent();
        return mail.mode() == MailConfig.Mode.SMTP && !hasServer
                ? List.of("quarkus.mailer.host and quarkus.mailer.from are needed for auth.mail.mode=smtp")
                : List.of();
    }
}
