/// Administrators: the first of them, and what they do to other accounts. Start at
/// [dev.almanac.auth.admin.UserResource].
package dev.almanac.auth.admin;
