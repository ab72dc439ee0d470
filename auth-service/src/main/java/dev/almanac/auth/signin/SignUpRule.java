package dev.almanac.auth.signin;

import dev.almanac.auth.mail.MailConfig;
import dev.almanac.kit.settings.Environment;
import dev.almanac.kit.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Whether a mail address is confirmed before its account counts.
@ApplicationScoped
class SignUpRule implements SettingsCheck {

    private final boolean verifyFirst;
    private final MailConfig mail;

    SignUpRule(
            SignUpConfig config,
            MailConfig mail,
            @ConfigProperty(name = "almanac.environment", defaultValue = "production") String environment) {
        this.verifyFirst = config.verifyFirst().orElse(Environment.of(environment) == Environment.PRODUCTION);
        this.mail = mail;
    }

    boolean verifiesFirst() {
        return verifyFirst;
    }

    @Override
    public List<String> faults(Environment environment) {
        return verifyFirst && mail.mode() == MailConfig.Mode.OFF
                ? List.of("auth.sign-up.verify-first must be false when auth.mail.mode is off: nobody could sign up")
                : List.of();
    }
}
