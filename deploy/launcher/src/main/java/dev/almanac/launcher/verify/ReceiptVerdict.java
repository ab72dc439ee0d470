package dev.almanac.launcher.verify;

import dev.almanac.launcher.verify.VerifyCommand.Verdict;
import dev.almanac.log.Receipt;
import dev.almanac.log.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Judges one receipt.
final class ReceiptVerdict {

    private ReceiptVerdict() {}

    static Verdict of(VerifyWords words) throws IOException {
        List<String> files = words.operands(1, 2);
        VerifierKey key = words.key();
        Optional<byte[]> leaf =
                files.size() == 2 ? Optional.of(Files.readAllBytes(Path.of(files.get(1)))) : Optional.empty();
        byte[] bytes = Files.readAllBytes(Path.of(files.getFirst()));
        String text = new String(bytes, StandardCharsets.UTF_8);
        return switch (Receipt.parse(text, leaf).verify(key, words.witnesses())) {
            case Receipt.Verdict.Refuted(String reason) -> new Verdict(false, reason + ".");
            case Receipt.Verdict.Proven(long index, var checkpoint, Map<String, Instant> witnessed) ->
                proven(
                        "entry %d is in the log %s of %d entries"
                                .formatted(index, checkpoint.origin(), checkpoint.size()),
                        words.witnesses(),
                        witnessed);
        };
    }

    private static Verdict proven(String entry, List<VerifierKey> wanted, Map<String, Instant> witnessed) {
        Optional<VerifierKey> absent = wanted.stream()
                .filter(key -> !witnessed.containsKey(key.name()))
                .findFirst();
        if (absent.isPresent()) {
            return new Verdict(false, entry + ", but " + absent.get().name() + " has not cosigned the checkpoint.");
        }
        String times = witnessed.entrySet().stream()
                .map(seen -> ", seen by " + seen.getKey() + " at " + seen.getValue())
                .sorted()
                .collect(Collectors.joining());
        return new Verdict(true, entry + times + ".");
    }
}
