package dev.almanac.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a stranger needs to check one entry offline: the leaf, its place, the path to a signed root.
/// Source: C2SP tlog-proof; the leaf's bytes ride along as `extra`, so that one file is enough.
public record Receipt(byte[] leaf, long index, List<byte[]> proof, String checkpointNote) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    public Receipt {
        leaf = leaf.clone();
        proof = List.copyOf(proof);
    }

    @Override
    public byte[] leaf() {
        return leaf.clone();
    }

    public String text() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        text.append(EXTRA).append(Base64Exact.encode(leaf)).append('\n');
        text.append(INDEX).append(index).append('\n');
        proof.forEach(hash -> text.append(Base64Exact.encode(hash)).append('\n'));
        return text.append('\n').append(checkpointNote).toString();
    }

    /// @throws IllegalArgumentException when it is not a tlog-proof with its leaf, in canonical form
    public static Receipt parse(String text) {
        return parse(text, Optional.empty());
    }

    /// @param given the leaf, for a tlog-proof that does not carry it
    /// @throws IllegalArgumentException when it is not a tlog-proof in canonical form, or carries another leaf
    public static Receipt parse(String text, Optional<byte[]> given) {
        int end = text.indexOf("\n\n");
        List<String> lines =
                List.of(end < 0 ? new String[] {""} : text.substring(0, end).split("\n", -1));
        boolean carriesLeaf = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
        int at = carriesLeaf ? 2 : 1;
        if (!lines.getFirst().equals(HEADER)
                || lines.size() <= at
                || !lines.get(at).startsWith(INDEX)) {
            throw new IllegalArgumentException("Not a receipt: it must start with '" + HEADER + "', extra and index");
        }
        List<byte[]> proof = new ArrayList<>();
        for (int i = at + 1; i < lines.size(); i++) {
            proof.add(Base64Exact.hash(lines.get(i), "Line " + (i + 1)));
        }
        byte[] leaf = leaf(carriesLeaf ? Optional.of(lines.get(1)) : Optional.empty(), given);
        long index = Decimal.parse(lines.get(at).substring(INDEX.length()), "The index");
        return new Receipt(leaf, index, proof, text.substring(end + 2));
    }

    private static byte[] leaf(Optional<String> line, Optional<byte[]> given) {
        Optional<byte[]> carried = line.map(extra -> Base64Exact.decode(extra.substring(EXTRA.length()))
                .orElseThrow(() -> new IllegalArgumentException("The leaf is not in base64")));
        if (carried.isPresent() && given.isPresent() && !Arrays.equals(carried.get(), given.get())) {
            throw new IllegalArgumentException("The receipt carries another leaf than the one given");
        }
        return carried.or(() -> given)
                .orElseThrow(() -> new IllegalArgumentException("The receipt carries no leaf: give the leaf too"));
    }

    /// Checks signature and path against the log's key.
    public Verdict verify(VerifierKey key) {
        return verify(key, List.of());
    }

    /// Checks signature and path against the log's key, and who of the witnesses has cosigned.
    public Verdict verify(VerifierKey key, Collection<VerifierKey> witnesses) {
        var signed = SignedNote.open(checkpointNote, key);
        if (signed.isEmpty()) {
            return new Verdict.Refuted("the checkpoint carries no good signature of " + key.name());
        }
        Checkpoint checkpoint = Checkpoint.parse(signed.get());
        if (!checkpoint.origin().equals(key.name())) {
            return new Verdict.Refuted("the checkpoint is of another log, " + checkpoint.origin());
        }
        if (!Proofs.includes(index, checkpoint.size(), Hash.leaf(leaf), proof, checkpoint.root())) {
            return new Verdict.Refuted("the path does not lead from the leaf to the signed root");
        }
        SignedNote note = SignedNote.parse(checkpointNote);
        Map<String, Instant> witnessed = new LinkedHashMap<>();
        witnesses.forEach(
                witness -> Cosignature.time(note, witness).ifPresent(time -> witnessed.put(witness.name(), time)));
        return new Verdict.Proven(index, checkpoint, witnessed);
    }

    /// What a check found.
    public sealed interface Verdict {

        /// The entry is in the log at that place.
        ///
        /// @param witnessed when each of the given witnesses saw the checkpoint; those that did not are absent
        record Proven(long index, Checkpoint checkpoint, Map<String, Instant> witnessed) implements Verdict {

            public Proven {
                witnessed = Map.copyOf(witnessed);
            }
        }

        /// It is not, or it was changed.
        record Refuted(String reason) implements Verdict {}
    }
}
