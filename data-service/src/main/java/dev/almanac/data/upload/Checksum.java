package dev.almanac.data.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/// The checksum of a part as tus writes it: algorithm, space, base64.
///
/// @param digest fed by whoever reads the part
record Checksum(MessageDigest digest, byte[] expected) {

    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

    /// What `Tus-Checksum-Algorithm` says.
    static final String NAMES = "sha1,sha256,md5";

    /// @param header null for none
    static Checksum of(String header) {
        if (header == null) {
            return null;
        }
        String[] words = header.strip().split(" ", 2);
        String algorithm = ALGORITHMS.get(words[0]);
        if (algorithm == null || words.length < 2) {
            throw UploadProblem.UPLOAD_CHECKSUM_UNSUPPORTED.because(
                    "Upload-Checksum takes one of " + NAMES + " and base64");
        }
        try {
            return new Checksum(
                    MessageDigest.getInstance(algorithm), Base64.getDecoder().decode(words[1]));
        } catch (IllegalArgumentException e) {
            throw UploadProblem.UPLOAD_CHECKSUM_UNSUPPORTED.because("The checksum is not base64");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has it", e);
        }
    }

    boolean holds() {
        return MessageDigest.isEqual(expected, digest.digest());
    }
}
