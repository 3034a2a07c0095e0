-- Whom one rings: the office's own telephone, e-mail or address, as the public page tells it. No person's.
ALTER TABLE agency ADD COLUMN contact text CHECK (contact <> '');
