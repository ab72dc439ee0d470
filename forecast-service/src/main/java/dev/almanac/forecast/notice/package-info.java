/// What happened, told to people's programs by webhook and to people by mail.
/// Start at [dev.almanac.forecast.notice.Notices].
package dev.almanac.forecast.notice;
