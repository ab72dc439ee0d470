package dev.almanac.audit.append;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A batch on its way to the database.
///
/// @param checkpoint the signed state that it leads to
/// @param stored ends when the batch is durable
record Flight(List<Submission> submissions, Batch batch, String checkpoint, CompletableFuture<?> stored) {}
