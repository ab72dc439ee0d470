-- What other services tell people, gathered into mails.

CREATE TABLE notice_choice (
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    kind        text NOT NULL,
    mail        boolean NOT NULL,
    PRIMARY KEY (account_id, kind)
);
COMMENT ON TABLE notice_choice IS 'What somebody wants mailed, where they have chosen; otherwise the kind says.';

CREATE TABLE notice (
    id           uuid NOT NULL,
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    what         text NOT NULL,
    path         text NOT NULL,
    happened_at  timestamptz NOT NULL,
    taken_at     timestamptz NOT NULL DEFAULT now(),
    mailed_at    timestamptz,
    PRIMARY KEY (id, account_id)
);
CREATE INDEX notice_waiting ON notice (account_id) WHERE mailed_at IS NULL;
CREATE INDEX notice_taken ON notice (taken_at);
COMMENT ON TABLE notice IS 'Stays for some days after it was mailed, so that one that is told twice is mailed once.';
