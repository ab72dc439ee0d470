package dev.almanac.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// A witness's word: it saw this checkpoint at that time, and the log has only grown since it last looked.
/// Source: C2SP tlog-cosignature, Ed25519: eight bytes of seconds, then the signature.
public final class Cosignature {

    private Cosignature() {}

    /// @param note the checkpoint with or without signatures of others; only its text is signed
    /// @param key the witness's, of kind `COSIGNATURE`
    public static SignedNote.Line make(SignedNote note, VerifierKey key, Signer signer, Instant at) {
        long seconds = at.getEpochSecond();
        byte[] signature = signer.sign(message(note.text(), seconds).getBytes(StandardCharsets.UTF_8));
        byte[] payload = ByteBuffer.allocate(72).putLong(seconds).put(signature).array();
        return new SignedNote.Line(key.name(), key.keyId(), payload);
    }

    /// When the witness saw the checkpoint; empty when the line is not a good cosignature of the key.
    public static Optional<Instant> time(SignedNote.Line line, String text, VerifierKey key) {
        byte[] payload = line.payload();
        if (payload.length != 72 || !line.name().equals(key.name()) || !Arrays.equals(line.keyId(), key.keyId())) {
            return Optional.empty();
        }
        long seconds = ByteBuffer.wrap(payload).getLong();
        boolean usable = seconds >= 0 && seconds <= Instant.MAX.getEpochSecond();
        return usable && key.verifies(message(text, seconds), Arrays.copyOfRange(payload, 8, 72))
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    /// The time of the witness's good cosignature among the note's lines.
    public static Optional<Instant> time(SignedNote note, VerifierKey key) {
        return note.linesOf(key.name(), key.keyId()).stream()
                .flatMap(line -> time(line, note.text(), key).stream())
                .findFirst();
    }

    private static String message(String text, long seconds) {
        return "cosignature/v1\ntime " + seconds + "\n" + text;
    }
}
