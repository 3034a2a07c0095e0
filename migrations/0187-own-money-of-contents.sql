-- Own money of contents of S&T tasks comes in as a table too, with one scan of its vouchers; a row of it names the content that it is of.
ALTER TABLE own_payment DROP CONSTRAINT own_payment_import, DROP COLUMN import_kind;
ALTER TABLE own_payment
  ADD COLUMN import_kind text GENERATED ALWAYS AS
    (CASE WHEN import_id IS NULL THEN NULL WHEN content_id IS NULL THEN 'own_money' ELSE 'own_content_money' END) STORED,
  ADD CONSTRAINT own_payment_import FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''own_content_money''::text, '));
END $$;
