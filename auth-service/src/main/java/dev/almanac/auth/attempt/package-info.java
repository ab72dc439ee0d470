/// How often somebody may guess. Start at [dev.almanac.auth.attempt.Attempts].
package dev.almanac.auth.attempt;
