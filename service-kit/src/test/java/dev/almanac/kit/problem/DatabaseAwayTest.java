package dev.almanac.kit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAwayTest {

    @ParameterizedTest
    @CsvSource({
        "57P01, true",
        "57P02, true",
        "57P03, true",
        "08006, true",
        "53300, true",
        "23505, false",
        "42804, false"
    })
    void onlyWhatPassesIsAway(String state, boolean away) {
        PgException refusal = new PgException("refused", "FATAL", state, null);
        assertEquals(away, DatabaseAway.isBehind(refusal));
        assertEquals(away, DatabaseAway.isBehind(new IllegalStateException("wrapped", refusal)));
    }

    @Test
    void aConnectionThatIsGoneOrRefusedIsAway() {
        assertTrue(DatabaseAway.isBehind(ClosedConnectionException.INSTANCE));
        assertTrue(DatabaseAway.isBehind(new RuntimeException(new ConnectException("refused"))));
        assertFalse(DatabaseAway.isBehind(new IllegalStateException("a fault of ours")));
    }
}
