package dev.almanac.auth.wallet;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text that a wallet signs, in the shape of CAIP-122. It binds our domain, since wallets do not check it: a text
/// that another site issued is never one of ours. Source: ChainAgnostic/CAIPs, CAIP-122.
///
/// @param nonce 160 bits in hex
record SignInMessage(String text, String nonce, Instant expires) {

    private static final int NONCE_BYTES = 20;
    private static final Pattern NONCE = Pattern.compile("\nNonce: ([0-9a-f]{40})\n");
    private static final SecureRandom RANDOM = new SecureRandom();

    static SignInMessage issue(URI platform, String chain, String address, String statement, Duration life) {
        byte[] random = new byte[NONCE_BYTES];
        RANDOM.nextBytes(random);
        String nonce = HexFormat.of().formatHex(random);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = now.plus(life);
        String text = """
                %s wants you to sign in with your Sui account:
                %s

                %s

                URI: %s
                Version: 1
                Chain ID: %s
                Nonce: %s
                Issued At: %s
                Expiration Time: %s
                Request ID: %s""".formatted(
                platform.getAuthority(), address, statement, platform, chain, nonce, now, expires, UUID.randomUUID());
        return new SignInMessage(text, nonce, expires);
    }

    static Optional<String> nonceOf(String text) {
        Matcher nonce = NONCE.matcher(text);
        return nonce.find() ? Optional.of(nonce.group(1)) : Optional.empty();
    }

    /// The address that the text was issued for.
    static String addressOf(String text) {
        return text.split("\n", 3)[1];
    }
}
