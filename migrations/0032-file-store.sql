-- Which folder of stored files belongs to this database: the id that lies in that folder. One program, or several that share one folder.
CREATE TABLE file_store (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  id text NOT NULL CHECK (id ~ '^[0-9a-f]{32}$')
);
CALL watch('file_store');
