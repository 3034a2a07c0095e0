-- Agencies with validity and successor; district-level units. `to_check`: recalled, not yet held against its source.

CREATE TABLE agency (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text COLLATE "vi-x-icu" NOT NULL,
  name_en text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency', 'association')),
  valid_from date,
  valid_to date,
  successor_id integer REFERENCES agency,
  source text NOT NULL,
  to_check boolean NOT NULL DEFAULT false,
  CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to),
  CHECK (successor_id IS NULL OR (successor_id <> id AND valid_to IS NOT NULL))
);
CREATE INDEX agency_successor ON agency (successor_id);

-- Who carries the agency's duties on a day: itself while it lives, else its successor, and so on.
CREATE FUNCTION agency_on(agency integer, day date) RETURNS integer LANGUAGE sql STABLE AS $$
  WITH RECURSIVE line AS (
    SELECT a.id, a.valid_to, a.successor_id, 1 AS depth FROM agency a WHERE a.id = agency
    UNION ALL
    SELECT s.id, s.valid_to, s.successor_id, line.depth + 1
      FROM line JOIN agency s ON s.id = line.successor_id
     WHERE line.valid_to < day AND line.depth < 20
  )
  SELECT id FROM line ORDER BY depth DESC LIMIT 1
$$;

CREATE TABLE admin_unit (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text COLLATE "vi-x-icu" NOT NULL,
  name_en text NOT NULL,
  province text NOT NULL,
  valid_from date,
  valid_to date,
  source text NOT NULL,
  to_check boolean NOT NULL DEFAULT false
);

CALL watch('agency');
CALL watch('admin_unit');
