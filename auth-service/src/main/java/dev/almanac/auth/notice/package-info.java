/// What other services tell people by mail, and what each person wants mailed.
/// Start at [dev.almanac.auth.notice.Notices].
package dev.almanac.auth.notice;
