-- Which identity key belongs to this database: a mark of it, so that a second program with keys of its own is refused. Null until the first
-- start after this.
ALTER TABLE file_store ADD COLUMN keys text CHECK (keys ~ '^[0-9a-f]{64}$');
