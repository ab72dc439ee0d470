package dev.almanac.sui;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/// ECDSA with SHA-256 on one curve. Only the smaller of the two possible s is taken (BIP 62), so that nobody can make
/// a second signature out of one.
final class EcdsaCheck {

    static final EcdsaCheck SECP256K1 = new EcdsaCheck("secp256k1");
    static final EcdsaCheck SECP256R1 = new EcdsaCheck("secp256r1");

    private static final int SCALAR_BYTES = 32;

    private final ECDomainParameters curve;
    private final BigInteger halfOrder;

    private EcdsaCheck(String name) {
        X9ECParameters parameters = CustomNamedCurves.getByName(name);
        this.curve = new ECDomainParameters(parameters);
        this.halfOrder = parameters.getN().shiftRight(1);
    }

    /// @param key 33 bytes, compressed
    /// @param signature 64 bytes, r and s
    boolean holds(byte[] key, byte[] message, byte[] signature) {
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, SCALAR_BYTES));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, SCALAR_BYTES, 2 * SCALAR_BYTES));
        if (s.compareTo(halfOrder) > 0 || (key[0] != 2 && key[0] != 3)) {
            return false;
        }
        ECPublicKeyParameters point;
        try {
            point = new ECPublicKeyParameters(curve.getCurve().decodePoint(key), curve);
        } catch (IllegalArgumentException notOnTheCurve) {
            return false;
        }
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, point);
        return signer.verifySignature(sha256(message), r, s);
    }

    static byte[] sha256(byte[]... parts) {
        SHA256Digest sha = new SHA256Digest();
        for (byte[] part : parts) {
            sha.update(part, 0, part.length);
        }
        byte[] digest = new byte[sha.getDigestSize()];
        sha.doFinal(digest, 0);
        return digest;
    }
}
