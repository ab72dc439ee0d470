package dev.almanac.sui;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// Addresses: `0x` and the lower-case hex of BLAKE2b-256 over the flag and what identifies the signer.
public final class SuiAddress {

    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{64}");

    private SuiAddress() {}

    /// Whether the text has the one form of an address that we take.
    public static boolean isWellFormed(String address) {
        return FORM.matcher(address).matches();
    }

    static String of(SuiScheme scheme, byte[] key) {
        ByteArrayOutputStream preimage = new ByteArrayOutputStream(1 + key.length);
        preimage.write(scheme.flag());
        preimage.writeBytes(key);
        return text(preimage);
    }

    /// `03 || threshold (u16, little end first) || for each member its flag, key and weight`.
    static String of(int threshold, List<Member> members) {
        ByteArrayOutputStream preimage = new ByteArrayOutputStream();
        preimage.write(SuiScheme.MULTISIG.flag());
        preimage.write(threshold);
        preimage.write(threshold >>> 8);
        for (Member member : members) {
            preimage.write(member.scheme().flag());
            preimage.writeBytes(member.key());
            preimage.write(member.weight());
        }
        return text(preimage);
    }

    private static String text(ByteArrayOutputStream preimage) {
        return "0x" + HexFormat.of().formatHex(PersonalMessage.blake2b(preimage.toByteArray()));
    }
}
