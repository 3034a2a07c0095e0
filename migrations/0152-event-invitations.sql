-- Whom an event invites, and the invitation ("Giấy mời") that goes out: a kind of document with numbers of its own.
CREATE TABLE event_invitee (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES planned_event,
  -- one of the three: an agency, an enterprise, or somebody else by name
  agency_id integer REFERENCES agency,
  enterprise_id integer REFERENCES enterprise,
  -- empty for the first two; somebody erased keeps a mark here
  name text COLLATE "vi-x-icu" NOT NULL DEFAULT '',
  organisation text CHECK (organisation <> ''),
  email text CHECK (email <> ''),
  -- the day on which the invitation went out, and which it was
  sent_on date,
  document_id integer REFERENCES made_document,
  CHECK (num_nonnulls(agency_id, enterprise_id) = CASE name WHEN '' THEN 1 ELSE 0 END),
  CHECK (name <> '' OR num_nonnulls(organisation, email) = 0),
  CHECK ((sent_on IS NULL) = (document_id IS NULL)),
  CONSTRAINT event_invitee_agency UNIQUE (event_id, agency_id),
  CONSTRAINT event_invitee_enterprise UNIQUE (event_id, enterprise_id)
);
CREATE INDEX event_invitee_of ON event_invitee (event_id, id);
CREATE INDEX event_invitee_by_agency ON event_invitee (agency_id) WHERE agency_id IS NOT NULL;
CREATE INDEX event_invitee_by_enterprise ON event_invitee (enterprise_id) WHERE enterprise_id IS NOT NULL;
CREATE INDEX event_invitee_document ON event_invitee (document_id) WHERE document_id IS NOT NULL;
CALL watch('event_invitee');

ALTER TABLE outgoing_number DROP CONSTRAINT outgoing_number_kind_check,
  ADD CONSTRAINT outgoing_number_kind_check CHECK (kind IN ('decision', 'letter', 'contract', 'invitation'));
ALTER TABLE document_symbol DROP CONSTRAINT document_symbol_kind_check,
  ADD CONSTRAINT document_symbol_kind_check CHECK (kind IN ('decision', 'letter', 'contract', 'invitation', 'report', 'minutes', 'estimate'));
