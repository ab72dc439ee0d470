package dev.almanac.bench.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.MerkleTree;
import dev.almanac.log.TileReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// What must hold after every fault.
final class Invariants {

    private Invariants() {}

    /// @throws IllegalStateException names the first that does not hold
    static void require(AuditProcess service, Load load) throws SQLException, IOException {
        try (Connection connection = service.connect()) {
            requireEachOnce(connection, load.acknowledged());
            requireOneHistory(connection, load);
        }
        requireSound(service);
    }

    /// No acknowledged event is lost, none is there twice, each is where it was said to be.
    private static void requireEachOnce(Connection connection, Map<Long, Long> acknowledged) throws SQLException {
        Map<String, Long> stored = new HashMap<>();
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("SELECT id, seq FROM idempotency WHERE source = '" + Producer.SOURCE + "'")) {
            while (rows.next()) {
                holds(stored.put(rows.getString(1), rows.getLong(2)) == null, "an event is there twice");
            }
        }
        holds(new HashSet<>(stored.values()).size() == stored.size(), "two events share a place");
        acknowledged.forEach((number, seq) -> holds(
                seq.equals(stored.get(TrialEvents.id(number).toString())),
                "event " + number + " was acknowledged at " + seq + ", but is at "
                        + stored.get(TrialEvents.id(number).toString())));
        long size = number(connection, "SELECT size FROM log_state");
        holds(number(connection, "SELECT count(*) FROM entry") == size, "entries and size differ");
        holds(number(connection, "SELECT max(seq) + 1 FROM entry") == size, "the sequence has gaps");
    }

    /// No two checkpoints of one size differ, and every one that was seen is of the beginning of the log.
    private static void requireOneHistory(Connection connection, Load load) throws SQLException {
        Map<Long, Checkpoint> bySize = new HashMap<>();
        long size = number(connection, "SELECT size FROM log_state");
        TileReader tiles = tiles(connection);
        for (Checkpoint checkpoint : load.seen()) {
            Checkpoint before = bySize.put(checkpoint.size(), checkpoint);
            holds(before == null || before.equals(checkpoint), "two roots were signed for " + checkpoint.size());
            holds(
                    checkpoint.size() <= size,
                    "a checkpoint of " + checkpoint.size() + " was published, the log has " + size);
            if (before == null) {
                byte[] root = new MerkleTree(tiles, checkpoint.size()).root();
                holds(
                        Arrays.equals(root, checkpoint.root()),
                        "the checkpoint of " + checkpoint.size() + " is not of the beginning of the log");
            }
        }
        holds(!bySize.isEmpty(), "nobody saw a checkpoint");
    }

    private static TileReader tiles(Connection connection) throws SQLException {
        Map<String, byte[]> tiles = new HashMap<>();
        try (ResultSet rows = connection.createStatement().executeQuery("SELECT level, number, hashes FROM tile")) {
            while (rows.next()) {
                tiles.put(rows.getInt(1) + "/" + rows.getLong(2), rows.getBytes(3));
            }
        }
        return (level, index) -> tiles.get(level + "/" + index);
    }

    static void requireSound(AuditProcess service) throws IOException {
        String answer = RawHttp.text(service, "/api/v1/audit/verify");
        holds("sound".equals(new ObjectMapper().readTree(answer).path("status").asText()), answer);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void holds(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }
}
