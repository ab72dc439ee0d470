/// What comes next, in plain Java without a framework, clock or randomness of its own. Entry point:
/// [dev.almanac.engine.AutoForecaster]; each method is a [dev.almanac.engine.Forecaster];
/// [dev.almanac.engine.Backtest] measures them. Series are `double[]`, oldest first, NaN where a value is missing;
/// the same input gives the same bytes everywhere.
package dev.almanac.engine;
