package dev.almanac.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Up to 256 entries one after the other, each after its length as a big-endian uint16. Source: C2SP tlog-tiles.
public final class EntryBundle {

    /// The longest entry, in bytes.
    public static final int LONGEST_ENTRY = 65_535;

    private EntryBundle() {}

    /// @throws IllegalArgumentException when an entry is longer than [#LONGEST_ENTRY]
    public static byte[] of(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > LONGEST_ENTRY) {
                throw new IllegalArgumentException("An entry of " + entry.length + " bytes");
            }
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /// @throws IllegalArgumentException when the last entry is cut off
    public static List<byte[]> parse(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            int length = at + 2 <= bundle.length ? (bundle[at] & 0xFF) << 8 | bundle[at + 1] & 0xFF : bundle.length;
            if (at + 2 + length > bundle.length) {
                throw new IllegalArgumentException("Entry " + entries.size() + " of the bundle is cut off");
            }
            entries.add(Arrays.copyOfRange(bundle, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return entries;
    }
}
