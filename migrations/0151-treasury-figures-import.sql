-- The Treasury's statement of a year comes in as a table.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''treasury_figures''::text, '));
END $$;
