/// Old entries as files: [dev.almanac.audit.archive.Archivist] writes whole partitions out, reads them back, and only
/// then lets the database forget them. Proofs go on working.
package dev.almanac.audit.archive;
