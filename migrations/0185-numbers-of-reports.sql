-- Reports and minutes take numbers of the register too (their symbols are in Decree 30/2020/NĐ-CP, appendix III): the papers of the year end are such.
ALTER TABLE outgoing_number DROP CONSTRAINT outgoing_number_kind_check,
  ADD CONSTRAINT outgoing_number_kind_check CHECK (kind IN ('decision', 'letter', 'contract', 'invitation', 'report', 'minutes'));
