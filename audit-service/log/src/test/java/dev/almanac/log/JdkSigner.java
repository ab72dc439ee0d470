package dev.almanac.log;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/// Signs with the JDK.
record JdkSigner(PrivateKey secret) implements Signer {

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(secret);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
