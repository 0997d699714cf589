-- Signing in through an identity provider. Who is tied to whom stands with the account (0001).

-- Accounts that the person of that login name at the provider may be tied to, until then and once.
CREATE TABLE IF NOT EXISTS provider_invitations (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    invited_by TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Who is on his way: ids are hashes of what a browser alone holds. A row is taken once.
CREATE TABLE IF NOT EXISTS provider_sign_ins (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    account TEXT REFERENCES accounts (id),
    address TEXT NOT NULL,
    rotated_from TEXT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS provider_sign_ins_address ON provider_sign_ins (address);
CREATE INDEX IF NOT EXISTS provider_sign_ins_expires ON provider_sign_ins (expires_at);
