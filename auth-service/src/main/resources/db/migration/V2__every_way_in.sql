-- Every way in: wallets, passkeys, second factors; teams, API keys, mail, and what watches over them.

ALTER TABLE account
    ALTER COLUMN email DROP NOT NULL,
    ALTER COLUMN password_hash DROP NOT NULL,
    ADD COLUMN email_verified_at  timestamptz,
    ADD COLUMN password_expired   boolean NOT NULL DEFAULT false,
    ADD COLUMN password_version   bigint  NOT NULL DEFAULT 0,
    ADD COLUMN generation         bigint  NOT NULL DEFAULT 0,
    ADD COLUMN plan               text    NOT NULL DEFAULT 'free',
    ADD COLUMN quota_units        bigint CHECK (quota_units >= 0),
    ADD COLUMN sandbox_sessions   int     NOT NULL DEFAULT 0;
COMMENT ON COLUMN account.email IS 'Null for an account that came with a wallet and gave none.';
COMMENT ON COLUMN account.password_hash IS 'PHC string, or an imported form until its owner signs in; null without a password.';
COMMENT ON COLUMN account.password_expired IS 'The next sign-in must set a new password.';
COMMENT ON COLUMN account.password_version IS 'Grows with each new password: a sign-in that began under an older one comes to nothing.';
COMMENT ON COLUMN account.generation IS 'Grows with each change of rights; access tokens of an older one are refused.';
COMMENT ON COLUMN account.quota_units IS 'Metered units a month; null for what the plan says.';
COMMENT ON COLUMN account.sandbox_sessions IS 'Active sandbox sessions, as forecast-service last told.';

ALTER TABLE session
    ADD COLUMN authenticated_at timestamptz,
    ADD COLUMN methods          text[] NOT NULL DEFAULT '{pwd}',
    ADD COLUMN address          text,
    ADD COLUMN device_hash      bytea,
    ADD COLUMN impersonator     uuid;
UPDATE session SET authenticated_at = created_at;
COMMENT ON COLUMN session.authenticated_at IS 'When its owner last proved who they are; null asks for a proof before anything dangerous.';
COMMENT ON COLUMN session.methods IS 'How (RFC 8176 where it has a name): pwd, otp, recovery, passkey, wallet.';
COMMENT ON COLUMN session.impersonator IS 'The administrator who acts in the user''s name; such a session cannot be renewed.';

