-- Events by kind and year, counted once when they are recorded and not again by each reader of the page.
CREATE TABLE training_tally (
  plan_id integer NOT NULL REFERENCES plan,
  kind text NOT NULL,
  year integer NOT NULL,
  events bigint NOT NULL,
  participants bigint NOT NULL,
  experts bigint NOT NULL,
  PRIMARY KEY (plan_id, kind, year)
);
CREATE VIEW training_counted_again AS
  SELECT plan_id, kind, extract(year FROM held_on)::integer AS year, count(*) AS events, sum(participants) AS participants,
         sum(experts) AS experts
    FROM training_event WHERE retracted_on IS NULL GROUP BY plan_id, kind, extract(year FROM held_on)::integer;
INSERT INTO training_tally SELECT * FROM training_counted_again;

CREATE FUNCTION tally_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE training_tally t SET events = t.events - r.events, participants = t.participants - r.participants,
           experts = t.experts - r.experts
      FROM (SELECT plan_id, kind, extract(year FROM held_on)::integer AS year, count(*) AS events,
                   sum(participants) AS participants, sum(experts) AS experts
              FROM removed WHERE retracted_on IS NULL GROUP BY 1, 2, 3) AS r
     WHERE (t.plan_id, t.kind, t.year) = (r.plan_id, r.kind, r.year);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO training_tally AS t (plan_id, kind, year, events, participants, experts)
    SELECT plan_id, kind, extract(year FROM held_on)::integer, count(*), sum(participants), sum(experts)
      FROM added WHERE retracted_on IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (plan_id, kind, year)
      DO UPDATE SET events = t.events + excluded.events, participants = t.participants + excluded.participants,
                    experts = t.experts + excluded.experts;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tally_inserted AFTER INSERT ON training_event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_events();
CREATE TRIGGER tally_updated AFTER UPDATE ON training_event REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_events();
CREATE TRIGGER tally_deleted AFTER DELETE ON training_event REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION tally_events();
-- The guard of the other tally says what is true of this one too: it follows from the records alone.
CREATE TRIGGER training_tally_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON training_tally
  FOR EACH STATEMENT EXECUTE FUNCTION fact_tally_guard();

CREATE OR REPLACE VIEW derived_difference AS
  SELECT 'fact_tally' AS table_name, concat_ws('/', plan_id, kind, year, past) AS row_key
    FROM fact_tally t FULL JOIN fact_counted_again c USING (plan_id, kind, year, past)
   WHERE (coalesce(t.facts, 0), coalesce(t.quantity, 0)) <> (coalesce(c.facts, 0), coalesce(c.quantity, 0))
  UNION ALL
  SELECT 'training_tally', concat_ws('/', plan_id, kind, year)
    FROM training_tally t FULL JOIN training_counted_again c USING (plan_id, kind, year)
   WHERE (coalesce(t.events, 0), coalesce(t.participants, 0), coalesce(t.experts, 0))
      <> (coalesce(c.events, 0), coalesce(c.participants, 0), coalesce(c.experts, 0));

