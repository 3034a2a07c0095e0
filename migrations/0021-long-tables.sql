-- A row of a long table may say its own source and day of publication; NULL: those of the import.
ALTER TABLE series_import_cell
  ADD COLUMN source text,
  ADD COLUMN published_on date;
