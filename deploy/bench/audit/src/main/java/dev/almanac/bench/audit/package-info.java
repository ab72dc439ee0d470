/// audit-service as a process of its own on a PostgreSQL of its own: how fast it is beside its peers, and what it does
/// while things break. [dev.almanac.bench.audit.Main] starts the benchmarks; the trials also run, shortened, as
/// integration tests.
package dev.almanac.bench.audit;
