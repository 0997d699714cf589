CREATE TABLE IF NOT EXISTS notices (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    cause TEXT NOT NULL,
    code TEXT NOT NULL,
    arguments TEXT NOT NULL,
    object TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT,
    mail_to TEXT,
    mailed_at BIGINT
);
-- A job that runs twice reminds once.
CREATE UNIQUE INDEX IF NOT EXISTS notices_cause ON notices (account, cause);
CREATE INDEX IF NOT EXISTS notices_unsent ON notices (created_at) WHERE mail_to IS NOT NULL AND mailed_at IS NULL;

CREATE TABLE IF NOT EXISTS task_nodes (
    task TEXT NOT NULL,
    node TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (task, node)
);

CREATE TABLE IF NOT EXISTS supervision_orders (
    id TEXT NOT NULL PRIMARY KEY,
    cause TEXT NOT NULL UNIQUE,
    because TEXT NOT NULL,
    unit TEXT NOT NULL,
    territory TEXT NOT NULL,
    task TEXT,
    opened_by TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    closed_by TEXT,
    closed_at BIGINT,
    closing_reason TEXT
);
CREATE INDEX IF NOT EXISTS supervision_orders_territory ON supervision_orders (territory, opened_at);

CREATE TABLE IF NOT EXISTS supervision_replies (
    supervision_order TEXT NOT NULL REFERENCES supervision_orders (id),
    number BIGINT NOT NULL,
    measures_taken TEXT NOT NULL,
    replied_by TEXT NOT NULL,
    replied_at BIGINT NOT NULL,
    PRIMARY KEY (supervision_order, number)
);

CREATE TABLE IF NOT EXISTS recommendation_decisions (
    recommendation TEXT NOT NULL,
    number BIGINT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (recommendation, number)
);
