-- Letters to whoever has no account leave by the same outbox as notices: of each its kind and the record that it is about.
ALTER TABLE notice_delivery ALTER COLUMN notice_id DROP NOT NULL;
ALTER TABLE notice_delivery
  ADD COLUMN letter text,
  ADD COLUMN record_id integer,
  -- what a letter comes of, so that none is queued twice: `asked`, `14`; null: an officer sends it anew
  ADD COLUMN occasion text,
  ADD COLUMN addressee text,
  ADD COLUMN queued_at timestamptz,
  ADD CHECK (num_nonnulls(notice_id, letter) = 1),
  ADD CHECK (num_nonnulls(letter, record_id, addressee, queued_at) IN (0, 4));
ALTER TABLE notice_delivery DROP CONSTRAINT notice_delivery_channel_check;
ALTER TABLE notice_delivery
  ADD CONSTRAINT notice_delivery_channel_check CHECK (channel IN ('mail', 'digest', 'webhook', 'letter')),
  ADD CHECK ((channel = 'letter') = (letter IS NOT NULL));
CREATE INDEX notice_delivery_letter ON notice_delivery (letter, record_id, id DESC) WHERE letter IS NOT NULL;
CREATE UNIQUE INDEX notice_delivery_occasion ON notice_delivery (letter, record_id, occasion) WHERE occasion IS NOT NULL;
