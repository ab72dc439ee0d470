/// Who someone is. `account` registers people and checks passwords, `session` signs them in and rotates their tokens,
/// `key` owns the signing keys, `internal` issues tokens for the background work of other services.
package dev.almanac.auth;
