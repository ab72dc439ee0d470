package dev.almanac.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /// Roots of the first n of these leaves; source: certificate-transparency-go, `merkletree_test.go` (RFC 6962
    /// vectors).
    private static final String[] LEAVES = {
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
    };

    private static final String[] ROOTS = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };

    @Test
    void hasThePublishedRootsOfRfc6962() {
        for (int n = 1; n <= LEAVES.length; n++) {
            StoredLog log = new StoredLog();
            for (int i = 0; i < n; i++) {
                log.append(HexFormat.of().parseHex(LEAVES[i]));
            }
            assertEquals(ROOTS[n - 1], HexFormat.of().formatHex(log.tree(n).root()));
            assertEquals(ROOTS[n - 1], HexFormat.of().formatHex(log.edge.root()));
        }
    }

    @Test
    void hasTheRootsThatGoComputed() {
        StoredLog log = StoredLog.of(70_000);
        for (JsonNode vector : TlogVectors.ALL.get("roots")) {
            long size = vector.get("size").asLong();
            assertArrayEquals(
                    TlogVectors.bytes(vector.get("root")), log.tree(size).root(), "of size " + size);
        }
    }

    @Test
    void hasTheProofsThatGoComputed() {
        StoredLog log = StoredLog.of(70_000);
        for (JsonNode vector : TlogVectors.ALL.get("inclusions")) {
            List<byte[]> proof = log.tree(vector.get("size").asLong())
                    .inclusion(vector.get("index").asLong());
            assertSame(TlogVectors.proof(vector), proof, vector);
        }
        for (JsonNode vector : TlogVectors.ALL.get("consistencies")) {
            List<byte[]> proof = log.tree(vector.get("size2").asLong())
                    .consistency(vector.get("size1").asLong());
            assertSame(TlogVectors.proof(vector), proof, vector);
        }
    }

    @Test
    void everyFlippedBitOfAProofIsRefused() {
        for (JsonNode vector : TlogVectors.ALL.get("inclusions")) {
            long size = vector.get("size").asLong();
            long index = vector.get("index").asLong();
            byte[] leaf = Hash.leaf(StoredLog.entry(index));
            List<byte[]> proof = TlogVectors.proof(vector);
            byte[] root = TlogVectors.root(size);
            assertTrue(Proofs.includes(index, size, leaf, proof, root));
            eachFlip(proof, forged -> assertFalse(Proofs.includes(index, size, leaf, forged, root)));
        }
    }

    @Test
    void everyFlippedBitOfAConsistencyProofIsRefused() {
        for (JsonNode vector : TlogVectors.ALL.get("consistencies")) {
            long old = vector.get("size1").asLong();
            long size = vector.get("size2").asLong();
            List<byte[]> proof = TlogVectors.proof(vector);
            byte[] oldRoot = TlogVectors.root(old);
            byte[] root = TlogVectors.root(size);
            assertTrue(Proofs.consistent(old, size, oldRoot, root, proof), () -> old + " of " + size);
            eachFlip(proof, forged -> assertFalse(Proofs.consistent(old, size, oldRoot, root, forged)));
        }
    }

    @Test
    void publishesTheTilesThatGoComputed() throws Exception {
        StoredLog log = StoredLog.of(70_000);
        for (JsonNode vector : TlogVectors.ALL.get("tiles")) {
            String[] parts = vector.get("path").asText().split("/", 3);
            TilePath path = TilePath.parse(parts[2]).orElseThrow();
            byte[] tile = log.tile(Integer.parseInt(parts[1]), path.index(), path.width());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(tile);
            assertArrayEquals(TlogVectors.bytes(vector.get("sha256")), digest, vector::toString);
        }
    }

    private static void assertSame(List<byte[]> expected, List<byte[]> proof, JsonNode vector) {
        assertArrayEquals(expected.toArray(), proof.toArray(), vector::toString);
    }

    private static void eachFlip(List<byte[]> proof, Consumer<List<byte[]>> check) {
        for (int hash = 0; hash < proof.size(); hash++) {
            for (int at = 0; at < Hash.LENGTH; at++) {
                List<byte[]> forged = new ArrayList<>(proof);
                forged.set(hash, proof.get(hash).clone());
                forged.get(hash)[at] ^= (byte) (1 << (at & 7));
                check.accept(forged);
            }
        }
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(new byte[Hash.LENGTH]);
        check.accept(longer);
        if (!proof.isEmpty()) {
            check.accept(proof.subList(1, proof.size()));
        }
    }

    @Test
    void everyProofHoldsAndNoChangedProofDoes() {
        StoredLog log = StoredLog.of(700);
        for (long size : new long[] {1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 699, 700}) {
            byte[] root = log.tree(size).root();
            for (long index = 0; index < size; index += 1 + size / 37) {
                List<byte[]> proof = log.tree(size).inclusion(index);
                byte[] leaf = Hash.leaf(StoredLog.entry(index));
                assertTrue(Proofs.includes(index, size, leaf, proof, root));
                assertFalse(Proofs.includes(index, size, Hash.leaf(StoredLog.entry(index + 1)), proof, root));
                assertFalse(Proofs.includes(index + 1, size, leaf, proof, root));
            }
        }
    }

    @Test
    void everyEarlierTreeIsProvenToBeTheBeginning() {
        StoredLog log = StoredLog.of(600);
        for (long size : new long[] {2, 3, 8, 256, 300, 600}) {
            byte[] root = log.tree(size).root();
            for (long old = 1; old <= size; old += 1 + size / 41) {
                byte[] oldRoot = log.tree(old).root();
                List<byte[]> proof = log.tree(size).consistency(old);
                assertTrue(Proofs.consistent(old, size, oldRoot, root, proof), old + " of " + size);
                assertFalse(Proofs.consistent(old, size, Hash.leaf(oldRoot), root, proof));
            }
        }
    }

    @Test
    void theEdgeRestoredFromTilesGrowsIntoTheSameTree() {
        StoredLog whole = StoredLog.of(70_000);
        for (int cut : new int[] {0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999}) {
            RightEdge edge = RightEdge.of(whole.reader(), cut);
            assertArrayEquals(whole.tree(cut).root(), edge.root(), "at " + cut);
            edge.append(Hash.leaf(StoredLog.entry(cut)));
            assertArrayEquals(whole.tree(cut + 1).root(), edge.root(), "after " + cut);
        }
    }

    @Test
    void storesExactlyTheTilesOfTheSpecification() {
        StoredLog log = StoredLog.of(70_000);
        assertEquals(256 * 32, log.tiles.get(new RightEdge.TilePosition(0, 272)).length);
        assertEquals(112 * 32, log.tiles.get(new RightEdge.TilePosition(0, 273)).length);
        assertEquals(17 * 32, log.tiles.get(new RightEdge.TilePosition(1, 1)).length);
        assertEquals(32, log.tiles.get(new RightEdge.TilePosition(2, 0)).length);
    }
}
