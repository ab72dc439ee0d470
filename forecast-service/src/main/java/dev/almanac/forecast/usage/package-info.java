/// What was used, budgets, and records for billing.
/// Start at [dev.almanac.forecast.usage.UsageResource]; [dev.almanac.forecast.usage.BudgetMeter] counts.
package dev.almanac.forecast.usage;
