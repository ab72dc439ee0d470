package dev.almanac.data.ingest;

import com.github.luben.zstd.ZstdIOException;
import dev.almanac.reader.Finding;
import dev.almanac.reader.UnreadableFileException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// The plain text of a compressed file, as far as it is not larger than allowed: a small file may hold a very large
/// one.
final class Bounded extends FilterInputStream {

    private final long limit;
    private long read;

    Bounded(InputStream plain, long limit) {
        super(plain);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int n = unpacked(target, from, length);
        read += Math.max(n, 0);
        if (read > limit) {
            throw new UnreadableFileException(
                    Finding.ofFile("NOT_CSV", "The file unpacks to more than " + limit + " bytes"));
        }
        return n;
    }

    private int unpacked(byte[] target, int from, int length) throws IOException {
        try {
            return super.read(target, from, length);
        } catch (ZipException | EOFException | ZstdIOException e) {
            throw new UnreadableFileException(
                    Finding.ofFile("NOT_CSV", "The compressed file is damaged: " + e.getMessage()));
        }
    }
}
