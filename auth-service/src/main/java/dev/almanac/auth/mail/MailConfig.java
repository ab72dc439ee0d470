package dev.almanac.auth.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How mail leaves. The server itself is set by Quarkus' own `quarkus.mailer.*`.
@ConfigMapping(prefix = "auth.mail")
public interface MailConfig {

    /// `smtp`; `log` writes mails, links included, into the log, for development and staging; `off` sends nothing.
    @WithDefault("log")
    Mode mode();

    /// How often the outbox is looked at.
    @WithDefault("1S")
    Duration every();

    /// A mail that could not be sent for this long is given up; it stays in the table with its error.
    @WithDefault("2D")
    Duration giveUpAfter();

    /// Where mails go.
    enum Mode {
        SMTP,
        LOG,
        OFF
    }
}
