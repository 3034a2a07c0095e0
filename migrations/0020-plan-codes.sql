-- What a plan's own codes stand for is said by the plan: which budget line pays for the support of enterprises, which source the
-- estimate is of, which criterion follows from the size class.

ALTER TABLE plan
  -- The line whose money goes to enterprises by decisions on their applications; none: the plan takes no applications.
  ADD COLUMN support_line text,
  -- The source that the estimate is of and that support is paid from.
  ADD COLUMN budget_source text NOT NULL DEFAULT 'provincial_st';
-- Met by a micro, small or medium-sized enterprise; the other criteria are confirmed one by one.
ALTER TABLE criterion ADD COLUMN by_size boolean NOT NULL DEFAULT false;

-- Until now the program took line IV and criterion a of every plan for these, and goes on so where they are there. Columns that are
-- new are no change of a row (`nscl audit verify`); the plans' documents follow when data/ is loaded, by that audited command.
ALTER TABLE plan DISABLE TRIGGER record_change;
ALTER TABLE criterion DISABLE TRIGGER record_change;
UPDATE plan p SET support_line = l.code FROM budget_line l
 WHERE l.plan_id = p.id AND l.code = 'IV' AND NOT EXISTS (SELECT FROM budget_line c WHERE c.parent_id = l.id);
UPDATE criterion SET by_size = true WHERE code = 'a';
ALTER TABLE plan ENABLE TRIGGER record_change;
ALTER TABLE criterion ENABLE TRIGGER record_change;

ALTER TABLE plan
  ALTER COLUMN budget_source DROP DEFAULT,
  ADD CONSTRAINT plan_budget_source FOREIGN KEY (budget_source) REFERENCES funding_source (key),
  ADD CONSTRAINT plan_support_line FOREIGN KEY (id, support_line) REFERENCES budget_line (plan_id, code)
    DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX criterion_by_size ON criterion (plan_id) WHERE by_size;
