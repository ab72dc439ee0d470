package dev.almanac.audit.witness;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.log.AddCheckpoint;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Cosignature;
import dev.almanac.log.Hash;
import dev.almanac.log.MerkleTree;
import dev.almanac.log.RightEdge;
import dev.almanac.log.RightEdge.TilePosition;
import dev.almanac.log.SignedNote;
import dev.almanac.log.VerifierKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;

/// A log that this test keeps, and audit-service as its witness; each test is a log of its own.
@QuarkusTest
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
@TestProfile(WitnessTest.Watching.class)
class WitnessTest {

    private static final List<String> LOGS = List.of("grows", "forks", "races", "old", "signs");
    private static final Ed25519PrivateKeyParameters SECRET = new Ed25519PrivateKeyParameters(new byte[32], 0);

    private final RightEdge edge = RightEdge.empty();
    private final Map<TilePosition, byte[]> tiles = new HashMap<>();

    @Test
    void cosignsALogThatGrows() {
        grow(5);
        Response first = add(0, List.of(), checkpoint("grows"));
        assertEquals(200, first.statusCode());
        VerifierKey witness = VerifierKey.parse(given().get("/witness/key").asString());
        SignedNote note = SignedNote.parse(checkpoint("grows") + first.asString());
        Instant time = Cosignature.time(note, witness).orElseThrow();
        assertTrue(Duration.between(time, Instant.now()).abs().toMinutes() < 5);
        grow(300);
        assertEquals(200, add(5, tree(305).consistency(5), checkpoint("grows")).statusCode());
        assertEquals(200, add(305, List.of(), checkpoint("grows")).statusCode(), "the same again");
    }

    @Test
    void doesNotCosignALogThatHasOtherEntriesNow() {
        grow(5);
        add(0, List.of(), checkpoint("forks")).then().statusCode(200);
        RightEdge other = RightEdge.empty();
        IntStream.range(0, 9).forEach(i -> other.append(Hash.leaf(("other " + i).getBytes(StandardCharsets.UTF_8))));
        String forked = sign("forks", new Checkpoint(origin("forks"), 9, other.root()));
        grow(4);
        assertEquals(422, add(5, tree(9).consistency(5), forked).statusCode());
        Response same = add(5, List.of(), sign("forks", new Checkpoint(origin("forks"), 5, other.root())));
        assertEquals(409, same.statusCode());
        assertEquals("5\n", same.asString());
    }

    @Test
    void tellsTheSizeThatItKnows() {
        grow(5);
        add(0, List.of(), checkpoint("old")).then().statusCode(200);
        grow(5);
        Response late = add(0, List.of(), checkpoint("old"));
        assertEquals(409, late.statusCode());
        assertEquals("text/x.tlog.size", late.contentType().split(";")[0]);
        assertEquals("5\n", late.asString());
        assertEquals(400, add(11, List.of(), checkpoint("old")).statusCode());
        assertEquals(422, add(5, List.of(), checkpoint("old")).statusCode());
    }

    @Test
    void ofManyAtOnceOneMovesItOn() throws Exception {
        grow(5);
        String note = checkpoint("races");
        try (var pool = Executors.newFixedThreadPool(16)) {
            List<Callable<Integer>> calls = IntStream.range(0, 16)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> add(0, List.of(), note).statusCode())
                    .toList();
            Map<Integer, Long> answers = pool.invokeAll(calls).stream()
                    .map(done -> done.resultNow())
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
            assertEquals(Map.of(200, 1L, 409, 15L), answers);
        }
    }

    @Test
    void strangersAndMalformedRequestsAreRefused() {
        grow(5);
        String note = checkpoint("signs");
        String unsigned = note.substring(0, note.length() - 20) + "AAAAAAAAAAAAAAAAAA=\n";
        assertEquals(403, add(0, List.of(), unsigned).statusCode());
        assertEquals(404, add(0, List.of(), note.replace("signs", "nobody")).statusCode());
        for (String wrong : new String[] {"", "old x\n\n" + note, "old 0\n", "old 0\nzz\n\n" + note}) {
            post(wrong).then().statusCode(400);
        }
    }

    private void grow(int entries) {
        for (int i = 0; i < entries; i++) {
            edge.append(Hash.leaf(("entry " + edge.size()).getBytes(StandardCharsets.UTF_8)));
        }
        tiles.putAll(edge.takeChanged());
    }

    private MerkleTree tree(long size) {
        return new MerkleTree((level, index) -> tiles.get(new TilePosition(level, index)), size);
    }

    private String checkpoint(String log) {
        return sign(log, new Checkpoint(origin(log), edge.size(), edge.root()));
    }

    private static String sign(String log, Checkpoint checkpoint) {
        return SignedNote.sign(checkpoint.text(), key(log), message -> {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, SECRET);
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        });
    }

    private static Response add(long old, List<byte[]> proof, String note) {
        return post(new AddCheckpoint(old, proof, note).text());
    }

    private static Response post(String body) {
        return given().contentType("text/plain; charset=utf-8").body(body).post("/witness/add-checkpoint");
    }

    private static String origin(String log) {
        return "test.example/" + log;
    }

    private static VerifierKey key(String log) {
        return new VerifierKey(
                VerifierKey.Kind.NOTE, origin(log), SECRET.generatePublicKey().getEncoded());
    }

    public static final class Watching implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "audit.witness.name",
                    "witness.example/w",
                    "audit.witness.logs",
                    LOGS.stream().map(log -> key(log).toString()).collect(Collectors.joining(",")),
                    "audit.log.write",
                    "false");
        }
    }
}
