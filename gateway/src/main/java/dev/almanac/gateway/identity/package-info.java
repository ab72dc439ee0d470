/// Who is calling.
/// Start at [dev.almanac.gateway.identity.Tokens].
package dev.almanac.gateway.identity;
