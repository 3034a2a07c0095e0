-- A plan in several versions; drafts that are worked on before they count; results of years before the program.

-- `version` counts amendments. What stood before each one is kept in plan_version.
ALTER TABLE plan ADD COLUMN version integer NOT NULL DEFAULT 1;
-- The instrument that made the present version, when it is not the plan's own: "Quyết định số …".
ALTER TABLE plan ADD COLUMN amended_by text;
ALTER TABLE plan ADD COLUMN amended_on date;
-- The signed document as it was brought in, when it was.
ALTER TABLE plan ADD COLUMN file_id integer REFERENCES file;
-- The plan that took this one's place.
ALTER TABLE plan ADD COLUMN replaced_by integer REFERENCES plan;

-- The versions that no longer hold, whole.
CREATE TABLE plan_version (
  plan_id integer NOT NULL REFERENCES plan,
  version integer NOT NULL CHECK (version > 0),
  document jsonb NOT NULL,
  source_file text NOT NULL,
  source_sha256 text NOT NULL,
  source_text text NOT NULL,
  file_id integer REFERENCES file,
  amended_by text,
  amended_on date,
  -- Why the next version took its place.
  reason text NOT NULL,
  superseded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (plan_id, version)
);

-- A plan that is being worked on: read from a signed document, an amendment of a plan, or the next period's plan. The
-- document is as far as it has come; it is held to the plan's rules when it is accepted.
CREATE TABLE plan_draft (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('document', 'amendment', 'next')),
  -- The plan that is amended, or that the next is built on.
  plan_id integer REFERENCES plan,
  label text NOT NULL CHECK (label <> ''),
  document jsonb NOT NULL,
  -- What the reader found in the signed document (schema/plan.schema.json), spans included.
  reading jsonb,
  -- The calculation behind each figure of a plan for the next period, by the figure's path in `document`.
  reasons jsonb NOT NULL DEFAULT '{}',
  file_id integer REFERENCES file,
  source_file text,
  source_sha256 text,
  source_text text,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'discarded')),
  accepted_plan_id integer REFERENCES plan,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  CHECK (kind = 'document' OR plan_id IS NOT NULL),
  CHECK ((source_text IS NULL) = (source_sha256 IS NULL) AND (source_text IS NULL) = (source_file IS NULL)),
  CHECK ((state = 'accepted') = (accepted_plan_id IS NOT NULL))
);
CREATE INDEX plan_draft_list ON plan_draft (updated_at, id);
CREATE INDEX plan_draft_open ON plan_draft (plan_id) WHERE state = 'open';

-- A result of a year in which the programme ran without this program: a number with its evidence, entered once.
CREATE TABLE past_result (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  indicator_id integer NOT NULL REFERENCES indicator,
  year integer NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  label text NOT NULL CHECK (label <> ''),
  file_id integer NOT NULL REFERENCES file,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  retracted_on date,
  retraction text,
  CHECK ((retracted_on IS NULL) = (retraction IS NULL))
);
CREATE INDEX past_result_list ON past_result (plan_id, year, id);
CREATE INDEX past_result_indicator ON past_result (indicator_id, year) WHERE retracted_on IS NULL;

-- A fact of a past result stands for as many turns, certificates or events as its quantity says.
CREATE OR REPLACE VIEW target_result AS
  SELECT t.id AS target_id, t.plan_id, t.indicator_id, i.key AS indicator_key, y.year,
         CASE i.measure
           WHEN 'count' THEN (count(f.id) FILTER (WHERE f.record_type <> 'past_result'))::numeric
                             + coalesce(sum(f.quantity) FILTER (WHERE f.record_type = 'past_result'), 0)
           WHEN 'sum' THEN coalesce(sum(f.quantity), 0)
           ELSE (count(DISTINCT f.subject) FILTER (WHERE f.record_type <> 'past_result'))::numeric
                + coalesce(sum(f.quantity) FILTER (WHERE f.record_type = 'past_result'), 0)
         END AS result
    FROM target t
    JOIN indicator i ON i.id = t.indicator_id
   CROSS JOIN LATERAL (SELECT generate_series(t.first_year, t.last_year) UNION ALL SELECT NULL) AS y (year)
    LEFT JOIN fact f ON f.plan_id = t.plan_id AND f.kind = ANY (i.fact_kinds) AND f.retracted_at IS NULL
                    AND f.year BETWEEN coalesce(y.year, t.first_year) AND coalesce(y.year, t.last_year)
   GROUP BY t.id, i.id, y.year;

CALL watch('plan_version');
CALL append_only('plan_version');
CALL watch('plan_draft');
CALL watch('past_result');
