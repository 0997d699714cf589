CREATE TABLE IF NOT EXISTS submissions (
    id TEXT NOT NULL PRIMARY KEY,
    form TEXT NOT NULL,
    form_version TEXT NOT NULL,
    territory TEXT NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL,
    stage BIGINT NOT NULL,
    version BIGINT NOT NULL,
    contents BIGINT NOT NULL,
    owner TEXT NOT NULL REFERENCES accounts (id),
    supersedes TEXT REFERENCES submissions (id) DEFERRABLE INITIALLY IMMEDIATE,
    supersede_reason TEXT,
    due_at BIGINT,
    first_submitted_at BIGINT,
    submitted_at BIGINT,
    approved_at BIGINT,
    published_at BIGINT,
    publication BIGINT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
-- One submission for what is owed, and one correction of each submission.
CREATE UNIQUE INDEX IF NOT EXISTS submissions_owed ON submissions (form, territory, period) WHERE supersedes IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS submissions_correction ON submissions (supersedes);
CREATE INDEX IF NOT EXISTS submissions_period ON submissions (period, form);
CREATE INDEX IF NOT EXISTS submissions_owner ON submissions (owner);

CREATE TABLE IF NOT EXISTS fields (
    submission TEXT NOT NULL REFERENCES submissions (id),
    field TEXT NOT NULL,
    content TEXT NOT NULL,
    version BIGINT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (submission, field)
);

-- What someone typed while another had saved the same field: set aside until that person decides.
CREATE TABLE IF NOT EXISTS field_asides (
    submission TEXT NOT NULL REFERENCES submissions (id),
    field TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    content TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (submission, field, entered_by)
);

CREATE TABLE IF NOT EXISTS explanations (
    submission TEXT NOT NULL REFERENCES submissions (id),
    finding TEXT NOT NULL,
    content TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (submission, finding)
);

CREATE TABLE IF NOT EXISTS register_rows (
    submission TEXT NOT NULL REFERENCES submissions (id),
    register TEXT NOT NULL,
    row_id TEXT NOT NULL,
    content TEXT NOT NULL,
    version BIGINT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (submission, register, row_id)
);

-- One row a step: the version is the one that the step led to.
CREATE TABLE IF NOT EXISTS decisions (
    submission TEXT NOT NULL REFERENCES submissions (id),
    version BIGINT NOT NULL,
    step TEXT NOT NULL,
    stage BIGINT NOT NULL,
    state TEXT NOT NULL,
    actor TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    reason TEXT,
    PRIMARY KEY (submission, version)
);

CREATE TABLE IF NOT EXISTS evidence (
    sha256 TEXT NOT NULL PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    added_by TEXT NOT NULL,
    added_at BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS evidence_links (
    object TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES evidence (sha256),
    name TEXT NOT NULL,
    linked_by TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (object, sha256, name)
);
