-- Lists of key products, each of a decision with its territory and days; nothing comes with the program.
CREATE TABLE key_product_list (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  instrument_id integer NOT NULL CONSTRAINT key_product_list_once UNIQUE REFERENCES legal_instrument,
  -- the province whose territory it is of, as it was named then; null: everywhere
  province text,
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  -- the list that took its place
  replaced_by integer REFERENCES key_product_list CHECK (replaced_by <> id),
  note text,
  version integer NOT NULL DEFAULT 1,
  CHECK (replaced_by IS NULL OR valid_to IS NOT NULL)
);
CREATE INDEX key_product_list_valid ON key_product_list (valid_from DESC, id);
CREATE INDEX key_product_list_replaced ON key_product_list (replaced_by) WHERE replaced_by IS NOT NULL;
CALL watch('key_product_list');

-- The products that a list names.
CREATE TABLE key_product (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  list_id integer NOT NULL REFERENCES key_product_list,
  name text COLLATE "vi-x-icu" NOT NULL,
  group_name text COLLATE "vi-x-icu",
  note text,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(group_name, ''))) STORED
);
CREATE UNIQUE INDEX key_product_once ON key_product (list_id, fold(name), fold(coalesce(group_name, '')));
CREATE INDEX key_product_name ON key_product (name, id);
CREATE INDEX key_product_search ON key_product USING gin (search gin_trgm_ops);
CALL watch('key_product');

-- The appendix of a decision comes in as a table.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''key_products''::text, '));
END $$;
