package dev.almanac.auth.mail;

import java.util.Locale;

/// The mails that we write; each has a template in HTML and one in plain text.
public enum MailKind {
    VERIFY_EMAIL("Confirm your e-mail address"),
    ACCOUNT_EXISTS("You have an account already"),
    RESET_PASSWORD("Set a new password"),
    INVITE("You are invited to a team"),
    NOTICE("About your account"),
    NEWS("What happened to your work");

    private final String subject;

    MailKind(String subject) {
        this.subject = subject;
    }

    String subject() {
        return subject;
    }

    /// Such as `mail/verify-email`.
    String template() {
        return "mail/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
