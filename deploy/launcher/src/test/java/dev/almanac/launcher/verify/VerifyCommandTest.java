package dev.almanac.launcher.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Cosignature;
import dev.almanac.log.Hash;
import dev.almanac.log.Receipt;
import dev.almanac.log.RightEdge;
import dev.almanac.log.SignedNote;
import dev.almanac.log.Signer;
import dev.almanac.log.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    /// Proofs that Go's sumdb/tlog made; the file names its source and command.
    private static final Path VECTORS = Path.of("../../audit-service/log/src/test/resources/tlog-vectors.json");

    private static final byte[] LEAF = "leaf".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private VerifierKey key;
    private VerifierKey witness;
    private String receipt;

    @BeforeEach
    void logAnEntry() throws Exception {
        KeyPair log = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = VerifierKey.of(VerifierKey.Kind.NOTE, "example.test/log", log.getPublic());
        witness = VerifierKey.of(VerifierKey.Kind.COSIGNATURE, "example.test/witness", other.getPublic());
        RightEdge edge = RightEdge.empty();
        edge.append(Hash.leaf(LEAF));
        edge.append(Hash.leaf(new byte[] {1}));
        String note = SignedNote.sign(new Checkpoint(key.name(), 2, edge.root()).text(), key, signer(log));
        var line =
                Cosignature.make(SignedNote.parse(note), witness, signer(other), Instant.parse("2026-05-06T07:08:09Z"));
        receipt = new Receipt(LEAF, 0, List.of(Hash.leaf(new byte[] {1})), SignedNote.with(note, List.of(line))).text();
    }

    @Test
    void aGoodReceiptIsZeroAndOneSentence() throws Exception {
        assertEquals(0, receipt(receipt, "--key", key.toString()));
        assertEquals("Verified: entry 0 is in the log example.test/log of 2 entries.\n", said());
    }

    @Test
    void aWitnessIsNamedWithItsTimeAndAskedFor() throws Exception {
        assertEquals(0, receipt(receipt, "--key", key.toString(), "--witness", witness.toString()));
        assertTrue(said().endsWith("seen by example.test/witness at 2026-05-06T07:08:09Z.\n"), said());
        String alone = receipt.substring(0, receipt.lastIndexOf("\u2014"));
        assertEquals(0, receipt(alone, "--key", key.toString()));
        assertEquals(1, receipt(alone, "--key", key.toString(), "--witness", witness.toString()));
    }

    @Test
    void everyFlippedByteOfTheLogsPartIsOne() throws Exception {
        String own = receipt.substring(0, receipt.lastIndexOf("\u2014"));
        for (int i = 0; i < own.length(); i++) {
            String forged = own.substring(0, i) + (char) (own.charAt(i) ^ 1) + own.substring(i + 1);
            assertEquals(1, receipt(forged, "--key", key.toString()), "at " + i);
        }
    }

    @Test
    void theLeafMayComeInAFileOfItsOwnAndMustBeTheSame() throws Exception {
        Path leaf = Files.write(folder.resolve("leaf"), LEAF);
        Path other = Files.write(folder.resolve("other"), new byte[] {1});
        String bare = receipt.replaceFirst("extra .*\n", "");
        assertEquals(0, receipt(bare, leaf.toString(), "--key", key.toString()));
        assertEquals(0, receipt(receipt, leaf.toString(), "--key", key.toString()));
        assertEquals(1, receipt(bare, other.toString(), "--key", key.toString()));
        assertEquals(1, receipt(receipt, other.toString(), "--key", key.toString()));
        assertEquals(1, receipt(bare, "--key", key.toString()));
    }

    @Test
    void theKeyMayBeInAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), key + "\n");
        assertEquals(0, receipt(receipt, "--key", file.toString()));
    }

    @Test
    void wordsThatAreNotUnderstoodAreTwo() throws Exception {
        assertEquals(2, receipt(receipt));
        assertEquals(2, receipt(receipt, "--kay", key.toString()));
        assertEquals(2, run("", "nothing"));
        assertEquals(2, run(""));
    }

    @Test
    void inclusionProofsOfGoHoldAndNoChangedOneDoes() throws Exception {
        JsonNode vectors = vectors();
        for (JsonNode vector : vectors.get("inclusions")) {
            long index = vector.get("index").asLong();
            ObjectNode proof = new ObjectMapper().createObjectNode();
            proof.put("leaf_index", index).put("tree_size", vector.get("size").asLong());
            proof.put("leaf_hash", base64(Hash.leaf(("entry " + index).getBytes(StandardCharsets.UTF_8))));
            proof.put("root", root(vectors, vector.get("size").asLong()));
            proof.set("proof", vector.get("proof"));
            assertEquals(0, run(proof.toString(), "inclusion"), proof::toString);
            assertEquals(1, run(proof.put("leaf_index", index + 1).toString(), "inclusion"));
        }
    }

    @Test
    void consistencyProofsOfGoHoldAndNoChangedOneDoes() throws Exception {
        JsonNode vectors = vectors();
        for (JsonNode vector : vectors.get("consistencies")) {
            ObjectNode proof = new ObjectMapper().createObjectNode();
            proof.put("size1", vector.get("size1").asLong())
                    .put("size2", vector.get("size2").asLong());
            proof.put("root1", root(vectors, vector.get("size1").asLong()));
            proof.put("root2", root(vectors, vector.get("size2").asLong()));
            proof.set("proof", vector.get("proof"));
            assertEquals(0, run(proof.toString(), "consistency"), proof::toString);
            String other = proof.get("root1").asText();
            proof.put("root1", (other.charAt(0) == 'A' ? "B" : "A") + other.substring(1));
            assertEquals(1, run(proof.toString(), "consistency"), proof::toString);
        }
    }

    @Test
    void inputThatIsNoProofIsOneAndSaysWhy() throws Exception {
        for (String wrong : List.of("", "{", "[]", "{}", "{\"leaf_index\":0,\"tree_size\":1,\"leaf_hash\":\"AA\"}")) {
            assertEquals(1, run(wrong, "inclusion"), wrong);
            assertTrue(said().startsWith("Not verified: "), said());
        }
        String unused = "{\"leaf_index\":0,\"tree_size\":1,\"leaf_hash\":\"%s\",\"root\":\"%s\",\"proof\":[]}";
        String hash = base64(Hash.emptyRoot());
        assertEquals(0, run(unused.formatted(hash, hash), "inclusion"));
        String changed = hash.substring(0, 42) + (char) (hash.charAt(42) + 1) + "=";
        assertEquals(1, run(unused.formatted(changed, hash), "inclusion"), "unused bits");
    }

    /// Signatures that the real SDK made; the file names its version.
    @Test
    void aSuiSignatureHoldsForItsMessageOnlyAndIsOneSentence() throws Exception {
        JsonNode sdk = new ObjectMapper().readTree(new File("../../auth-service/sui/src/test/resources/sui/sdk.json"));
        JsonNode signed = sdk.get("vectors").get(4);
        String message =
                new String(Base64.getDecoder().decode(signed.get("message").asText()), StandardCharsets.UTF_8);
        String address = signed.get("address").asText();
        String signature = signed.get("signature").asText();
        assertEquals(0, run(message, "sui", "--address", address, "--signature", signature), said());
        assertEquals("Verified: " + address + " signed this message (multisig).\n", said());
        assertEquals(1, run(message + "\n", "sui", "--signature", signature, "--address", address));
        assertEquals("Not verified: the signature does not hold for this message.\n", said());
        assertEquals(2, run(message, "sui", "--address", address));
        assertEquals(2, run(message, "sui", "--address", address, "--signature"));
    }

    private int receipt(String text, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("receipt"), text);
        String[] words = new String[more.length + 2];
        words[0] = "receipt";
        words[1] = file.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return run("", words);
    }

    private int run(String in, String... words) throws Exception {
        out.reset();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var input = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
        return VerifyCommand.run(List.of(words), Map.of(), input, print, print);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Signer signer(KeyPair pair) {
        return message -> {
            try {
                Signature ed25519 = Signature.getInstance("Ed25519");
                ed25519.initSign(pair.getPrivate());
                ed25519.update(message);
                return ed25519.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static JsonNode vectors() throws IOException {
        return new ObjectMapper().readTree(new File(VECTORS.toString()));
    }

    private static String root(JsonNode vectors, long size) {
        for (JsonNode vector : vectors.get("roots")) {
            if (vector.get("size").asLong() == size) {
                return vector.get("root").asText();
            }
        }
        throw new IllegalArgumentException("No root of size " + size);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
