-- Keys in versions, so that they can be renewed.
ALTER TABLE owner_key
    ADD COLUMN version  int  NOT NULL DEFAULT 1,
    ADD COLUMN root_key text NOT NULL DEFAULT '',
    DROP CONSTRAINT owner_key_pkey,
    ADD PRIMARY KEY (owner_id, version);
COMMENT ON COLUMN owner_key.root_key IS 'Which key of the provider wrapped it; another than the present one is to be wrapped again.';

ALTER TABLE dataset
    DROP CONSTRAINT dataset_status_check,
    ADD CHECK (status IN ('ingesting', 'ready', 'needs_confirmation', 'failed')),
    ADD COLUMN revision int NOT NULL DEFAULT 1,
    ADD COLUMN failure  bytea;
COMMENT ON COLUMN dataset.revision IS 'Counts every change; the ETag.';
COMMENT ON COLUMN dataset.failure IS 'Why the file could not be used: findings, encrypted by the key of version 1.';
CREATE INDEX dataset_deleted ON dataset (deleted_at) WHERE deleted_at IS NOT NULL;

-- Series have their index inside their object. What was stored before, by nothing that was released, is not read any more.
UPDATE dataset SET status = 'failed';
DROP TABLE series;
ALTER TABLE dataset_version
    ADD COLUMN owner_key       int         NOT NULL DEFAULT 1,
    ADD COLUMN object_id       uuid        NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN content_version int,
    ADD COLUMN format          int         NOT NULL DEFAULT 1,
    ADD COLUMN coding          text        NOT NULL DEFAULT 'identity',
    ADD COLUMN index_offset    bigint      NOT NULL DEFAULT 0,
    ADD COLUMN index_bytes     int         NOT NULL DEFAULT 0,
    ADD COLUMN fixes           text        NOT NULL DEFAULT '',
    ADD COLUMN sealed_reading  bytea,
    ADD COLUMN used_at         timestamptz,
    ADD COLUMN made            text        NOT NULL DEFAULT 'upload' CHECK (made IN ('upload', 'append', 'replace', 'mapping', 'fixes')),
    ADD COLUMN idempotency_key text,
    ADD COLUMN created_at      timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN created_by      uuid,
    ALTER COLUMN reading DROP NOT NULL;
CREATE UNIQUE INDEX version_idempotency ON dataset_version (dataset_id, idempotency_key);
COMMENT ON COLUMN dataset_version.object_id IS 'Under which name its objects are stored: each attempt has its own, so that none can harm another.';
CREATE INDEX version_objects ON dataset_version (object_id);
COMMENT ON COLUMN dataset_version.content_version IS 'Whose bytes these are: a version made by a new mapping has those of another; null for its own.';
COMMENT ON COLUMN dataset_version.format IS '1: of before the first release; 2: framed bytes and a series object with an index.';
COMMENT ON COLUMN dataset_version.sealed_reading IS 'JSON as reading, encrypted: names and values of a file are nobody else''s business.';
COMMENT ON COLUMN dataset_version.used_at IS 'When a forecast first read it; from then on it does not change any more.';

CREATE TABLE dataset_grant (
    dataset_id  uuid NOT NULL REFERENCES dataset ON DELETE CASCADE,
    grantee     uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('user', 'team')),
    access      text NOT NULL CHECK (access IN ('read', 'write')),
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (dataset_id, grantee)
);
CREATE INDEX grant_of_grantee ON dataset_grant (grantee, dataset_id);

CREATE TABLE upload (
    id              uuid PRIMARY KEY,
    owner_id        uuid NOT NULL,
    actor_id        uuid NOT NULL,
    name            text NOT NULL,
    length          bigint NOT NULL,
    received        bigint NOT NULL DEFAULT 0,
    parts           int NOT NULL DEFAULT 0,
    digest          text,
    owner_key       int NOT NULL,
    wrapped_key     bytea NOT NULL,
    manifest        bytea NOT NULL,
    writer          uuid,
    writer_until    timestamptz,
    dataset_id      uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL
);
CREATE INDEX upload_of_owner ON upload (owner_id);
CREATE INDEX upload_expires ON upload (expires_at);
COMMENT ON COLUMN upload.length IS 'In bytes, as announced.';
COMMENT ON COLUMN upload.digest IS 'SHA-256 in hexadecimal that the client named; the finished file must have it.';
COMMENT ON COLUMN upload.manifest IS 'Which writer stored how many parts, sealed by the upload''s key: none can be exchanged or taken away.';
COMMENT ON COLUMN upload.writer IS 'Who is writing now, until writer_until; a second one is refused.';

CREATE TABLE ingest (
    dataset_id   uuid PRIMARY KEY REFERENCES dataset ON DELETE CASCADE,
    upload_id    uuid NOT NULL REFERENCES upload,
    total_bytes  bigint NOT NULL,
    done_bytes   bigint NOT NULL DEFAULT 0,
    rows         bigint NOT NULL DEFAULT 0,
    attempts     int NOT NULL DEFAULT 0,
    lease_until  timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ingest_claim ON ingest (lease_until);
CREATE INDEX ingest_of_upload ON ingest (upload_id);
COMMENT ON TABLE ingest IS 'Finished uploads that are being read; a service that dies leaves its lease to another.';
