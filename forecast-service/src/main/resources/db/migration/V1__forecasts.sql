-- What comes next: forecasts, which are also the queue of the workers, and their results.

CREATE TABLE forecast (
    id                 uuid PRIMARY KEY,
    owner_id           uuid NOT NULL,
    status             text NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    dataset_id         uuid NOT NULL,
    dataset_version    int  NOT NULL,
    dataset_name       text NOT NULL,
    dataset_sha256     text NOT NULL,
    series_sha256      text NOT NULL,
    horizon            int  NOT NULL CHECK (horizon > 0),
    levels             double precision[] NOT NULL,
    model              text NOT NULL,
    backtest_windows   int  NOT NULL,
    series_filter      text[],
    idempotency_key    text,
    created_at         timestamptz NOT NULL,
    started_at         timestamptz,
    finished_at        timestamptz,
    hidden_at          timestamptz,
    done               int  NOT NULL DEFAULT 0,
    total              int  NOT NULL,
    progress_seq       bigint NOT NULL DEFAULT 0,
    run_after          timestamptz NOT NULL DEFAULT now(),
    attempts           int  NOT NULL DEFAULT 0,
    lease              uuid,
    lease_until        timestamptz,
    error              text,
    engine_version     text,
    result_sha256      text,
    metrics            text,
    seal_kind          text CHECK (seal_kind IN ('prospective', 'retrospective')),
    seal_event         uuid,
    seal_seq           bigint
);
CREATE UNIQUE INDEX forecast_idempotency ON forecast (owner_id, idempotency_key);
CREATE INDEX forecast_of_owner ON forecast (owner_id, id DESC) WHERE hidden_at IS NULL;
CREATE INDEX forecast_waiting ON forecast (id) WHERE status IN ('queued', 'running');
CREATE INDEX forecast_seal ON forecast (seal_event) WHERE seal_seq IS NULL;
COMMENT ON COLUMN forecast.lease IS 'Drawn anew by each worker that takes the job; a worker writes only while the lease is its own.';
COMMENT ON COLUMN forecast.attempts IS 'Failures in a row; any progress sets it back to 0.';
COMMENT ON COLUMN forecast.metrics IS 'JSON: backtest error of the chosen methods and of the seasonal naive one, methods used.';
COMMENT ON COLUMN forecast.seal_seq IS 'Place of the seal in the audit log, null while it waits in the outbox.';

CREATE TABLE forecast_result (
    forecast_id    uuid NOT NULL REFERENCES forecast ON DELETE CASCADE,
    ordinal        int  NOT NULL,
    series_id      text NOT NULL,
    model          text,
    mase           double precision,
    smape          double precision,
    coverage       double precision,
    naive_mase     double precision,
    naive_smape    double precision,
    first_observed timestamptz,
    last_observed  timestamptz,
    first_forecast timestamptz,
    body           text NOT NULL,
    PRIMARY KEY (forecast_id, ordinal)
);
CREATE INDEX forecast_result_by_series ON forecast_result (forecast_id, series_id);
COMMENT ON COLUMN forecast_result.body IS 'The series'' forecast in the canonical JSON of RFC 8785, the very bytes that are sealed and answered.';
COMMENT ON COLUMN forecast_result.model IS 'The method that was used; null where the series could not be forecast.';

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
