-- A territory of series is a province of the catalogue of places, on one side of the mergers or the other.
ALTER TABLE territory ADD COLUMN place_key text REFERENCES place;
CREATE UNIQUE INDEX territory_place ON territory (place_key) WHERE place_key IS NOT NULL;

-- Lists of agencies and of places come in as tables too.
ALTER TABLE import DROP CONSTRAINT import_kind_check;
ALTER TABLE import ADD CONSTRAINT import_kind_check
  CHECK (kind IN ('enterprises', 'accounts', 'series', 'results', 'takeover', 'agencies', 'places'));
