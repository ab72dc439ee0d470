package dev.almanac.launcher.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.launcher.verify.VerifyCommand.Verdict;
import dev.almanac.log.Base64Exact;
import dev.almanac.log.Proofs;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Judges single proofs given as JSON.
final class ProofVerdict {

    private ProofVerdict() {}

    static Verdict inclusion(VerifyWords words, InputStream in) throws IOException {
        words.operands(0, 0);
        JsonNode proof = read(in);
        long index = number(proof, "leaf_index");
        long size = number(proof, "tree_size");
        return Proofs.includes(index, size, hash(proof, "leaf_hash"), hashes(proof), hash(proof, "root"))
                ? new Verdict(true, "leaf " + index + " is in the tree of " + size + ".")
                : new Verdict(false, "the proof does not lead from leaf " + index + " to the root of " + size + ".");
    }

    static Verdict consistency(VerifyWords words, InputStream in) throws IOException {
        words.operands(0, 0);
        JsonNode proof = read(in);
        long first = number(proof, "size1");
        long second = number(proof, "size2");
        return Proofs.consistent(first, second, hash(proof, "root1"), hash(proof, "root2"), hashes(proof))
                ? new Verdict(true, "the tree of " + first + " is the beginning of the tree of " + second + ".")
                : new Verdict(
                        false, "the proof does not show the tree of " + first + " in the tree of " + second + ".");
    }

    private static JsonNode read(InputStream in) throws IOException {
        try {
            JsonNode json = new ObjectMapper().readTree(in);
            require(json.isObject(), "standard input holds no JSON object");
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("standard input is not JSON: " + e.getOriginalMessage() + ".", e);
        }
    }

    private static long number(JsonNode json, String member) {
        JsonNode value = json.path(member);
        require(value.isIntegralNumber() && value.canConvertToLong(), member + " is not a number of entries");
        return value.longValue();
    }

    private static byte[] hash(JsonNode json, String member) {
        return bytes(json.path(member), member);
    }

    private static List<byte[]> hashes(JsonNode json) {
        require(json.path("proof").isArray(), "proof is not a list of hashes");
        List<byte[]> hashes = new ArrayList<>();
        json.get("proof").forEach(hash -> hashes.add(bytes(hash, "a hash of the proof")));
        return hashes;
    }

    private static byte[] bytes(JsonNode value, String what) {
        require(value.isTextual(), what + " is not a string");
        return Base64Exact.decode(value.textValue())
                .orElseThrow(() -> new IllegalArgumentException(what + " is not canonical base64."));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message + ".");
        }
    }
}
