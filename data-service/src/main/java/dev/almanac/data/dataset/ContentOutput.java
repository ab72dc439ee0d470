package dev.almanac.data.dataset;

import dev.almanac.data.content.ContentReader;
import dev.almanac.kit.security.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Sends a stored file or a range of it. The digest of the whole is checked on the way: when it is not that of the
/// upload, the answer is cut before its last bytes, so that nobody takes it for the file.
final class ContentOutput {

    private final ContentReader reader;
    private final ByteRange range;
    private final String sha256;

    /// @param range null for the whole
    ContentOutput(ContentReader reader, ByteRange range, String sha256) {
        this.reader = reader;
        this.range = range;
        this.sha256 = sha256;
    }

    void write(OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = reader.from(range == null ? 0 : range.first())) {
            byte[] buffer = new byte[64 << 10];
            long left = range == null ? reader.size() : range.length();
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new IOException("A stored file is shorter than it says");
                }
                digest.update(buffer, 0, n);
                left -= n;
                if (left == 0 && range == null) {
                    requireSame(digest);
                }
                out.write(buffer, 0, n);
            }
        }
    }

    private void requireSame(MessageDigest digest) throws IOException {
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new IOException("A stored file is not the one that was uploaded");
        }
    }
}
