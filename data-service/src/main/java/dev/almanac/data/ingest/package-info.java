/// The way of a file in: [dev.almanac.data.ingest.Ingest] stores it encrypted and reads it at the same time.
package dev.almanac.data.ingest;
