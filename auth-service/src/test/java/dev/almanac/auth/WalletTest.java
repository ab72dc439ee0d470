package dev.almanac.auth;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import dev.almanac.auth.testing.Races;
import dev.almanac.auth.testing.SuiWallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class WalletTest {

    private final SuiWallet wallet = new SuiWallet();
    private final Guest guest = new Guest();

    @Test
    void aFirstSignatureOpensAnAccountAndTheNextFindsIt() {
        guest.adopt(guest.post("/auth/verify", wallet.proof(guest, "sign-in")), 200);
        String first = guest.id;
        guest.get("/auth/me")
                .then()
                .body("email", nullValue())
                .body("wallets[0].address", equalTo(wallet.address()))
                .body("mfa.password", equalTo(false));
        Guest again = new Guest();
        again.adopt(again.post("/auth/verify", wallet.proof(again, "sign-in")), 200);
        assertEquals(first, again.id);
    }

    @Test
    void theTextBindsDomainAddressNonceAndTime() {
        guest.post("/auth/nonce", Map.of("address", wallet.address()))
                .then()
                .statusCode(200)
                .body(
                        "message",
                        containsString(
                                "localhost:8080 wants you to sign in with your Sui account:\n" + wallet.address()))
                .body(
                        "message",
                        containsString("\nURI: http://localhost:8080\nVersion: 1\nChain ID: sui:mainnet\nNonce: "))
                .body("message", containsString("\nIssued At: "))
                .body("message", containsString("\nExpiration Time: "))
                .body("message", containsString("\nRequest ID: "));
        guest.post("/auth/nonce", Map.of("address", "0x2"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("address"));
    }

    @Test
    void aTextWorksOnceEvenAfterAWrongSignature() {
        Map<String, String> proof = wallet.proof(guest, "sign-in");
        Map<String, String> wrong = new HashMap<>(proof);
        wrong.put("signature", new SuiWallet().sign(proof.get("message")));
        guest.post("/auth/verify", wrong).then().statusCode(401).body("type", equalTo("/problems/signature-not-valid"));
        guest.post("/auth/verify", proof).then().statusCode(401).body("type", equalTo("/problems/nonce-not-valid"));
    }

    @Test
    void changedTextsAndThoseOfOtherPurposesAreRefused() {
        Map<String, String> proof = wallet.proof(guest, "sign-in");
        String changed = proof.get("message").replace("sui:mainnet", "sui:testnet");
        guest.post(
                        "/auth/verify",
                        Map.of("address", wallet.address(), "message", changed, "signature", wallet.sign(changed)))
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/nonce-not-valid"));
        String made = "Nonce: 0000";
        guest.post("/auth/verify", Map.of("address", wallet.address(), "message", made, "signature", wallet.sign(made)))
                .then()
                .statusCode(401);
        Guest owner = Guest.registered();
        owner.post("/auth/wallets", wallet.proof(owner, "sign-in")).then().statusCode(401);
        Guest other = Guest.registered();
        other.post("/auth/wallets", wallet.proof(owner, "link")).then().statusCode(401);
    }

    @Test
    void aNonceIsHeardOnceHoweverManyRaceForIt() throws Exception {
        Map<String, String> proof = wallet.proof(guest, "sign-in");
        var statuses = Races.run(() -> new Guest().post("/auth/verify", proof).statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count());
        assertEquals(63, statuses.stream().filter(status -> status == 401).count());
    }

    @Test
    void aWalletIsLinkedToAnAccountAndUnlinkedButNeverTheLastWayIn() throws Exception {
        Guest owner = Guest.registered();
        owner.post("/auth/wallets", wallet.proof(owner, "link")).then().statusCode(201);
        guest.adopt(guest.post("/auth/verify", wallet.proof(guest, "sign-in")), 200);
        assertEquals(owner.id, guest.id);
        Guest other = Guest.registered();
        other.post("/auth/wallets", wallet.proof(other, "link"))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/wallet-taken"));

        owner.delete("/auth/password").then().statusCode(204);
        owner.delete("/auth/wallets/" + wallet.address())
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/last-way-in"));
        owner.post("/auth/password/change", Map.of("new_password", "another battery staple horse"))
                .then()
                .statusCode(204);
        other.delete("/auth/wallets/" + wallet.address()).then().statusCode(404);
        owner.delete("/auth/wallets/" + wallet.address()).then().statusCode(204);
        owner.get("/auth/wallets").then().body("$", hasSize(0));
    }

    @Test
    void aWalletAccountGetsAMailAddressAndAPasswordAndRecoversByMail() throws Exception {
        guest.adopt(guest.post("/auth/verify", wallet.proof(guest, "sign-in")), 200);
        guest.patch("/auth/me", Map.of("email", guest.email))
                .then()
                .statusCode(200)
                .body("email", nullValue());
        String link = Inbox.secret(guest.email, "Confirm your e-mail address");
        new Guest().post("/auth/email/verify", Map.of("token", link)).then().statusCode(204);
        new Guest().post("/auth/email/verify", Map.of("token", link)).then().statusCode(400);
        guest.get("/auth/me").then().body("email", equalTo(guest.email)).body("email_verified", equalTo(true));

        guest.post("/auth/password/forgot", Map.of("email", guest.email)).then().statusCode(202);
        String reset = Inbox.secret(guest.email, "Set a new password");
        guest.post("/auth/password/reset", Map.of("token", reset, "password", Guest.PASSWORD))
                .then()
                .statusCode(204);
        guest.adopt(guest.login(Guest.PASSWORD), 200);
    }

    @Test
    void zkLoginHasAProblemOfItsOwn() {
        Map<String, String> proof = new HashMap<>(wallet.proof(guest, "sign-in"));
        proof.put("signature", "BQECAw==");
        guest.post("/auth/verify", proof).then().statusCode(422).body("type", equalTo("/problems/zklogin-unsupported"));
    }
}
