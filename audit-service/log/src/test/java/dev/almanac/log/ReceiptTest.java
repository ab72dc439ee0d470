package dev.almanac.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    /// Source: the documentation of golang.org/x/mod/sumdb/note, `ExampleOpen` and `ExampleSign`.
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_NOTE = "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n\n"
            + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private static final byte[] LEAF = "{\"v\":1}".getBytes(StandardCharsets.UTF_8);

    private VerifierKey key;
    private String receipt;

    @BeforeEach
    void logOneEntry() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = VerifierKey.of(VerifierKey.Kind.NOTE, "example.test/log", pair.getPublic());
        RightEdge edge = RightEdge.empty();
        edge.append(Hash.leaf(LEAF));
        edge.append(Hash.leaf("other".getBytes(StandardCharsets.UTF_8)));
        String note = SignedNote.sign(
                new Checkpoint(key.name(), 2, edge.root()).text(), key, new JdkSigner(pair.getPrivate()));
        var proof = java.util.List.of(Hash.leaf("other".getBytes(StandardCharsets.UTF_8)));
        receipt = new Receipt(LEAF, 0, proof, note).text();
    }

    @Test
    void opensANoteThatGoSigned() {
        VerifierKey goKey = VerifierKey.parse(GO_KEY);
        assertEquals(GO_KEY, goKey.toString());
        assertTrue(SignedNote.open(GO_NOTE, goKey).orElseThrow().startsWith("If you think"));
        assertEquals(Optional.empty(), SignedNote.open(GO_NOTE.replace("answer", "Answer"), goKey));
    }

    @Test
    void aReceiptProvesItsLeaf() {
        assertInstanceOf(Receipt.Verdict.Proven.class, Receipt.parse(receipt).verify(key));
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        for (int i = 0; i < receipt.length(); i++) {
            char changed = (char) (receipt.charAt(i) ^ 1);
            String forged = receipt.substring(0, i) + changed + receipt.substring(i + 1);
            try {
                assertInstanceOf(
                        Receipt.Verdict.Refuted.class, Receipt.parse(forged).verify(key), "at " + i);
            } catch (IllegalArgumentException unreadable) {
                assertFalse(unreadable.getMessage().isEmpty());
            }
        }
    }

    @Test
    void tilePathsHaveOneForm() {
        assertEquals("x001/x234/067", new TilePath(1_234_067, 256).toString());
        assertEquals(Optional.of(new TilePath(273, 112)), TilePath.parse("273.p/112"));
        for (String wrong : new String[] {"27", "0273", "x000/273", "273.p/0", "273.p/256", "273.p/012", "-01", ""}) {
            assertEquals(Optional.empty(), TilePath.parse(wrong), wrong);
        }
    }

    @Test
    void aWrongKeyIdIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse(GO_KEY.replace("c74f20a3", "c74f20a4")));
    }
}
