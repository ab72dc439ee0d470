-- The lab: models with versions and stages, experiments, and which model forecasts what.

CREATE TABLE model (
    id          uuid PRIMARY KEY,
    owner_id    uuid NOT NULL,
    created_by  uuid,
    name        text NOT NULL,
    kind        text NOT NULL,
    created_at  timestamptz NOT NULL,
    UNIQUE (owner_id, name)
);
CREATE INDEX model_of_owner ON model (owner_id, id DESC);
COMMENT ON COLUMN model.kind IS 'The engine''s name of the method.';

CREATE TABLE experiment (
    id          uuid PRIMARY KEY,
    owner_id    uuid NOT NULL,
    created_by  uuid,
    name        text NOT NULL,
    parameters  text NOT NULL,
    notes       text,
    job_id      uuid NOT NULL REFERENCES forecast ON DELETE CASCADE,
    created_at  timestamptz NOT NULL,
    idempotency_key text,
    UNIQUE (owner_id, idempotency_key)
);
CREATE INDEX experiment_of_owner ON experiment (owner_id, id DESC);
CREATE INDEX experiment_of_job ON experiment (job_id);
COMMENT ON COLUMN experiment.parameters IS 'JSON: what the backtest was asked for.';

CREATE TABLE model_version (
    model_id        uuid NOT NULL REFERENCES model ON DELETE CASCADE,
    version         int  NOT NULL,
    stage           text NOT NULL CHECK (stage IN ('draft', 'lab', 'candidate', 'production', 'retired')),
    parameters      text NOT NULL,
    notes           text,
    engine_version  text NOT NULL,
    experiment_id   uuid REFERENCES experiment ON DELETE SET NULL,
    dataset_id      uuid,
    dataset_version int,
    dataset_sha256  text,
    metrics         text,
    created_by      uuid,
    created_at      timestamptz NOT NULL,
    staged_at       timestamptz NOT NULL,
    revision        int NOT NULL DEFAULT 1,
    PRIMARY KEY (model_id, version)
);
CREATE UNIQUE INDEX model_version_in_production ON model_version (model_id) WHERE stage = 'production';
COMMENT ON COLUMN model_version.parameters IS 'JSON.';
COMMENT ON COLUMN model_version.metrics IS 'JSON: what the experiment measured for this kind of model.';

CREATE TABLE model_assignment (
    owner_id    uuid NOT NULL,
    target      text NOT NULL,
    model_id    uuid NOT NULL,
    version     int  NOT NULL,
    assigned_by uuid,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (owner_id, target),
    FOREIGN KEY (model_id, version) REFERENCES model_version ON DELETE CASCADE
);
COMMENT ON COLUMN model_assignment.target IS 'A dataset, dataset/series, or instance type/zone.';
