package dev.almanac.data.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Objects in a bucket of any server that speaks S3. Large ones go up in parts, one of them on its way while the next
/// is made; a small one in one request. S3 shows an object only when it is whole.
final class S3Objects implements ObjectStore {

    private static final int PART_BYTES = 8 << 20;

    private final S3AsyncClient client;
    private final String bucket;

    S3Objects(S3AsyncClient client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public ObjectWriter create(String name) {
        return new Multipart(name);
    }

    @Override
    public ObjectReader open(String name) throws IOException {
        long size = done(client.headObject(request -> request.bucket(bucket).key(name)), name)
                .contentLength();
        return new OpenObject(name, size);
    }

    @Override
    public void delete(String name) throws IOException {
        done(client.deleteObject(request -> request.bucket(bucket).key(name)), name);
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        List<StoredObject> found = new ArrayList<>();
        String next = null;
        do {
            String token = next;
            ListObjectsV2Response page = done(
                    client.listObjectsV2(
                            request -> request.bucket(bucket).prefix(prefix).continuationToken(token)),
                    prefix);
            page.contents()
                    .forEach(object -> found.add(new StoredObject(object.key(), object.size(), object.lastModified())));
            next = page.nextContinuationToken();
        } while (next != null);
        return found;
    }

    private static <T> T done(CompletableFuture<T> future, String name) throws IOException {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoSuchKeyException) {
                throw new NoSuchFileException(name);
            }
            throw new IOException(
                    "The object store failed at " + name + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    private final class OpenObject implements ObjectReader {
        private final String name;
        private final long size;

        OpenObject(String name, long size) {
            this.name = name;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            if (position >= size) {
                return -1;
            }
            long last = Math.min(size, position + target.remaining()) - 1;
            ByteBuffer bytes = done(
                            client.getObject(
                                    request -> request.bucket(bucket).key(name).range("bytes=" + position + "-" + last),
                                    AsyncResponseTransformer.toBytes()),
                            name)
                    .asByteBuffer();
            int length = bytes.remaining();
            target.put(bytes);
            return length;
        }

        @Override
        public void close() {}
    }

    private final class Multipart extends ObjectWriter {
        private final String name;
        private final List<CompletedPart> parts = new ArrayList<>();
        private ByteArrayOutputStream part = new ByteArrayOutputStream(1 << 16);
        private CompletableFuture<UploadPartResponse> onItsWay;
        private String upload;
        private boolean committed;

        Multipart(String name) {
            this.name = name;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int at = from; at < from + length; ) {
                int n = Math.min(from + length - at, PART_BYTES - part.size());
                part.write(bytes, at, n);
                at += n;
                if (part.size() == PART_BYTES) {
                    send();
                }
            }
        }

        private void send() throws IOException {
            if (upload == null) {
                upload = done(
                                client.createMultipartUpload(
                                        request -> request.bucket(bucket).key(name)),
                                name)
                        .uploadId();
            }
            arrived();
            int number = parts.size() + 1;
            byte[] body = part.toByteArray();
            onItsWay = client.uploadPart(
                    request -> request.bucket(bucket).key(name).uploadId(upload).partNumber(number),
                    AsyncRequestBody.fromBytesUnsafe(body));
            part.reset();
        }

        private void arrived() throws IOException {
            if (onItsWay != null) {
                String tag = done(onItsWay, name).eTag();
                parts.add(CompletedPart.builder()
                        .partNumber(parts.size() + 1)
                        .eTag(tag)
                        .build());
                onItsWay = null;
            }
        }

        @Override
        public void commit() throws IOException {
            if (upload == null) {
                done(
                        client.putObject(
                                request -> request.bucket(bucket).key(name),
                                AsyncRequestBody.fromBytesUnsafe(part.toByteArray())),
                        name);
            } else {
                arrived();
                if (part.size() > 0) {
                    send();
                    arrived();
                }
                done(
                        client.completeMultipartUpload(request -> request.bucket(bucket)
                                .key(name)
                                .uploadId(upload)
                                .multipartUpload(completed -> completed.parts(parts))),
                        name);
            }
            committed = true;
        }

        @Override
        public void close() throws IOException {
            if (upload != null && !committed) {
                done(
                        client.abortMultipartUpload(
                                request -> request.bucket(bucket).key(name).uploadId(upload)),
                        name);
                upload = null;
            }
        }
    }
}
