-- Where someone is written to. Apart from the account: it is personal, and no log tells it.
CREATE TABLE IF NOT EXISTS mail_addresses (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    address TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
