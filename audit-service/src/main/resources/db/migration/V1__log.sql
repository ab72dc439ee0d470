-- The log: entries and the hashes over them. Only the sequencer writes these tables.

CREATE TABLE log_state (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch     bigint  NOT NULL,
    size      bigint  NOT NULL,
    root      bytea   NOT NULL CHECK (length(root) = 32),
    recorded  timestamptz NOT NULL
);
COMMENT ON COLUMN log_state.epoch IS 'Raised by each writer at its start; an older writer can no longer commit.';
INSERT INTO log_state (epoch, size, root, recorded) VALUES (0, 0, sha256(''), 'epoch');

CREATE TABLE entry (
    seq         bigint NOT NULL PRIMARY KEY,
    tenant      text   NOT NULL,
    tenant_seq  bigint NOT NULL,
    leaf        bytea  NOT NULL CHECK (length(leaf) BETWEEN 1 AND 65535)
) PARTITION BY RANGE (seq);
COMMENT ON TABLE entry IS 'Partitioned by 65,536 entries: a level 2 hash of the tiles stands for one partition.';

CREATE TABLE tenant_head (
    tenant     text   PRIMARY KEY,
    next_seq   bigint NOT NULL,
    leaf_hash  text   NOT NULL
);

CREATE TABLE tile (
    level   smallint NOT NULL,
    number  bigint   NOT NULL,
    hashes  bytea    NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
    PRIMARY KEY (level, number)
);
COMMENT ON TABLE tile IS 'One row a tile; every partial width that was ever published is a prefix of it.';

CREATE TABLE checkpoint (
    size  bigint PRIMARY KEY,
    note  text   NOT NULL
);

CREATE TABLE idempotency (
    source  text   NOT NULL,
    id      text   NOT NULL,
    seq     bigint NOT NULL,
    digest  bytea  NOT NULL,
    PRIMARY KEY (source, id)
);
COMMENT ON TABLE idempotency IS 'Kept for ever: the same event is never logged twice.';

CREATE TABLE disclosure (
    seq    bigint NOT NULL,
    name   text   NOT NULL,
    salt   text   NOT NULL,
    value  text   NOT NULL,
    PRIMARY KEY (seq, name)
);
COMMENT ON TABLE disclosure IS 'Personal values with their salts; the leaf holds only digests, so a row may be erased.';

CREATE TABLE search (
    seq         bigint      NOT NULL,
    recorded    timestamptz NOT NULL,
    occurred    timestamptz NOT NULL,
    tenant      text        NOT NULL,
    actor       uuid,
    source      text        NOT NULL,
    type        text        NOT NULL,
    subject     text        NOT NULL,
    request_id  text,
    leaf_hash   text        NOT NULL,
    data        jsonb       NOT NULL,
    PRIMARY KEY (seq, recorded)
) PARTITION BY RANGE (recorded);
CREATE INDEX search_by_actor ON search (actor, seq DESC);
CREATE INDEX search_by_type ON search (type, seq DESC);
CREATE INDEX search_by_subject ON search (subject, seq DESC);

CREATE TABLE log_key (
    name     text  PRIMARY KEY,
    public   bytea NOT NULL,
    wrapped  bytea NOT NULL
);
COMMENT ON TABLE log_key IS 'Secrets wrapped by the root key: the signing key of checkpoints, the key of pseudonyms.';
