-- Clean-up that runs on a schedule, by whichever replica takes it, and leaves a record.

CREATE TABLE chore (
    name          text PRIMARY KEY,
    next_at       timestamptz NOT NULL,
    running_until timestamptz
);
COMMENT ON COLUMN chore.running_until IS 'A replica is at it; when this has passed it is gone, and another takes over.';

CREATE TABLE chore_run (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    handled     int,
    error       text
);
CREATE INDEX chore_run_newest ON chore_run (name, id DESC);
COMMENT ON COLUMN chore_run.handled IS 'How many things were cleaned up.';
COMMENT ON COLUMN chore_run.finished_at IS 'Null while it runs, and for ever where the replica died.';
