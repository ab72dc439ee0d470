-- Webhooks by the Standard Webhooks specification: signed, tried again, with a log of deliveries.

CREATE TABLE webhook (
    id         uuid PRIMARY KEY,
    owner_id   uuid NOT NULL,
    created_by uuid,
    url        text NOT NULL,
    events     text[] NOT NULL,
    secret     bytea NOT NULL,
    disabled   text,
    created_at timestamptz NOT NULL
);
CREATE INDEX webhook_of_owner ON webhook (owner_id, id DESC);
COMMENT ON COLUMN webhook.secret IS 'Wrapped under the root key for this webhook alone.';
COMMENT ON COLUMN webhook.disabled IS 'Why nothing is sent any more; null while it is.';

CREATE TABLE webhook_delivery (
    id           uuid PRIMARY KEY,
    webhook_id   uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event        text NOT NULL,
    payload      text NOT NULL,
    status       text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts     int  NOT NULL DEFAULT 0,
    next_at      timestamptz,
    last_status  int,
    last_error   text,
    created_at   timestamptz NOT NULL,
    attempted_at timestamptz,
    CHECK ((next_at IS NULL) = (status <> 'pending'))
);
CREATE INDEX webhook_delivery_of_webhook ON webhook_delivery (webhook_id, id DESC);
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_at) WHERE status = 'pending';
COMMENT ON COLUMN webhook_delivery.payload IS 'The very bytes that are signed and sent, each time.';
