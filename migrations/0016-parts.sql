-- Measures that are parts of others: capital by type of asset, employed persons and their pay by qualification.

-- What a whole is divided into. An asset carries how fast it wears, as published, with its source.
CREATE TABLE series_part (
  key text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('asset', 'skill')),
  name text NOT NULL,
  name_en text NOT NULL,
  -- How it is written in tables, folded; for reading files.
  aliases text[] NOT NULL,
  -- A year's loss as a share of the stock, and years of service; what a study proposes.
  depreciation numeric CHECK (depreciation >= 0 AND depreciation < 1),
  service_life integer CHECK (service_life BETWEEN 1 AND 200),
  source text,
  source_en text,
  -- Written down from memory of the source: shown as "cần đối chiếu" until somebody has held it against the source.
  to_check boolean NOT NULL,
  ord integer NOT NULL,
  UNIQUE (key, kind),
  CHECK (kind <> 'asset' OR (depreciation IS NOT NULL AND service_life IS NOT NULL AND source IS NOT NULL AND source_en IS NOT NULL))
);

ALTER TABLE series_measure
  ADD COLUMN part_of text REFERENCES series_measure DEFERRABLE INITIALLY DEFERRED,
  ADD COLUMN part_kind text CHECK (part_kind IN ('asset', 'skill')),
  ADD COLUMN part_key text,
  ADD FOREIGN KEY (part_key, part_kind) REFERENCES series_part (key, kind),
  ADD CONSTRAINT series_measure_part CHECK (num_nonnulls(part_of, part_kind, part_key) IN (0, 3)),
  ADD CONSTRAINT series_measure_part_once UNIQUE (part_of, part_key),
  -- pay: nghìn đồng a person a month.
  DROP CONSTRAINT series_measure_dimension_check,
  ADD CONSTRAINT series_measure_dimension_check CHECK (dimension IN ('money', 'persons', 'hours', 'share', 'pay'));

CALL watch('series_part');
