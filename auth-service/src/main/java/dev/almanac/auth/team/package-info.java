/// Teams: people who share datasets and forecasts. Start at [dev.almanac.auth.team.TeamService].
package dev.almanac.auth.team;
