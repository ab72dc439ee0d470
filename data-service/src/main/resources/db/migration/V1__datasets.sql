-- What was observed.

CREATE TABLE owner_key (
    owner_id    uuid PRIMARY KEY,
    wrapped     bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE owner_key IS 'One key an owner, wrapped by the root key. Deleting the row makes everything of theirs unreadable.';

CREATE TABLE dataset (
    id               uuid PRIMARY KEY,
    owner_id         uuid NOT NULL,
    name             text NOT NULL,
    latest_version   int  NOT NULL,
    status           text NOT NULL CHECK (status IN ('ready', 'needs_confirmation')),
    idempotency_key  text,
    created_at       timestamptz NOT NULL,
    deleted_at       timestamptz
);
CREATE UNIQUE INDEX dataset_idempotency ON dataset (owner_id, idempotency_key);
CREATE INDEX dataset_of_owner ON dataset (owner_id, id DESC) WHERE deleted_at IS NULL;

CREATE TABLE dataset_version (
    dataset_id    uuid NOT NULL REFERENCES dataset ON DELETE CASCADE,
    version       int  NOT NULL,
    row_count     bigint NOT NULL,
    series_count  int  NOT NULL,
    size_bytes    bigint NOT NULL,
    sha256        text NOT NULL,
    series_sha256 text NOT NULL,
    wrapped_key   bytea NOT NULL,
    reading       text NOT NULL,
    PRIMARY KEY (dataset_id, version)
);
COMMENT ON COLUMN dataset_version.wrapped_key IS 'Key of the objects of this version, wrapped by the owner''s key.';
COMMENT ON COLUMN dataset_version.reading IS 'JSON: mapping, columns, frequency and findings.';

CREATE TABLE series (
    dataset_id     uuid NOT NULL,
    version        int  NOT NULL,
    ordinal        int  NOT NULL,
    series_id      text NOT NULL,
    frequency      text,
    season_length  int  NOT NULL,
    observations   int  NOT NULL,
    first_time     timestamptz NOT NULL,
    last_time      timestamptz NOT NULL,
    block_offset   bigint NOT NULL,
    block_bytes    int  NOT NULL,
    PRIMARY KEY (dataset_id, version, ordinal),
    FOREIGN KEY (dataset_id, version) REFERENCES dataset_version ON DELETE CASCADE
);
CREATE INDEX series_by_name ON series (dataset_id, version, series_id);
COMMENT ON TABLE series IS 'Where in the encrypted series object each series lies.';

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
