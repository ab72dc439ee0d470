-- Owners whose things were erased: what was on its way for them when that happened does not stay.

CREATE TABLE erased_owner (
    owner_id   uuid PRIMARY KEY,
    erased_at  timestamptz NOT NULL DEFAULT now()
);
