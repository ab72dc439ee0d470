-- Every row beside the leaves can be recomputed from leaves and disclosures, and one statement appends a batch.

ALTER TABLE search ADD COLUMN tenant_seq bigint;
UPDATE search s SET tenant_seq = e.tenant_seq, request_id = NULL FROM entry e WHERE e.seq = s.seq;
ALTER TABLE search ALTER COLUMN tenant_seq SET NOT NULL, DROP COLUMN leaf_hash, DROP COLUMN data;
CREATE INDEX search_by_tenant ON search (tenant, seq DESC);
DROP INDEX search_by_subject;
CREATE INDEX search_by_subject ON search USING hash (subject);
CREATE INDEX search_by_request ON search USING hash (request_id);
COMMENT ON COLUMN search.actor IS 'From the disclosure of that name; null when there is none, or it was erased.';
COMMENT ON COLUMN search.request_id IS 'From the disclosure of that name; null when there is none, or it was erased.';

ALTER TABLE idempotency ADD COLUMN tenant text;
UPDATE idempotency i SET tenant = e.tenant, digest = '' FROM entry e WHERE e.seq = i.seq;
ALTER TABLE idempotency ALTER COLUMN tenant SET NOT NULL, DROP CONSTRAINT idempotency_pkey, ADD PRIMARY KEY (tenant, source, id);
COMMENT ON COLUMN idempotency.digest IS 'HMAC-SHA-256 of the content, so that it tells nothing of erased values; empty before log_state.keyed_from.';

ALTER TABLE entry DROP COLUMN tenant, DROP COLUMN tenant_seq;

ALTER TABLE log_state ADD COLUMN keyed_from bigint NOT NULL DEFAULT 0;
UPDATE log_state SET keyed_from = size;
COMMENT ON COLUMN log_state.keyed_from IS 'Entries before it were logged by the first version, without content digest and disclosed request id.';

ALTER TABLE checkpoint ADD COLUMN recorded timestamptz;
UPDATE checkpoint c SET recorded = s.recorded FROM search s WHERE s.seq = c.size - 1;
CREATE INDEX checkpoint_by_time ON checkpoint (recorded, size);
COMMENT ON COLUMN checkpoint.recorded IS 'Of the entries of its batch: one row a batch tells which entries a span of time has.';

CREATE TABLE refusal (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL DEFAULT now(),
    source    text NOT NULL,
    event_id  text,
    type      text,
    code      text NOT NULL,
    reason    text NOT NULL
);
COMMENT ON TABLE refusal IS 'Events that can never be entries; their producer keeps them parked.';

CREATE TABLE own_event (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event  text NOT NULL
);
COMMENT ON TABLE own_event IS 'What this service did itself (reads, exports, erasures), on its way into the log.';

CREATE TABLE cosignature (
    size     bigint NOT NULL REFERENCES checkpoint,
    witness  text   NOT NULL,
    line     text   NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (size, witness)
);
COMMENT ON COLUMN cosignature.at IS 'When the witness says it saw the checkpoint; signed in the line.';

