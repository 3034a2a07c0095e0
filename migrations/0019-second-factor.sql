-- The second step of signing in, passkeys, single sign-on. Like accounts and tokens, none of these tables goes into `change`: the
-- commands alone are audited, without secrets.

-- The authenticator app of an account. The secret is sealed with the installation's key, which lies outside the database.
CREATE TABLE second_factor (
  user_id text PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  secret text NOT NULL,
  -- The 30-second step of the last code that was taken: a code is good once (RFC 6238, 5.2).
  last_step bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Codes for the day the telephone is lost. Only a keyed hash is kept.
CREATE TABLE recovery_code (
  user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  hash text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (user_id, hash)
);

-- WebAuthn credentials; the key is the public half, COSE in base64url.
CREATE TABLE passkey (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  name text NOT NULL,
  credential_id text NOT NULL CONSTRAINT passkey_credential UNIQUE,
  public_key text NOT NULL,
  sign_count bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX passkey_user ON passkey (user_id);

-- An administrator took an account's second factor away; its owner is told at the next sign-in.
CREATE TABLE second_factor_reset (
  user_id text PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  seen boolean NOT NULL DEFAULT false
);

-- Somebody who has shown the first factor and not yet the second. Only the SHA-256 of the cookie is kept.
CREATE TABLE sign_in_step (
  sha256 text PRIMARY KEY,
  user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  -- code: a second factor is asked for; enrol: one must be set up first; entered: it has been set up.
  kind text NOT NULL CHECK (kind IN ('code', 'enrol', 'entered')),
  next text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_step_user ON sign_in_step (user_id);

-- WebAuthn challenges that have been answered: each is good once.
CREATE TABLE used_challenge (
  sha256 text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

-- One person at the single sign-on provider is one account here.
CREATE UNIQUE INDEX account_credential_provider ON account_credential (provider_id, account_id)
  WHERE provider_id <> 'credential';
