package dev.almanac.launcher.verify;

import dev.almanac.launcher.verify.VerifyCommand.Verdict;
import dev.almanac.sui.SuiVerdict;
import dev.almanac.sui.SuiVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Judges a personal message of a Sui wallet; the message is standard input to its last byte.
final class SuiSignatureVerdict {

    private static final Set<String> OPTIONS = Set.of("--address", "--signature");

    private SuiSignatureVerdict() {}

    /// @param words what stands behind `verify sui`
    static Verdict of(List<String> words, InputStream in) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            given.put(words.get(i), words.get(i + 1));
        }
        if (words.size() != 2 * OPTIONS.size() || !given.keySet().equals(OPTIONS)) {
            throw new VerifyWords.NotUnderstoodException("verify sui takes --address and --signature");
        }
        String address = given.get("--address");
        return switch (new SuiVerifier().verify(address, in.readAllBytes(), given.get("--signature"))) {
            case SuiVerdict.Valid(var scheme) ->
                new Verdict(
                        true,
                        "%s signed this message (%s)."
                                .formatted(address, scheme.name().toLowerCase(Locale.ROOT)));
            case SuiVerdict.Invalid(var fault, String reason) -> new Verdict(false, reason + ".");
        };
    }
}
