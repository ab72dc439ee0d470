package dev.almanac.sui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values: Project Wycheproof (C2SP/wycheproof, testvectors_v1, Apache-2.0), unchanged; on top of them our
/// rule that s is at most half the order.
class WycheproofTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void ed25519AsWycheproofJudges() throws IOException {
        int checked = 0;
        for (JsonNode group :
                SuiVerifierTest.read("/wycheproof/ed25519_test.json").get("testGroups")) {
            byte[] key = HEX.parseHex(group.get("publicKey").get("pk").asText());
            for (JsonNode test : group.get("tests")) {
                byte[] signature = HEX.parseHex(test.get("sig").asText());
                boolean holds = signature.length == 64
                        && Ed25519Check.holds(key, HEX.parseHex(test.get("msg").asText()), signature);
                assertEquals(test.get("result").asText().equals("valid"), holds, test.toString());
                checked++;
            }
        }
        assertTrue(checked >= 150, "only " + checked + " cases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1", "secp256r1"})
    void ecdsaAsWycheproofJudgesWithALowS(String curve) throws IOException {
        EcdsaCheck check = curve.equals("secp256k1") ? EcdsaCheck.SECP256K1 : EcdsaCheck.SECP256R1;
        BigInteger half = CustomNamedCurves.getByName(curve).getN().shiftRight(1);
        int valid = 0;
        JsonNode file = SuiVerifierTest.read("/wycheproof/ecdsa_" + curve + "_sha256_p1363_test.json");
        for (JsonNode group : file.get("testGroups")) {
            byte[] key = compressed(
                    HEX.parseHex(group.get("publicKey").get("uncompressed").asText()));
            for (JsonNode test : group.get("tests")) {
                byte[] signature = HEX.parseHex(test.get("sig").asText());
                boolean sized = signature.length == 64;
                boolean low = sized && new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)).compareTo(half) <= 0;
                boolean expected = test.get("result").asText().equals("valid") && low;
                boolean holds =
                        sized && check.holds(key, HEX.parseHex(test.get("msg").asText()), signature);
                assertEquals(expected, holds, test.toString());
                valid += expected ? 1 : 0;
            }
        }
        assertTrue(valid >= 40, "only " + valid + " valid cases");
    }

    private static byte[] compressed(byte[] uncompressed) {
        byte[] key = Arrays.copyOf(uncompressed, 33);
        key[0] = (byte) (2 + (uncompressed[64] & 1));
        return key;
    }
}
