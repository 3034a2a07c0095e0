-- An enterprise asks to come in and says who speaks for it; an officer confirms. Nothing of it is in the register before that.
CREATE TABLE registration (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('invited', 'filed', 'accepted', 'refused')),
  tax_code text NOT NULL CHECK (tax_code ~ '^[0-9]{10}(-[0-9]{3})?$'),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  -- null while nobody has answered an invitation
  address text,
  admin_unit_id integer REFERENCES admin_unit,
  sector_group text CHECK (sector_group IN ('production', 'trade_services')),
  person text,
  position text,
  email text NOT NULL,
  phone text,
  -- who invited it, and the association of which it agreed that it reads its records
  invited_by text REFERENCES account,
  agency_id integer REFERENCES agency,
  consents boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  filed_at timestamptz,
  -- the personal link that was shown on the screen
  link_sha256 text NOT NULL UNIQUE,
  link_until timestamptz NOT NULL,
  -- the one that was mailed: who opens it reads that address
  mail_sha256 text UNIQUE,
  mail_until timestamptz,
  mail_due_at timestamptz,
  mail_tries integer NOT NULL DEFAULT 0,
  mail_error text,
  mail_sent_at timestamptz,
  email_confirmed_at timestamptz,
  settled_at timestamptz,
  settled_by text REFERENCES account,
  -- what the officer saw of who speaks for the enterprise
  evidence text,
  file_id integer REFERENCES file,
  reason text,
  enterprise_id integer REFERENCES enterprise,
  account_id text REFERENCES account,
  -- whether the account was made for it, and since when it has a password
  account_made boolean NOT NULL DEFAULT false,
  entered_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || tax_code)) STORED,
  CONSTRAINT registration_filed CHECK (state = 'invited' OR
    (address IS NOT NULL AND admin_unit_id IS NOT NULL AND sector_group IS NOT NULL AND person IS NOT NULL AND filed_at IS NOT NULL)),
  CONSTRAINT registration_accepted CHECK ((state = 'accepted') = (enterprise_id IS NOT NULL AND account_id IS NOT NULL AND evidence IS NOT NULL)),
  CONSTRAINT registration_refused CHECK (state <> 'refused' OR reason IS NOT NULL)
);
CREATE INDEX registration_created ON registration (created_at DESC, id);
CREATE INDEX registration_name ON registration (name, id);
CREATE INDEX registration_state ON registration (state, created_at DESC, id);
CREATE INDEX registration_tax_code ON registration (tax_code, state);
CREATE INDEX registration_email ON registration (email, state);
CREATE INDEX registration_agency ON registration (agency_id, created_at DESC, id);
CREATE INDEX registration_enterprise ON registration (enterprise_id);
CREATE INDEX registration_mail ON registration (mail_due_at) WHERE mail_due_at IS NOT NULL;
CREATE INDEX registration_search ON registration USING gin (search gin_trgm_ops);
CALL watch('registration');
