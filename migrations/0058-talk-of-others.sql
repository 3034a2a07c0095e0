-- Threads of people from outside, and questions that are work of the one asked.
ALTER TABLE talk_message DROP CONSTRAINT talk_message_side_check;
ALTER TABLE talk_message DROP CONSTRAINT talk_message_check;
ALTER TABLE talk_message DROP CONSTRAINT talk_message_check1;
-- advice: between officers and whoever is invited to the record; the enterprise reads neither it nor notes.
ALTER TABLE talk_message ADD CONSTRAINT talk_message_side_check CHECK (side IN ('message', 'note', 'advice'));
ALTER TABLE talk_message ADD CONSTRAINT talk_message_asks CHECK (NOT asks OR side <> 'note');
ALTER TABLE talk_message ADD CONSTRAINT talk_message_outside CHECK (NOT outside OR side <> 'note');
-- The agency that the record is of, where it is an agency's: who is asked.
ALTER TABLE talk_message ADD COLUMN agency_id integer REFERENCES agency;
-- A question that no longer waits for an answer.
ALTER TABLE talk_message ADD COLUMN settled_at timestamptz;
ALTER TABLE talk_message ADD COLUMN settled_by text REFERENCES account;
ALTER TABLE talk_message DISABLE TRIGGER record_change;
UPDATE talk_message m SET agency_id = i.agency_id FROM duty_item i WHERE m.record = 'duty_item' AND i.id = m.record_id;
UPDATE talk_message m SET agency_id = o.agency_id FROM obstacle o WHERE m.record = 'obstacle' AND o.id = m.record_id;
ALTER TABLE talk_message ENABLE TRIGGER record_change;
CREATE INDEX talk_message_open ON talk_message (at) WHERE asks AND answered_by IS NULL AND settled_at IS NULL AND withdrawn_at IS NULL;
