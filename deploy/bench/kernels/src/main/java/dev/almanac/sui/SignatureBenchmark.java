package dev.almanac.sui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Wallet signatures of each scheme, and the signature algorithms that access tokens could have, by the JDK's provider
/// and by Bouncy Castle's: what the choice of RS256 rests on.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignatureBenchmark {

    /// A signature that the real SDK made.
    @State(Scope.Benchmark)
    public static class Wallet {

        @Param({"0", "1", "2", "3", "6"})
        private int vector;

        private final SuiVerifier verifier = new SuiVerifier();
        private String address;
        private byte[] message;
        private String signature;

        /// Reads `sdk.json`: 0 Ed25519, 1 secp256k1, 2 secp256r1, 3 passkey, 6 multisig of ten.
        @Setup
        public void read() throws IOException {
            File file = new File("auth-service/sui/src/test/resources/sui/sdk.json");
            JsonNode one = new ObjectMapper().readTree(file).get("vectors").get(vector);
            address = one.get("address").asText();
            message = Base64.getDecoder().decode(one.get("message").asText());
            signature = one.get("signature").asText();
        }
    }

    /// A key pair and what it signed.
    @State(Scope.Benchmark)
    public static class Token {

        @Param({"RSA/SHA256withRSA", "EC/SHA256withECDSA", "Ed25519/Ed25519"})
        private String algorithm;

        @Param({"JDK", "BC"})
        private String provider;

        private final byte[] text = new byte[700];
        private KeyPair keys;
        private byte[] signed;

        /// Makes a key and signs with it.
        @Setup
        public void sign() throws GeneralSecurityException {
            Security.addProvider(new BouncyCastleProvider());
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.split("/")[0], chosen());
            if (!algorithm.startsWith("Ed")) {
                generator.initialize(algorithm.startsWith("RSA") ? 2048 : 256);
            }
            keys = generator.generateKeyPair();
            signed = signOnce();
        }

        byte[] signOnce() throws GeneralSecurityException {
            Signature signature = Signature.getInstance(algorithm.split("/")[1], chosen());
            signature.initSign(keys.getPrivate());
            signature.update(text);
            return signature.sign();
        }

        boolean verifyOnce() throws GeneralSecurityException {
            Signature signature = Signature.getInstance(algorithm.split("/")[1], chosen());
            signature.initVerify(keys.getPublic());
            signature.update(text);
            return signature.verify(signed);
        }

        private Provider chosen() {
            String jdk = algorithm.startsWith("RSA") ? "SunRsaSign" : "SunEC";
            return Security.getProvider(provider.equals("BC") ? "BC" : jdk);
        }
    }

    /// A wallet's signature, address included.
    @Benchmark
    public boolean wallet(Wallet wallet) {
        return wallet.verifier.verify(wallet.address, wallet.message, wallet.signature) instanceof SuiVerdict.Valid;
    }

    /// What issuing a token costs.
    @Benchmark
    public byte[] sign(Token token) throws GeneralSecurityException {
        return token.signOnce();
    }

    /// What checking one costs.
    @Benchmark
    public boolean verify(Token token) throws GeneralSecurityException {
        return token.verifyOnce();
    }
}
