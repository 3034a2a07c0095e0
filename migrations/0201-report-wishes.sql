-- A wish for more time falls away with the report that is sent, or with its request; each round keeps the scan that it was sent with.
ALTER TABLE report_extension DROP CONSTRAINT report_extension_state_check;
ALTER TABLE report_extension ADD CONSTRAINT report_extension_state_check CHECK (state IN ('asked', 'granted', 'refused', 'lapsed'));
ALTER TABLE report_round ADD COLUMN file_id integer REFERENCES file;
CREATE INDEX report_round_file ON report_round (file_id) WHERE file_id IS NOT NULL;
