package dev.almanac.auth.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Somebody who calls the service over HTTP, with an address, a device and a token of their own.
public final class Guest {

    public static final String PASSWORD = "correct horse battery staple";

    private static final ObjectMapper JSON = new ObjectMapper();

    public String email = UUID.randomUUID() + "@example.test";
    public String address = "10.1." + (int) (Math.random() * 250) + "." + (int) (Math.random() * 250);
    public String token;
    public String refreshToken;
    public String device;
    public String id;

    /// Somebody with an account who is signed in.
    public static Guest registered() {
        Guest guest = new Guest();
        guest.adopt(
                guest.post("/auth/register", Map.of("email", guest.email, "password", PASSWORD, "name", "A Person")),
                201);
        return guest;
    }

    /// The same person at another device.
    public Guest as(String known) {
        email = known;
        return this;
    }

    public Response login(String password) {
        return post("/auth/login", Map.of("email", email, "password", password));
    }

    /// Takes up the tokens of an answer.
    public Guest adopt(Response answer, int status) {
        answer.then().statusCode(status);
        token = answer.path("access_token");
        refreshToken = answer.path("refresh_token");
        if (answer.path("device_token") != null) {
            device = answer.path("device_token");
        }
        id = answer.path("user.id");
        return this;
    }

    public Response refresh() {
        return post("/auth/refresh", Map.of("refresh_token", refreshToken));
    }

    public Response get(String path) {
        return request().get("/api/v1" + path);
    }

    public Response post(String path, Map<String, ?> body) {
        return request().body(json(body)).post("/api/v1" + path);
    }

    public Response postRaw(String path, String body) {
        return request().body(body).post("/api/v1" + path);
    }

    public Response patch(String path, Map<String, ?> body) {
        return request().body(json(body)).patch("/api/v1" + path);
    }

    public Response delete(String path) {
        return request().delete("/api/v1" + path);
    }

    private RequestSpecification request() {
        Map<String, String> headers = new HashMap<>(Map.of("X-Token-Delivery", "body", "X-Forwarded-For", address));
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (device != null) {
            headers.put("X-Device-Token", device);
        }
        return given().headers(headers).contentType("application/json");
    }

    private static String json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
