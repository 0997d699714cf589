-- How what was decided about stood then: its place in its list, as the product writes it. None for older decisions.
CREATE TABLE IF NOT EXISTS recommendation_standings (
    recommendation TEXT NOT NULL,
    number BIGINT NOT NULL,
    stood TEXT NOT NULL,
    PRIMARY KEY (recommendation, number)
);
