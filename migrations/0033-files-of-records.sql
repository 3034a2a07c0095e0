-- The files that the records of an enterprise name: what its own pages show it, whoever brought the file.
CREATE VIEW enterprise_file AS
  SELECT enterprise_id, file_id FROM enterprise_year WHERE file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, file_id FROM enterprise_criterion WHERE file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, file_id FROM enterprise_accounts WHERE file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, file_id FROM application WHERE file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, decision_file_id FROM application WHERE decision_file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, file_id FROM certificate
  UNION ALL SELECT t.enterprise_id, s.file_id FROM support_step s JOIN support_turn t ON t.id = s.turn_id
             WHERE s.file_id IS NOT NULL;

-- The PDF of a sealed report is kept with the others; of those sealed before it is written from the sealed data.
ALTER TABLE report
  ADD COLUMN pdf_file_id integer REFERENCES file,
  ADD COLUMN pdf_sha256 text,
  ADD CHECK ((pdf_file_id IS NULL) = (pdf_sha256 IS NULL)),
  ADD CHECK (state = 'sealed' OR pdf_file_id IS NULL);
