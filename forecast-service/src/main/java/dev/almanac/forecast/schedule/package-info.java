/// When recurring work is due: cron expressions in a time zone, [dev.almanac.forecast.schedule.Schedule].
package dev.almanac.forecast.schedule;
