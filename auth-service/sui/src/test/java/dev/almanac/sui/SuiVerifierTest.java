package dev.almanac.sui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.sui.SuiVerdict.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Expected values: `sui/vectors.json`, made with @mysten/sui 1.45.2 and confirmed with 2.33.1 (see the file's head).
class SuiVerifierTest {

    private final SuiVerifier verifier = new SuiVerifier();

    static JsonNode read(String resource) throws IOException {
        try (InputStream in = SuiVerifierTest.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        }
    }

    @TestFactory
    Stream<DynamicTest> judgesEveryVectorAsAStrictServerMust() throws IOException {
        return StreamSupport.stream(read("/sui/vectors.json").get("vectors").spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(
                        vector.get("id").asText() + " " + vector.get("note").asText(),
                        () -> assertEquals(vector.get("expect").asBoolean(), holds(vector))));
    }

    private boolean holds(JsonNode vector) {
        return verifier.verify(
                        vector.get("address").asText(),
                        Base64.getDecoder().decode(vector.get("message").asText()),
                        vector.get("signature").asText())
                instanceof SuiVerdict.Valid;
    }

    /// Expected values: `sui/sdk.json`, made by `sui/generate.mjs` with @mysten/sui 2.33.1.
    @TestFactory
    Stream<DynamicTest> acceptsWhatTheSdkSigns() throws IOException {
        return StreamSupport.stream(read("/sui/sdk.json").get("vectors").spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(
                        vector.get("note").asText(), () -> assertEquals(true, holds(vector), vector.toString())));
    }

    @Test
    void hashesTheEmptyMessageAsTheChainDoes() {
        assertArrayEquals(
                HexFormat.of().parseHex("8c039ff7caa17ccebfcadc44bd9fce6a4b6699c4d03de2e3349aa1dc11193cd7"),
                PersonalMessage.digest(new byte[0]));
    }

    @TestFactory
    Stream<DynamicTest> refusesOtherSpellingsOfAGoodSignature() throws IOException {
        JsonNode good = read("/sui/vectors.json").get("vectors").get(0);
        String address = good.get("address").asText();
        String signature = good.get("signature").asText();
        return Stream.of(
                        new String[] {"padding left out", address, signature.replace("=", "")},
                        new String[] {
                            "URL alphabet", address, signature.replace('+', '-').replace('/', '_')
                        },
                        new String[] {"space before", address, " " + signature},
                        new String[] {"line end after", address, signature + "\n"},
                        new String[] {"stray bits in the last group", address, strayBits(signature)},
                        new String[] {"nothing", address, ""},
                        new String[] {
                            "upper-case address", address.toUpperCase().replace("0X", "0x"), signature
                        },
                        new String[] {"address without 0x", address.substring(2), signature},
                        new String[] {"short address", "0x2", signature})
                .map(row -> DynamicTest.dynamicTest(
                        row[0],
                        () -> assertEquals(
                                Fault.MALFORMED,
                                assertInstanceOf(SuiVerdict.Invalid.class, verifier.verify(row[1], new byte[0], row[2]))
                                        .fault())));
    }

    @Test
    void refusesZkLoginWithAFaultOfItsOwn() {
        String signature = Base64.getEncoder().encodeToString(new byte[] {5, 1, 2, 3});
        SuiVerdict verdict = verifier.verify("0x" + "a".repeat(64), new byte[0], signature);
        assertEquals(
                Fault.UNSUPPORTED,
                assertInstanceOf(SuiVerdict.Invalid.class, verdict).fault());
    }

    @Test
    void asksThePluggedVerifierAboutZkLogin() {
        String signature = Base64.getEncoder().encodeToString(new byte[] {5, 1, 2, 3});
        SuiVerifier plugged = new SuiVerifier((address, digest, bytes) -> bytes.length == 4);
        assertInstanceOf(SuiVerdict.Valid.class, plugged.verify("0x" + "a".repeat(64), new byte[0], signature));
    }

    /// Every single flipped bit, every cut and every added byte of every valid vector is refused, and nothing throws.
    @Test
    void noNeighbourOfAValidSignatureIsValid() throws IOException {
        Random random = new Random(20_261_121);
        for (JsonNode vector : read("/sui/sdk.json").get("vectors")) {
            String address = vector.get("address").asText();
            byte[] message = Base64.getDecoder().decode(vector.get("message").asText());
            byte[] good = Base64.getDecoder().decode(vector.get("signature").asText());
            for (int trial = 0; trial < 200; trial++) {
                byte[] changed = good.clone();
                changed[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
                assertRefused(address, message, changed);
            }
            for (int length = 1; length < good.length; length++) {
                assertRefused(address, message, Arrays.copyOf(good, length));
            }
            assertRefused(address, message, Arrays.copyOf(good, good.length + 1));
        }
    }

    private void assertRefused(String address, byte[] message, byte[] signature) {
        assertInstanceOf(
                SuiVerdict.Invalid.class,
                verifier.verify(address, message, Base64.getEncoder().encodeToString(signature)));
    }

    private static String strayBits(String signature) {
        int last = signature.indexOf('=') - 1;
        char c = signature.charAt(last);
        char changed = c == 'A' ? 'B' : (char) (c + 1);
        return signature.substring(0, last) + changed + signature.substring(last + 1);
    }
}