CREATE TABLE witnessed (
    origin  text PRIMARY KEY,
    size    bigint NOT NULL,
    root    bytea  NOT NULL CHECK (length(root) = 32),
    at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE witnessed IS 'The newest state of other logs that this service has cosigned as their witness.';

CREATE TABLE tenant_tree (
    tenant  text PRIMARY KEY,
    size    bigint NOT NULL,
    root    bytea  NOT NULL CHECK (length(root) = 32),
    note    text   NOT NULL,
    last    bigint NOT NULL,
    logged  bigint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN tenant_tree.last IS 'Place in the log of the newest entry in the tree.';
COMMENT ON COLUMN tenant_tree.logged IS 'The size that the last audit.tenant-heads entry told.';

CREATE TABLE tenant_tile (
    tenant  text     NOT NULL,
    level   smallint NOT NULL,
    number  bigint   NOT NULL,
    hashes  bytea    NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
    seqs    bigint[],
    PRIMARY KEY (tenant, level, number)
);
COMMENT ON COLUMN tenant_tile.seqs IS 'At level 0, the places in the log of the entries.';
COMMENT ON TABLE tenant_tile IS 'The tree over one tenant''s leaves; made from them when asked for, never ahead of the log.';

CREATE TABLE archived (
    part      bigint PRIMARY KEY,
    root      bytea  NOT NULL CHECK (length(root) = 32),
    manifest  bytea  NOT NULL CHECK (length(manifest) = 32),
    at        timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE archived IS 'Partitions of 65,536 entries that were written out to files, with the digest of the manifest there.';

CREATE TABLE verification (
    at      timestamptz PRIMARY KEY,
    report  text NOT NULL
);

CREATE FUNCTION append_batch(
    writer_epoch bigint, first_seq bigint, recorded_at timestamptz, new_root bytea, signed_note text,
    leaves bytea[], tenants text[], tenant_seqs bigint[], sources text[], ids text[], digests bytea[],
    types text[], subjects text[], occurred_at timestamptz[], actors uuid[], request_ids text[],
    field_seqs bigint[], field_names text[], field_salts text[], field_values text[],
    head_tenants text[], head_seqs bigint[], head_hashes text[],
    tile_levels int[], tile_numbers bigint[], tile_hashes bytea[], erased bigint[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    new_size CONSTANT bigint := first_seq + cardinality(leaves);
BEGIN
    UPDATE log_state SET size = new_size, root = new_root, recorded = recorded_at
        WHERE size = first_seq AND epoch = writer_epoch;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'another writer has taken over the log' USING ERRCODE = 'ALM01';
    END IF;
    INSERT INTO idempotency (tenant, source, id, seq, digest)
        SELECT t, s, i, first_seq + n - 1, d
        FROM unnest(tenants, sources, ids, digests) WITH ORDINALITY AS e (t, s, i, d, n);
    INSERT INTO entry (seq, leaf)
        SELECT first_seq + n - 1, l FROM unnest(leaves) WITH ORDINALITY AS e (l, n);
    INSERT INTO search (seq, recorded, occurred, tenant, tenant_seq, actor, source, type, subject, request_id)
        SELECT first_seq + n - 1, recorded_at, o, t, q, a, s, y, u, r
        FROM unnest(occurred_at, tenants, tenant_seqs, actors, sources, types, subjects, request_ids)
            WITH ORDINALITY AS e (o, t, q, a, s, y, u, r, n);
    INSERT INTO disclosure (seq, name, salt, value)
        SELECT * FROM unnest(field_seqs, field_names, field_salts, field_values);
    INSERT INTO tenant_head (tenant, next_seq, leaf_hash)
        SELECT * FROM unnest(head_tenants, head_seqs, head_hashes)
        ON CONFLICT (tenant) DO UPDATE SET next_seq = excluded.next_seq, leaf_hash = excluded.leaf_hash;
    INSERT INTO tile (level, number, hashes)
        SELECT * FROM unnest(tile_levels, tile_numbers, tile_hashes)
        ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes;
    INSERT INTO checkpoint (size, note, recorded) VALUES (new_size, signed_note, recorded_at);
    IF cardinality(erased) > 0 THEN
        DELETE FROM disclosure WHERE seq = ANY (erased);
        UPDATE search SET actor = NULL, request_id = NULL WHERE seq = ANY (erased);
    END IF;
END $$;
COMMENT ON FUNCTION append_batch IS 'All rows of one batch, or none: a call outside a transaction is one.';

CREATE FUNCTION known_keys(tenants text[], sources text[], ids text[])
RETURNS TABLE (place bigint, seq bigint, digest bytea) LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    SELECT k.n, i.seq, i.digest
    FROM unnest(tenants, sources, ids) WITH ORDINALITY AS k (t, s, d, n)
    JOIN idempotency i ON i.tenant = k.t AND i.source = k.s AND i.id = k.d
$$;
COMMENT ON FUNCTION known_keys IS 'Always by index: the planner, which has not yet heard of new rows, might read all of them.';
