/// Datasets from upload to read. [dev.almanac.data.dataset.DatasetResource] is the API,
/// [dev.almanac.data.dataset.Ingest]
/// the way of a file in, [dev.almanac.data.dataset.SeriesStore] the way of a series out.
package dev.almanac.data.dataset;
