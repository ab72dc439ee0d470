-- Progress tells the rate of the present try; forecasts that say different things are watched side by side; a budget
-- that is imposed on a person counts what they do for teams.

ALTER TABLE forecast ADD COLUMN done_before int NOT NULL DEFAULT 0;
COMMENT ON COLUMN forecast.done_before IS 'Series that were done when the job was tried again.';

ALTER TABLE chore ADD COLUMN run_id uuid;
COMMENT ON COLUMN chore.run_id IS 'Who does it: only this run keeps the lease and ends it.';

ALTER TABLE forecast_watch DROP CONSTRAINT forecast_watch_pkey;
DROP INDEX forecast_watch_of_forecast;
ALTER TABLE forecast_watch ADD PRIMARY KEY (forecast_id);
CREATE INDEX forecast_watch_of_owner ON forecast_watch (owner_id, dataset_id, dataset_version);
COMMENT ON TABLE forecast_watch IS 'Forecasts that later versions of their dataset are compared with, unless a newer one says all that they say.';

CREATE INDEX usage_record_of_user ON usage_record (user_id, used_at);
