-- All provinces, districts and communes before and after 1 July 2025, with what became of each.

CREATE TABLE place (
  -- The day that the catalogue is of, the level and the official code: codes alone name two units, one before and one after.
  key text PRIMARY KEY,
  code text NOT NULL,
  level text NOT NULL CHECK (level IN ('province', 'district', 'commune')),
  name text COLLATE "vi-x-icu" NOT NULL,
  name_en text NOT NULL,
  parent_key text REFERENCES place DEFERRABLE INITIALLY DEFERRED,
  -- The plain name of its province, and where the area of a commune lay before the day.
  province text NOT NULL,
  former_province text,
  valid_from date,
  valid_to date,
  source text NOT NULL,
  -- Entered or mended here: a later catalogue leaves it alone.
  own boolean NOT NULL DEFAULT false,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || province)) STORED,
  CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);
CREATE INDEX place_list ON place (name, key);
CREATE INDEX place_province ON place (province, level, name, key);
CREATE INDEX place_search ON place USING gin (search gin_trgm_ops);
CREATE INDEX place_parent ON place (parent_key);

CREATE TABLE place_successor (
  place_key text NOT NULL REFERENCES place ON DELETE CASCADE,
  successor_key text NOT NULL REFERENCES place ON DELETE CASCADE,
  -- Only a part of the area went there.
  part boolean NOT NULL DEFAULT false,
  own boolean NOT NULL DEFAULT false,
  PRIMARY KEY (place_key, successor_key),
  CHECK (place_key <> successor_key)
);
CREATE INDEX place_successor_of ON place_successor (successor_key);

-- The units that addresses use stand in admin_unit, which is watched row by row; each knows its place in the catalogue.
ALTER TABLE admin_unit
  ADD COLUMN place_key text REFERENCES place,
  ADD COLUMN former_province text;
CREATE UNIQUE INDEX admin_unit_place ON admin_unit (place_key) WHERE place_key IS NOT NULL;
