-- Which enterprises an association acts for under the programme: its members, and those that it brought to it. Of these it reads the
-- records; of all others what the public register says. The enterprise or the coordinator says so, never the association itself.
CREATE TABLE association_member (
  agency_id integer NOT NULL REFERENCES agency,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  tie text NOT NULL CHECK (tie IN ('member', 'brought')),
  since date NOT NULL,
  ended_on date,
  PRIMARY KEY (agency_id, enterprise_id),
  CONSTRAINT association_member_days CHECK (ended_on >= since)
);
CREATE INDEX association_member_enterprise ON association_member (enterprise_id);
CALL watch('association_member');

-- Files of the programme itself, which no enterprise's record names: what everybody who works for it reads.
CREATE VIEW programme_file AS
  SELECT file_id FROM training_event
  UNION ALL SELECT file_id FROM plan WHERE file_id IS NOT NULL
  UNION ALL SELECT file_id FROM plan_version WHERE file_id IS NOT NULL
  UNION ALL SELECT file_id FROM plan_draft WHERE file_id IS NOT NULL
  UNION ALL SELECT file_id FROM past_result
  UNION ALL SELECT file_id FROM indicator_value
  UNION ALL SELECT file_id FROM duty_item WHERE file_id IS NOT NULL
  UNION ALL SELECT file_id FROM import WHERE kind = 'series'
  UNION ALL SELECT docx_file_id FROM tfp_study WHERE docx_file_id IS NOT NULL
  UNION ALL SELECT xlsx_file_id FROM tfp_study WHERE xlsx_file_id IS NOT NULL;

-- The files of earlier filings are the enterprise's too.
CREATE OR REPLACE VIEW enterprise_file AS
  SELECT enterprise_id, file_id FROM enterprise_year WHERE file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, file_id FROM enterprise_criterion WHERE file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, file_id FROM enterprise_accounts WHERE file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, file_id FROM application WHERE file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, decision_file_id FROM application WHERE decision_file_id IS NOT NULL
  UNION ALL SELECT a.enterprise_id, f.file_id FROM application_filing f JOIN application a ON a.id = f.application_id
             WHERE f.file_id IS NOT NULL
  UNION ALL SELECT enterprise_id, file_id FROM certificate
  UNION ALL SELECT t.enterprise_id, s.file_id FROM support_step s JOIN support_turn t ON t.id = s.turn_id
             WHERE s.file_id IS NOT NULL;
