-- A round of the award is of a year that perhaps no plan has: it stands without one until a plan has the year.
ALTER TABLE award_round ALTER COLUMN plan_id DROP NOT NULL;
CREATE UNIQUE INDEX award_round_without_plan ON award_round (year) WHERE plan_id IS NULL;
