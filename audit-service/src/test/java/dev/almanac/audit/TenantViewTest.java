package dev.almanac.audit;

import static dev.almanac.audit.AuditApi.as;
import static dev.almanac.audit.AuditApi.auditor;
import static dev.almanac.audit.AuditApi.event;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.log.LogAudit;
import dev.almanac.log.PublishedLog;
import dev.almanac.log.TilePath;
import dev.almanac.log.VerifierKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TenantViewTest {

    private final UUID user = UUID.randomUUID();
    private final String run = UUID.randomUUID().toString();

    @Test
    void aTenantsOwnLogHoldsJustItsEntriesAndGrows() throws Exception {
        append(0, 300);
        AuditApi.append(event(UUID.randomUUID(), "other" + run, "dataset.created", "dataset/1"));
        assertEquals(300, audited().checkpoint().size());
        append(300, 20);
        LogAudit.Result.Sound sound = audited();
        assertEquals(320, sound.checkpoint().size());
        assertEquals(1, sound.tenants());
    }

    @Test
    void nobodyElseSeesItNorWhetherItIsThere() {
        append(0, 1);
        String prefix = as(user, "user").get("/t").path("[0].prefix");
        for (String path : new String[] {"/checkpoint", "/key", "/tile/0/000.p/1", "/tile/entries/000.p/1"}) {
            as(UUID.randomUUID(), "user").get(prefix + path).then().statusCode(404);
            given().get(prefix + path).then().statusCode(401);
            auditor().get(prefix + path).then().statusCode(200);
        }
        as(user, "user").get("/t/" + "0".repeat(32) + "/checkpoint").then().statusCode(404);
    }

    @Test
    void cachesOfManyPeopleDoNotKeepIt() {
        append(0, 1);
        String prefix = as(user, "user").get("/t").path("[0].prefix");
        as(user, "user").get(prefix + "/tile/0/000.p/1").then().header("Cache-Control", containsString("private"));
        as(user, "user").get(prefix + "/tile/0/000.p/2").then().statusCode(404).header("Cache-Control", "no-store");
        as(user, "user").get("/t").then().body("[0].size", equalTo(1));
    }

    private void append(int from, int count) {
        AuditApi.seqs(IntStream.range(from, from + count)
                .mapToObj(i -> event(user, i + run, "dataset.created", "dataset/" + i))
                .toArray(String[]::new));
    }

    private LogAudit.Result.Sound audited() throws Exception {
        String prefix = as(user, "user").get("/t").path("[0].prefix");
        VerifierKey key = VerifierKey.parse(as(user, "user").get("/t").path("[0].key"));
        PublishedLog own = new PublishedLog() {
            @Override
            public String checkpoint() {
                return as(user, "user").get(prefix + "/checkpoint").asString();
            }

            @Override
            public byte[] tile(int level, long index, int width) {
                return get("/tile/" + level + "/" + new TilePath(index, width));
            }

            @Override
            public byte[] entries(long index, int width) {
                return get("/tile/entries/" + new TilePath(index, width));
            }

            private byte[] get(String path) {
                return as(user, "user")
                        .get(prefix + path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
            }
        };
        return assertInstanceOf(LogAudit.Result.Sound.class, new LogAudit(own, key, done -> {}).run());
    }
}
