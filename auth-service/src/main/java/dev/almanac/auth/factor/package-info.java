/// Second factors that are typed: codes of an authenticator app, and recovery codes. Start at
/// [dev.almanac.auth.factor.Factors].
package dev.almanac.auth.factor;
