-- What enterprises declared and nobody confirmed yet, the oldest first.
CREATE INDEX enterprise_criterion_waits ON enterprise_criterion (recorded_on, enterprise_id, criterion_id) WHERE met AND NOT confirmed;
