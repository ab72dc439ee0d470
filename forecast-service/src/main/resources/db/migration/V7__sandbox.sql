-- Sandbox sessions: a price is watched and weighed against its forecast; nothing is created in any cloud.

CREATE TABLE sandbox_session (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL,
    status        text NOT NULL CHECK (status IN ('active', 'closed', 'expired')),
    dataset_id    uuid,
    series_id     text,
    instance_id   text,
    instance_type text,
    zone          text,
    region        text,
    limit_price   double precision NOT NULL CHECK (limit_price > 0),
    horizon       int NOT NULL CHECK (horizon > 0),
    credentials   bytea,
    log_seq       bigint NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    idempotency_key text,
    UNIQUE (user_id, idempotency_key),
    CHECK ((dataset_id IS NULL) <> (instance_type IS NULL)),
    CHECK (status = 'active' OR credentials IS NULL)
);
CREATE INDEX sandbox_session_of_user ON sandbox_session (user_id, id DESC);
CREATE INDEX sandbox_session_active ON sandbox_session (expires_at) WHERE status = 'active';
COMMENT ON COLUMN sandbox_session.credentials IS 'Wrapped under the root key for this session alone; gone when it ends.';
COMMENT ON COLUMN sandbox_session.limit_price IS 'What the sure alternative costs an hour, in the unit of the prices.';

CREATE TABLE sandbox_action (
    id              uuid PRIMARY KEY,
    session_id      uuid NOT NULL REFERENCES sandbox_session ON DELETE CASCADE,
    user_id         uuid NOT NULL,
    recommendation  text NOT NULL CHECK (recommendation IN ('stay', 'switch', 'fall_back')),
    risk            double precision NOT NULL,
    expected_saving double precision NOT NULL,
    body            text NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX sandbox_action_of_session ON sandbox_action (session_id, id DESC);
CREATE INDEX sandbox_action_of_user ON sandbox_action (user_id, created_at);
COMMENT ON COLUMN sandbox_action.body IS 'JSON: the whole answer, distribution included.';

CREATE TABLE sandbox_log (
    session_id uuid NOT NULL REFERENCES sandbox_session ON DELETE CASCADE,
    seq        bigint NOT NULL,
    log_type   text NOT NULL,
    level      text NOT NULL,
    message    text NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (session_id, seq)
);
CREATE INDEX sandbox_log_old ON sandbox_log (at);

CREATE TABLE sandbox_log_archive (
    session_id uuid NOT NULL REFERENCES sandbox_session ON DELETE CASCADE,
    first_seq  bigint NOT NULL,
    last_seq   bigint NOT NULL,
    lines      bytea NOT NULL,
    PRIMARY KEY (session_id, first_seq)
);
COMMENT ON TABLE sandbox_log_archive IS 'Lines older than 90 days: NDJSON, gzip.';
