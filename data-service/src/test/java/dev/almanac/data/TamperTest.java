package dev.almanac.data;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.apache.http.ConnectionClosedException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// What somebody with the disk and the database in hand can do: nothing that is not noticed. Never empty data, never
/// another's.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TamperTest {

    private static final String CSV = "id,date,value\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-03,3\na,2024-01-04,4\n";
    private static final String OTHER = CSV.replace(",4\n", ",5\n");

    private final UUID owner = UUID.randomUUID();

    @Inject
    Pool database;

    @ConfigProperty(name = "data.storage.folder")
    Path objects;

    @Test
    void objectsOfAnotherDatasetOwnerOrVersionDoNotOpen() throws IOException {
        String mine = upload(owner, CSV);
        String other = upload(owner, OTHER);
        String stranger = upload(UUID.randomUUID(), OTHER);
        as(owner)
                .contentType("text/csv")
                .body(OTHER)
                .post(path(mine) + "/versions")
                .then()
                .statusCode(201);
        for (String object : List.of("content", "series")) {
            Path target = object(mine, 1, object);
            byte[] good = Files.readAllBytes(target);
            for (Path source :
                    List.of(object(other, 1, object), object(stranger, 1, object), object(mine, 2, object))) {
                Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
                assertRefused(mine, object);
            }
            Files.write(target, new byte[0]);
            assertRefused(mine, object);
            Files.delete(target);
            assertRefused(mine, object);
            Files.write(target, good);
        }
        assertEquals(200, read(mine, "content").statusCode());
        assertEquals(200, read(mine, "series").statusCode());
    }

    @Test
    void rowsThatWereChangedOrExchangedDoNotOpen() {
        String mine = upload(owner, CSV);
        String other = upload(owner, OTHER);
        UUID strangerId = UUID.randomUUID();
        upload(strangerId, OTHER);
        List<String> tricks = List.of(
                "UPDATE dataset_version SET wrapped_key = (SELECT wrapped_key FROM dataset_version WHERE dataset_id = $2) WHERE dataset_id = $1",
                "UPDATE dataset_version SET sealed_reading = (SELECT sealed_reading FROM dataset_version WHERE dataset_id = $2) WHERE dataset_id = $1",
                "UPDATE dataset_version SET wrapped_key = set_byte(wrapped_key, 20, get_byte(wrapped_key, 20) # 1) WHERE dataset_id = $1 AND $2::uuid IS NOT NULL",
                "UPDATE dataset_version SET sealed_reading = set_byte(sealed_reading, 20, get_byte(sealed_reading, 20) # 1) WHERE dataset_id = $1 AND $2::uuid IS NOT NULL",
                "UPDATE dataset_version SET object_id = (SELECT object_id FROM dataset_version WHERE dataset_id = $2) WHERE dataset_id = $1",
                "UPDATE dataset_version SET index_offset = index_offset - 1 WHERE dataset_id = $1 AND $2::uuid IS NOT NULL",
                "UPDATE dataset_version SET index_bytes = index_bytes - 1 WHERE dataset_id = $1 AND $2::uuid IS NOT NULL");
        for (String trick : tricks) {
            sql("CREATE TABLE kept AS SELECT * FROM dataset_version WHERE dataset_id = '" + mine + "'");
            database.preparedQuery(trick)
                    .execute(Tuple.of(UUID.fromString(mine), UUID.fromString(other)))
                    .await()
                    .indefinitely();
            assertRefused(mine, "series");
            sql("DELETE FROM dataset_version WHERE dataset_id = '" + mine + "'");
            sql("INSERT INTO dataset_version SELECT * FROM kept");
            sql("DROP TABLE kept");
        }
        assertEquals(200, read(mine, "series").statusCode());
        sql("UPDATE dataset SET owner_id = '" + strangerId + "' WHERE id = '" + mine + "'");
        assertNotEquals(200, as(strangerId).get(path(mine) + "/series/a").statusCode());
        sql("UPDATE dataset SET owner_id = '" + owner + "' WHERE id = '" + mine + "'");
        sql("UPDATE owner_key SET wrapped = (SELECT wrapped FROM owner_key WHERE owner_id = '" + strangerId
                + "') WHERE owner_id = '" + owner + "'");
        assertRefused(mine, "series");
    }

    /// An answer that has begun is cut; one that has not is a failure.
    private void assertRefused(String id, String object) {
        try {
            assertNotEquals(200, read(id, object).statusCode(), object);
        } catch (Exception e) {
            assertEquals(ConnectionClosedException.class, e.getClass());
        }
    }

    private Response read(String id, String object) {
        return as(owner).get(path(id) + (object.equals("content") ? "/content?version=1" : "/series/a?version=1"));
    }

    private void sql(String text) {
        database.query(text).execute().await().indefinitely();
    }

    private Path object(String id, int version, String name) {
        UUID stored = database.preparedQuery(
                        "SELECT object_id FROM dataset_version WHERE dataset_id = $1 AND version = $2")
                .execute(Tuple.of(UUID.fromString(id), version))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getUUID(0);
        return objects.resolve("datasets/" + id + "/" + stored + "/" + name);
    }

    private static String upload(UUID user, String csv) {
        return as(user).contentType("text/csv")
                .body(csv)
                .post("/api/v1/datasets?name=t")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String path(String id) {
        return "/api/v1/datasets/" + id;
    }

    private static RequestSpecification as(UUID user) {
        return given().auth().oauth2(TestTokens.user(user, "user"));
    }
}
