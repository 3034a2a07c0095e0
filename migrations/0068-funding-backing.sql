-- Whether state money of a source guarantees a task or supports it (Circular 35/2021/TT-BTC, art. 2); null: the source says neither.
ALTER TABLE funding_source ADD COLUMN backing text CHECK (backing IN ('guaranteed', 'supported'));
