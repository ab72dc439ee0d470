/// The series of a dataset version as one encrypted object with an index: [dev.almanac.data.series.SeriesWriter] makes
/// it, [dev.almanac.data.series.SeriesObject] reads all of it or one of a million.
package dev.almanac.data.series;
