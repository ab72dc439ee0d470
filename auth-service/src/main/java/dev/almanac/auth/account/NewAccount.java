package dev.almanac.auth.account;

import java.util.Locale;
import java.util.Set;

/// What an account starts with.
///
/// @param email in any case; null for none
/// @param passwordHash null for an account without a password
/// @param origin where it comes from, for the audit log: `password`, `wallet`, `import` or `set-up`
public record NewAccount(
        String email, String username, String fullName, String passwordHash, Set<String> roles, String origin) {

    public NewAccount {
        email = email == null ? null : email.strip().toLowerCase(Locale.ROOT);
        roles = Set.copyOf(roles);
    }
}
