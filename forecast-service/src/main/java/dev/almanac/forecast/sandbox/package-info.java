/// Sessions in which a price is weighed against its forecast: stay, switch, or fall back.
/// Start at [dev.almanac.forecast.sandbox.SandboxResource]; [dev.almanac.forecast.sandbox.Verdict] is the decision.
package dev.almanac.forecast.sandbox;
