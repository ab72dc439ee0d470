/// Finds series in CSV files. [dev.almanac.reader.Inference] decides from the first rows what the columns mean, with
/// a reason for each decision; [dev.almanac.reader.SeriesReader] streams the whole file under that mapping; where two
/// readings fit, it asks instead of guessing. No I/O of its own.
package dev.almanac.reader;
