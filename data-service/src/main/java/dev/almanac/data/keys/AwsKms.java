package dev.almanac.data.keys;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/// The root key in AWS KMS: it never leaves there. The purpose is the encryption context.
final class AwsKms implements RootKeyProvider {

    private final KmsAsyncClient client;
    private final String key;

    AwsKms(KmsAsyncClient client, String key) {
        this.client = client;
        this.key = key;
    }

    @Override
    public byte[] wrap(byte[] secret, String purpose) {
        return done(client.encrypt(request -> request.keyId(key)
                        .plaintext(SdkBytes.fromByteArray(secret))
                        .encryptionContext(Map.of("purpose", purpose))))
                .ciphertextBlob()
                .asByteArray();
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String purpose) {
        return done(client.decrypt(request -> request.keyId(key)
                        .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                        .encryptionContext(Map.of("purpose", purpose))))
                .plaintext()
                .asByteArray();
    }

    @Override
    public String current() {
        return "aws:"
                + done(client.describeKey(request -> request.keyId(key)))
                        .keyMetadata()
                        .arn();
    }

    private static <T> T done(CompletableFuture<T> call) {
        try {
            return call.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidCiphertextException || e.getCause() instanceof IncorrectKeyException) {
                throw new IllegalStateException("KMS cannot open a wrapped key: altered, or of another owner", e);
            }
            throw KeyProblem.unavailable("KMS does not answer", e.getCause());
        }
    }
}
