-- A forecast may belong to a team; whoever made it is kept, since workers read datasets in their name.

ALTER TABLE forecast ADD COLUMN created_by uuid;
UPDATE forecast SET created_by = owner_id;
COMMENT ON COLUMN forecast.owner_id IS 'A user or a team.';
COMMENT ON COLUMN forecast.created_by IS 'Null once that user is gone.';
CREATE INDEX forecast_creator ON forecast (created_by);

CREATE TABLE erased_owner (
    owner_id   uuid PRIMARY KEY,
    erased_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE erased_owner IS 'Owners whose jobs were erased: one that was on its way then is not taken.';
