package dev.almanac.log;

import java.util.Arrays;

/// A state of a log, as the body of a signed note: origin, size, root; extension lines are not kept.
/// Source: C2SP tlog-checkpoint.
public record Checkpoint(String origin, long size, byte[] root) {

    public Checkpoint {
        if (size < 0 || root.length != Hash.LENGTH) {
            throw new IllegalArgumentException(
                    "Not a checkpoint: size " + size + ", root of " + root.length + " bytes");
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /// The text that is signed: three lines, each with its line feed.
    public String text() {
        return origin + "\n" + size + "\n" + Base64Exact.encode(root) + "\n";
    }

    /// @throws IllegalArgumentException when it is not origin, size and root in their canonical forms
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty() || lines[0].isEmpty()) {
            throw new IllegalArgumentException("Not a checkpoint: it is origin, size and root, a line each");
        }
        return new Checkpoint(
                lines[0], Decimal.parse(lines[1], "The size"), Base64Exact.hash(lines[2], "The root of a checkpoint"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint(String o, long s, byte[] r)
                && origin.equals(o)
                && size == s
                && Arrays.equals(root, r);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(size) ^ Arrays.hashCode(root);
    }
}
