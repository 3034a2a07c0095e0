-- Materials of an event: a file or an address in the web, for the organiser alone, its participants, or everybody.
CREATE TABLE event_material (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES planned_event,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  sight text NOT NULL CHECK (sight IN ('organiser', 'participants', 'public')),
  file_id integer REFERENCES file,
  link text CHECK (link ~ '^https?://'),
  added_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title)) STORED,
  CONSTRAINT event_material_one CHECK (num_nonnulls(file_id, link) = 1)
);
CREATE INDEX event_material_of ON event_material (event_id, id);
CREATE INDEX event_material_public ON event_material (added_on DESC, id DESC) WHERE sight = 'public';
CREATE INDEX event_material_file ON event_material (file_id) WHERE file_id IS NOT NULL;
CALL watch('event_material');
