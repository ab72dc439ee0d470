package dev.almanac.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// A state of a log, as the body of a signed note: origin, size, root. Source: C2SP tlog-checkpoint.
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
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /// @throws IllegalArgumentException when it is not exactly the form that [#text] gives
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("Not a checkpoint");
        }
        byte[] root = Base64.getDecoder().decode(lines[2].getBytes(StandardCharsets.US_ASCII));
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
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
