-- The day on which a plan was accepted here; null for one that came with the installation. What was due under it before that day was done,
-- or not, without this program: it is history to be entered, and never late.
ALTER TABLE plan ADD COLUMN kept_from date;
