-- Indicators of a plan's own: counted by a rule that an officer composes, computed from others or from a TFP study, or entered with
-- evidence by a named agency.

ALTER TABLE indicator
  ADD COLUMN way text NOT NULL DEFAULT 'counted' CHECK (way IN ('counted', 'computed', 'entered')),
  -- Of what is counted, only these; none named: all. Standards and industries are held as folded beginnings of words to look for.
  ADD COLUMN standards text[] NOT NULL DEFAULT '{}',
  ADD COLUMN contents text[] NOT NULL DEFAULT '{}',
  ADD COLUMN industries text[] NOT NULL DEFAULT '{}',
  ADD COLUMN sizes text[] NOT NULL DEFAULT '{}',
  -- Of what is computed: how, and from which indicators or figure of the published TFP study.
  ADD COLUMN operation text CHECK (operation IN ('ratio', 'sum', 'difference', 'growth', 'study')),
  ADD COLUMN operands text[] NOT NULL DEFAULT '{}',
  ADD COLUMN study_figure text CHECK (study_figure IN ('tfpShare', 'tfpGrowth', 'productivityGrowth')),
  -- Of what is entered: the agency that answers for it.
  ADD COLUMN agency_id integer REFERENCES agency,
  -- Words by which the reading of a plan knows it, folded.
  ADD COLUMN phrases text[] NOT NULL DEFAULT '{}',
  -- Where the rule comes from: the provision, or the decision of the office.
  ADD COLUMN source text,
  -- An officer's row; one that came with the program and was edited is one too, and is not overwritten by a later data/.
  ADD COLUMN own boolean NOT NULL DEFAULT false,
  ADD COLUMN active boolean NOT NULL DEFAULT true,
  ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE indicator DROP CONSTRAINT indicator_fact_kinds_check, DROP CONSTRAINT indicator_measure_check;
ALTER TABLE indicator
  ADD CONSTRAINT indicator_measure_check CHECK (measure IN ('count', 'sum', 'distinct', 'last', 'mean')),
  ADD CONSTRAINT indicator_counted CHECK ((way = 'counted') = (cardinality(fact_kinds) > 0)),
  ADD CONSTRAINT indicator_counted_measure CHECK (way <> 'counted' OR measure IN ('count', 'sum', 'distinct')),
  ADD CONSTRAINT indicator_entered CHECK ((way = 'entered') = (agency_id IS NOT NULL)),
  ADD CONSTRAINT indicator_computed CHECK ((way = 'computed') = (operation IS NOT NULL)),
  ADD CONSTRAINT indicator_study CHECK ((operation IS NOT DISTINCT FROM 'study') = (study_figure IS NOT NULL));

-- What a fact was counted for, as it stood when it was recorded: by these an indicator chooses.
ALTER TABLE fact
  ADD COLUMN standard text,
  ADD COLUMN content text,
  ADD COLUMN industry text,
  ADD COLUMN size text;
ALTER TABLE fact DROP CONSTRAINT fact_quantity_check;
-- A value that an agency entered may be nothing, or less; what happened is counted from one up.
ALTER TABLE fact ADD CONSTRAINT fact_quantity_check CHECK (quantity > 0 OR record_type = 'indicator_value');

CREATE FUNCTION fact_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT fold(k.standard), c.key INTO NEW.standard, NEW.content
    FROM certificate k JOIN support_turn t ON t.id = k.turn_id JOIN support_content c ON c.id = t.content_id
   WHERE NEW.record_type = 'certificate' AND k.id = NEW.record_id;
  IF NEW.record_type = 'support_turn' THEN
    SELECT c.key INTO NEW.content FROM support_turn t JOIN support_content c ON c.id = t.content_id WHERE t.id = NEW.record_id;
  END IF;
  SELECT fold(e.industry), e.size_class INTO NEW.industry, NEW.size FROM enterprise e WHERE e.id = NEW.enterprise_id;
  RETURN NEW;
END $$;
CREATE TRIGGER fact_marks BEFORE INSERT ON fact FOR EACH ROW EXECUTE FUNCTION fact_marks();

-- Columns that are new are no change of a row (`nscl audit verify`).
ALTER TABLE fact DISABLE TRIGGER USER;
UPDATE fact f SET standard = fold(k.standard), content = c.key
  FROM certificate k JOIN support_turn t ON t.id = k.turn_id JOIN support_content c ON c.id = t.content_id
 WHERE f.record_type = 'certificate' AND k.id = f.record_id;
