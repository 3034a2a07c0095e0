-- Who appraised a record, in whatever state its appraisal is, is asked for each row of the work list.
CREATE INDEX appraisal_of ON appraisal (record, record_id);
