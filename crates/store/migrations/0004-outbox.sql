CREATE TABLE IF NOT EXISTS publications (
    number BIGINT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    token BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT
);

-- Written in the transaction that approves. Its publication is the number that it has or had last.
CREATE TABLE IF NOT EXISTS outbox (
    id {identity},
    submission TEXT NOT NULL UNIQUE REFERENCES submissions (id),
    approved_at BIGINT NOT NULL,
    publication BIGINT REFERENCES publications (number)
);
CREATE INDEX IF NOT EXISTS outbox_unpaired ON outbox (id) WHERE publication IS NULL;
CREATE INDEX IF NOT EXISTS outbox_publication ON outbox (publication);

-- Every pairing there ever was, with those that were burnt.
CREATE TABLE IF NOT EXISTS pairings (
    publication BIGINT NOT NULL REFERENCES publications (number),
    place BIGINT NOT NULL,
    submission TEXT NOT NULL REFERENCES submissions (id),
    PRIMARY KEY (publication, place)
);
