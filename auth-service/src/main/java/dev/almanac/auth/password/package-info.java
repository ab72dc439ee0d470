/// Passwords: rules, hashes old and new, setting and resetting them. Start at
/// [dev.almanac.auth.password.PasswordService].
package dev.almanac.auth.password;
