-- A forecast may belong to a team; whoever made it is kept, since workers read datasets in their name.

ALTER TABLE forecast ADD COLUMN created_by uuid;
UPDATE forecast SET created_by = owner_id;
COMMENT ON COLUMN forecast.owner_id IS 'A user or a team.';
COMMENT ON COLUMN forecast.created_by IS 'Null once that user is gone.';
CREATE INDEX forecast_creator ON forecast (created_by);
