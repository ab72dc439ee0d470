-- Who someone is.

CREATE TABLE account (
    id             uuid PRIMARY KEY,
    email          text NOT NULL CHECK (email = lower(email)),
    username       text,
    full_name      text,
    password_hash  text NOT NULL,
    roles          text[] NOT NULL,
    active         boolean NOT NULL DEFAULT true,
    created_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX account_email ON account (email);
CREATE UNIQUE INDEX account_username ON account (lower(username));

CREATE TABLE session (
    id            uuid PRIMARY KEY,
    account_id    uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    device        text,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    end_reason    text
);
COMMENT ON TABLE session IS 'A family of refresh tokens: one sign-in on one device.';
CREATE INDEX session_account ON session (account_id, created_at);

CREATE TABLE refresh_token (
    hash        bytea PRIMARY KEY,
    session_id  uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    issued_at   timestamptz NOT NULL,
    used_at     timestamptz
);
COMMENT ON COLUMN refresh_token.used_at IS 'Set at the first use; a use after the grace window ends the session.';
CREATE INDEX refresh_token_session ON refresh_token (session_id);

CREATE TABLE signing_key (
    id          text PRIMARY KEY,
    public_jwk  text  NOT NULL,
    wrapped     bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    retires_at  timestamptz NOT NULL
);
COMMENT ON COLUMN signing_key.retires_at IS 'No new signatures after this; published until the last token under it has ended.';

-- The outbox of audit events: written in the transaction of the change, delivered in order.
CREATE TABLE audit_outbox (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event  text   NOT NULL,
    error  text
);
COMMENT ON COLUMN audit_outbox.error IS 'Why the log refused the event; parked for an operator, never sent again.';

CREATE TABLE audit_checkpoint (
    one   boolean     PRIMARY KEY DEFAULT true CHECK (one),
    note  text        NOT NULL,
    seen  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE audit_checkpoint IS 'The newest state of the log that this service was shown: a log restored from an old backup is caught.';
