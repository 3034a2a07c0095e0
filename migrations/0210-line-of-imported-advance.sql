-- An advance that came in with a table names its row too.
ALTER TABLE advance ADD COLUMN import_line integer, ADD CONSTRAINT advance_import_line CHECK (import_line IS NULL OR import_id IS NOT NULL);
