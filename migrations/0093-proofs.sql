-- What an enterprise proves of the criteria of priority: that a product of it is a key product by a list, or a measure of a year. It is
-- proposed with its evidence, confirmed or refused by another person, and counts while it is confirmed and in force.
CREATE TABLE enterprise_proof (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  kind text NOT NULL CHECK (kind IN ('key_product', 'domestic_share', 'local_share', 'export_turnover')),
  product_id integer CONSTRAINT enterprise_proof_product REFERENCES product,
  -- what the product was called when it was proposed
  product_name text COLLATE "vi-x-icu",
  key_product_id integer CONSTRAINT enterprise_proof_entry REFERENCES key_product,
  year integer,
  value double precision CHECK (value >= 0),
  unit text CHECK (unit IN ('%', 'VND', 'USD')),
  note text NOT NULL CHECK (note <> ''),
  file_id integer NOT NULL REFERENCES file,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn', 'ended')),
  proposed_on date NOT NULL,
  decided_on date,
  -- why it was refused, withdrawn or ended
  reason text,
  version integer NOT NULL DEFAULT 1,
  -- one proposal or confirmation of the same stands at a time
  slot text GENERATED ALWAYS AS (CASE WHEN state IN ('proposed', 'confirmed') THEN
    CASE WHEN kind = 'key_product' THEN kind || '/' || key_product_id || '/' || product_name ELSE kind || '/' || year END END) STORED,
  CHECK ((kind = 'key_product') = (product_id IS NOT NULL)),
  CHECK ((product_id IS NULL) = (key_product_id IS NULL) AND (product_id IS NULL) = (product_name IS NULL)),
  CHECK ((kind = 'key_product') = (value IS NULL) AND (value IS NULL) = (year IS NULL) AND (value IS NULL) = (unit IS NULL)),
  CHECK (kind = 'key_product' OR (kind = 'export_turnover') = (unit <> '%')),
  CHECK (kind NOT IN ('domestic_share', 'local_share') OR value <= 100),
  CHECK ((state = 'proposed') = (decided_on IS NULL)),
  CHECK ((state IN ('refused', 'withdrawn', 'ended')) = (reason IS NOT NULL))
);
CREATE UNIQUE INDEX enterprise_proof_once ON enterprise_proof (enterprise_id, slot);
CREATE INDEX enterprise_proof_proposed ON enterprise_proof (proposed_on DESC, id DESC);
CREATE INDEX enterprise_proof_waits ON enterprise_proof (proposed_on, id) WHERE state = 'proposed';
CREATE INDEX enterprise_proof_of ON enterprise_proof (enterprise_id, kind, state);
CREATE INDEX enterprise_proof_product_of ON enterprise_proof (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX enterprise_proof_entry_of ON enterprise_proof (key_product_id, state) WHERE key_product_id IS NOT NULL;
CREATE INDEX enterprise_proof_file ON enterprise_proof (file_id);
CALL watch('enterprise_proof');

-- By which proof a criterion of a plan is met, from when on, by which document. A criterion without a row is confirmed by an officer, as before.
CREATE TABLE criterion_rule (
  criterion_id integer PRIMARY KEY REFERENCES criterion ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('key_product', 'domestic_share', 'local_share', 'export_turnover')),
  at_least double precision CHECK (at_least >= 0),
  unit text CHECK (unit IN ('%', 'VND', 'USD')),
  -- how many years back a measure counts: 1 is the year that runs and the one before
  years integer CHECK (years BETWEEN 1 AND 10),
  source text NOT NULL CHECK (source <> ''),
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  version integer NOT NULL DEFAULT 1,
  CHECK ((kind = 'key_product') = (at_least IS NULL) AND (at_least IS NULL) = (unit IS NULL) AND (at_least IS NULL) = (years IS NULL)),
  CHECK (kind = 'key_product' OR (kind = 'export_turnover') = (unit <> '%'))
);
CALL watch('criterion_rule');

-- The products that are confirmed to be key products, by lists in force on a day.
CREATE FUNCTION key_products_on(day date)
RETURNS TABLE (proof_id integer, enterprise_id integer, product_id integer, product text, entry text, instrument text)
LANGUAGE sql STABLE AS $$
  SELECT p.id, p.enterprise_id, p.product_id, p.product_name, k.name, i.number
    FROM enterprise_proof p JOIN key_product k ON k.id = p.key_product_id JOIN key_product_list l ON l.id = k.list_id
    JOIN legal_instrument i ON i.id = l.instrument_id
   WHERE p.kind = 'key_product' AND p.state = 'confirmed' AND day BETWEEN l.valid_from AND coalesce(l.valid_to, 'infinity')
$$;

-- The rule of a criterion on a day: its own, else that of the criterion of an earlier plan that it succeeds.
CREATE FUNCTION criterion_rule_on(of integer, day date) RETURNS SETOF criterion_rule LANGUAGE sql STABLE AS $$
  SELECT r.* FROM criterion_line l JOIN criterion_rule r ON r.criterion_id = l.answered_id
   WHERE l.criterion_id = of AND day BETWEEN r.valid_from AND coalesce(r.valid_to, 'infinity')
   ORDER BY l.distance, r.criterion_id LIMIT 1
$$;

-- The proof that answers a criterion with a rule, on a day: of key products a confirmed one by a list in force, of measures the confirmed
-- one of the latest year that still counts. No row: it is not known, which is not failed.
CREATE FUNCTION criterion_proof_on(of integer, enterprise integer, day date)
RETURNS TABLE (proof_id integer, met boolean) LANGUAGE sql STABLE AS $$
  SELECT p.id, coalesce(r.unit = p.unit AND p.value >= r.at_least, r.kind = 'key_product')
    FROM criterion_rule_on(of, day) r
    JOIN enterprise_proof p ON p.enterprise_id = enterprise AND p.kind = r.kind AND p.state = 'confirmed'
    LEFT JOIN key_product k ON k.id = p.key_product_id
    LEFT JOIN key_product_list l ON l.id = k.list_id
   WHERE CASE WHEN r.kind = 'key_product' THEN day BETWEEN l.valid_from AND coalesce(l.valid_to, 'infinity')
              ELSE p.unit = r.unit AND p.year BETWEEN extract(year FROM day)::int - r.years AND extract(year FROM day)::int END
   ORDER BY p.year DESC NULLS FIRST, p.id DESC LIMIT 1
$$;

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s',
                 replace(known, 'ARRAY[', 'ARRAY[''proof''::text, '));
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT enterprise_id, file_id FROM enterprise_proof';
END $$;
