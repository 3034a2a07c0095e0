-- Real or sample: said once, while the database is empty, and never changed. Sample data never mixes with real.

CREATE TABLE installation (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  sample boolean NOT NULL
);

-- A database that the program has written to, or that holds an enterprise or an account, is real.
CREATE FUNCTION installation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sample AND (EXISTS (SELECT FROM audit) OR EXISTS (SELECT FROM enterprise) OR EXISTS (SELECT FROM account)) THEN
    RAISE EXCEPTION 'a database in use does not become a sample'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'installation_real';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER installation_guard BEFORE INSERT ON installation FOR EACH ROW EXECUTE FUNCTION installation_guard();

CALL append_only('installation');
CALL watch('installation');

-- A million facts: what is counted or summed is kept as a tally, so that a result is a look-up and not a reading of every fact.
-- The facts remain what counts: the tally follows from them by trigger alone, and `nscl audit verify` counts again.
CREATE TABLE fact_tally (
  plan_id integer NOT NULL REFERENCES plan,
  kind text NOT NULL,
  year integer NOT NULL,
  -- Facts of past results stand for as many as their quantity says, and are kept apart.
  past boolean NOT NULL,
  facts bigint NOT NULL,
  quantity numeric NOT NULL,
  PRIMARY KEY (plan_id, kind, year, past)
);
CREATE VIEW fact_counted_again AS
  SELECT plan_id, kind, year, record_type = 'past_result' AS past, count(*) AS facts, sum(quantity) AS quantity
    FROM fact WHERE retracted_at IS NULL GROUP BY plan_id, kind, year, record_type = 'past_result';
INSERT INTO fact_tally SELECT * FROM fact_counted_again;

CREATE FUNCTION tally_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE fact_tally t SET facts = t.facts - r.facts, quantity = t.quantity - r.quantity
      FROM (SELECT plan_id, kind, year, record_type = 'past_result' AS past, count(*) AS facts, sum(quantity) AS quantity
              FROM removed WHERE retracted_at IS NULL GROUP BY 1, 2, 3, 4) AS r
     WHERE (t.plan_id, t.kind, t.year, t.past) = (r.plan_id, r.kind, r.year, r.past);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO fact_tally AS t (plan_id, kind, year, past, facts, quantity)
    SELECT plan_id, kind, year, record_type = 'past_result', count(*), sum(quantity)
      FROM added WHERE retracted_at IS NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (plan_id, kind, year, past)
      DO UPDATE SET facts = t.facts + excluded.facts, quantity = t.quantity + excluded.quantity;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tally_inserted AFTER INSERT ON fact REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_facts();
CREATE TRIGGER tally_updated AFTER UPDATE ON fact REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_facts();
CREATE TRIGGER tally_deleted AFTER DELETE ON fact REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION tally_facts();

CREATE FUNCTION fact_tally_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 THEN
    RAISE EXCEPTION 'the tally follows from the facts alone' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER fact_tally_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON fact_tally
  FOR EACH STATEMENT EXECUTE FUNCTION fact_tally_guard();

-- What derived rows say otherwise than what they are derived from: findings of `nscl audit verify`.
CREATE VIEW derived_difference AS
  SELECT 'fact_tally' AS table_name, concat_ws('/', plan_id, kind, year, past) AS row_key
    FROM fact_tally t FULL JOIN fact_counted_again c USING (plan_id, kind, year, past)
   WHERE (coalesce(t.facts, 0), coalesce(t.quantity, 0)) <> (coalesce(c.facts, 0), coalesce(c.quantity, 0));

-- Distinct subjects cannot be tallied: they are read from an index that holds all that it takes.
DROP INDEX fact_counted;
CREATE INDEX fact_counted ON fact (plan_id, kind, year, subject) INCLUDE (quantity, record_type) WHERE retracted_at IS NULL;

-- What an indicator comes to in these years of a plan: events one by one, quantities summed, or subjects once each; a past
-- result stands for as many as its quantity says.
CREATE FUNCTION indicator_result(of_plan integer, of_indicator integer, from_year integer, to_year integer) RETURNS numeric
  LANGUAGE sql STABLE AS $$
  SELECT CASE i.measure
           WHEN 'distinct' THEN (
             SELECT (count(DISTINCT f.subject) FILTER (WHERE f.record_type <> 'past_result'))::numeric
                    + coalesce(sum(f.quantity) FILTER (WHERE f.record_type = 'past_result'), 0)
               FROM fact f
              WHERE f.plan_id = of_plan AND f.kind = ANY (i.fact_kinds) AND f.retracted_at IS NULL
                AND f.year BETWEEN from_year AND to_year)
           ELSE (
             SELECT coalesce(sum(CASE WHEN i.measure = 'sum' OR f.past THEN f.quantity ELSE f.facts END), 0)
               FROM fact_tally f
              WHERE f.plan_id = of_plan AND f.kind = ANY (i.fact_kinds) AND f.year BETWEEN from_year AND to_year)
         END
    FROM indicator i WHERE i.id = of_indicator
$$;

CREATE OR REPLACE VIEW target_result AS
  SELECT t.id AS target_id, t.plan_id, t.indicator_id, i.key AS indicator_key, y.year,
         indicator_result(t.plan_id, t.indicator_id, coalesce(y.year, t.first_year), coalesce(y.year, t.last_year)) AS result
    FROM target t
    JOIN indicator i ON i.id = t.indicator_id
   CROSS JOIN LATERAL (SELECT generate_series(t.first_year, t.last_year) UNION ALL SELECT NULL) AS y (year);

CREATE INDEX training_event_search ON training_event USING gin (search gin_trgm_ops);
DROP INDEX training_event_kind;
CREATE INDEX training_event_kind ON training_event (plan_id, kind, held_on, id) INCLUDE (participants, experts, retracted_on);
-- The newest facts of a target, whichever of its kinds.
CREATE INDEX fact_newest ON fact (plan_id, occurred_on DESC, id DESC) INCLUDE (kind, year) WHERE retracted_at IS NULL;
