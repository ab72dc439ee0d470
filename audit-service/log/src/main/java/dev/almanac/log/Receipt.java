package dev.almanac.log;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Everything a stranger needs to check one entry offline: the leaf, its place, the path to a signed root.
/// Source: C2SP tlog-proof; the leaf's bytes ride along as `extra`, so that one file is enough.
public record Receipt(byte[] leaf, long index, List<byte[]> proof, String checkpointNote) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";

    public Receipt {
        proof = List.copyOf(proof);
    }

    public String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        text.append("extra ").append(base64.encodeToString(leaf)).append('\n');
        text.append("index ").append(index).append('\n');
        proof.forEach(hash -> text.append(base64.encodeToString(hash)).append('\n'));
        return text.append('\n').append(checkpointNote).toString();
    }

    /// @throws IllegalArgumentException when it is not a tlog-proof with its leaf
    public static Receipt parse(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = end < 0 ? new String[0] : text.substring(0, end).split("\n");
        if (lines.length < 3
                || !lines[0].equals(HEADER)
                || !lines[1].startsWith("extra ")
                || !lines[2].startsWith("index ")) {
            throw new IllegalArgumentException("Not a receipt: it must start with '" + HEADER + "', extra and index");
        }
        List<byte[]> proof = new ArrayList<>();
        for (int i = 3; i < lines.length; i++) {
            proof.add(Base64.getDecoder().decode(lines[i]));
        }
        byte[] leaf = Base64.getDecoder().decode(lines[1].substring("extra ".length()));
        return new Receipt(leaf, Long.parseLong(lines[2].substring("index ".length())), proof, text.substring(end + 2));
    }

    /// Checks signature and path against the log's key.
    public Verdict verify(VerifierKey key) {
        var signed = SignedNote.open(checkpointNote, key);
        if (signed.isEmpty()) {
            return new Verdict.Refuted("the checkpoint carries no good signature of " + key.name());
        }
        Checkpoint checkpoint = Checkpoint.parse(signed.get());
        if (!checkpoint.origin().equals(key.name())) {
            return new Verdict.Refuted("the checkpoint is of another log, " + checkpoint.origin());
        }
        return Proofs.includes(index, checkpoint.size(), Hash.leaf(leaf), proof, checkpoint.root())
                ? new Verdict.Proven(index, checkpoint)
                : new Verdict.Refuted("the path does not lead from the leaf to the signed root");
    }

    /// What a check found.
    public sealed interface Verdict {

        /// The entry is in the log at that place.
        record Proven(long index, Checkpoint checkpoint) implements Verdict {}

        /// It is not, or it was changed.
        record Refuted(String reason) implements Verdict {}
    }
}
