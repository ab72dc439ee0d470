package dev.almanac.audit.append;

import dev.almanac.log.EntryBundle;
import dev.almanac.log.Leaf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// An event on its way to being a leaf: all of it is computed but what only the sequencer knows, so that its one thread
/// has little to do for each. Made by [LeafWriter].
///
/// @param tenant pseudonym
/// @param digest keyed digest of the content: tells a repetition from a contradiction
/// @param beforeRecorded canonical JSON up to the value of `recorded`
/// @param beforePrevious from there up to the value of `tprev`
/// @param afterSeq from the end of the value of `tseq` on
/// @param erased entries whose disclosures go when this one is logged
record LeafDraft(
        IncomingEvent event,
        String tenant,
        byte[] digest,
        String beforeRecorded,
        String beforePrevious,
        String afterSeq,
        List<Disclosure> disclosures,
        List<Long> erased) {

    private static final String BEFORE_SEQ = "\",\"tseq\":";
    private static final int LONGEST_FILLING = 24 + 64 + BEFORE_SEQ.length() + 19;

    /// Where the same content is the same event.
    Key key() {
        return new Key(tenant, event.source(), event.id());
    }

    /// How many bytes the leaf can have at most.
    int longest() {
        return utf8Length(beforeRecorded) + utf8Length(beforePrevious) + utf8Length(afterSeq) + LONGEST_FILLING;
    }

    boolean fits() {
        return longest() <= EntryBundle.LONGEST_ENTRY;
    }

    /// The bytes of the leaf.
    ///
    /// @param previous leaf hash of the tenant's previous entry in hex, empty for the first
    byte[] leaf(Instant recorded, String previous, long tenantSeq) {
        return (beforeRecorded + Leaf.time(recorded) + beforePrevious + previous + BEFORE_SEQ + tenantSeq + afterSeq)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    record Key(String tenant, String source, String id) {}

    /// A value beside the log.
    ///
    /// @param salt base64url of 128 random bits
    record Disclosure(String name, String salt, String value) {}
}
