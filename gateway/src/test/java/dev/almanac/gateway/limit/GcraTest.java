package dev.almanac.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GcraTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Policy FIVE_A_MINUTE = new Policy("sign-in", 5, Duration.ofMinutes(1));

    private final Gcra gcra = new Gcra();

    @Test
    void aBurstOfTheWholeQuotaPassesAndTheNextWaitsForOneSlot() {
        for (int left = 4; left >= 0; left--) {
            var allowed = assertInstanceOf(Decision.Allowed.class, gcra.ask(FIVE_A_MINUTE, "a", 0));
            assertEquals(left, allowed.remaining());
        }
        var refused = assertInstanceOf(Decision.Refused.class, gcra.ask(FIVE_A_MINUTE, "a", 0));
        assertEquals(12, refused.retryAfterSeconds());
        assertInstanceOf(Decision.Allowed.class, gcra.ask(FIVE_A_MINUTE, "a", 12 * SECOND));
    }

    @Test
    void aRefusedRequestCostsNothing() {
        for (int i = 0; i < 50; i++) {
            gcra.ask(FIVE_A_MINUTE, "a", 0);
        }
        assertInstanceOf(Decision.Allowed.class, gcra.ask(FIVE_A_MINUTE, "a", 12 * SECOND));
    }

    @Test
    void overAnHourTheQuotaHoldsHoweverOneAsks() {
        int allowed = 0;
        for (long second = 0; second < 3_600; second++) {
            allowed += gcra.ask(FIVE_A_MINUTE, "a", second * SECOND) instanceof Decision.Allowed ? 1 : 0;
        }
        assertEquals(5 + 299, allowed);
    }

    @Test
    void keysDoNotShareAndAreForgottenWhenTheirTimeIsOver() {
        gcra.ask(FIVE_A_MINUTE, "a", 0);
        gcra.ask(FIVE_A_MINUTE, "b", 0);
        assertEquals(2, gcra.size());
        gcra.sweep(13 * SECOND);
        assertEquals(0, gcra.size());
    }
}
