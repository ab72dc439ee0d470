package dev.almanac.sui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Signatures of some of a committee: `BCS{signatures, u16 bitmap, {(key, u8 weight)...}, u16 threshold}`. The n-th
/// signature belongs to the n-th set bit.
record Multisig(List<Part> parts, int bitmap, List<Member> members, int threshold) {

    private static final int MOST_MEMBERS = 10;

    /// Tags of the BCS enums, which are not the flags.
    private static final List<SuiScheme> TAGS =
            List.of(SuiScheme.ED25519, SuiScheme.SECP256K1, SuiScheme.SECP256R1, SuiScheme.ZKLOGIN, SuiScheme.PASSKEY);

    /// One signature and its scheme.
    record Part(SuiScheme scheme, byte[] signature) {}

    /// @param bytes starts with the flag
    static Multisig parse(byte[] bytes) throws RefusedException {
        BcsReader reader = new BcsReader(bytes, 1);
        List<Part> parts = parts(reader);
        int bitmap = reader.u16();
        List<Member> members = members(reader);
        int threshold = reader.u16();
        reader.end();
        Multisig multisig = new Multisig(parts, bitmap, members, threshold);
        multisig.requireSound();
        return multisig;
    }

    String address() {
        return SuiAddress.of(threshold, members);
    }

    /// The members that signed, in the order of the signatures.
    List<Member> signers() {
        List<Member> signers = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if ((bitmap >>> i & 1) == 1) {
                signers.add(members.get(i));
            }
        }
        return signers;
    }

    private static List<Part> parts(BcsReader reader) throws RefusedException {
        int count = atMostTen(reader.uleb128());
        List<Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SuiScheme scheme = tagged(reader.uleb128());
            int bytes = scheme.signatureBytes();
            parts.add(new Part(scheme, bytes < 0 ? reader.vector() : reader.take(bytes)));
        }
        return parts;
    }

    private static List<Member> members(BcsReader reader) throws RefusedException {
        int count = atMostTen(reader.uleb128());
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SuiScheme scheme = tagged(reader.uleb128());
            int bytes = scheme.keyBytes();
            members.add(new Member(scheme, bytes < 0 ? reader.vector() : reader.take(bytes), reader.u8()));
        }
        return members;
    }

    private static int atMostTen(int count) throws RefusedException {
        if (count < 1 || count > MOST_MEMBERS) {
            throw RefusedException.malformed("a committee has 1 to " + MOST_MEMBERS + " members");
        }
        return count;
    }

    private static SuiScheme tagged(int tag) throws RefusedException {
        if (tag >= TAGS.size()) {
            throw RefusedException.malformed("unknown scheme tag " + tag);
        }
        return TAGS.get(tag);
    }

    private void requireSound() throws RefusedException {
        int total = members.stream().mapToInt(Member::weight).sum();
        if (members.stream().anyMatch(member -> member.weight() < 1) || threshold < 1 || threshold > total) {
            throw RefusedException.malformed("weights and threshold do not fit together");
        }
        if (bitmap >>> members.size() != 0 || Integer.bitCount(bitmap) != parts.size()) {
            throw RefusedException.malformed("the bitmap does not fit the signatures");
        }
        for (int i = 0; i < members.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (isSameKey(members.get(i), members.get(j))) {
                    throw RefusedException.malformed("a member is there twice");
                }
            }
        }
    }

    private static boolean isSameKey(Member a, Member b) {
        return a.scheme() == b.scheme() && Arrays.equals(a.key(), b.key());
    }
}
