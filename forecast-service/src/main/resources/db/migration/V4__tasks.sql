-- A job is cut into tasks that several workers take; people take turns; workers are known to operators.

ALTER TABLE forecast
    ADD COLUMN priority   smallint NOT NULL DEFAULT 0,
    ADD COLUMN deadline   timestamptz,
    ADD COLUMN ordinals   int NOT NULL DEFAULT 2147483647,
    ADD COLUMN chunk      int NOT NULL DEFAULT 2147483647 CHECK (chunk > 0),
    ADD COLUMN tasks_left int NOT NULL DEFAULT 0,
    ADD COLUMN parked     boolean NOT NULL DEFAULT false;
UPDATE forecast SET deadline = created_at + interval '1 day', tasks_left = 1;
ALTER TABLE forecast ALTER COLUMN deadline SET NOT NULL;
COMMENT ON COLUMN forecast.ordinals IS 'Series of the source, wanted or not; where it was not kept, more than there can be.';
COMMENT ON COLUMN forecast.chunk IS 'Most series of one task.';
COMMENT ON COLUMN forecast.tasks_left IS 'Tasks before the ending; only then is the ending anybody''s to take.';
COMMENT ON COLUMN forecast.parked IS 'Failed for no reason that lies in the job: an operator looks, and may try again.';

CREATE TABLE forecast_task (
    forecast_id  uuid NOT NULL REFERENCES forecast ON DELETE CASCADE,
    number       int  NOT NULL,
    user_id      uuid NOT NULL,
    priority     smallint NOT NULL,
    next_ordinal int  NOT NULL,
    end_ordinal  int  NOT NULL CHECK (end_ordinal >= next_ordinal),
    claim_after  timestamptz NOT NULL,
    lease        uuid,
    worker_id    uuid,
    attempts     int  NOT NULL DEFAULT 0,
    deaths       int  NOT NULL DEFAULT 0,
    PRIMARY KEY (forecast_id, number)
);
CREATE INDEX forecast_task_of_user ON forecast_task (user_id, priority DESC, forecast_id, number);
CREATE INDEX forecast_task_waiting ON forecast_task (claim_after);
CREATE INDEX forecast_task_taken ON forecast_task (user_id) WHERE lease IS NOT NULL;
COMMENT ON TABLE forecast_task IS 'What is left to do of jobs; the last task of each is the ending, which has no series.';
COMMENT ON COLUMN forecast_task.user_id IS 'Who waits for it: people take turns.';
COMMENT ON COLUMN forecast_task.next_ordinal IS 'The first series that is not kept yet; those before it never come again.';
COMMENT ON COLUMN forecast_task.claim_after IS 'When anybody may take it: at once, after a pause, when the lease has run out, or never while others are before it.';
COMMENT ON COLUMN forecast_task.lease IS 'Drawn anew by each worker that takes the task; a worker writes only while the lease is its own.';
COMMENT ON COLUMN forecast_task.attempts IS 'Taken so many times without any progress.';
COMMENT ON COLUMN forecast_task.deaths IS 'So many workers in a row vanished with it, without any progress.';

INSERT INTO forecast_task (forecast_id, number, user_id, priority, next_ordinal, end_ordinal, claim_after)
SELECT f.id, 0, coalesce(f.created_by, f.owner_id), 0,
    coalesce((SELECT max(ordinal) + 1 FROM forecast_result r WHERE r.forecast_id = f.id), 0), 2147483647, now()
FROM forecast f WHERE f.status IN ('queued', 'running');
INSERT INTO forecast_task (forecast_id, number, user_id, priority, next_ordinal, end_ordinal, claim_after)
SELECT f.id, 1, coalesce(f.created_by, f.owner_id), 0, 0, 0, 'infinity'
FROM forecast f WHERE f.status IN ('queued', 'running');

DROP INDEX forecast_waiting;
CREATE INDEX forecast_unfinished ON forecast (deadline) WHERE status IN ('queued', 'running');
ALTER TABLE forecast
    DROP COLUMN lease, DROP COLUMN lease_until, DROP COLUMN run_after, DROP COLUMN attempts;

CREATE TABLE forecast_turn (
    user_id   uuid PRIMARY KEY,
    served_at timestamptz NOT NULL
);
COMMENT ON TABLE forecast_turn IS 'When a worker last took a task of theirs: who has waited longer goes first.';

CREATE TABLE worker (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    slots      int  NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
COMMENT ON TABLE worker IS 'Processes that work on jobs; one that was not seen for long is gone.';
COMMENT ON COLUMN worker.slots IS 'Tasks that it works on at once.';
