-- Councils decide: m of n operators, until a deadline. Forecasts can be published.

CREATE TABLE council (
    id          uuid PRIMARY KEY,
    name        text NOT NULL UNIQUE,
    threshold   int  NOT NULL CHECK (threshold > 0),
    created_by  uuid,
    created_at  timestamptz NOT NULL
);
CREATE TABLE council_governs (
    council_id uuid NOT NULL REFERENCES council ON DELETE CASCADE,
    owner_id   uuid NOT NULL,
    PRIMARY KEY (owner_id, council_id)
);
COMMENT ON TABLE council_governs IS 'Whose models and forecasts a council decides about: users or teams.';
CREATE TABLE council_operator (
    council_id  uuid NOT NULL REFERENCES council ON DELETE CASCADE,
    user_id     uuid NOT NULL,
    assigned_at timestamptz NOT NULL,
    PRIMARY KEY (council_id, user_id)
);
CREATE INDEX council_operator_user ON council_operator (user_id);

CREATE TABLE council_proposal (
    id          uuid PRIMARY KEY,
    council_id  uuid NOT NULL REFERENCES council ON DELETE CASCADE,
    owner_id    uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('promote_model', 'retire_model', 'publish_forecast')),
    subject_id  uuid NOT NULL,
    version     int,
    reason      text NOT NULL,
    proposed_by uuid NOT NULL,
    status      text NOT NULL CHECK (status IN ('open', 'approved', 'rejected', 'expired')),
    deadline    timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    closed_at   timestamptz,
    outcome     text,
    CHECK ((version IS NULL) = (kind = 'publish_forecast'))
);
CREATE INDEX council_proposal_of_council ON council_proposal (council_id, id DESC);
CREATE INDEX council_proposal_open ON council_proposal (deadline) WHERE status = 'open';
CREATE UNIQUE INDEX council_proposal_once ON council_proposal (kind, subject_id, coalesce(version, 0))
    WHERE status = 'open';
COMMENT ON COLUMN council_proposal.outcome IS 'What the service did, or why it could not, once the proposal was approved.';

CREATE TABLE council_vote (
    proposal_id uuid NOT NULL REFERENCES council_proposal ON DELETE CASCADE,
    user_id     uuid NOT NULL,
    choice      text NOT NULL CHECK (choice IN ('yes', 'no', 'abstain')),
    reason      text,
    address     text,
    signature   text,
    voted_at    timestamptz NOT NULL,
    PRIMARY KEY (proposal_id, user_id)
);
COMMENT ON COLUMN council_vote.signature IS 'Of the voter''s wallet over the text of the proposal with this choice; it was verified.';

CREATE TABLE publication (
    forecast_id  uuid PRIMARY KEY REFERENCES forecast ON DELETE CASCADE,
    token        text NOT NULL UNIQUE,
    published_by uuid NOT NULL,
    proposal_id  uuid REFERENCES council_proposal ON DELETE SET NULL,
    published_at timestamptz NOT NULL
);
COMMENT ON COLUMN publication.token IS '128 random bits: whoever has the link may read.';
