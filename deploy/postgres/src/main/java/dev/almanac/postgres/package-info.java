/// A real, durable PostgreSQL on this machine, without an installation and without root.
/// Entry point: [dev.almanac.postgres.PostgresServer]. It takes only the binaries of zonky's packages:
/// the folder is kept, writes are flushed, and every connection needs a password.
package dev.almanac.postgres;
