package dev.almanac.forecast.series;

/// The method that a lab has chosen for one series, where it differs from that of the others.
///
/// @param model the engine's name of the method
/// @param robust whether outliers and level shifts are taken out first
/// @param windows of the backtest; 0 for as many as the series allows, at most three
public record AssignedModel(String model, boolean robust, int windows) {}
