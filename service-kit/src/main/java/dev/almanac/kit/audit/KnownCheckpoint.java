package dev.almanac.kit.audit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A state of the log as its signed note tells it. The signature is checked by those who have the log's key; here it
/// only matters that the log never goes back.
record KnownCheckpoint(String origin, long size, String root) {

    /// @throws IllegalArgumentException when it is not a checkpoint
    static KnownCheckpoint parse(String note) {
        String[] lines = note.split("\n", 4);
        if (lines.length < 4 || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("The log answered without a checkpoint");
        }
        return new KnownCheckpoint(lines[0], Long.parseLong(lines[1]), lines[2]);
    }

    /// As a header field carries it.
    static String header(String note) {
        return Base64.getEncoder().encodeToString(note.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws IllegalStateException when the log cannot have grown from this state to the newer one
    void requireGrown(KnownCheckpoint newer) {
        boolean sameAgain = newer.size == size && newer.root.equals(root);
        if (!newer.origin.equals(origin) || !sameAgain && newer.size <= size) {
            throw new IllegalStateException(
                    "ALARM: the log %s of %d entries answers as %s with %d: it was rolled back or replaced"
                            .formatted(origin, size, newer.origin, newer.size));
        }
    }
}