CREATE TABLE ticket (
    hash        bytea PRIMARY KEY,
    purpose     text NOT NULL,
    account_id  uuid REFERENCES account ON DELETE CASCADE,
    payload     text,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX ticket_account ON ticket (account_id, purpose);
CREATE INDEX ticket_expiry ON ticket (expires_at);
COMMENT ON TABLE ticket IS 'Something that works once: nonces, challenges, links in mails. Only the SHA-256 is stored.';

CREATE TABLE wallet (
    address       text PRIMARY KEY CHECK (address ~ '^0x[0-9a-f]{64}$'),
    account_id    uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    scheme        text NOT NULL,
    linked_at     timestamptz NOT NULL,
    last_used_at  timestamptz
);
CREATE INDEX wallet_account ON wallet (account_id);

CREATE TABLE passkey (
    id             uuid PRIMARY KEY,
    account_id     uuid  NOT NULL REFERENCES account ON DELETE CASCADE,
    credential_id  bytea NOT NULL UNIQUE,
    credential     bytea NOT NULL,
    sign_count     bigint NOT NULL,
    name           text  NOT NULL,
    transports     text[] NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up      boolean NOT NULL,
    created_at     timestamptz NOT NULL,
    last_used_at   timestamptz
);
CREATE INDEX passkey_account ON passkey (account_id);
COMMENT ON COLUMN passkey.credential IS 'Attested credential data of WebAuthn: AAGUID, id and COSE public key.';

CREATE TABLE totp (
    account_id    uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    wrapped       bytea NOT NULL,
    confirmed_at  timestamptz,
    last_step     bigint NOT NULL DEFAULT 0,
    failures      int    NOT NULL DEFAULT 0,
    paused_until  timestamptz
);
COMMENT ON COLUMN totp.last_step IS 'The newest time step whose code was used; no code works twice.';

CREATE TABLE recovery_code (
    hash        bytea PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE
);
CREATE INDEX recovery_code_account ON recovery_code (account_id);

CREATE TABLE sign_in_failure (
    key       bytea PRIMARY KEY,
    failures  int NOT NULL,
    last_at   timestamptz NOT NULL
);
COMMENT ON TABLE sign_in_failure IS 'Failures in a row by a keyed hash of an e-mail address, a network address or a device: nobody''s name is here.';

CREATE TABLE device (
    hash        bytea PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    network     text NOT NULL,
    first_seen  timestamptz NOT NULL,
    last_seen   timestamptz NOT NULL
);
CREATE INDEX device_account ON device (account_id, last_seen);

CREATE TABLE team (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE membership (
    team_id     uuid NOT NULL REFERENCES team ON DELETE CASCADE,
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    role        text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
    joined_at   timestamptz NOT NULL,
    PRIMARY KEY (team_id, account_id)
);
CREATE INDEX membership_account ON membership (account_id);

CREATE TABLE invite (
    id           uuid PRIMARY KEY,
    team_id      uuid NOT NULL REFERENCES team ON DELETE CASCADE,
    email        text NOT NULL,
    role         text NOT NULL CHECK (role IN ('admin', 'member', 'viewer')),
    hash         bytea NOT NULL UNIQUE,
    invited_by   uuid REFERENCES account ON DELETE SET NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    accepted_at  timestamptz
);
CREATE INDEX invite_team ON invite (team_id, id);

CREATE TABLE api_key (
    id                 uuid PRIMARY KEY,
    account_id         uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    name               text NOT NULL,
    hash               bytea NOT NULL,
    scopes             text[] NOT NULL,
    calls_per_minute   int NOT NULL CHECK (calls_per_minute > 0),
    created_at         timestamptz NOT NULL,
    expires_at         timestamptz,
    last_used_at       timestamptz,
    revoked_at         timestamptz
);
CREATE INDEX api_key_account ON api_key (account_id, id);

CREATE TABLE revocation (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    txid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
    kind        text NOT NULL CHECK (kind IN ('session', 'key', 'user')),
    subject     uuid NOT NULL,
    generation  bigint,
    until       timestamptz NOT NULL
);
CREATE INDEX revocation_until ON revocation (until);
CREATE INDEX revocation_txid ON revocation (txid, seq);
COMMENT ON TABLE revocation IS 'What ended before its tokens expire.';
COMMENT ON COLUMN revocation.txid IS 'Readers ask on from the last transaction that they saw, and see only those before which nothing is open: so none is missed.';

CREATE TABLE mail (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    wrapped     bytea,
    created_at  timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    attempts    int NOT NULL DEFAULT 0,
    sent_at     timestamptz,
    error       text
);
CREATE INDEX mail_due ON mail (due_at) WHERE sent_at IS NULL;
COMMENT ON COLUMN mail.wrapped IS 'Recipient and values, encrypted; gone once the mail is sent.';

CREATE TABLE alert (
    id          uuid PRIMARY KEY,
    account_id  uuid REFERENCES account ON DELETE CASCADE,
    kind        text NOT NULL,
    detail      text NOT NULL,
    created_at  timestamptz NOT NULL,
    seen_at     timestamptz
);
CREATE INDEX alert_account ON alert (account_id, id);

CREATE TABLE erasure (
    subject       uuid NOT NULL,
    service       text NOT NULL,
    requested_at  timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    attempts      int NOT NULL DEFAULT 0,
    done_at       timestamptz,
    PRIMARY KEY (subject, service)
);
COMMENT ON TABLE erasure IS 'Which services still have to erase a user or team; asked again until they answer.';
