package dev.almanac.kit.security;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// An API key as people hold it: `alm_<id>_<secret><checksum>`. The prefix lets secret scanners find it, the checksum
/// lets a mistyped one be refused without asking anybody.
///
/// @param secret 256 random bits, as 43 characters of base64url
public record ApiKeyText(UUID id, String secret) {

    public static final String PREFIX = "alm_";

    private static final Pattern FORM = Pattern.compile("alm_([0-9a-f]{32})_([A-Za-z0-9_-]{43})([0-9a-f]{8})");

    /// @return empty for anything that is no key, or has a wrong checksum
    public static Optional<ApiKeyText> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String hex = form.group(1);
        UUID id = new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
        ApiKeyText key = new ApiKeyText(id, form.group(2));
        return key.text().equals(text) ? Optional.of(key) : Optional.empty();
    }

    public String text() {
        String body = PREFIX + id.toString().replace("-", "") + "_" + secret;
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(StandardCharsets.US_ASCII));
        return body + "%08x".formatted(checksum.getValue());
    }

    /// What is stored of it.
    public byte[] hash() {
        return Sha256.of(text());
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "ApiKeyText[" + id + "]";
    }
}
