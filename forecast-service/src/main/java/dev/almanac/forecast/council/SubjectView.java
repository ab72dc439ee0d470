package dev.almanac.forecast.council;

import dev.almanac.forecast.job.ForecastView;
import dev.almanac.forecast.lab.ModelView;
import dev.almanac.forecast.lab.VersionView;

/// What a proposal is about, for those who vote on it.
///
/// @param model absent for a forecast; so is its version
/// @param forecast as everybody would see it; absent for a model
public record SubjectView(ModelView model, VersionView version, ForecastView forecast) {}
