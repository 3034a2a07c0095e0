-- What a provider of organisations (OpenID Connect) said of whoever registers: which tax code the person stands for. It proposes; the
-- officer confirms. A row is used by one registration.
CREATE TABLE organisation_word (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- the secret that the form bears
  token_sha256 text NOT NULL UNIQUE,
  issuer text NOT NULL CHECK (issuer <> ''),
  subject text NOT NULL CHECK (subject <> ''),
  tax_code text NOT NULL CHECK (tax_code <> ''),
  told_at timestamptz NOT NULL,
  registration_id integer UNIQUE REFERENCES registration
);
CREATE INDEX organisation_word_unused ON organisation_word (told_at) WHERE registration_id IS NULL;
CALL watch('organisation_word');
