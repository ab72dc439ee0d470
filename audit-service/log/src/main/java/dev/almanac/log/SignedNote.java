package dev.almanac.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A text with signature lines under it. Source: C2SP signed-note.
///
/// @param text what is signed; ends with a line feed
/// @param lines the signatures in the order of the note, at least one; those of unknown keys too
public record SignedNote(String text, List<Line> lines) {

    private static final String DASH = "\u2014 ";
    private static final int MOST_LINES = 100;

    public SignedNote {
        lines = List.copyOf(lines);
    }

    /// Signs a text that ends with a line feed.
    public static String sign(String text, VerifierKey key, Signer signer) {
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        return text + "\n" + new Line(key.name(), key.keyId(), signature).text();
    }

    /// @throws IllegalArgumentException when it is not a text, an empty line and well-formed signature lines
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || end + 2 == note.length()) {
            throw new IllegalArgumentException("Not a signed note: no signature lines under an empty line");
        }
        if (note.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new IllegalArgumentException("Not a signed note: it holds control characters");
        }
        String[] lines = note.substring(end + 2, note.length() - 1).split("\n", -1);
        if (lines.length > MOST_LINES) {
            throw new IllegalArgumentException("Not a signed note: more than " + MOST_LINES + " signatures");
        }
        List<Line> signatures = new ArrayList<>();
        for (String line : lines) {
            signatures.add(Line.parse(line));
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    /// The signed text, when the note carries a good signature of the key; signatures of others are ignored, a bad one
    /// of this key is not.
    public static Optional<String> open(String note, VerifierKey key) {
        SignedNote parsed;
        try {
            parsed = parse(note);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        List<Line> own = parsed.linesOf(key.name(), key.keyId());
        boolean good = !own.isEmpty() && own.stream().allMatch(line -> key.verifies(parsed.text(), line.payload()));
        return good ? Optional.of(parsed.text()) : Optional.empty();
    }

    /// The note with more signature lines under it.
    public static String with(String note, List<Line> more) {
        StringBuilder text = new StringBuilder(note);
        more.forEach(line -> text.append(line.text()));
        return text.toString();
    }

    List<Line> linesOf(String name, byte[] keyId) {
        return lines.stream()
                .filter(line -> line.name().equals(name) && Arrays.equals(line.keyId(), keyId))
                .toList();
    }

    /// One signature: who says to have made it, and what.
    ///
    /// @param keyId four bytes
    /// @param payload what the kind of signature defines: 64 bytes for Ed25519
    public record Line(String name, byte[] keyId, byte[] payload) {

        public Line {
            VerifierKey.requireName(name);
            keyId = keyId.clone();
            payload = payload.clone();
        }

        /// @param line without its line feed
        /// @throws IllegalArgumentException when it is not a signature line in its one canonical form
        public static Line parse(String line) {
            String[] words =
                    line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
            if (words.length != 2) {
                throw new IllegalArgumentException("Not a signature line: '" + line + "'");
            }
            byte[] bytes = Base64Exact.decode(words[1])
                    .filter(decoded -> decoded.length > 4)
                    .orElseThrow(() -> new IllegalArgumentException("Not a signature line: '" + line + "'"));
            return new Line(words[0], Arrays.copyOf(bytes, 4), Arrays.copyOfRange(bytes, 4, bytes.length));
        }

        @Override
        public byte[] keyId() {
            return keyId.clone();
        }

        @Override
        public byte[] payload() {
            return payload.clone();
        }

        /// With its line feed.
        public String text() {
            byte[] bytes = Arrays.copyOf(keyId, 4 + payload.length);
            System.arraycopy(payload, 0, bytes, 4, payload.length);
            return DASH + name + " " + Base64Exact.encode(bytes) + "\n";
        }
    }
}
