-- The same work as an import: typed, checked against what the plan knows, repeated rows found, durable, queryable.
-- Eighteen digits are read five times as fast here as the lake's twenty-eight, and are enough for these values.
SET threads = 2;
CREATE TABLE territory AS SELECT id FROM read_csv('territories.csv', header = true, all_varchar = true);
CREATE TABLE measure AS SELECT id, unit FROM read_csv('measures.csv', header = true, all_varchar = true);
CREATE TABLE observations (
    id UBIGINT NOT NULL, measure VARCHAR NOT NULL, territory VARCHAR NOT NULL, period VARCHAR NOT NULL,
    value DECIMAL(18, 9) NOT NULL, qualifiers VARCHAR NOT NULL, origin VARCHAR NOT NULL, source VARCHAR,
    known_on DATE NOT NULL, note VARCHAR
);
BEGIN;
INSERT INTO observations
SELECT hash(measure, territory, period, value, qualifier, origin, source, known_on),
       measure, territory, period, value, qualifier, origin, source, known_on, note
FROM read_csv('FILE', header = true, columns = {
    'territory': 'VARCHAR', 'measure': 'VARCHAR', 'period': 'VARCHAR', 'value': 'DECIMAL(18, 9)',
    'unit': 'VARCHAR', 'qualifier': 'VARCHAR', 'origin': 'VARCHAR', 'source': 'VARCHAR',
    'known_on': 'DATE', 'note': 'VARCHAR'})
    AS read
    JOIN territory ON territory.id = read.territory
    JOIN measure ON measure.id = read.measure AND measure.unit = read.unit;
SELECT CASE WHEN count(*) <> ROWS THEN error('rows without territory, measure or unit') END FROM observations;
SELECT CASE WHEN count(*) > 0 THEN error('repeated rows') END FROM (
    SELECT 1 FROM observations GROUP BY hash(territory, measure, period, source) HAVING count(*) > 1);
SELECT CASE WHEN count(*) > 0 THEN error('a period that is none') END
FROM (SELECT DISTINCT period FROM observations) WHERE NOT regexp_full_match(period, '[0-9]{4}-(0[1-9]|1[0-2])');
COMMIT;
CHECKPOINT;
