package dev.almanac.audit;

import static dev.almanac.audit.AuditApi.auditor;
import static dev.almanac.audit.AuditApi.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
@TestProfile(ClockTest.Turned.class)
class ClockTest {

    private static volatile Duration turned = Duration.ZERO;

    @Inject
    Clock clock;

    private final UUID user = UUID.randomUUID();

    @Test
    void recordedTimesNeverGoBackThoughTheClockDoes() {
        Instant before = recorded();
        turned = Duration.ofHours(1);
        Instant forward = recorded();
        turned = Duration.ofHours(-1);
        Instant back = recorded();
        turned = Duration.ZERO;
        Instant again = recorded();

        assertTrue(Duration.between(before, forward).toMinutes() >= 59, before + " to " + forward);
        assertTrue(!back.isBefore(forward), forward + " to " + back);
        assertTrue(!again.isBefore(back), back + " to " + again);
        assertTrue(clock.instant().isBefore(forward));
        assertEquals("sound", auditor().get("/api/v1/audit/verify").path("status"));
    }

    private Instant recorded() {
        int seq = AuditApi.seq(event(user, UUID.randomUUID().toString(), "dataset.created", "dataset/1"));
        return Instant.parse(auditor().get("/api/v1/audit/events/" + seq).path("recorded"));
    }

    public static final class Turned implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(TurnedClock.class);
        }
    }

    @Alternative
    static class TurnedClock {

        @Produces
        @Alternative
        @Singleton
        Clock turned() {
            return new Moving();
        }
    }

    private static final class Moving extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(turned);
        }
    }
}
