import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { taxCheckDigit } from '../enterprises/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { Problem } from '../platform/problem.ts'
import { uploadFile } from '../platform/uploads.ts'
import { isLong } from '../testing/long.ts'
import { testSystem } from '../testing/system.ts'
import { recordAccounts, removeAccounts } from './commands.ts'
import {
  applyAccounts,
  checkAccounts,
  listAccountsImport,
  showAccountsImport,
  showAccountsToMend,
} from './import.ts'
import { accountsWorkbook } from './import-template.ts'
import { showProductivity } from './queries.ts'
import { accountsSheet } from './sheet.ts'

const nscl = await testSystem()
const { db } = nscl.system
const coordinator = await nscl.as('coordinator')
const unit = await db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()

let next = 220_100_000
function code(): string {
  for (;;) {
    const nine = String(++next)
    const digit = taxCheckDigit(nine)
    if (digit !== null) return `${nine}${digit}`
  }
}

async function makeEnterprises(count: number) {
  const rows = Array.from({ length: count }, () => {
    const taxCode = code()
    return {
      taxCode,
      name: `Công ty ${taxCode}`,
      address: 'Sóc Trăng',
      adminUnitId: unit.id,
      sectorGroup: 'production' as const,
      foundedOn: '2015-05-02',
    }
  })
  const made: { id: number; taxCode: string }[] = []
  for (let start = 0; start < rows.length; start += 2_000) {
    made.push(
      ...(await db
        .insertInto('enterprise')
        .values(rows.slice(start, start + 2_000))
        .returning(['id', 'taxCode'])
        .execute()),
    )
  }
  return made
}

async function makeEnterprise() {
  const [made] = await makeEnterprises(1)
  if (made === undefined) throw new Error('none made')
  return made
}

