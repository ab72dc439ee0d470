/// What ended before its tokens expire, and how every service hears of it. Start at
/// [dev.almanac.auth.revocation.Revoker].
package dev.almanac.auth.revocation;
