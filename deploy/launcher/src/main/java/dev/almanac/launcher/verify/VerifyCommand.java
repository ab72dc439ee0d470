package dev.almanac.launcher.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// `verify receipt`, `inclusion`, `consistency`, `log` and `sui`: one clear sentence, and exit code 0 when it holds, 1
/// when it
/// does not, 2 when the words were not understood.
public final class VerifyCommand {

    public static final String USAGE = """
            Usage: ./almanac verify <what>

              receipt RECEIPT [LEAF] --key VKEY [--witness VKEY]...
                             a receipt (tlog-proof), offline; LEAF where the receipt does not carry it
              log URL --key VKEY
                             a whole log over HTTP: every entry, tile and root, and that no history has a gap
              inclusion      JSON on standard input, hashes in base64:
                             {"leaf_index":0,"tree_size":1,"leaf_hash":"...","proof":["..."],"root":"..."}
              consistency    the same with {"size1":1,"size2":2,"root1":"...","root2":"...","proof":["..."]}
              sui --address ADDRESS --signature SIGNATURE
                             a personal message of a Sui wallet, the message on standard input as it was signed

            VKEY is a verifier key (name+keyid+base64, as <log>/key answers it) or a file that holds one.
            Exit code: 0 it holds, 1 it does not, 2 not understood. A bearer token for a tenant's own log comes from the
            environment: ALMANAC_TOKEN.
            """;

    private final PrintStream out;
    private final PrintStream err;

    private VerifyCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// @param words what stands behind `verify`
    /// @return the exit code
    public static int run(
            List<String> words, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err)
            throws InterruptedException {
        return new VerifyCommand(out, err).run(words, environment, in);
    }

    private int run(List<String> words, Map<String, String> environment, InputStream in) throws InterruptedException {
        if (words.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        Verdict verdict;
        try {
            verdict = !words.isEmpty() && words.getFirst().equals("sui")
                    ? SuiSignatureVerdict.of(words.subList(1, words.size()), in)
                    : judge(VerifyWords.parse(words), environment, in);
        } catch (VerifyWords.NotUnderstoodException e) {
            err.println("almanac: " + e.getMessage() + "\n\n" + USAGE);
            return 2;
        } catch (IllegalArgumentException e) {
            verdict = new Verdict(false, e.getMessage());
        } catch (IOException e) {
            verdict = new Verdict(false, "it cannot be read: " + e.getMessage());
        }
        (verdict.holds() ? out : err).println((verdict.holds() ? "Verified: " : "Not verified: ") + verdict.sentence());
        return verdict.holds() ? 0 : 1;
    }

    private Verdict judge(VerifyWords words, Map<String, String> environment, InputStream in)
            throws IOException, InterruptedException {
        return switch (words.what()) {
            case "receipt" -> ReceiptVerdict.of(words);
            case "log" -> LogVerdict.of(words, environment, err);
            case "inclusion" -> ProofVerdict.inclusion(words, in);
            case "consistency" -> ProofVerdict.consistency(words, in);
            default -> throw new VerifyWords.NotUnderstoodException("verify what? Not '" + words.what() + "'");
        };
    }

    /// @param sentence why, for a person to read
    record Verdict(boolean holds, String sentence) {}
}
