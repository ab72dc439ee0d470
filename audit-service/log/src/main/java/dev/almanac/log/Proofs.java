package dev.almanac.log;

import java.security.MessageDigest;
import java.util.List;

/// Checks proofs without the log. Source: RFC 9162, sections 2.1.3.2 and 2.1.4.2.
public final class Proofs {

    private Proofs() {}

    /// Whether `proof` shows that the leaf is entry `index` of the tree with that size and root.
    public static boolean includes(long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (sn == 0 || sibling.length != Hash.LENGTH) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = Hash.node(sibling, hash);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash = Hash.node(hash, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(hash, root);
    }

    /// Whether `proof` shows that the tree of `oldSize` entries is the beginning of the tree of `newSize`.
    public static boolean consistent(long oldSize, long newSize, byte[] oldRoot, byte[] newRoot, List<byte[]> proof) {
        if (oldSize < 1 || oldSize > newSize || proof.stream().anyMatch(hash -> hash.length != Hash.LENGTH)) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && MessageDigest.isEqual(oldRoot, newRoot);
        }
        boolean oldRootIsFirst = Long.bitCount(oldSize) == 1;
        if (!oldRootIsFirst && proof.isEmpty()) {
            return false;
        }
        long fn = oldSize - 1;
        long sn = newSize - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] old = oldRootIsFirst ? oldRoot : proof.getFirst();
        byte[] now = old;
        for (byte[] hash : oldRootIsFirst ? proof : proof.subList(1, proof.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                old = Hash.node(hash, old);
                now = Hash.node(hash, now);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                now = Hash.node(now, hash);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(old, oldRoot) && MessageDigest.isEqual(now, newRoot);
    }
}
