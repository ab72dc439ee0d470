-- The queue takes backtests too, jobs can bring their own series, and forecasts can have regressors and a hierarchy.

ALTER TABLE forecast
    ADD COLUMN kind text NOT NULL DEFAULT 'forecast' CHECK (kind IN ('forecast', 'backtest')),
    ALTER COLUMN dataset_id DROP NOT NULL,
    ALTER COLUMN dataset_version DROP NOT NULL,
    ALTER COLUMN dataset_name DROP NOT NULL,
    ALTER COLUMN dataset_sha256 DROP NOT NULL,
    ALTER COLUMN series_sha256 DROP NOT NULL;
COMMENT ON COLUMN forecast.kind IS 'What is done with the series.';
COMMENT ON COLUMN forecast.dataset_id IS 'Null for a job that brought its own series.';

DROP INDEX forecast_of_owner;
CREATE INDEX forecast_of_owner ON forecast (owner_id, kind, id DESC) WHERE hidden_at IS NULL;

CREATE TABLE forecast_input (
    forecast_id uuid PRIMARY KEY REFERENCES forecast ON DELETE CASCADE,
    details     text,
    series      text
);
COMMENT ON TABLE forecast_input IS 'What only workers read of a job, apart, so that lists of jobs stay light.';
COMMENT ON COLUMN forecast_input.details IS 'JSON of the less usual wishes, such as regressors.';
COMMENT ON COLUMN forecast_input.series IS 'The series that the job brought, one JSON line each.';
