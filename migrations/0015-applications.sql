-- An application whose support turn was cancelled is over: the enterprise may apply for the same content again.

ALTER TABLE application ADD COLUMN ended_on date CHECK (ended_on IS NULL OR state = 'accepted');
DROP INDEX application_once;
CREATE UNIQUE INDEX application_once ON application (plan_id, enterprise_id, content_id, year)
  WHERE state NOT IN ('refused', 'withdrawn') AND ended_on IS NULL;
