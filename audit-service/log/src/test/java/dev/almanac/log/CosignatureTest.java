package dev.almanac.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CosignatureTest {

    private static final String CHECKPOINT = TlogVectors.ALL.get("checkpoint").asText();
    private static final String COSIGNED = TlogVectors.ALL.get("cosigned").asText();
    private static final VerifierKey LOG =
            VerifierKey.parse(TlogVectors.ALL.get("log_key").asText());
    private static final VerifierKey WITNESS =
            VerifierKey.parse(TlogVectors.ALL.get("witness_key").asText());

    @Test
    void opensWhatGoSignedAndCosigned() {
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.open(COSIGNED, LOG).orElseThrow());
        assertEquals(257, checkpoint.size());
        assertArrayEquals(TlogVectors.root(257), checkpoint.root());
        Instant seen = Cosignature.time(SignedNote.parse(COSIGNED), WITNESS).orElseThrow();
        assertTrue(seen.isAfter(Instant.parse("2026-01-01T00:00:00Z")), seen::toString);
        assertEquals(Optional.empty(), Cosignature.time(SignedNote.parse(CHECKPOINT), WITNESS));
    }

    @Test
    void everyFlippedBitOfACosignedCheckpointIsNoticed() {
        for (int i = 0; i < COSIGNED.length(); i++) {
            String forged = COSIGNED.substring(0, i) + (char) (COSIGNED.charAt(i) ^ 1) + COSIGNED.substring(i + 1);
            assertTrue(!isGood(forged), "at " + i);
        }
    }

    private static boolean isGood(String note) {
        try {
            return SignedNote.open(note, LOG).isPresent()
                    && Cosignature.time(SignedNote.parse(note), WITNESS).isPresent();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    @Test
    void aWitnessSaysWhenItSawTheCheckpoint() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        VerifierKey key = VerifierKey.of(VerifierKey.Kind.COSIGNATURE, "witness.test/a", pair.getPublic());
        Instant now = Instant.parse("2026-05-06T07:08:09Z");
        SignedNote.Line line =
                Cosignature.make(SignedNote.parse(CHECKPOINT), key, new JdkSigner(pair.getPrivate()), now);
        SignedNote note = SignedNote.parse(SignedNote.with(CHECKPOINT, List.of(line)));
        assertEquals(Optional.of(now), Cosignature.time(note, key));
        assertEquals(Optional.empty(), Cosignature.time(note, WITNESS));
        assertEquals(Optional.empty(), Cosignature.time(line, note.text() + "x", key));
    }

    @Test
    void aRequestToAWitnessIsReadBackAsItWasWritten() {
        AddCheckpoint request = new AddCheckpoint(7, List.of(Hash.emptyRoot()), CHECKPOINT);
        AddCheckpoint read = AddCheckpoint.parse(request.text());
        assertEquals(7, read.oldSize());
        assertArrayEquals(Hash.emptyRoot(), read.proof().getFirst());
        assertEquals(CHECKPOINT, read.checkpointNote());
    }

    @Test
    void aMalformedRequestIsRefused() {
        String hash = Base64Exact.encode(Hash.emptyRoot()) + "\n";
        for (String wrong : new String[] {
            "",
            "old 7",
            "old 07\n\n" + CHECKPOINT,
            "old -1\n\n" + CHECKPOINT,
            "new 7\n\n" + CHECKPOINT,
            "old 7\nAAAA\n\n" + CHECKPOINT,
            "old 7\n" + hash.repeat(64) + "\n" + CHECKPOINT
        }) {
            assertThrows(IllegalArgumentException.class, () -> AddCheckpoint.parse(wrong), wrong);
        }
    }

    @Test
    void malformedNotesAreRefused() {
        for (String wrong : new String[] {
            "",
            "text\n",
            "text\n\n",
            "text\n\nno dash\n",
            CHECKPOINT.stripTrailing(),
            CHECKPOINT + "\n",
            CHECKPOINT + "\u2014 name\n",
            CHECKPOINT + "\u2014 na me AAAAAAAA\n",
            CHECKPOINT + "\u2014 name AAAAA\n",
            CHECKPOINT.replace("257", "2\t57"),
        }) {
            assertEquals(Optional.empty(), SignedNote.open(wrong, LOG), wrong);
        }
    }
}
