package dev.almanac.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The oracle of the random trials is java-json-canonicalization 1.1, which RFC 8785 names.
class CanonicalJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Source: RFC 8785, appendix B.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsEcmaScriptDoes(String bits, String expected) {
        assertEquals(expected, number(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))));
    }

    @Test
    void refusesWhatJsonCannotSay() {
        assertThrows(IllegalArgumentException.class, () -> number(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> number(Double.POSITIVE_INFINITY));
        assertThrows(
                IllegalArgumentException.class,
                () -> CanonicalJson.bytes(JsonNodeFactory.instance.textNode("half \ud800")));
    }

    @Test
    void writesRandomNumbersAsTheOracleDoes() throws Exception {
        Random random = new Random(8785);
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(NumberToJSON.serializeNumber(value), number(value));
            }
            double tame = (random.nextInt(2_000_000) - 1_000_000) / Math.pow(10, random.nextInt(12));
            assertEquals(NumberToJSON.serializeNumber(tame), number(tame));
        }
    }

    @Test
    void writesRandomDocumentsAsTheOracleDoes() throws Exception {
        Random random = new Random(20);
        for (int i = 0; i < 2_000; i++) {
            String document = object(random, 3);
            String expected = new JsonCanonicalizer(document).getEncodedString();
            assertEquals(expected, new String(CanonicalJson.bytes(JSON.readTree(document)), StandardCharsets.UTF_8));
        }
    }

    private static String number(double value) {
        StringBuilder out = new StringBuilder();
        CanonicalJson.number(value, out);
        return out.toString();
    }

    private static String object(Random random, int depth) {
        StringBuilder text = new StringBuilder("{");
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append('"').append(i).append(text(random)).append("\" : ").append(value(random, depth));
            text.append(i > 0 ? ", " : "");
        }
        return text.append("}").toString();
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> "\"" + text(random) + "\"";
            case 1 -> Integer.toString(random.nextInt());
            case 2 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
            case 3 -> random.nextBoolean() ? "true" : "null";
            case 4 -> Long.toString(random.nextLong());
            case 5 -> "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
            default -> object(random, depth - 1);
        };
    }

    private static String text(Random random) {
        String[] pieces = {
            "a", "\\n", "\\u000f", "\u20ac", "\ud83d\ude00", "\\\"", "\\\\", "\u0080", "\u00f6", "\ufb33", "/", "\\/"
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
