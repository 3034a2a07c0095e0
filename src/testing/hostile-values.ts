/** What JSON can say, and whole numbers beyond what JavaScript counts. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** An object so many levels deep. */
export const nested = (depth: number): Json => (depth === 0 ? 1 : { a: nested(depth - 1) })

/** Values that nobody should send, by what is wrong with them. */
export const wrong: Readonly<Record<string, readonly Json[]>> = {
  kind: [null, true, false, [], {}, [null], [[[]]], { a: 1 }, 'x', 0.5, '[]', '{}', 'null', 'NaN'],
  size: [
    'x'.repeat(100_000),
    '9'.repeat(400),
    Array.from({ length: 5000 }, (_, at) => at),
    nested(400),
    'a b '.repeat(3000),
  ],
  unicode: [
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    'a\u202egnp.exe',
    '\u200b\u200e\u00ad',
    '👩‍👩‍👧‍👦'.repeat(50),
    'Sở\u0323\u0301',
    '１２３４',
    '\ufeff2201',
    'ﷺ'.repeat(99),
    '\u0001\u001b[2J',
  ],
  injection: [
    "' OR 1=1 --",
    '1; DROP TABLE file',
    '"; --',
    '<script>alert(1)</script>',
    '{{7*7}}',
    `$${'{7*7}'}`,
    '../../etc/passwd',
    '%00%0a',
    '%s%n%x',
    '=1+1',
    '\\',
    '%',
    '_',
    "a' || pg_sleep(9) || '",
    '{"sort":1}',
    '__proto__',
    'constructor',
  ],
  boundary: [
    0,
    -1,
    1,
    -0,
    2_147_483_647,
    2_147_483_648,
    -2_147_483_649,
    9_007_199_254_740_991,
    9_223_372_036_854_775_807n,
    9_223_372_036_854_775_808n,
    -9_223_372_036_854_775_809n,
    10n ** 40n,
    1e21,
    1e308,
    -1e308,
    5e-324,
    0.1,
    1.0000001,
    1985,
    2101,
    32_768,
    '1e400',
    '-0',
    '0x10',
    'Infinity',
    '99999999999999999999',
    '1.500',
    '1,5',
  ],
  day: [
    '2025-02-30',
    '0000-00-00',
    '99999-01-01',
    '9999-12-31',
    '0001-01-01',
    '31/02/2025',
    '1900-01-01',
    '2025-13-01',
    '2025-03-01T00:00:00Z',
    '-2025-01-01',
  ],
}
