package dev.almanac.auth.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import dev.almanac.kit.security.TokenConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// Us as WebAuthn sees us: one origin, and its host as the id. User verification is always asked for, so a passkey is
/// two factors in one.
@ApplicationScoped
class RelyingParty {

    static final List<Long> ALGORITHMS = List.of(-8L, -7L, -257L);

    private static final List<PublicKeyCredentialParameters> PARAMETERS = ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(algorithm)))
            .toList();

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(converter);
    private final String origin;
    private final String id;

    RelyingParty(TokenConfig tokens) {
        URI platform = URI.create(tokens.issuer());
        this.origin = platform.getScheme() + "://" + platform.getAuthority();
        this.id = platform.getHost();
    }

    String id() {
        return id;
    }

    RegistrationData readRegistration(String json) {
        try {
            return manager.parseRegistrationResponseJSON(json);
        } catch (RuntimeException e) { // the library's readers throw many kinds of them
            throw PasskeyProblem.PASSKEY_REFUSED.because("It is not a new credential as browsers give it");
        }
    }

    AuthenticationData readSignIn(String json) {
        try {
            return manager.parseAuthenticationResponseJSON(json);
        } catch (RuntimeException e) { // the library's readers throw many kinds of them
            throw PasskeyProblem.PASSKEY_NOT_VALID.because("It is not an assertion as browsers give it");
        }
    }

    /// The challenge inside of what a browser gave, in base64url: the secret of the ticket that it answers.
    static String challengeOf(com.webauthn4j.data.client.CollectedClientData client) {
        if (client == null || client.getChallenge() == null) {
            throw PasskeyProblem.PASSKEY_NOT_VALID.because("It answers no challenge");
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(client.getChallenge().getValue());
    }

    void verify(RegistrationData data, String challenge) {
        try {
            manager.verify(data, new RegistrationParameters(server(challenge), PARAMETERS, true, true));
        } catch (VerificationException e) {
            throw PasskeyProblem.PASSKEY_REFUSED.because(reason(e));
        }
    }

    /// @return the new signature count
    long verify(AuthenticationData data, String challenge, PasskeyEntity passkey) {
        var record = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.backupEligible,
                passkey.backedUp,
                passkey.signCount,
                credentials.convert(passkey.credential),
                null,
                null,
                null,
                Set.of());
        try {
            manager.verify(data, new AuthenticationParameters(server(challenge), record, null, true, true));
        } catch (VerificationException e) {
            throw PasskeyProblem.PASSKEY_NOT_VALID.because(reason(e));
        }
        return data.getAuthenticatorData().getSignCount();
    }

    byte[] bytes(RegistrationData data) {
        return credentials.convert(
                data.getAttestationObject().getAuthenticatorData().getAttestedCredentialData());
    }

    private ServerProperty server(String challenge) {
        return ServerProperty.builder()
                .origin(Origin.create(origin))
                .rpId(id)
                .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(challenge)))
                .build();
    }

    /// The kind of failure, such as `BadOriginException`; never a value of the request.
    private static String reason(VerificationException e) {
        return "Refused by the checks of WebAuthn: "
                + e.getClass().getSimpleName().replace("Exception", "");
    }
}
