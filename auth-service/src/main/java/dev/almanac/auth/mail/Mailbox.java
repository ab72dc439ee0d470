package dev.almanac.auth.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.Ids;
import dev.almanac.kit.security.RootKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Takes mails in the transaction of what caused them. Links in them are keys to accounts, so they rest encrypted and
/// are forgotten once sent.
@ApplicationScoped
public class Mailbox {

    private final RootKey rootKey;
    private final ObjectMapper json;

    Mailbox(RootKey rootKey, ObjectMapper json) {
        this.rootKey = rootKey;
        this.json = json;
    }

    /// @param values what the template shows: texts, and lists of maps of texts
    public Uni<Void> post(MailKind kind, String recipient, Map<String, ?> values) {
        MailEntity mail = new MailEntity();
        mail.id = Ids.next();
        mail.kind = kind;
        mail.wrapped = wrap(mail.id, new Letter(recipient, values));
        mail.createdAt = Instant.now();
        mail.dueAt = mail.createdAt;
        return Panache.getSession().chain(session -> session.persist(mail));
    }

    /// The same in a transaction without entities.
    public Uni<Void> post(SqlConnection connection, MailKind kind, String recipient, Map<String, ?> values) {
        UUID id = Ids.next();
        return connection
                .preparedQuery(
                        "INSERT INTO mail (id, kind, wrapped, created_at, due_at) VALUES ($1, $2, $3, now(), now())")
                .execute(Tuple.of(id, kind.name(), Buffer.buffer(wrap(id, new Letter(recipient, values)))))
                .replaceWithVoid();
    }

    /// Tells the owner of an account what was done to it; says nothing when there is no address.
    ///
    /// @param what one sentence
    public Uni<Void> notice(String recipient, String what) {
        return recipient == null
                ? Uni.createFrom().voidItem()
                : post(
                        MailKind.NOTICE,
                        recipient,
                        Map.of("what", what, "when", Instant.now().toString()));
    }

    Letter open(UUID id, byte[] wrapped) {
        try {
            byte[] plain = rootKey.unwrap(wrapped, "mail:" + id);
            return json.readValue(plain, Letter.class);
        } catch (IOException e) {
            throw new IllegalStateException("Mail " + id + " is not readable", e);
        }
    }

    private byte[] wrap(UUID id, Letter letter) {
        try {
            return rootKey.wrap(json.writeValueAsString(letter).getBytes(StandardCharsets.UTF_8), "mail:" + id);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a mail that JSON can tell", e);
        }
    }

    record Letter(String recipient, Map<String, ?> values) {}
}
