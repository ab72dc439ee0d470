package dev.almanac.auth.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values: `legacy-hashes.json` (the shared vectors), and the rows below, each made by another program.
class StoredHashTest {

    @TestFactory
    Stream<DynamicTest> judgesEveryVector() throws IOException {
        try (InputStream in = StoredHashTest.class.getResourceAsStream("/legacy-hashes.json")) {
            return StreamSupport.stream(
                            new ObjectMapper().readTree(in).get("vectors").spliterator(), false)
                    .map(vector -> DynamicTest.dynamicTest(
                            vector.get("id").asText() + " " + vector.get("note").asText(),
                            () -> assertEquals(vector.get("expect").asBoolean(), matches(vector))));
        }
    }

    private static boolean matches(JsonNode vector) {
        byte[] password = Base64.getDecoder().decode(vector.get("password").asText());
        return StoredHash.parse(vector.get("hash").asText())
                .map(hash -> hash.matches(new String(password, StandardCharsets.UTF_8)))
                .orElse(false);
    }

    /// Made with Python 3.11: hashlib.pbkdf2_hmac and hashlib.scrypt of the password `correct horse`, written as Django
    /// 5.2 and passlib 1.7.4 write them.
    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            pbkdf2_sha256$1000000$seasalt2$XBnVy1zKFjKBiN3nSVWQdAq1tS72Vi3h/rq+TqCyVDA=
            pbkdf2_sha1$870000$seasalt2$shwjBOWAlAH0tJ62D6VqMrSDDg8=
            $pbkdf2-sha512$25000$AAECAwQFBgcICQoLDA0ODw$no0pQATH8VKOEmBWJw50YZrk2tmzRj9Ae6xEw1vLLehsKeOPWOMVonpc79bKsUZLnXvPrnJcFkEt9hwlEgxdKw
            $pbkdf2$131000$AAECAwQFBgcICQoLDA0ODw$kbfyaFq.k8Tj3Nifsdff2jC.KBU
            scrypt$16384$seasalt$8$5$nXachnDoZ26UFUF1o3PD3FjYfKq/mD4nZm22d5L0rp+Bi3DZTjkayk+fTW77FlT+2IelThLoihBYgWjZHfwh3Q==
            $scrypt$ln=14,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$JbN2hANm9NOw4h5BRHZnbjzQ6Jr0QwNWojTOC2WgIbU
            """)
    void readsTheFormsOfDjangoAndPasslib(String stored) {
        StoredHash hash = StoredHash.parse(stored).orElseThrow();
        assertTrue(hash.matches("correct horse"));
        assertTrue(!hash.matches("correct horsf"));
    }

    /// A form whose cost nobody would wait for is refused when it is read.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$17$N9qo8uLOickgx2ZMRZoMyehtJ/whDdsI.d1w/JqKiOrDw8pCT0JLG",
                "$2b$09$N9qo8uLOickgx2ZMRZoMyehtJ/whDdsI.d1w/JqKiOrDw8pCT0JLG",
                "$argon2id$v=19$m=524289,t=3,p=4$c29tZXNhbHQxNmJ5dGVzIQ$QYgpRzwPkJST8qKv6CoV3mZmuUrLQoo2UdllNlyMryo",
                "$argon2id$v=19$m=65536,t=11,p=4$c29tZXNhbHQxNmJ5dGVzIQ$QYgpRzwPkJST8qKv6CoV3mZmuUrLQoo2UdllNlyMryo",
                "$argon2id$v=19$m=65536,t=3,p=17$c29tZXNhbHQxNmJ5dGVzIQ$QYgpRzwPkJST8qKv6CoV3mZmuUrLQoo2UdllNlyMryo",
                "$argon2id$v=19$m=8,t=3,p=4$c29tZXNhbHQxNmJ5dGVzIQ$QYgpRzwPkJST8qKv6CoV3mZmuUrLQoo2UdllNlyMryo",
                "pbkdf2:sha256:999$salt$0000000000000000000000000000000000000000000000000000000000000000",
                "pbkdf2:sha256:10000001$salt$0000000000000000000000000000000000000000000000000000000000000000",
                "pbkdf2:md5:1000$salt$0000000000000000000000000000000000000000000000000000000000000000",
                "scrypt:8192:8:1$salt$0000000000000000000000000000000000000000000000000000000000000000",
                "scrypt:2097152:8:1$salt$0000000000000000000000000000000000000000000000000000000000000000",
                "scrypt:32767:8:1$salt$0000000000000000000000000000000000000000000000000000000000000000",
                "correct horse",
                ""
            })
    void refusesCostsOutOfBoundsAndUnknownForms(String stored) {
        assertTrue(StoredHash.parse(stored).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9 au lait tous les jours", "cafe\u0301 au lait tous les jours"})
    void takesBothSpellingsOfAnAccent(String typed) {
        String stored = Argon2Hash.create("caf\u00e9 au lait tous les jours", new byte[16], 64, 1);
        assertTrue(StoredHash.parse(stored).orElseThrow().matches(typed));
    }
}
