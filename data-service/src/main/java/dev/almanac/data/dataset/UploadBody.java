package dev.almanac.data.dataset;

import dev.almanac.data.ingest.BodyCutException;
import dev.almanac.data.ingest.DigestMismatchException;
import dev.almanac.data.ingest.FileTooLargeException;
import dev.almanac.data.ingest.TooManyReadersException;
import dev.almanac.kit.problem.Problem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.reader.Finding;
import dev.almanac.reader.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What requests that carry a file have in common.
final class UploadBody {

    private static final Pattern SHA_256 = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/=]+):");

    private UploadBody() {}

    /// Takes a file in.
    @FunctionalInterface
    interface Taking {
        DatasetView take() throws IOException;
    }

    /// Every way in which a file can be refused, as a problem.
    static DatasetView taken(Taking taking) {
        try {
            return taking.take();
        } catch (UnreadableFileException e) {
            throw unusable(e.finding());
        } catch (FileTooLargeException e) {
            throw DatasetProblem.FILE_TOO_LARGE.because(e.getMessage());
        } catch (DigestMismatchException e) {
            throw DatasetProblem.DIGEST_MISMATCH.because(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw DatasetProblem.MAPPING_INVALID.because(e.getMessage());
        } catch (BodyCutException e) {
            throw DatasetProblem.UPLOAD_INTERRUPTED.because("It could not be read to its end; nothing of it is kept");
        } catch (TooManyReadersException e) {
            throw new ProblemException(
                    DatasetProblem.TOO_MANY_UPLOADS, "Try again in a minute", List.of(), Map.of("Retry-After", "30"));
        } catch (IOException e) {
            throw new UncheckedIOException("A file could not be stored or read", e);
        }
    }

    static ProblemException unusable(Finding finding) {
        return new ProblemException(
                        DatasetProblem.UNUSABLE_FILE,
                        finding.message(),
                        List.of(new Problem.FieldError("file", finding.code(), finding.message())),
                        Map.of())
                .with(Map.of("quality", Map.of("findings", List.of(finding))));
    }

    /// The SHA-256 of the body as RFC 9530 writes it, in hexadecimal; null when the client names none.
    ///
    /// @param reprDigest of the file as it is sent, its coding included
    static String digest(String reprDigest) {
        if (reprDigest == null) {
            return null;
        }
        Matcher matcher = SHA_256.matcher(reprDigest);
        if (!matcher.find()) {
            throw DatasetProblem.DIGEST_UNSUPPORTED.because("Repr-Digest takes sha-256=:<base64>:");
        }
        try {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1)));
        } catch (IllegalArgumentException e) {
            throw DatasetProblem.DIGEST_UNSUPPORTED.because("The digest is not base64");
        }
    }

    /// A coded body is stored as it comes and recognised by its first bytes; codings that are not known are refused.
    static InputStream coded(InputStream body, String contentEncoding) {
        if (contentEncoding == null || contentEncoding.matches("(?i)identity|gzip|x-gzip|zstd")) {
            return body;
        }
        throw DatasetProblem.CODING_UNSUPPORTED.because(
                "Content-Encoding takes gzip or zstd, not '" + contentEncoding + "'");
    }
}
