package dev.almanac.launcher.verify;

import dev.almanac.launcher.verify.VerifyCommand.Verdict;
import dev.almanac.log.LogAudit;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Judges a whole log over HTTP.
final class LogVerdict {

    private static final long TELL_EVERY = 65_536;

    private LogVerdict() {}

    static Verdict of(VerifyWords words, Map<String, String> environment, PrintStream progress) {
        URI url = URI.create(words.operands(1, 1).getFirst());
        HttpLog log = new HttpLog(url, Optional.ofNullable(environment.get("ALMANAC_TOKEN")));
        LogAudit audit = new LogAudit(log, words.key(), done -> {
            if (done % TELL_EVERY == 0) {
                progress.println(done + " entries recomputed");
            }
        });
        try {
            return switch (audit.run()) {
                case LogAudit.Result.Sound(var checkpoint, int tenants) ->
                    new Verdict(
                            true,
                            "all %d entries of %s, in %d histories without a gap, give the signed root."
                                    .formatted(checkpoint.size(), checkpoint.origin(), tenants));
                case LogAudit.Result.Broken(String reason) -> new Verdict(false, reason + ".");
            };
        } catch (IOException e) {
            return new Verdict(false, "the log cannot be read: " + e.getMessage() + ".");
        }
    }
}
