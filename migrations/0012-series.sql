-- Statistical series of a territory: GRDP, investment, capital, labour. Empty at first: every value comes with its source.

-- A territory with the days between which it is one: Sóc Trăng to 30/6/2025, its successor from 1/7/2025.
CREATE TABLE territory (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text NOT NULL,
  name_en text NOT NULL,
  valid_from date,
  valid_to date,
  successor_id integer REFERENCES territory,
  source text NOT NULL,
  ord integer NOT NULL,
  CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to),
  CHECK (successor_id IS NULL OR valid_to IS NOT NULL)
);
CREATE INDEX territory_successor ON territory (successor_id) WHERE successor_id IS NOT NULL;

CREATE TABLE series_measure (
  key text PRIMARY KEY,
  name text NOT NULL,
  name_en text NOT NULL,
  definition text NOT NULL,
  definition_en text NOT NULL,
  -- Decides the unit that values are kept in: tỷ đồng, nghìn người, triệu giờ, a share of 1.
  dimension text NOT NULL CHECK (dimension IN ('money', 'persons', 'hours', 'share')),
  -- Whether a series of it names the year whose prices it is in.
  constant_prices boolean NOT NULL,
  -- How it is written in tables, folded; for reading files.
  aliases text[] NOT NULL,
  ord integer NOT NULL
);

CREATE TABLE series_sector (
  key text PRIMARY KEY,
  name text NOT NULL,
  name_en text NOT NULL,
  parent_key text REFERENCES series_sector DEFERRABLE INITIALLY DEFERRED,
  level integer NOT NULL CHECK (level BETWEEN 0 AND 2),
  aliases text[] NOT NULL,
  ord integer NOT NULL
);

CREATE TABLE series (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  territory_id integer NOT NULL REFERENCES territory,
  measure_key text NOT NULL REFERENCES series_measure,
  sector_key text NOT NULL REFERENCES series_sector,
  -- Year whose prices it is in; none for what is in current prices or no money.
  base_year integer CHECK (base_year BETWEEN 1986 AND 2100),
  -- Names another set of figures for the same thing (before a revaluation, an older survey); '' is the one in use.
  edition text NOT NULL DEFAULT '',
  -- Summary of its latest values, kept by the command that writes them.
  first_year integer,
  last_year integer,
  filled integer NOT NULL DEFAULT 0,
  -- The last year that is neither estimated nor preliminary.
  official_to integer,
  -- Whole milliseconds: lists are paged by it.
  updated_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
  CONSTRAINT series_once UNIQUE NULLS NOT DISTINCT (territory_id, measure_key, sector_key, base_year, edition)
);
CREATE INDEX series_list ON series (updated_at, id);
CREATE INDEX series_measure_list ON series (measure_key, updated_at, id);

-- What was ever said of a year: a revision is a new row, and a value taken back is a row without a value, with its reason.
CREATE TABLE observation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  series_id integer NOT NULL REFERENCES series,
  year integer NOT NULL CHECK (year BETWEEN 1986 AND 2100),
  value numeric,
  status text NOT NULL CHECK (status IN ('estimate', 'preliminary', 'official')),
  source text NOT NULL CHECK (source <> ''),
  published_on date,
  -- How the program computed it; none when somebody entered it.
  method text CHECK (method IN ('splice', 'rebase')),
  -- Why it was revised or taken back.
  reason text,
  -- Under the lock on the series, so that within a series it rises with id.
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  recorded_by text NOT NULL,
  CHECK (value IS NOT NULL OR reason IS NOT NULL)
);
CREATE INDEX observation_history ON observation (series_id, year, id);

-- The latest row of each year of a series; derived, so that a grid reads no history.
CREATE TABLE observation_current (
  series_id integer NOT NULL REFERENCES series,
  year integer NOT NULL,
  observation_id bigint NOT NULL REFERENCES observation,
  value numeric,
  status text NOT NULL,
  source text NOT NULL,
  published_on date,
  method text,
  PRIMARY KEY (series_id, year)
);

CREATE FUNCTION keep_current_observation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO observation_current (series_id, year, observation_id, value, status, source, published_on, method)
  VALUES (NEW.series_id, NEW.year, NEW.id, NEW.value, NEW.status, NEW.source, NEW.published_on, NEW.method)
  ON CONFLICT (series_id, year) DO UPDATE
    SET observation_id = excluded.observation_id, value = excluded.value, status = excluded.status,
        source = excluded.source, published_on = excluded.published_on, method = excluded.method;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_current AFTER INSERT ON observation
  FOR EACH ROW EXECUTE FUNCTION keep_current_observation();

-- A file or a pasted block is read once into cells, shown, and then applied from these: what was shown is what is written.
CREATE TABLE series_import (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  territory_id integer NOT NULL REFERENCES territory,
  file_id integer NOT NULL REFERENCES file,
  status text NOT NULL CHECK (status IN ('estimate', 'preliminary', 'official')),
  source text NOT NULL CHECK (source <> ''),
  published_on date,
  -- How the block was read: its sheet, the form of its numbers, where its years stand, lines left out.
  reading jsonb NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  unchanged integer NOT NULL,
  refused integer NOT NULL,
  checked_at timestamptz NOT NULL DEFAULT now(),
  checked_by text NOT NULL,
  applied_at timestamptz
);
CREATE TABLE series_import_cell (
  import_id integer NOT NULL REFERENCES series_import ON DELETE CASCADE,
  place integer NOT NULL,
  -- The cell as a spreadsheet names it: C5.
  address text NOT NULL,
  typed text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('new', 'changed', 'same', 'error')),
  measure_key text REFERENCES series_measure,
  sector_key text REFERENCES series_sector,
  base_year integer,
  edition text NOT NULL DEFAULT '',
  year integer,
  value numeric,
  status text NOT NULL CHECK (status IN ('estimate', 'preliminary', 'official')),
  -- The value on record at the check, and the row that it came from: another one since then stops the import.
  before numeric,
  before_id bigint,
  problems jsonb NOT NULL,
  PRIMARY KEY (import_id, place),
  CHECK (outcome = 'error' OR (measure_key IS NOT NULL AND sector_key IS NOT NULL AND year IS NOT NULL AND value IS NOT NULL))
);
CREATE INDEX series_import_outcome ON series_import_cell (import_id, outcome, place);

CALL watch('territory');
CALL watch('series_measure');
CALL watch('series_sector');
CALL watch('series');
CALL watch('observation');
CALL append_only('observation');
