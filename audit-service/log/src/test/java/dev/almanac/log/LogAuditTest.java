package dev.almanac.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogAuditTest {

    private static final int SIZE = 700;

    private KeyPair pair;
    private VerifierKey key;
    private StoredLog log;

    @BeforeEach
    void logTheHistoriesOfThreeTenants() throws Exception {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = VerifierKey.of(VerifierKey.Kind.NOTE, "example.test/log", pair.getPublic());
        String[] previous = {"", "", ""};
        log = StoredLog.of(SIZE, seq -> {
            int tenant = (int) seq % 3;
            byte[] leaf = leaf(tenant, seq / 3, previous[tenant], seq);
            previous[tenant] = HexFormat.of().formatHex(Hash.leaf(leaf));
            return leaf;
        });
        sign();
    }

    @Test
    void aLogThatWasOnlyAppendedToIsSound() throws Exception {
        var sound = assertInstanceOf(LogAudit.Result.Sound.class, audit());
        assertEquals(SIZE, sound.checkpoint().size());
        assertEquals(3, sound.tenants());
    }

    @Test
    void everyFlippedByteOfAnEntryIsFound() throws Exception {
        Random random = new Random(1);
        for (int trial = 0; trial < 200; trial++) {
            byte[] entry = log.entries.get(random.nextInt(SIZE));
            int at = random.nextInt(entry.length);
            entry[at] ^= 1;
            assertInstanceOf(LogAudit.Result.Broken.class, audit(), "trial " + trial);
            entry[at] ^= 1;
        }
    }

    @Test
    void everyFlippedByteOfATileIsFoundAndTheTileNamed() throws Exception {
        for (RightEdge.TilePosition place : log.tiles.keySet()) {
            log.tiles.get(place)[5] ^= 1;
            var broken = assertInstanceOf(LogAudit.Result.Broken.class, audit());
            assertTrue(
                    broken.reason().startsWith("tile " + place.level() + "/" + "%03d".formatted(place.index())),
                    broken.reason());
            log.tiles.get(place)[5] ^= 1;
        }
    }

    @Test
    void anEntryThatWasMadeAnewWithAllItsHashesStillBreaksTheTenantsHistory() throws Exception {
        StoredLog forged = StoredLog.of(SIZE, seq -> seq == 5 ? leaf(2, 1, "00", seq) : log.entries.get((int) seq));
        log = forged;
        sign();
        var broken = assertInstanceOf(LogAudit.Result.Broken.class, audit());
        assertEquals("entry 5: it does not follow the tenant's previous entry", broken.reason());
    }

    @Test
    void aCheckpointOfAnotherKeyIsRefused() throws Exception {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        log.checkpoint = SignedNote.sign(
                new Checkpoint(key.name(), SIZE, log.edge.root()).text(),
                VerifierKey.of(VerifierKey.Kind.NOTE, key.name(), pair.getPublic()),
                new JdkSigner(pair.getPrivate()));
        assertInstanceOf(LogAudit.Result.Broken.class, audit());
    }

    private LogAudit.Result audit() throws Exception {
        return new LogAudit(log, key, done -> {}).run();
    }

    private void sign() {
        String text = new Checkpoint(key.name(), SIZE, log.edge.root()).text();
        log.checkpoint = SignedNote.sign(text, key, new JdkSigner(pair.getPrivate()));
    }

    private static byte[] leaf(int tenant, long tenantSeq, String previous, long seq) {
        return ("{\"_sd\":[],\"data\":{\"rows\":3},\"id\":\"e%d\",\"occurred\":\"2026-01-02T03:04:05.678Z\","
                        + "\"recorded\":\"2026-01-02T03:04:05.700Z\",\"source\":\"data-service\",\"subject\":\"dataset/1\","
                        + "\"tenant\":\"t%d\",\"tprev\":\"%s\",\"tseq\":%d,\"type\":\"dataset.created\",\"v\":1}")
                .formatted(seq, tenant, previous, tenantSeq)
                .getBytes(StandardCharsets.UTF_8);
    }
}
