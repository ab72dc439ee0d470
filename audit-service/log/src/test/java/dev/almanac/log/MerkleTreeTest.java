package dev.almanac.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
            Stored log = new Stored();
            for (int i = 0; i < n; i++) {
                log.append(HexFormat.of().parseHex(LEAVES[i]));
            }
            assertEquals(ROOTS[n - 1], HexFormat.of().formatHex(log.tree(n).root()));
            assertEquals(ROOTS[n - 1], HexFormat.of().formatHex(log.edge.root()));
        }
    }

    @Test
    void everyProofHoldsAndNoChangedProofDoes() {
        Stored log = Stored.of(700);
        for (long size : new long[] {1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 699, 700}) {
            byte[] root = log.tree(size).root();
            for (long index = 0; index < size; index += 1 + size / 37) {
                List<byte[]> proof = log.tree(size).inclusion(index);
                byte[] leaf = Hash.leaf(Stored.entry(index));
                assertTrue(Proofs.includes(index, size, leaf, proof, root));
                assertFalse(Proofs.includes(index, size, Hash.leaf(Stored.entry(index + 1)), proof, root));
                assertFalse(Proofs.includes(index + 1, size, leaf, proof, root));
            }
        }
    }

    @Test
    void everyEarlierTreeIsProvenToBeTheBeginning() {
        Stored log = Stored.of(600);
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
        Stored whole = Stored.of(70_000);
        for (int cut : new int[] {0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999}) {
            RightEdge edge = RightEdge.of(whole.tiles(), cut);
            assertArrayEquals(whole.tree(cut).root(), edge.root(), "at " + cut);
            edge.append(Hash.leaf(Stored.entry(cut)));
            assertArrayEquals(whole.tree(cut + 1).root(), edge.root(), "after " + cut);
        }
    }

    @Test
    void storesExactlyTheTilesOfTheSpecification() {
        Stored log = Stored.of(70_000);
        assertEquals(256 * 32, log.stored.get(new RightEdge.TilePosition(0, 272)).length);
        assertEquals(112 * 32, log.stored.get(new RightEdge.TilePosition(0, 273)).length);
        assertEquals(17 * 32, log.stored.get(new RightEdge.TilePosition(1, 1)).length);
        assertEquals(32, log.stored.get(new RightEdge.TilePosition(2, 0)).length);
    }

    private static final class Stored {
        private final RightEdge edge = RightEdge.of((level, index) -> new byte[0], 0);
        private final Map<RightEdge.TilePosition, byte[]> stored = new HashMap<>();

        static Stored of(int size) {
            Stored log = new Stored();
            for (int i = 0; i < size; i++) {
                log.append(entry(i));
            }
            return log;
        }

        static byte[] entry(long number) {
            return ("entry " + number).getBytes();
        }

        void append(byte[] entry) {
            edge.append(Hash.leaf(entry));
            new ArrayList<>(edge.takeChanged()).forEach(tile -> stored.put(tile.getKey(), tile.getValue()));
        }

        TileReader tiles() {
            return (level, index) -> stored.get(new RightEdge.TilePosition(level, index));
        }

        MerkleTree tree(long size) {
            return new MerkleTree(tiles(), size);
        }
    }
}
