package dev.almanac.sui;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// A passkey's signature as Sui writes it: `BCS(authenticator data, client data JSON, 02 || signature || key)`. The
/// passkey signs the challenge, which is the digest of the message. Source: SIP-9; WebAuthn level 3, section 7.2.
///
/// @param key 33 bytes, compressed secp256r1
/// @param signature 64 bytes, r and s
record PasskeyAssertion(byte[] authenticatorData, byte[] clientData, byte[] signature, byte[] key) {

    /// Hash of the relying party's id, flags and counter.
    private static final int LEAST_AUTHENTICATOR_BYTES = 37;

    private static final int USER_SIGNATURE_BYTES = 1 + 64 + 33;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /// @param bytes starts with the flag
    static PasskeyAssertion parse(byte[] bytes) throws RefusedException {
        if (bytes.length == 0 || bytes[0] != SuiScheme.PASSKEY.flag()) {
            throw RefusedException.malformed("a passkey's signature starts with its flag");
        }
        BcsReader reader = new BcsReader(bytes, 1);
        byte[] authenticatorData = reader.vector();
        byte[] clientData = reader.vector();
        byte[] user = reader.vector();
        reader.end();
        boolean sized = user.length == USER_SIGNATURE_BYTES && authenticatorData.length >= LEAST_AUTHENTICATOR_BYTES;
        if (!sized || user[0] != SuiScheme.SECP256R1.flag()) {
            throw RefusedException.malformed("a passkey signs with secp256r1 over authenticator data");
        }
        return new PasskeyAssertion(
                authenticatorData, clientData, Arrays.copyOfRange(user, 1, 65), Arrays.copyOfRange(user, 65, 98));
    }

    boolean holds(byte[] digest) throws RefusedException {
        requireClientDataOf(digest);
        ByteArrayOutputStream signed = new ByteArrayOutputStream(authenticatorData.length + 32);
        signed.writeBytes(authenticatorData);
        signed.writeBytes(EcdsaCheck.sha256(clientData));
        return EcdsaCheck.SECP256R1.holds(key, signed.toByteArray(), signature);
    }

    private void requireClientDataOf(byte[] digest) throws RefusedException {
        String type = null;
        String challenge = null;
        try (JsonParser json = JSON.createParser(utf8())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw RefusedException.malformed("the client data are not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("type")) {
                    type = json.getText();
                } else if (value == JsonToken.VALUE_STRING && name.equals("challenge")) {
                    challenge = json.getText();
                }
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw RefusedException.malformed("there is text after the client data");
            }
        } catch (IOException e) {
            throw RefusedException.malformed("the client data are not JSON");
        }
        if (!"webauthn.get".equals(type)) {
            throw RefusedException.malformed("the passkey was not asked to sign in");
        }
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(digest).equals(challenge)) {
            throw new RefusedException(SuiVerdict.Fault.BAD_SIGNATURE, "the passkey signed another message");
        }
    }

    private String utf8() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(clientData))
                .toString();
    }
}