UPDATE fact f SET content = c.key FROM support_turn t JOIN support_content c ON c.id = t.content_id
 WHERE f.record_type = 'support_turn' AND t.id = f.record_id;
UPDATE fact f SET industry = fold(e.industry), size = e.size_class FROM enterprise e WHERE e.id = f.enterprise_id;
ALTER TABLE fact ENABLE TRIGGER USER;

-- A value of a year, entered by one person with its evidence and confirmed by another: then it is a fact. An estimate of a year that
-- still runs ("ước thực hiện") stands beside the results and never counts.
CREATE TABLE indicator_value (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  indicator_id integer NOT NULL REFERENCES indicator,
  year integer NOT NULL,
  value numeric NOT NULL,
  estimate boolean NOT NULL,
  agency_id integer NOT NULL REFERENCES agency,
  note text,
  file_id integer NOT NULL REFERENCES file,
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'confirmed', 'returned', 'withdrawn')),
  entered_by text NOT NULL,
  entered_at timestamptz NOT NULL,
  confirmed_by text,
  confirmed_at timestamptz,
  reason text,
  CHECK ((state IN ('returned', 'withdrawn')) = (reason IS NOT NULL)),
  CHECK (state <> 'confirmed' OR (confirmed_by IS NOT NULL AND confirmed_at IS NOT NULL))
);
CREATE UNIQUE INDEX indicator_value_once ON indicator_value (plan_id, indicator_id, year, estimate)
  WHERE state IN ('entered', 'confirmed');
CREATE INDEX indicator_value_list ON indicator_value (plan_id, year DESC, id DESC);
CREATE INDEX indicator_value_indicator ON indicator_value (indicator_id, year DESC, id DESC);
CREATE INDEX indicator_value_state ON indicator_value (state, year DESC, id DESC);
CALL watch('indicator_value');

-- Where a target begins and what it is to have reached each year.
ALTER TABLE target
  ADD COLUMN base_value numeric,
  ADD COLUMN base_year integer,
  ADD COLUMN base_source text,
  ADD COLUMN milestones jsonb NOT NULL DEFAULT '{}',
  ADD CONSTRAINT target_base CHECK ((base_value IS NULL) = (base_year IS NULL));

ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check CHECK (key IN ('decision', 'payment', 'paper', 'seal', 'value'));

-- A figure of the published official TFP study of the whole economy that counts for a plan, over the years named.
CREATE FUNCTION study_figure_of(of_plan integer, figure text, from_year integer, to_year integer) RETURNS numeric
  LANGUAGE sql STABLE AS $$
  SELECT CASE figure
           WHEN 'tfpShare' THEN 100 * sum((y ->> 'gTFP')::numeric) / nullif(sum((y ->> 'gY')::numeric), 0)
           WHEN 'tfpGrowth' THEN avg((y ->> 'gTFP')::numeric)
           ELSE avg((y ->> 'gY')::numeric - (y ->> 'gL')::numeric)
         END
    FROM (SELECT s.result::jsonb AS result FROM tfp_study s
           WHERE s.plan_id = of_plan AND s.state = 'published' AND coalesce(s.official, true)
             AND jsonb_typeof(s.result::jsonb -> 'years') = 'array' AND s.first_year < to_year AND s.last_year >= from_year
           ORDER BY s.published_at DESC, s.id DESC LIMIT 1) AS study
   CROSS JOIN LATERAL jsonb_array_elements(study.result -> 'years') AS y
   WHERE (y ->> 'year')::integer BETWEEN from_year AND to_year
$$;

-- What an indicator comes to in these years of a plan; null where nothing was entered or nothing can be computed. Counted: events one
-- by one, quantities summed, or subjects once each; a past result stands for as many as its quantity says.
CREATE OR REPLACE FUNCTION indicator_result(of_plan integer, of_indicator integer, from_year integer, to_year integer) RETURNS numeric
  LANGUAGE plpgsql STABLE AS $$
DECLARE
  i indicator;
  result numeric;
  before numeric;
