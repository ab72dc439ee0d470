/// Passkeys: as a second factor and as the only way in. Start at [dev.almanac.auth.passkey.PasskeyService]; WebAuthn
/// itself is checked by webauthn4j.
package dev.almanac.auth.passkey;
