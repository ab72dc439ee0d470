package dev.almanac.auth.attempt;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class FailureRepository implements PanacheRepositoryBase<FailureEntity, byte[]> {

    /// Counts an attempt as failed before it is made, unless the key has to wait. One statement, so that any number of
    /// racers are counted one after the other.
    private static final String RESERVE = """
            INSERT INTO sign_in_failure AS f (key, failures, last_at) VALUES (:key, 1, :now)
            ON CONFLICT (key) DO UPDATE
                SET failures = CASE WHEN f.last_at < :forgotten THEN 1 ELSE f.failures + 1 END, last_at = :now
                WHERE f.last_at < :forgotten OR (f.failures < :most AND f.last_at + least(:longest,
                    CASE WHEN f.failures > :free THEN power(2, least(f.failures - :free - 1, 30)) ELSE 0 END)
                    * interval '1 second' <= :now)""";

    Uni<Boolean> reserve(byte[] key, FailureRule rule, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RESERVE)
                        .setParameter("key", key)
                        .setParameter("now", now)
                        .setParameter("forgotten", now.minus(rule.forgets()))
                        .setParameter("most", rule.most())
                        .setParameter("free", rule.free())
                        .setParameter("longest", (double) rule.longestWait().toSeconds())
                        .executeUpdate())
                .map(count -> count == 1);
    }

    Uni<Void> forget(List<byte[]> keys) {
        return delete("key in ?1", keys).replaceWithVoid();
    }

    Uni<Void> takeBack(byte[] key) {
        return update("failures = failures - 1 where key = ?1 and failures > 0", (Object) key)
                .replaceWithVoid();
    }

    Uni<Long> deleteBefore(Instant time) {
        return delete("lastAt < ?1", time);
    }
}
