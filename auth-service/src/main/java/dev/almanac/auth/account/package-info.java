/// People and their passwords: [dev.almanac.auth.account.AccountService] registers and recognises them,
/// [dev.almanac.auth.account.PasswordHasher] hashes in a bounded pool, [dev.almanac.auth.account.PasswordRules] refuses
/// weak ones.
package dev.almanac.auth.account;
