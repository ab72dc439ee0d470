package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.log.EntryBundle;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads events and prepares their leaves, off the sequencer's thread. What can never be an entry is refused for itself
/// alone.
@ApplicationScoped
class Intake {

    private final LeafWriter leaves;

    Intake(LeafWriter leaves) {
        this.leaves = leaves;
    }

    /// @return one an event, in order
    List<Taken> take(JsonNode batch, String source) {
        List<Taken> taken = new ArrayList<>(batch.size());
        for (JsonNode event : batch) {
            taken.add(take(event.path("id").asText(null), event, source));
        }
        return taken;
    }

    Taken take(String id, JsonNode event, String source) {
        try {
            LeafDraft draft = leaves.draft(IncomingEvent.parse(event, source));
            return draft.fits()
                    ? new Taken(id, Optional.of(draft), null)
                    : refused(
                            id,
                            "oversized",
                            "its leaf may have %d bytes, at most %d"
                                    .formatted(draft.longest(), EntryBundle.LONGEST_ENTRY));
        } catch (IllegalArgumentException e) {
            return refused(id, "invalid", e.getMessage());
        }
    }

    private static Taken refused(String id, String code, String reason) {
        return new Taken(id, Optional.empty(), new Appended.Refused(code, reason));
    }

    /// @param draft empty when the event is refused
    /// @param refusal null when it is not
    record Taken(String id, Optional<LeafDraft> draft, Appended.Refused refusal) {}
}
