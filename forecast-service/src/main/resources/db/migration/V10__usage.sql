-- What was used, in units (series x horizon x methods), and how much may be.

ALTER TABLE forecast ADD COLUMN units_per_series bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN forecast.units_per_series IS 'Horizon x methods x windows: times the series it is the cost of the job.';

CREATE TABLE usage_record (
    id         uuid PRIMARY KEY,
    owner_id   uuid NOT NULL,
    user_id    uuid,
    kind       text NOT NULL,
    dataset_id uuid,
    model      text,
    series     int NOT NULL,
    units      bigint NOT NULL CHECK (units > 0),
    job_id     uuid,
    used_at    timestamptz NOT NULL
);
CREATE INDEX usage_record_of_owner ON usage_record (owner_id, used_at);
CREATE INDEX usage_record_page ON usage_record (owner_id, id);
CREATE INDEX usage_record_of_job ON usage_record (job_id);
COMMENT ON TABLE usage_record IS 'Written once, never changed: the id is the key under which a bill counts it once.';

CREATE TABLE usage_budget (
    owner_id   uuid PRIMARY KEY,
    soft_units bigint CHECK (soft_units >= 0),
    hard_units bigint CHECK (hard_units >= 0),
    imposed    boolean NOT NULL,
    updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN usage_budget.soft_units IS 'A month; past it people are told. Null for none.';
COMMENT ON COLUMN usage_budget.hard_units IS 'A month; past it nothing more is begun. Null for none.';
COMMENT ON COLUMN usage_budget.imposed IS 'Set by an administrator: the owner cannot change it.';
