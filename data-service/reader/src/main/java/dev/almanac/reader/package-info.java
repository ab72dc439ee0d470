/// Finds series in CSV files as people have them. [dev.almanac.reader.FileReading] is the whole way:
/// [dev.almanac.reader.Inference] decides from the first rows what the columns mean, with a reason for each decision;
/// [dev.almanac.reader.SeriesReader] streams the file under that mapping and notices where its rest says otherwise;
/// [dev.almanac.reader.SeriesSorter] puts the observations in order; [dev.almanac.reader.Quality] checks them. Where
/// two readings fit, it asks instead of guessing. No I/O of its own.
package dev.almanac.reader;