BEGIN
  SELECT * INTO STRICT i FROM indicator WHERE id = of_indicator;
  IF i.way = 'entered' THEN
    SELECT CASE i.measure
             WHEN 'sum' THEN sum(f.quantity)
             WHEN 'mean' THEN avg(f.quantity)
             ELSE (array_agg(f.quantity ORDER BY f.year DESC))[1]
           END INTO result
      FROM fact f
     WHERE f.plan_id = of_plan AND f.kind = 'value.entered' AND f.retracted_at IS NULL
       AND f.subject = 'indicator:' || i.id AND f.year BETWEEN from_year AND to_year;
    RETURN result;
  END IF;
  IF i.way = 'computed' THEN
    IF i.operation = 'study' THEN RETURN round(study_figure_of(of_plan, i.study_figure, from_year, to_year), 6); END IF;
    IF i.operation = 'growth' THEN
      result := operand_result(of_plan, i.operands[1], to_year, to_year);
      before := operand_result(of_plan, i.operands[1], from_year - 1, from_year - 1);
      IF result IS NULL OR before IS NULL OR before <= 0 OR result < 0 THEN RETURN NULL; END IF;
      RETURN round(100 * (power(result / before, 1.0 / (to_year - from_year + 1)) - 1), 6);
    END IF;
    IF i.operation = 'sum' THEN
      SELECT CASE WHEN bool_or(r IS NULL) THEN NULL ELSE sum(r) END INTO result
        FROM unnest(i.operands) AS o (key) CROSS JOIN LATERAL operand_result(of_plan, o.key, from_year, to_year) AS r;
      RETURN result;
    END IF;
    result := operand_result(of_plan, i.operands[1], from_year, to_year);
    before := operand_result(of_plan, i.operands[2], from_year, to_year);
    IF i.operation = 'difference' THEN RETURN result - before; END IF;
    RETURN round(100 * result / nullif(before, 0), 6);
  END IF;
  IF i.measure <> 'distinct' AND cardinality(i.standards || i.contents || i.industries || i.sizes) = 0 THEN
    SELECT coalesce(sum(CASE WHEN i.measure = 'sum' OR f.past THEN f.quantity ELSE f.facts END), 0) INTO result
      FROM fact_tally f
     WHERE f.plan_id = of_plan AND f.kind = ANY (i.fact_kinds) AND f.year BETWEEN from_year AND to_year;
    RETURN result;
  END IF;
  IF cardinality(i.standards || i.contents || i.industries || i.sizes) = 0 THEN
    SELECT (count(DISTINCT f.subject) FILTER (WHERE f.record_type <> 'past_result'))::numeric
           + coalesce(sum(f.quantity) FILTER (WHERE f.record_type = 'past_result'), 0) INTO result
      FROM fact f
     WHERE f.plan_id = of_plan AND f.kind = ANY (i.fact_kinds) AND f.retracted_at IS NULL
       AND f.year BETWEEN from_year AND to_year;
    RETURN result;
  END IF;
  SELECT CASE i.measure WHEN 'distinct' THEN count(DISTINCT f.subject)::numeric WHEN 'sum' THEN coalesce(sum(f.quantity), 0)
                        ELSE count(*)::numeric END INTO result
    FROM fact f
   WHERE f.plan_id = of_plan AND f.kind = ANY (i.fact_kinds) AND f.retracted_at IS NULL
     AND f.year BETWEEN from_year AND to_year AND fact_wanted(f, i);
  -- What an old report says of such an indicator names no standard or content: it is entered for the indicator itself.
  SELECT result + coalesce(sum(f.quantity), 0) INTO result FROM fact f
   WHERE f.plan_id = of_plan AND f.kind = 'value.entered' AND f.retracted_at IS NULL
     AND f.subject = 'indicator:' || i.id AND f.year BETWEEN from_year AND to_year;
  RETURN result;
END $$;

-- Whether a fact has what an indicator chooses by; what is not known of a fact is not chosen.
CREATE FUNCTION fact_wanted(f fact, i indicator) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (cardinality(i.standards) = 0 OR coalesce(f.standard LIKE ANY (SELECT '%' || s || '%' FROM unnest(i.standards) AS s), false))
     AND (cardinality(i.contents) = 0 OR coalesce(f.content = ANY (i.contents), false))
     AND (cardinality(i.industries) = 0 OR coalesce(f.industry LIKE ANY (SELECT '%' || s || '%' FROM unnest(i.industries) AS s), false))
     AND (cardinality(i.sizes) = 0 OR coalesce(f.size = ANY (i.sizes), false))
$$;

-- A growth's value of the year before the period is the target's base where the programme has none.
CREATE FUNCTION operand_result(of_plan integer, of_key text, from_year integer, to_year integer) RETURNS numeric
  LANGUAGE sql STABLE AS $$
  SELECT coalesce(indicator_result(of_plan, i.id, from_year, to_year),
                  (SELECT t.base_value FROM target t
                    WHERE t.plan_id = of_plan AND t.indicator_id = i.id AND from_year = to_year AND t.base_year = from_year
                    ORDER BY t.id LIMIT 1))
    FROM indicator i WHERE i.key = of_key
$$;
