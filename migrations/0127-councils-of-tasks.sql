-- A step whose text names a council is concluded by one; where the text lets the agency or a consultant review as well, the step says so:
-- Decree 268/2025/NĐ-CP, art. 12.
ALTER TABLE task_kind_step ADD COLUMN without_council boolean NOT NULL DEFAULT false;
ALTER TABLE task_kind_step DISABLE TRIGGER task_kind_kept;
UPDATE task_kind_step s SET without_council = true FROM appraisal_rule r WHERE r.id = s.appraisal_rule_id AND r.key = 'innovation';
ALTER TABLE task_kind_step ENABLE TRIGGER task_kind_kept;
