CREATE TABLE IF NOT EXISTS audit (
    id {identity},
    happened_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    authority TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    state_before TEXT,
    state_after TEXT
);
CREATE INDEX IF NOT EXISTS audit_object ON audit (object, id);
CREATE INDEX IF NOT EXISTS audit_actor ON audit (actor, id);

-- Rows that the sequencer has still to chain. Written with the row itself.
CREATE TABLE IF NOT EXISTS audit_waiting (
    audit BIGINT NOT NULL PRIMARY KEY REFERENCES audit (id)
);

CREATE TABLE IF NOT EXISTS audit_chain (
    sequence BIGINT NOT NULL PRIMARY KEY,
    audit BIGINT NOT NULL UNIQUE REFERENCES audit (id),
    hash TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS audit_heads (
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL,
    signed_at BIGINT NOT NULL,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (sequence, signed_at, public_key)
);

-- Who may do what only one may do at a time. The token grows with every holder and never goes back.
CREATE TABLE IF NOT EXISTS leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    token BIGINT NOT NULL,
    held_until BIGINT NOT NULL
);
INSERT INTO leases (name, holder, token, held_until) VALUES ('audit', '', 0, 0) ON CONFLICT DO NOTHING;
INSERT INTO leases (name, holder, token, held_until) VALUES ('publisher', '', 0, 0) ON CONFLICT DO NOTHING;
