-- Notices on their way to people's mail; what of a forecast did not come true; units of work that is under way.

CREATE TABLE notice_mail (
    id          uuid PRIMARY KEY,
    notice      text NOT NULL,
    next_at     timestamptz NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX notice_mail_due ON notice_mail (next_at);
COMMENT ON TABLE notice_mail IS 'For auth-service, which knows who wants what; gone once it has taken them.';

CREATE TABLE forecast_watch (
    owner_id         uuid NOT NULL,
    dataset_id       uuid NOT NULL,
    dataset_version  int  NOT NULL,
    forecast_id      uuid NOT NULL REFERENCES forecast ON DELETE CASCADE,
    compared_version int  NOT NULL,
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (owner_id, dataset_id, dataset_version)
);
CREATE INDEX forecast_watch_of_forecast ON forecast_watch (forecast_id);
CREATE INDEX forecast_watch_of_dataset ON forecast_watch (dataset_id, dataset_version);
CREATE INDEX forecast_watch_age ON forecast_watch (created_at);
COMMENT ON TABLE forecast_watch IS 'The newest forecast from each version, which later versions of the dataset are compared with.';

CREATE TABLE forecast_comparison (
    forecast_id     uuid NOT NULL REFERENCES forecast ON DELETE CASCADE,
    dataset_version int  NOT NULL,
    level           double precision NOT NULL,
    arrived         int  NOT NULL,
    outside         int  NOT NULL,
    compared_at     timestamptz NOT NULL,
    PRIMARY KEY (forecast_id, dataset_version)
);
COMMENT ON COLUMN forecast_comparison.arrived IS 'Values that the forecast covers and that are known by this version, all since it was made.';

CREATE TABLE forecast_breach (
    forecast_id     uuid NOT NULL REFERENCES forecast ON DELETE CASCADE,
    ordinal         int  NOT NULL,
    step            int  NOT NULL,
    series_id       text NOT NULL,
    at              timestamptz NOT NULL,
    value           double precision NOT NULL,
    lo              double precision NOT NULL,
    hi              double precision NOT NULL,
    dataset_version int  NOT NULL,
    PRIMARY KEY (forecast_id, ordinal, step)
);
COMMENT ON TABLE forecast_breach IS 'Values outside the widest interval, each with the version in which it was first seen.';

CREATE TABLE usage_hold (
    id       uuid PRIMARY KEY,
    owner_id uuid NOT NULL,
    units    bigint NOT NULL CHECK (units > 0),
    until    timestamptz NOT NULL
);
CREATE INDEX usage_hold_of_owner ON usage_hold (owner_id);
COMMENT ON TABLE usage_hold IS 'Units of a call that is being computed; they count as used until it ends, or its time is up.';

ALTER TABLE chore ADD COLUMN hastened boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN chore.hastened IS 'Somebody wants it done now, while it is being done already: once more, then.';
