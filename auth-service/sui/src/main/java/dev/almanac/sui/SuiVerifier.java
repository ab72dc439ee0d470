package dev.almanac.sui;

import dev.almanac.sui.SuiVerdict.Fault;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Checks that the owner of an address signed a personal message. Refuses what the published SDKs let pass: a high s,
/// bytes after the structure, base64 in another form than the canonical one, weak Ed25519 keys. Thread-safe.
public final class SuiVerifier {

    /// Longer than any multisig of ten passkeys with client data of 1 KiB each.
    private static final int LONGEST_SIGNATURE = 24_576;

    private final Optional<ZkLoginVerifier> zkLogin;

    /// A verifier that refuses zkLogin.
    public SuiVerifier() {
        this.zkLogin = Optional.empty();
    }

    public SuiVerifier(ZkLoginVerifier zkLogin) {
        this.zkLogin = Optional.of(zkLogin);
    }

    /// @param address `0x` and 64 lower-case hex digits
    /// @param message the bytes as shown to the signer
    /// @param signature as the wallet gives it, base64 with padding
    public SuiVerdict verify(String address, byte[] message, String signature) {
        try {
            if (!SuiAddress.isWellFormed(address)) {
                throw RefusedException.malformed("an address is 0x and 64 lower-case hex digits");
            }
            byte[] bytes = decode(signature);
            SuiScheme scheme = SuiScheme.ofFlag(bytes[0]);
            byte[] digest = PersonalMessage.digest(message);
            check(scheme, address, digest, bytes);
            return new SuiVerdict.Valid(scheme);
        } catch (RefusedException e) {
            return e.verdict();
        }
    }

    private void check(SuiScheme scheme, String address, byte[] digest, byte[] bytes) throws RefusedException {
        switch (scheme) {
            case ED25519, SECP256K1, SECP256R1 -> checkSimple(scheme, address, digest, bytes);
            case PASSKEY -> {
                PasskeyAssertion assertion = PasskeyAssertion.parse(bytes);
                requireAddress(SuiAddress.of(scheme, assertion.key()), address);
                require(assertion.holds(digest));
            }
            case MULTISIG -> {
                Multisig multisig = Multisig.parse(bytes);
                requireAddress(multisig.address(), address);
                checkMembers(multisig, digest);
            }
            case ZKLOGIN -> requireZkLogin(address, digest, bytes);
        }
    }

    private static void checkSimple(SuiScheme scheme, String address, byte[] digest, byte[] bytes)
            throws RefusedException {
        int signed = 1 + scheme.signatureBytes();
        if (bytes.length != signed + scheme.keyBytes()) {
            throw RefusedException.malformed("the signature has a wrong length");
        }
        byte[] key = Arrays.copyOfRange(bytes, signed, bytes.length);
        requireAddress(SuiAddress.of(scheme, key), address);
        require(holds(scheme, key, digest, Arrays.copyOfRange(bytes, 1, signed)));
    }

    private void checkMembers(Multisig multisig, byte[] digest) throws RefusedException {
        List<Member> signers = multisig.signers();
        int weight = 0;
        for (int i = 0; i < signers.size(); i++) {
            Member member = signers.get(i);
            Multisig.Part part = multisig.parts().get(i);
            if (member.scheme() != part.scheme()) {
                throw RefusedException.malformed("a signature has another scheme than its member");
            }
            require(memberSigned(member, part, digest));
            weight += member.weight();
        }
        if (weight < multisig.threshold()) {
            throw new RefusedException(Fault.BAD_SIGNATURE, "the signers do not reach the threshold");
        }
    }

    private boolean memberSigned(Member member, Multisig.Part part, byte[] digest) throws RefusedException {
        return switch (member.scheme()) {
            case ED25519, SECP256K1, SECP256R1 -> holds(member.scheme(), member.key(), digest, part.signature());
            case PASSKEY -> {
                PasskeyAssertion assertion = PasskeyAssertion.parse(part.signature());
                yield Arrays.equals(assertion.key(), member.key()) && assertion.holds(digest);
            }
            case ZKLOGIN, MULTISIG ->
                throw new RefusedException(Fault.UNSUPPORTED, "a zkLogin member cannot be verified here");
        };
    }

    private static boolean holds(SuiScheme scheme, byte[] key, byte[] digest, byte[] signature) {
        return switch (scheme) {
            case ED25519 -> Ed25519Check.holds(key, digest, signature);
            case SECP256K1 -> EcdsaCheck.SECP256K1.holds(key, digest, signature);
            case SECP256R1 -> EcdsaCheck.SECP256R1.holds(key, digest, signature);
            case MULTISIG, ZKLOGIN, PASSKEY -> throw new IllegalArgumentException("Not a plain scheme: " + scheme);
        };
    }

    private void requireZkLogin(String address, byte[] digest, byte[] bytes) throws RefusedException {
        if (zkLogin.isEmpty()) {
            throw new RefusedException(Fault.UNSUPPORTED, "zkLogin needs a Sui node, and none is configured");
        }
        require(zkLogin.get().holds(address, digest, bytes));
    }

    private static void requireAddress(String actual, String claimed) throws RefusedException {
        if (!actual.equals(claimed)) {
            throw new RefusedException(Fault.WRONG_ADDRESS, "the signature belongs to another address");
        }
    }

    private static void require(boolean holds) throws RefusedException {
        if (!holds) {
            throw new RefusedException(Fault.BAD_SIGNATURE, "the signature does not hold for this message");
        }
    }

    private static byte[] decode(String signature) throws RefusedException {
        if (signature.isEmpty() || signature.length() > LONGEST_SIGNATURE) {
            throw RefusedException.malformed("a signature has 1 to " + LONGEST_SIGNATURE + " characters");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(signature);
            if (Base64.getEncoder().encodeToString(bytes).equals(signature)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw RefusedException.malformed("the signature is not base64");
        }
        throw RefusedException.malformed("the signature is not in canonical base64");
    }
}
