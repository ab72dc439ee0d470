package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.audit.keys.Disclosures;
import dev.almanac.audit.keys.LogKeys;
import dev.almanac.log.CanonicalJson;
import dev.almanac.log.Leaf;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

/// Makes leaves: canonical JSON (RFC 8785) with public members only; personal values enter as salted digests (RFC
/// 9901), so that erasing them later leaves every proof valid. Thread-safe.
@ApplicationScoped
class LeafWriter {

    private static final int SALT_BYTES = 16;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final LogKeys keys;
    private final SecureRandom random = new SecureRandom();

    LeafWriter(LogKeys keys) {
        this.keys = keys;
    }

    /// @throws IllegalArgumentException when a value cannot be canonical JSON
    LeafDraft draft(IncomingEvent event) {
        return draft(event, keys.pseudonym(event.tenant()), List.of());
    }

    /// @param tenant pseudonym, also where nobody knows whose it is
    LeafDraft draft(IncomingEvent event, String tenant, List<Long> erased) {
        TreeMap<String, String> hidden = new TreeMap<>(event.personal());
        if (event.actor() != null) {
            hidden.put(IncomingEvent.ACTOR, event.actor().toString());
        }
        if (event.requestId() != null) {
            hidden.put(IncomingEvent.REQUEST_ID, event.requestId());
        }
        List<LeafDraft.Disclosure> disclosures = salted(hidden);
        StringBuilder head = new StringBuilder(512).append("{\"_sd\":[");
        List<String> digests = disclosures.stream()
                .map(field -> Disclosures.digest(field.salt(), field.name(), field.value()))
                .sorted()
                .toList();
        for (int i = 0; i < digests.size(); i++) {
            CanonicalJson.append(digests.get(i), i == 0 ? head : head.append(','));
        }
        CanonicalJson.append(event.data(), head.append("],\"data\":"));
        CanonicalJson.append(event.id(), head.append(",\"id\":"));
        head.append(",\"occurred\":\"").append(Leaf.time(event.occurred())).append("\",\"recorded\":\"");
        StringBuilder middle = new StringBuilder(160);
        CanonicalJson.append(event.source(), middle.append("\",\"source\":"));
        CanonicalJson.append(event.subject(), middle.append(",\"subject\":"));
        middle.append(",\"tenant\":\"").append(tenant).append("\",\"tprev\":\"");
        StringBuilder tail = new StringBuilder(48);
        CanonicalJson.append(event.type(), tail.append(",\"type\":"));
        tail.append(",\"v\":1}");
        byte[] digest = digest(event, tenant, hidden);
        return new LeafDraft(
                event, tenant, digest, head.toString(), middle.toString(), tail.toString(), disclosures, erased);
    }

    private List<LeafDraft.Disclosure> salted(TreeMap<String, String> hidden) {
        byte[] salts = new byte[SALT_BYTES * hidden.size()];
        random.nextBytes(salts);
        List<LeafDraft.Disclosure> disclosures = new ArrayList<>(hidden.size());
        hidden.forEach((name, value) -> {
            int from = SALT_BYTES * disclosures.size();
            String salt = BASE64URL.encodeToString(Arrays.copyOfRange(salts, from, from + SALT_BYTES));
            disclosures.add(new LeafDraft.Disclosure(name, salt, value));
        });
        return disclosures;
    }

    private byte[] digest(IncomingEvent event, String tenant, TreeMap<String, String> hidden) {
        return Disclosures.contentDigest(
                keys,
                tenant,
                event.source(),
                event.id(),
                event.type(),
                event.subject(),
                Leaf.time(event.occurred()),
                event.data(),
                hidden);
    }

    /// The entry that tells of an event that came under a known key with other content. Its id follows from both, so
    /// however often that event comes, it is told once.
    IncomingEvent conflict(LeafDraft second, long seqOfFirst) {
        String digest = BASE64URL.encodeToString(second.digest());
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("seq", seqOfFirst).put("digest", digest);
        IncomingEvent event = second.event();
        return new IncomingEvent(
                Sequencer.OWN_SOURCE,
                "conflict-" + seqOfFirst + "-" + digest,
                "audit.conflict",
                "entry/" + seqOfFirst,
                event.occurred(),
                event.tenant(),
                null,
                event.requestId(),
                data,
                new TreeMap<>());
    }
}
