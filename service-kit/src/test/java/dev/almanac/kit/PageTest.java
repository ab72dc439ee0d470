package dev.almanac.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void theCursorOfAPageLeadsToItsLastRow() {
        UUID first = Ids.next();
        UUID second = Ids.next();
        Page<String> page = Page.of(List.of(first, second, Ids.next()), 2, UUID::toString, id -> id);

        assertEquals(List.of(first.toString(), second.toString()), page.items());
        assertEquals(second, Page.before(page.nextCursor()));
    }

    @Test
    void theLastPageHasNoCursor() {
        assertNull(Page.of(List.of(1, 2), 2, i -> i, i -> i).nextCursor());
    }

    @Test
    void aForgedCursorIsRefusedByName() {
        assertThrows(ProblemException.class, () -> Page.before("bm90LWFuLWlk"));
        assertThrows(ProblemException.class, () -> Page.beforeNumber("%%%"));
    }

    @Test
    void idsAreVersionSevenAndGrow() {
        UUID earlier = Ids.next();
        assertEquals(7, earlier.version());
        assertEquals(2, earlier.variant());
        assertTrue(earlier.getMostSignificantBits() >>> 16 <= System.currentTimeMillis());
    }
}