const heads = 'Mã số thuế;Năm;Doanh thu thuần (triệu đồng);Lao động;Chi phí trung gian (triệu đồng)'
const sheet = (...rows: (string | number)[][]) => [heads, ...rows.map((row) => row.join(';'))].join('\n')
const audits = async () =>
  (
    await db
      .selectFrom('audit')
      .select((of) => of.fn.countAll<bigint>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
const stored = async (enterpriseId: number) =>
  db
    .selectFrom('enterpriseAccounts')
    .select(['year', 'version', 'netRevenue as revenue', 'labour', 'intermediate', 'hours'])
    .where('enterpriseId', '=', enterpriseId)
    .orderBy('year')
    .execute()

describe('importing yearly accounts of many enterprises', () => {
  test('the check shows what each row would do, and changes nothing; the import writes that in one act', async () => {
    const [one, other] = [await makeEnterprise(), await makeEnterprise()]
    await coordinator.run(recordAccounts, {
      id: one.id,
      year: 2023,
      version: 0,
      netRevenue: '10 tỷ',
      intermediate: '7 tỷ',
      labour: 30,
      hours: 60_000,
    })
    await coordinator.run(recordAccounts, {
      id: other.id,
      year: 2023,
      version: 0,
      netRevenue: '5 tỷ',
      intermediate: '4 tỷ',
      labour: 9,
    })
    const checked = await coordinator.run(checkAccounts, {
      text: sheet(
        [one.taxCode, 2023, '11.000', 31, '7.000'],
        [one.taxCode, 2024, '12.000,5', 32, '7.500'],
        [other.taxCode, 2023, '5.000', 9, '4.000'],
        [code(), 2023, '5.000', 9, '4.000'],
        [other.taxCode, 2014, '5.000', 9, ''],
      ),
    })
    expect(checked).toMatchObject({ added: 1, changed: 1, unchanged: 1, refused: 2 })
    const { rows, total } = await coordinator.run(listAccountsImport, { id: checked.id })
    expect(total).toBe(5)
    expect(rows).toMatchObject([
      {
        id: 2,
        outcome: 'changed',
        taxCode: one.taxCode,
        year: 2023,
        changes: [
          { column: 'netRevenue', before: 10_000_000_000, after: 11_000_000_000 },
          { column: 'labour', before: 30, after: 31 },
        ],
      },
      { id: 3, outcome: 'new', year: 2024, changes: [] },
      { id: 4, outcome: 'same', changes: [] },
      { id: 5, outcome: 'error', taxCode: null, problems: [{ column: 'taxCode', cell: 'A5' }] },
      {
        id: 6,
        outcome: 'error',
        problems: [
          { column: 'year', cell: 'B6' },
          { column: 'intermediate', cell: 'E6' },
        ],
      },
    ])
    expect((await coordinator.run(listAccountsImport, { id: checked.id, outcome: 'error' })).total).toBe(2)
    expect(await stored(one.id)).toMatchObject([{ year: 2023, version: 1, revenue: 10_000_000_000n }])

    const before = await audits()
    await coordinator.run(applyAccounts, { id: checked.id })
    expect(await audits()).toBe(before + 1n)
    expect(await stored(one.id)).toEqual([
      // What the sheet does not have stays.
      {
        year: 2023,
        version: 2,
        revenue: 11_000_000_000n,
        labour: 31,
        intermediate: 7_000_000_000n,
        hours: 60_000n,
      },
      {
        year: 2024,
        version: 1,
        revenue: 12_000_500_000n,
        labour: 32,
        intermediate: 7_500_000_000n,
        hours: null,
      },
    ])
    expect((await stored(other.id)).map(({ year, version }) => [year, version])).toEqual([[2023, 1]])
    expect((await coordinator.run(showAccountsImport, { id: checked.id })).appliedAt).not.toBeNull()
  })

  test('the rows left out come back as typed with their reasons; mended and read again they go in', async () => {
    const one = await makeEnterprise()
    const checked = await coordinator.run(checkAccounts, {
      unit: 'million',
      text: ['STT;MST;Năm;Doanh thu;Lao động;Chi phí trung gian', `1;${one.taxCode};2024;1.500;0;900`].join(
        '\n',
      ),
    })
    expect(checked).toMatchObject({ added: 0, refused: 1 })
    const mend = await coordinator.run(showAccountsToMend, { id: checked.id })
    expect(mend).toEqual({
      headings: [
        'STT',
        'MST',
        'Năm',
        'Doanh thu (triệu đồng)',
        'Lao động',
        'Chi phí trung gian (triệu đồng)',
      ],
      rows: [
        {
          cells: ['1', one.taxCode, '2024', '1.500', '0', '900'],
          reasons: [
            {
              vi: 'Ô E2 (“0”), Lao động bình quân: Không được nhỏ hơn 1 người.',
              en: 'Cell E2 (“0”), Average employees: Not less than 1 persons.',
            },
          ],
        },
      ],
    })
    const [row] = mend.rows
    const again = await coordinator.run(checkAccounts, {
      text: [
        [...mend.headings, 'Lý do'].join(';'),
        [...(row?.cells ?? []).map((cell, at) => (at === 4 ? 12 : cell)), 'x'].join(';'),
      ].join('\n'),
    })
    expect(again).toMatchObject({ added: 1, refused: 0 })
    await coordinator.run(applyAccounts, { id: again.id })
    expect(await stored(one.id)).toMatchObject([{ revenue: 1_500_000_000n, labour: 12 }])
  })

  test('an import is written once, however often and however soon it is sent', async () => {
    const one = await makeEnterprise()
    const checked = await coordinator.run(checkAccounts, { text: sheet([one.taxCode, 2024, 10, 3, 5]) })
    const twice = await Promise.all(
      [1, 2].map(() => coordinator.run(applyAccounts, { id: checked.id }, 'một lần gửi')),
    )
    expect(twice[0]).toEqual(twice[1])
    await expect(coordinator.run(applyAccounts, { id: checked.id })).rejects.toMatchObject({
      code: 'productivity.importApplied',
    })
    expect(await stored(one.id)).toMatchObject([{ version: 1 }])
    const same = await coordinator.run(checkAccounts, { text: sheet([one.taxCode, 2024, 10, 3, 5]) })
    expect(same).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    await expect(coordinator.run(applyAccounts, { id: same.id })).rejects.toMatchObject({
      code: 'productivity.importEmpty',
    })
  })

  test.each<[string, (id: number) => Promise<unknown>]>([
    [
      'recorded',
      (id) =>
        coordinator.run(recordAccounts, {
          id,
          year: 2024,
          version: 0,
          netRevenue: 9,
          intermediate: 1,
          labour: 1,
        }),
    ],
    [
      'changed',
      (id) =>
        coordinator.run(recordAccounts, {
          id,
          year: 2023,
          version: 1,
          netRevenue: 9,
          intermediate: 1,
          labour: 1,
        }),
    ],
    ['removed', (id) => coordinator.run(removeAccounts, { id, year: 2023, reason: 'nhầm' })],
    [
      'before the founding',
      (id) => db.updateTable('enterprise').set({ foundedOn: '2024-02-01' }).where('id', '=', id).execute(),
    ],
  ])('a year that was %s since the check stops the whole import', async (_how, meanwhile) => {
    const [one, other] = [await makeEnterprise(), await makeEnterprise()]
    await coordinator.run(recordAccounts, {
      id: one.id,
      year: 2023,
      version: 0,
      netRevenue: 5,
      intermediate: 1,
      labour: 1,
    })
    const checked = await coordinator.run(checkAccounts, {
      text: sheet(
        [one.taxCode, 2023, 10, 3, 5],
        [one.taxCode, 2024, 10, 3, 5],
        [other.taxCode, 2024, 10, 3, 5],
      ),
    })
    await meanwhile(one.id)
    await expect(coordinator.run(applyAccounts, { id: checked.id })).rejects.toMatchObject({
      code: 'productivity.importMoved',
      status: 409,
    })
    expect(await stored(other.id)).toEqual([])
  })

  test('a year that is being recorded while the import waits for it stops the import too', async () => {
    const one = await makeEnterprise()
    await coordinator.run(recordAccounts, {
      id: one.id,
      year: 2023,
      version: 0,
      netRevenue: 5,
      intermediate: 1,
      labour: 1,
    })
    const checked = await coordinator.run(checkAccounts, { text: sheet([one.taxCode, 2023, 10, 3, 5]) })
    const applied = await db.transaction().execute(async (recording) => {
      await recording.selectFrom('enterprise').select('id').where('id', '=', one.id).forUpdate().execute()
      const waiting = coordinator.run(applyAccounts, { id: checked.id }).then(
        () => 'written',
        (error: unknown) => (error instanceof Problem ? error.code : 'fault'),
      )
      await new Promise((resolve) => setTimeout(resolve, 400))
      await recording
        .updateTable('enterpriseAccounts')
        .set({ labour: 2, version: 2 })
        .where('enterpriseId', '=', one.id)
        .execute()
      return { waiting }
    })
    expect(await applied.waiting).toBe('productivity.importMoved')
    expect(await stored(one.id)).toMatchObject([{ labour: 2, version: 2, revenue: 5n }])
  })

  test('a file without the headings, or of another kind, is refused with its reason', async () => {
    for (const [input, reason] of [
      [{ text: 'a;b\n1;2' }, 'Không thấy dòng tiêu đề'],
      [{ text: heads }, 'không có dòng nào'],
      [{ text: `${heads}\n2200108445;2024` }, 'không có dòng nào có số liệu'],
      [{}, 'chọn tệp hoặc dán'],
      [{ fileId: await nscl.evidence() }, 'Excel (XLSX) hoặc CSV'],
    ] as const) {
      await expect(coordinator.run(checkAccounts, input)).rejects.toMatchObject({
        fields: [{ field: 'fileId', words: { vi: expect.stringContaining(reason) } }],
      })
    }
  })

  test('nobody but the coordinator and the enterprise itself checks or writes', async () => {
    for (const role of ['leader', 'statistics', 'association', 'auditor'] as const) {
      const someone = await nscl.as(role)
      await expect(someone.run(checkAccounts, { text: heads })).rejects.toMatchObject({ status: 403 })
      await expect(someone.run(applyAccounts, { id: 1 })).rejects.toMatchObject({ status: 403 })
    }
  })
})

describe('an enterprise importing its own years', () => {
  test('needs no tax code, sees its own imports and changes nobody else', async () => {
    const [own, foreign] = [await makeEnterprise(), await makeEnterprise()]
    const enterprise = await nscl.as('enterprise', { enterpriseId: own.id })
    const text = [
      'Năm\tDoanh thu thuần (triệu đồng)\tLao động\tChi phí trung gian (triệu đồng)',
      '2023\t1.000\t10\t600',
      '2024\t1.200\t11\t700',
    ].join('\n')
    const checked = await enterprise.run(checkAccounts, { text })
    expect(checked).toMatchObject({ added: 2, refused: 0 })
    await enterprise.run(applyAccounts, { id: checked.id })
    const { years } = await enterprise.run(showProductivity, { id: own.id })
    expect(years.map(({ year, valueAdded }) => [year, valueAdded])).toEqual([
      [2023, 400_000_000n],
      [2024, 500_000_000n],
    ])

    await expect(enterprise.run(checkAccounts, { text, enterpriseId: foreign.id })).rejects.toMatchObject({
      status: 404,
    })
    const others = await enterprise.run(checkAccounts, { text: sheet([foreign.taxCode, 2024, 10, 3, 5]) })
    expect(others).toMatchObject({ added: 0, refused: 1 })
    expect((await enterprise.run(listAccountsImport, { id: others.id })).rows[0]?.problems).toMatchObject([
      { column: 'taxCode', cell: 'A2' },
    ])

    const wide = await coordinator.run(checkAccounts, { text: sheet([own.taxCode, 2022, 10, 3, 5]) })
    const neighbour = await nscl.as('enterprise', { enterpriseId: foreign.id })
    for (const [someone, importId] of [
      [enterprise, wide.id],
      [neighbour, checked.id],
    ] as const) {
      for (const operation of [showAccountsImport, showAccountsToMend, listAccountsImport, applyAccounts]) {
        await expect(
          someone.run(operation as typeof showAccountsImport, { id: importId }),
        ).rejects.toMatchObject({
          status: 404,
        })
      }
    }
    expect((await coordinator.run(listAccountsImport, { id: checked.id })).total).toBe(2)
    // Its template is its own years, whatever it asks for.
    const sheets = await neighbour.run(accountsSheet, { enterpriseId: own.id, year: 2024 })
    expect(sheets.map(({ taxCode }) => taxCode)).toEqual([foreign.taxCode])
  })

  test('its workbook is its own evidence, and the coordinator may import it for the enterprise', async () => {
    const own = await makeEnterprise()
    const enterprise = await nscl.as('enterprise', { enterpriseId: own.id })
    const bytes = await accountsWorkbook(
      [
        {
          year: 2024,
          netRevenue: 10_000_000_000n,
          labour: 30,
          intermediate: 6_900_000_500n,
          priceIndex: 103.5,
        },
      ],
      { language: 'en', unit: 'million', many: false },
    )
    const file = await coordinator.run(uploadFile, { name: 'own.xlsx', bytes: new Uint8Array(bytes) })
    const checked = await coordinator.run(checkAccounts, { fileId: file.id, enterpriseId: own.id })
    expect(checked).toMatchObject({ added: 1 })
    expect((await enterprise.run(showAccountsImport, { id: checked.id })).enterprise?.id).toBe(own.id)
    await enterprise.run(applyAccounts, { id: checked.id })
    expect(await enterprise.run(accountsSheet, {})).toMatchObject([
      {
        year: 2024,
        netRevenue: 10_000_000_000n,
        intermediate: 6_900_000_500n,
        priceIndex: 103.5,
        hours: null,
      },
    ])
  })
})

test('the template of a year has the active enterprises, with what is on record', async () => {
  const [one, gone] = [await makeEnterprise(), await makeEnterprise()]
  await db.updateTable('enterprise').set({ state: 'dissolved' }).where('id', '=', gone.id).execute()
  await coordinator.run(recordAccounts, {
    id: one.id,
    year: 2021,
    version: 0,
    netRevenue: 5,
    intermediate: 1,
    labour: 1,
  })
  const rows = await coordinator.run(accountsSheet, { year: 2021 })
  expect(rows.filter((row) => row.netRevenue !== null).map((row) => row.taxCode)).toEqual([one.taxCode])
  expect(rows.every((row) => row.year === 2021)).toBe(true)
  expect(rows.map((row) => row.taxCode)).not.toContain(gone.taxCode)
})

/** Ten thousand rows of two thousand enterprises in the long suite, a tenth of them in `npm test`. */
const many = isLong ? 2_000 : 200
const rowsInAll = 5 * many

test(`${rowsInAll} rows of many enterprises are checked and written in seconds`, async () => {
  const made = await makeEnterprises(many)
  const rows = made.flatMap(({ taxCode }, at) =>
    [2020, 2021, 2022, 2023, 2024].map((year) => ({
      taxCode,
      name: taxCode,
      year,
      netRevenue: BigInt(at + 1) * 1_000_000n,
      labour: (at % 300) + 1,
      labourCost: 500_000n,
      depreciation: 1n,
      productionTaxes: 1n,
      interest: 1n,
      profit: -7n,
      fixedAssets: 10n,
    })),
  )
  const bytes = await accountsWorkbook(rows, { language: 'vi', unit: 'dong', many: true })
  const file = await coordinator.run(uploadFile, { name: 'muoi-nghin.xlsx', bytes: new Uint8Array(bytes) })
  const began = performance.now()
  const checked = await coordinator.run(checkAccounts, { fileId: file.id })
  const between = performance.now()
  expect(checked).toMatchObject({ added: rowsInAll, refused: 0 })
  await coordinator.run(applyAccounts, { id: checked.id })
  const ended = performance.now()
  // One or two seconds each on a quiet machine; the bound is for one that is busy with other tests.
  expect(between - began).toBeLessThan(20_000)
  expect(ended - between).toBeLessThan(20_000)
  const { rows: sums } = await sql<{ n: number; revenue: bigint }>`
    SELECT count(*)::int AS n, sum(net_revenue)::bigint AS revenue FROM enterprise_accounts
     WHERE enterprise_id = ANY (${made.map(({ id }) => id)}::int[])`.execute(db)
  expect(sums).toEqual([{ n: rowsInAll, revenue: 5n * 1_000_000n * BigInt((many * (many + 1)) / 2) }])
  expect((await coordinator.run(checkAccounts, { fileId: file.id })).unchanged).toBe(rowsInAll)
  const { findings } = await verifyAudit(db, nscl.system.auditKey)
  expect(findings.filter(({ kind }) => kind !== 'unaudited')).toEqual([])
})
