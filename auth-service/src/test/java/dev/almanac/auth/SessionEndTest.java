package dev.almanac.auth;

import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.almanac.auth.testing.Admins;
import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions end by themselves; time passes by moving what the database remembers.
@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class SessionEndTest {

    @Inject
    Admins database;

    private Guest guest;

    @BeforeEach
    void somebodyIsThere() {
        guest = Guest.registered();
    }

    @Test
    void aSessionEndsWhenItIsNotUsed() throws Exception {
        move("last_used_at", "13 days");
        guest.adopt(guest.refresh(), 200);
        move("last_used_at", "14 days 1 minute");
        guest.refresh().then().statusCode(401).body("type", equalTo("/problems/session-over"));
    }

    @Test
    void aSessionEndsHoweverBusyItIs() throws Exception {
        move("expires_at", "29 days");
        guest.adopt(guest.refresh(), 200);
        move("expires_at", "2 days");
        guest.refresh().then().statusCode(401).body("type", equalTo("/problems/session-over"));
    }

    @Test
    void noAccessTokenOutlivesItsSession() throws Exception {
        move("expires_at", "29 days 23 hours 50 minutes");
        guest.refresh()
                .then()
                .statusCode(200)
                .body("expires_in", both(greaterThan(500)).and(lessThanOrEqualTo(600)));
    }

    @Test
    void theOldestOfTooManySessionsGivesWay() throws Exception {
        database.execute("INSERT INTO session (id, account_id, created_at, last_used_at, expires_at)"
                + " SELECT uuidv7(), '" + guest.id
                + "', now() + n * interval '1 second', now(), now() + interval '1 day'"
                + " FROM generate_series(1, 49) n");
        Guest there = new Guest().as(guest.email);
        there.adopt(there.login(Guest.PASSWORD), 200);
        SessionTest.awaitRefused(guest);
        there.get("/auth/sessions").then().statusCode(200).body("$", hasSize(50));
        there.post("/auth/logout", Map.of("refresh_token", there.refreshToken))
                .then()
                .statusCode(204);
    }

    private void move(String column, String back) throws Exception {
        database.execute("UPDATE session SET " + column + " = " + column + " - interval '" + back
                + "' WHERE account_id = '" + guest.id + "'");
    }
}
