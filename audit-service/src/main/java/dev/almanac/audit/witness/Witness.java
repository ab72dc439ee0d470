package dev.almanac.audit.witness;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.WitnessConfig;
import dev.almanac.log.AddCheckpoint;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Hash;
import dev.almanac.log.Proofs;
import dev.almanac.log.SignedNote;
import dev.almanac.log.VerifierKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Cosigns the checkpoints of the logs that it knows, each only when the log has grown from the last one that it
/// cosigned. The state is durable before the cosignature leaves. Source: C2SP tlog-witness. Every call blocks.
@ApplicationScoped
class Witness {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);

    private final Pool database;
    private final LogKeys keys;
    private final Clock clock;
    private final Optional<String> name;
    private final Map<String, VerifierKey> logs;

    Witness(Pool database, LogKeys keys, Clock clock, WitnessConfig config) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        this.name = config.name();
        this.logs = config.logs().orElse(List.of()).stream()
                .map(VerifierKey::parse)
                .collect(Collectors.toMap(VerifierKey::name, Function.identity()));
    }

    /// The key that cosignatures are checked with; empty when this service is no witness.
    Optional<VerifierKey> key() {
        return name.map(keys::witness);
    }

    /// @throws IllegalArgumentException when the request is malformed
    Outcome add(String body) {
        AddCheckpoint request = AddCheckpoint.parse(body);
        SignedNote note = SignedNote.parse(request.checkpointNote());
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        VerifierKey log = logs.get(checkpoint.origin());
        if (name.isEmpty() || log == null) {
            return new Outcome.UnknownLog(checkpoint.origin());
        }
        if (SignedNote.open(request.checkpointNote(), log).isEmpty()) {
            return new Outcome.NotSigned(log.name());
        }
        if (request.oldSize() > checkpoint.size()) {
            throw new IllegalArgumentException("The old size is above the checkpoint's");
        }
        return advance(request, checkpoint, note);
    }

    private Outcome advance(AddCheckpoint request, Checkpoint checkpoint, SignedNote note) {
        Seen seen = seen(checkpoint.origin());
        boolean same = request.oldSize() == checkpoint.size();
        if (seen.size() != request.oldSize() || same && !Arrays.equals(seen.root(), checkpoint.root())) {
            return new Outcome.Knows(seen.size());
        }
        if (!isGrown(seen, checkpoint, request.proof())) {
            return new Outcome.Inconsistent();
        }
        if (!replace(checkpoint, seen)) {
            return new Outcome.Knows(seen(checkpoint.origin()).size());
        }
        return new Outcome.Cosigned(
                keys.cosign(note, name.orElseThrow(), clock.instant()).text());
    }

    private static boolean isGrown(Seen seen, Checkpoint checkpoint, List<byte[]> proof) {
        return seen.size() == 0
                ? proof.isEmpty()
                : Proofs.consistent(seen.size(), checkpoint.size(), seen.root(), checkpoint.root(), proof);
    }

    private Seen seen(String origin) {
        RowSet<Row> rows = query("SELECT size, root FROM witnessed WHERE origin = $1", Tuple.of(origin));
        if (rows.rowCount() == 0) {
            return new Seen(0, Hash.emptyRoot());
        }
        Row row = rows.iterator().next();
        return new Seen(row.getLong(0), row.getBuffer(1).getBytes());
    }

    /// Compare and set: of two requests at once, one is told what the other has made known.
    private boolean replace(Checkpoint checkpoint, Seen seen) {
        return query(
                                "INSERT INTO witnessed (origin, size, root) VALUES ($1, $2, $3) ON CONFLICT (origin)"
                                        + " DO UPDATE SET size = excluded.size, root = excluded.root, at = now()"
                                        + " WHERE witnessed.size = $4 AND witnessed.root = $5",
                                Tuple.of(
                                        checkpoint.origin(),
                                        checkpoint.size(),
                                        Buffer.buffer(checkpoint.root()),
                                        seen.size(),
                                        Buffer.buffer(seen.root())))
                        .rowCount()
                == 1;
    }

    private RowSet<Row> query(String sql, Tuple values) {
        return database.preparedQuery(sql).execute(values).await().atMost(DATABASE_LIMIT);
    }

    private record Seen(long size, byte[] root) {}

    /// What the witness says.
    sealed interface Outcome {

        /// @param lines to append to the checkpoint
        record Cosigned(String lines) implements Outcome {}

        /// The request does not begin at what this witness has seen.
        record Knows(long size) implements Outcome {}

        record UnknownLog(String origin) implements Outcome {}

        record NotSigned(String log) implements Outcome {}

        record Inconsistent() implements Outcome {}
    }
}
