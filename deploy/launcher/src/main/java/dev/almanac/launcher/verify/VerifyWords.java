package dev.almanac.launcher.verify;

import dev.almanac.log.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The words of a `verify` call.
///
/// @param what `receipt`, `log`, `inclusion` or `consistency`
/// @param operands files or addresses
/// @param keys of the log: one, where one is needed
/// @param witnesses keys of witnesses that must have cosigned
record VerifyWords(String what, List<String> operands, List<VerifierKey> keys, List<VerifierKey> witnesses) {

    static VerifyWords parse(List<String> words) throws IOException {
        List<String> plain = new ArrayList<>();
        List<VerifierKey> keys = new ArrayList<>();
        List<VerifierKey> witnesses = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                plain.add(word);
            } else if (i + 1 == words.size() || !word.equals("--key") && !word.equals("--witness")) {
                throw new NotUnderstoodException("not understood: " + word);
            } else {
                i++;
                (word.equals("--key") ? keys : witnesses).add(key(words.get(i)));
            }
        }
        if (plain.isEmpty()) {
            throw new NotUnderstoodException("verify what?");
        }
        return new VerifyWords(plain.getFirst(), plain.subList(1, plain.size()), keys, witnesses);
    }

    VerifierKey key() {
        if (keys.size() != 1) {
            throw new NotUnderstoodException("verify " + what + " needs one --key");
        }
        return keys.getFirst();
    }

    /// The operands, when their number is right.
    List<String> operands(int least, int most) {
        if (operands.size() < least || operands.size() > most) {
            throw new NotUnderstoodException("verify " + what + " takes "
                    + (least == most ? least : least + " or " + most) + " of them, got " + operands.size());
        }
        return operands;
    }

    private static VerifierKey key(String word) throws IOException {
        return VerifierKey.parse(word.contains("+") ? word : Files.readString(Path.of(word)));
    }

    /// The words were not understood.
    static final class NotUnderstoodException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotUnderstoodException(String message) {
            super(message, null, false, false);
        }
    }
}
