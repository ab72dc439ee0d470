/// Which method would have done best: rolling origins over datasets or given series, worked off as jobs.
/// Start at [dev.almanac.forecast.backtest.BacktestResource].
package dev.almanac.forecast.backtest;
