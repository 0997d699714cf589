-- How what was decided about stood then: its place in its list, as the product writes it. None for older decisions.
ALTER TABLE recommendation_decisions ADD COLUMN stood TEXT;
