-- A plan is data: the signed document whole, and as rows what is counted, ordered, due or spent.

CREATE TABLE plan (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number text NOT NULL UNIQUE,
  issued_on date NOT NULL,
  title text NOT NULL,
  title_en text NOT NULL,
  issuer text NOT NULL,
  province text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'active', 'replaced')),
  replaces text,
  source_file text NOT NULL,
  source_sha256 text NOT NULL,
  source_text text NOT NULL,
  document jsonb NOT NULL,
  CHECK (starts_on <= ends_on)
);

-- The catalogue of indicators: each a query over facts, so that nobody types a result.
CREATE TABLE indicator (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text NOT NULL,
  name_en text NOT NULL,
  unit text NOT NULL,
  unit_en text NOT NULL,
  fact_kinds text[] NOT NULL CHECK (cardinality(fact_kinds) > 0),
  measure text NOT NULL CHECK (measure IN ('count', 'sum', 'distinct')),
  ord integer NOT NULL
);

CREATE TABLE target (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  indicator_id integer NOT NULL REFERENCES indicator,
  parent_id integer REFERENCES target,
  first_year integer NOT NULL,
  last_year integer NOT NULL,
  minimum numeric,
  maximum numeric,
  bound text NOT NULL CHECK (bound IN ('exactly', 'about', 'atLeast', 'atMost', 'range')),
  ord integer NOT NULL,
  UNIQUE (plan_id, indicator_id, first_year),
  CHECK (first_year <= last_year),
  CHECK (minimum IS NOT NULL OR maximum IS NOT NULL)
);

CREATE TABLE criterion (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  code text NOT NULL,
  text text NOT NULL,
  text_en text NOT NULL,
  ord integer NOT NULL,
  UNIQUE (plan_id, code)
);

CREATE TABLE duty (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  agency_id integer NOT NULL REFERENCES agency,
  code text NOT NULL,
  text text NOT NULL,
  text_en text NOT NULL,
  recurrence text NOT NULL CHECK (recurrence IN ('continuous', 'yearly', 'once')),
  due_year integer,
  due_month integer CHECK (due_month BETWEEN 1 AND 12),
  due_day integer CHECK (due_day BETWEEN 1 AND 31),
  due_before boolean NOT NULL DEFAULT false,
  ord integer NOT NULL,
  UNIQUE (plan_id, code, agency_id)
);
CREATE INDEX duty_agency ON duty (agency_id);

-- A dated piece of work out of a duty. Its agency is the one that carries the duty on the day it is due; while it is open
-- the successors of that agency take it over (agency_on), and once done it names the agency that did it.
CREATE TABLE duty_item (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  duty_id integer NOT NULL REFERENCES duty,
  agency_id integer NOT NULL REFERENCES agency,
  year integer NOT NULL,
  due_on date NOT NULL,
  -- True: due_on itself is already late ("trước ngày 30 tháng 11").
  due_before boolean NOT NULL,
  done_on date,
  note text,
  file_id integer REFERENCES file,
  UNIQUE (duty_id, year)
);
CREATE INDEX duty_item_open ON duty_item (due_on, id) WHERE done_on IS NULL;
CREATE INDEX duty_item_agency ON duty_item (agency_id, due_on);

-- A fact names its record and its evidence file. `year` is the plan year that it counts for; `subject` is what a
-- distinct measure counts (a support turn, a product). A wrong fact is retracted with a reason, never removed.
CREATE TABLE fact (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  kind text NOT NULL,
  year integer NOT NULL,
  occurred_on date NOT NULL,
  quantity numeric NOT NULL DEFAULT 1 CHECK (quantity > 0),
  subject text NOT NULL,
  record_type text NOT NULL,
  record_id integer NOT NULL,
  enterprise_id integer,
  label text NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  retracted_at timestamptz,
  retraction text,
  CHECK ((retracted_at IS NULL) = (retraction IS NULL))
);
CREATE UNIQUE INDEX fact_once ON fact (kind, record_type, record_id) WHERE retracted_at IS NULL;
CREATE INDEX fact_counted ON fact (plan_id, kind, year, subject) INCLUDE (quantity) WHERE retracted_at IS NULL;
CREATE INDEX fact_listed ON fact (plan_id, kind, occurred_on DESC, id DESC) WHERE retracted_at IS NULL;
CREATE INDEX fact_record ON fact (record_type, record_id);
CREATE INDEX fact_enterprise ON fact (enterprise_id);

-- The result of each target, counted afresh from the facts at every reading.
CREATE VIEW target_result AS
  SELECT t.id AS target_id, t.plan_id, t.indicator_id, i.key AS indicator_key, y.year,
         CASE i.measure
           WHEN 'count' THEN count(f.id)::numeric
           WHEN 'sum' THEN coalesce(sum(f.quantity), 0)
           ELSE count(DISTINCT f.subject)::numeric
         END AS result
    FROM target t
    JOIN indicator i ON i.id = t.indicator_id
   CROSS JOIN LATERAL (SELECT generate_series(t.first_year, t.last_year) UNION ALL SELECT NULL) AS y (year)
    LEFT JOIN fact f ON f.plan_id = t.plan_id AND f.kind = ANY (i.fact_kinds) AND f.retracted_at IS NULL
                    AND f.year BETWEEN coalesce(y.year, t.first_year) AND coalesce(y.year, t.last_year)
   GROUP BY t.id, i.id, y.year;
COMMENT ON VIEW target_result IS 'One row for each year of a target and one with year NULL for the whole period: a distinct subject counts once in the period even if it counts in two years.';

CALL watch('plan');
CALL watch('indicator');
CALL watch('target');
CALL watch('criterion');
CALL watch('duty');
CALL watch('duty_item');
CALL watch('fact');
