package dev.almanac.audit.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.log.Hash;
import dev.almanac.log.Leaf;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// One entry of the log.
///
/// @param seq place in the log
/// @param tenant pseudonym of whose history it is in
/// @param tenantSeq place in that history
/// @param leafHash lower-case hex
/// @param data what the leaf says in public
/// @param status `logged`, or `witnessed` when somebody else has seen the log with it
/// @param clockSkewMs by how much the producer's time differs from the log's; only where that is worth a look
/// @param disclosures values beside the leaf with what proves them; only when one entry is asked for
public record EventView(
        long seq,
        Instant recorded,
        Instant occurred,
        String tenant,
        long tenantSeq,
        UUID actor,
        String source,
        String type,
        String subject,
        String requestId,
        String leafHash,
        JsonNode data,
        String status,
        Instant witnessedAt,
        Long clockSkewMs,
        List<Disclosed> disclosures) {

    /// @param leaf the exact bytes, also of a row whose entry is archived
    static EventView of(EventRow row, byte[] leaf, Duration skewLimit) {
        return of(row, leaf, skewLimit, null);
    }

    static EventView of(EventRow row, byte[] leaf, Duration skewLimit, List<Disclosed> disclosures) {
        SearchRow found = row.found();
        Duration skew = Duration.between(found.recorded(), found.occurred());
        return new EventView(
                found.seq(),
                found.recorded(),
                found.occurred(),
                found.tenant(),
                found.tenantSeq(),
                found.actor(),
                found.source(),
                found.type(),
                found.subject(),
                found.requestId(),
                HexFormat.of().formatHex(Hash.leaf(leaf)),
                Leaf.parse(leaf).data(),
                row.witnessed() == null ? "logged" : "witnessed",
                row.witnessed(),
                skew.abs().compareTo(skewLimit) > 0 ? skew.toMillis() : null,
                disclosures);
    }

    /// A value beside the leaf.
    ///
    /// @param digest stands in the leaf's `_sd`: base64url of SHA-256 over base64url of `["salt","name","value"]`
    public record Disclosed(String name, String salt, String value, String digest) {}
}
