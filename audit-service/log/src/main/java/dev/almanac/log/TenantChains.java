package dev.almanac.log;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Follows every tenant's history through a log: each entry carries its place and the hash of the one before, so a
/// history that passes is complete. Not thread-safe; O(tenants) memory.
public final class TenantChains {

    private final Map<String, Head> heads = new HashMap<>();

    /// Goes on with the next entry of the log.
    ///
    /// @return what is wrong with it, if anything
    public Optional<String> next(Leaf leaf, byte[] leafHash) {
        Head head = heads.getOrDefault(leaf.tenant(), new Head(0, ""));
        heads.put(leaf.tenant(), new Head(leaf.tenantSeq() + 1, HexFormat.of().formatHex(leafHash)));
        if (leaf.tenantSeq() != head.next()) {
            return Optional.of(
                    "its place in the tenant's history is " + leaf.tenantSeq() + ", expected " + head.next());
        }
        return leaf.tenantPrevious().equals(head.hash())
                ? Optional.empty()
                : Optional.of("it does not follow the tenant's previous entry");
    }

    /// Where each tenant's history stands.
    public Map<String, Head> heads() {
        return Map.copyOf(heads);
    }

    /// @param next place of the next entry
    /// @param hash leaf hash of the last entry in hex
    public record Head(long next, String hash) {}
}
