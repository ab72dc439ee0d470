-- Work that comes again on a schedule.

CREATE TABLE workflow (
    id          uuid PRIMARY KEY,
    owner_id    uuid NOT NULL,
    created_by  uuid,
    name        text NOT NULL,
    type        text NOT NULL CHECK (type IN ('forecast', 'backtest')),
    cron        text NOT NULL,
    timezone    text NOT NULL,
    request     text NOT NULL,
    retries     int  NOT NULL CHECK (retries >= 0),
    paused      boolean NOT NULL,
    next_run_at timestamptz,
    revision    int NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    idempotency_key text,
    UNIQUE (owner_id, idempotency_key)
);
CREATE INDEX workflow_of_owner ON workflow (owner_id, id DESC);
CREATE INDEX workflow_of_creator ON workflow (created_by);
CREATE INDEX workflow_due ON workflow (next_run_at) WHERE NOT paused;
COMMENT ON COLUMN workflow.owner_id IS 'A user or a team.';
COMMENT ON COLUMN workflow.created_by IS 'In whose name datasets are read; null once that user is gone.';
COMMENT ON COLUMN workflow.request IS 'JSON, as the call of the same type takes it.';
COMMENT ON COLUMN workflow.retries IS 'How often a run that failed is tried again.';

CREATE TABLE workflow_run (
    id          uuid PRIMARY KEY,
    workflow_id uuid NOT NULL REFERENCES workflow ON DELETE CASCADE,
    type        text NOT NULL,
    due_at      timestamptz NOT NULL,
    trigger     text NOT NULL CHECK (trigger IN ('schedule', 'person')),
    status      text NOT NULL CHECK (status IN ('due', 'running', 'succeeded', 'failed', 'skipped')),
    missed      int  NOT NULL DEFAULT 0,
    tries       int  NOT NULL DEFAULT 0,
    claim_after timestamptz,
    job_id      uuid,
    error       text,
    started_at  timestamptz,
    finished_at timestamptz,
    counted     boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX workflow_run_scheduled ON workflow_run (workflow_id, due_at) WHERE trigger = 'schedule';
CREATE INDEX workflow_run_of_workflow ON workflow_run (workflow_id, id DESC);
CREATE INDEX workflow_run_due ON workflow_run (claim_after) WHERE status = 'due';
CREATE INDEX workflow_run_job ON workflow_run (job_id);
CREATE INDEX workflow_run_uncounted ON workflow_run (id) WHERE NOT counted AND status IN ('succeeded', 'failed');
CREATE UNIQUE INDEX workflow_run_one_at_a_time ON workflow_run (workflow_id) WHERE status IN ('due', 'running');
COMMENT ON COLUMN workflow_run.missed IS 'Earlier times of the schedule that nobody was there for; this run stands for them.';
COMMENT ON COLUMN workflow_run.tries IS 'Tries that failed.';
COMMENT ON COLUMN workflow_run.claim_after IS 'When a replica may start it: after a pause, or when another that wanted to is gone.';
COMMENT ON COLUMN workflow_run.counted IS 'Whether a replica has counted its end in the metrics.';
