-- Two kinds of columns only, so that a backup of one database can be restored into the other:
-- TEXT, and BIGINT for counts, yes or no (1 or 0) and instants (milliseconds since 1970, UTC).

CREATE TABLE IF NOT EXISTS accounts (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT,
    totp_secret TEXT,
    totp_last_step BIGINT,
    external_issuer TEXT,
    external_subject TEXT,
    disabled_at BIGINT,
    must_change_password BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS accounts_external ON accounts (external_issuer, external_subject);

CREATE TABLE IF NOT EXISTS grants (
    account TEXT NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    territory TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (account, role, territory)
);

CREATE TABLE IF NOT EXISTS sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    cross_site_token TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    rotated_from TEXT
);
CREATE INDEX IF NOT EXISTS sessions_account ON sessions (account);
CREATE INDEX IF NOT EXISTS sessions_expires ON sessions (expires_at);

CREATE TABLE IF NOT EXISTS login_attempts (
    id {identity},
    attempted_at BIGINT NOT NULL,
    login TEXT NOT NULL,
    address TEXT NOT NULL,
    succeeded BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS login_attempts_login ON login_attempts (login, attempted_at);
CREATE INDEX IF NOT EXISTS login_attempts_address ON login_attempts (address, attempted_at);
