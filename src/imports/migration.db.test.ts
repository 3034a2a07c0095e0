import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { packageDirectory } from '../platform/config.ts'
import { openPool } from '../platform/database.ts'
import { migrate } from '../platform/migrate.ts'

const name = `t_${randomBytes(8).toString('hex')}`
const admin = new pg.Client({ connectionString: inject('server') })
await admin.connect()
await admin.query(`CREATE DATABASE ${name}`)
const url = new URL(inject('server'))
url.pathname = `/${name}`
const pool = openPool(url.href)
afterAll(async () => {
  await pool.end()
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
  await admin.end()
})

test('an installation of before keeps its imports, with the numbers that addresses name', async () => {
  const directory = join(packageDirectory, 'migrations')
  const all = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort()
  const before = all.slice(
    0,
    all.findIndex((file) => file.endsWith('-imports.sql')),
  )
  const named = await Promise.all(
    before.map(async (file) => ({
      name: file,
      sha256: createHash('sha256')
        .update(await readFile(join(directory, file)))
        .digest('hex'),
    })),
  )
  await migrate(pool, directory, named)
  await pool.query(`
    INSERT INTO file (sha256, name, mime, size) VALUES (repeat('a', 64), 'a.csv', 'text/csv', 1);
    INSERT INTO admin_unit (key, name, name_en, province, source) VALUES ('u', 'U', 'U', 'P', 's');
    INSERT INTO enterprise (tax_code, name, address, admin_unit_id, sector_group)
      VALUES ('2200108445', 'A', 'B', (SELECT min(id) FROM admin_unit), 'production');
    INSERT INTO territory (key, name, name_en, source, ord) VALUES ('t', 'T', 'T', 's', 1);
    INSERT INTO enterprise_import (file_id, checked_by, added, changed, refused, ignored, headings)
      VALUES (1, 'cũ', 1, 0, 1, '{STT}', NULL), (1, 'mới', 0, 0, 1, '{}', '{Mã số thuế,Tên}');
    INSERT INTO enterprise_import_row (import_id, line, outcome, label, data, problems, cells)
      VALUES (1, 2, 'new', 'A', '{"taxCode": "2200108445", "base": 0, "years": []}', '[]', NULL),
             (1, 3, 'error', 'C', '{}', '[]', NULL), (2, 2, 'error', 'D', '{}', '[]', '["1", "D"]');
    INSERT INTO accounts_import (file_id, enterprise_id, reading, added, changed, unchanged, refused, checked_by, applied_at)
      VALUES (1, 1, '{"headings": ["Năm", "Lao động"], "sheet": ""}', 1, 0, 0, 0, 'k', now());
    INSERT INTO accounts_import_row (import_id, line, outcome, label, enterprise_id, year, figures, base, changes, problems)
      VALUES (1, 2, 'new', 'A', 1, 2024, '{"labour": 3}', 0, '[]', '[]');
    INSERT INTO series_measure (key, name, name_en, definition, definition_en, dimension, constant_prices, aliases, ord)
      VALUES ('m', 'M', 'M', 'd', 'd', 'money', false, '{}', 1);
    INSERT INTO series_sector (key, name, name_en, level, aliases, ord) VALUES ('total', 'T', 'T', 0, '{}', 1);
    INSERT INTO series_import (territory_id, file_id, status, source, reading, added, changed, unchanged, refused, checked_by)
      VALUES (1, 1, 'official', 'niên giám', '[{"name": "50"}]', 1, 0, 0, 0, 's');
    INSERT INTO series_import_cell (import_id, place, address, typed, outcome, measure_key, sector_key, year, value, status, problems)
      VALUES (1, 1, 'B2', '1,5', 'new', 'm', 'total', 2020, 1.5, 'official', '[]');`)
  await migrate(pool, directory)
  const imports = await pool.query(
    'SELECT kind, id, checked_by, headings, scope, applied_at IS NOT NULL AS applied FROM import ORDER BY kind, id',
  )
  expect(imports.rows).toEqual([
    { kind: 'accounts', id: 1, checked_by: 'k', headings: ['Năm', 'Lao động'], scope: {}, applied: true },
    {
      kind: 'enterprises',
      id: 1,
      checked_by: 'cũ',
      headings: ['Tên doanh nghiệp'],
      scope: {},
      applied: false,
    },
    {
      kind: 'enterprises',
      id: 2,
      checked_by: 'mới',
      headings: ['Mã số thuế', 'Tên'],
      scope: {},
      applied: false,
    },
    {
      kind: 'series',
      id: 1,
      checked_by: 's',
      headings: [],
      scope: { territoryId: 1, status: 'official', source: 'niên giám', publishedOn: null },
      applied: false,
    },
  ])
  const rows = await pool.query(
    `SELECT kind, import_id, line, label, cells, data ->> 'taxCode' AS code, data ->> 'value' AS value FROM import_row ORDER BY 1, 2, 3`,
  )
  expect(rows.rows).toMatchObject([
    { kind: 'accounts', label: 'A', code: '2200108445' },
    { kind: 'enterprises', line: 2, code: '2200108445', cells: null },
    { kind: 'enterprises', line: 3, cells: ['C'] },
    { kind: 'enterprises', import_id: 2, cells: ['1', 'D'] },
    { kind: 'series', label: 'B2', value: '1.5' },
  ])
  const next = await pool.query(
    `INSERT INTO import (kind, file_id, scope, reading, headings, notes, added, changed, unchanged, refused, checked_by)
     VALUES ('series', 1, '{}', '{}', '{}', '[]', 0, 0, 0, 0, 'x') RETURNING id`,
  )
  expect(next.rows[0].id).toBe(3)
})
