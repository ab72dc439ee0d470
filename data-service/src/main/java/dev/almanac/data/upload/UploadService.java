package dev.almanac.data.upload;

import dev.almanac.data.dataset.Quota;
import dev.almanac.data.ingest.BodyCutException;
import dev.almanac.data.ingest.UploadConfig;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.data.keys.Vault;
import dev.almanac.kit.Ids;
import dev.almanac.kit.problem.CommonProblem;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Takes uploads in, part by part, each durable before the next. Blocks its (worker) thread.
@ApplicationScoped
public class UploadService {

    private static final Logger LOG = Logger.getLogger(UploadService.class);

    private final UploadRows rows;
    private final UploadedParts parts;
    private final Quota quota;
    private final UploadConfig config;

    UploadService(UploadRows rows, UploadedParts parts, Quota quota, UploadConfig config) {
        this.rows = rows;
        this.parts = parts;
        this.quota = quota;
        this.config = config;
    }

    /// @param digest SHA-256 in hexadecimal of the whole, null when the client does not say
    UploadRow begin(UUID actor, UUID owner, String name, long length, String digest) {
        quota.requireRoom(owner, owner.equals(actor), 1, length);
        UUID id = Ids.next();
        OwnerKeys.Fresh fresh = parts.fresh(owner, id);
        byte[] manifest = UploadedParts.sealed(fresh.vault(), Manifest.EMPTY);
        UploadRows.Announced announced = new UploadRows.Announced(id, owner, actor, name, length, digest);
        if (!rows.insert(announced, fresh.wrapped(), manifest, expires())) {
            throw CommonProblem.NOT_FOUND.because("The account or team of this upload is gone");
        }
        return find(actor, Set.of(owner), id);
    }

    /// @param owners for whom the actor may make things now; who has left a team does not go on for it
    UploadRow find(UUID actor, Set<UUID> owners, UUID id) {
        return rows.of(actor, id)
                .filter(upload -> owners.contains(upload.owner()))
                .orElseThrow(() -> CommonProblem.NOT_FOUND.because("No upload " + id + " of yours"));
    }

    /// Takes the next bytes. With a checksum all of them count or none; without, what arrived before a cut counts.
    ///
    /// @return the upload as it is then
    UploadRow append(UUID actor, Set<UUID> owners, UUID id, long offset, Checksum checksum, InputStream body)
            throws IOException {
        UUID writer = UUID.randomUUID();
        UploadRow upload = find(actor, owners, id);
        if (!rows.lock(id, writer)) {
            throw UploadProblem.UPLOAD_LOCKED.because("Try again in some seconds");
        }
        try {
            upload = find(actor, owners, id);
            if (offset != upload.received()) {
                throw UploadProblem.UPLOAD_OFFSET_CONFLICT.because(
                        "%d bytes are here, the part begins at %d".formatted(upload.received(), offset));
            }
            return new Appending(upload, writer, checksum).take(body);
        } finally {
            rows.unlock(id, writer);
        }
    }

    void terminate(UUID actor, Set<UUID> owners, UUID id) throws IOException {
        find(actor, owners, id);
        UUID writer = UUID.randomUUID();
        if (!rows.lock(id, writer)) {
            throw UploadProblem.UPLOAD_LOCKED.because("Try again in some seconds");
        }
        if (rows.delete(id)) {
            parts.forget(id);
        } else {
            rows.unlock(id, writer);
        }
    }

    /// Removes what nobody went on with.
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expire() {
        for (UUID id : rows.expired()) {
            remove(id);
        }
    }

    /// Removes the uploads of a person or team that is gone.
    public void erase(UUID owner) {
        rows.ofOwner(owner).forEach(this::remove);
    }

    private void remove(UUID id) {
        try {
            if (rows.delete(id)) {
                parts.forget(id);
            }
        } catch (IOException e) {
            LOG.warnf(e, "The parts of upload %s could not be removed; the next look tries again", id);
        }
    }

    private Instant expires() {
        return Instant.now().plus(config.expires());
    }

    /// One request's bytes.
    private final class Appending {
        private final UUID writer;
        private final Checksum checksum;
        private final Vault vault;
        private final byte[] buffer = new byte[Math.toIntExact(config.part().asLongValue())];
        private UploadRow upload;
        private IOException cut;
        private Manifest manifest;
        private int number;
        private long received;

        Appending(UploadRow upload, UUID writer, Checksum checksum) throws IOException {
            this.upload = upload;
            this.writer = writer;
            this.checksum = checksum;
            this.vault = parts.vault(upload);
            this.manifest = parts.manifest(upload, vault);
            this.number = manifest.parts();
            this.received = manifest.received();
        }

        UploadRow take(InputStream body) throws IOException {
            boolean settled = checksum == null;
            try {
                int filled = 0;
                for (int n = next(body, filled); n >= 0 && cut == null; n = next(body, filled)) {
                    filled += n;
                    if (received + filled > upload.length()) {
                        throw UploadProblem.UPLOAD_TOO_LONG.because(
                                "The upload was announced with " + upload.length() + " bytes");
                    }
                    if (filled == buffer.length) {
                        part(filled);
                        filled = 0;
                    }
                }
                if (filled > 0 && (cut == null || checksum == null)) {
                    part(filled);
                }
                if (cut != null) {
                    throw new BodyCutException(cut);
                }
                if (checksum != null) {
                    if (!checksum.holds()) {
                        throw UploadProblem.UPLOAD_CHECKSUM_MISMATCH.because("Send the part again");
                    }
                    settled = true; // from here on the row may know the parts, whatever the answer
                    advance();
                }
                return rows.any(upload.id()).orElseThrow();
            } finally {
                if (!settled) {
                    parts.forget(upload.id(), writer);
                }
            }
        }

        /// What the sender does wrong is told apart from what goes wrong here.
        private int next(InputStream body, int filled) {
            try {
                return body.read(buffer, filled, buffer.length - filled);
            } catch (IOException e) {
                cut = e;
                return -1;
            }
        }

        private void part(int length) throws IOException {
            byte[] bytes = Arrays.copyOf(buffer, length);
            if (!rows.hold(upload.id(), writer)) {
                throw UploadProblem.UPLOAD_LOCKED.because("Another writer has taken over");
            }
            parts.write(vault, upload.id(), writer, number, received, bytes);
            manifest = manifest.with(writer, 1, length);
            number++;
            received += length;
            if (checksum == null) {
                advance();
            } else {
                checksum.digest().update(bytes);
            }
        }

        private void advance() {
            byte[] sealed = UploadedParts.sealed(vault, manifest);
            if (!rows.advance(upload, writer, number, received, sealed, expires(), Ids.next())) {
                throw UploadProblem.UPLOAD_LOCKED.because("Another writer has taken over");
            }
            upload = rows.any(upload.id()).orElseThrow();
        }
    }
}
