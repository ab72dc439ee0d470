package dev.almanac.log;

import java.util.ArrayList;
import java.util.List;

/// What a log sends to a witness: the size that the witness knows, the proof that the log has only grown since, and
/// the signed checkpoint. Source: C2SP tlog-witness.
public record AddCheckpoint(long oldSize, List<byte[]> proof, String checkpointNote) {

    /// The longest proof that a witness reads.
    public static final int LONGEST_PROOF = 63;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    public String text() {
        StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
        proof.forEach(hash -> text.append(Base64Exact.encode(hash)).append('\n'));
        return text.append('\n').append(checkpointNote).toString();
    }

    /// @throws IllegalArgumentException when it is not of that form
    public static AddCheckpoint parse(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = end < 0 ? new String[] {""} : text.substring(0, end).split("\n", -1);
        if (!lines[0].startsWith("old ")) {
            throw new IllegalArgumentException("Not an add-checkpoint request: it starts with 'old <size>'");
        }
        if (lines.length - 1 > LONGEST_PROOF) {
            throw new IllegalArgumentException("The proof has more than " + LONGEST_PROOF + " hashes");
        }
        List<byte[]> proof = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            proof.add(Base64Exact.hash(lines[i], "Line " + (i + 1) + " of the proof"));
        }
        long old = Decimal.parse(lines[0].substring("old ".length()), "The old size");
        return new AddCheckpoint(old, proof, text.substring(end + 2));
    }
}
