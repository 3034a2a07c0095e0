import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { createToken } from '../accounts/tokens.ts'
import { releasePayment } from '../budget/payments.ts'
import { pay } from '../budget/testing.ts'
import { concludeClaim, judgeClaimLine } from '../claims/judging.ts'
import { drawClaim } from '../claims/orders.ts'
import { claimableTurn, sentClaim } from '../claims/testing.ts'
import { columns } from '../money-view/index.ts'
import { createApp } from '../start/app.tsx'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { problemOf } from '../testing/problem.ts'
import { sampleSystem } from '../testing/sample-system.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { archiveOf } from './archive.ts'
import type { Step } from './details.ts'
import { listSteps, showLine, showVoucherPath } from './queries.ts'

/* The way of money holds every đồng of the ledger, and leads from a voucher back to what it rests on. */

const nscl = await testSystem()
const { db, files } = nscl.system
const million = (n: number) => BigInt(n) * 1_000_000n
let auditor: Someone
let coordinator: Someone
let finance: Someone
let fileId: number
let turn: { turnId: number; commitmentId: number }
let entryId: number
let lineId: number

beforeAll(async () => {
  auditor = await nscl.as('auditor')
  coordinator = await nscl.as('coordinator')
  finance = await nscl.as('finance')
  const leader = await nscl.as('leader')
  const other = await nscl.as('coordinator')
  fileId = await nscl.evidence()
  await allocate(nscl.system, 2025, million(3_000))
  turn = await claimableTurn(nscl, leader, coordinator)
  const claim = await sentClaim(coordinator, turn.turnId, fileId, [million(20)])
  await other.run(judgeClaimLine, {
    ...{ id: claim.id, line: claim.lines[0]?.id, version: claim.version, verdict: 'accepted' },
  })
  await other.run(concludeClaim, { id: claim.id, version: claim.version + 1 })
  const order = await coordinator.run(drawClaim, {
    ...{ documentNumber: 'UNC-77', on: '2025-04-01', fileId, id: claim.id, commitmentId: turn.commitmentId },
    ...{
      basis: 'acceptance',
      basisNumber: '1/BB',
      basisDate: '2025-03-20',
      basisFileId: await nscl.evidence(),
    },
  })
  const paid = await finance.run(releasePayment, { id: order.id })
  entryId = paid.entryId
  await pay(coordinator, finance, {
    ...{ id: turn.commitmentId, amount: million(5), fileId, on: '2025-04-01' },
    ...{ documentNumber: 'UNC-78', kind: 'enterprise' },
  })
  const { lineId: of } = await db
    .selectFrom('ledgerEntry')
    .select('lineId')
    .where('id', '=', entryId)
    .executeTakeFirstOrThrow()
  lineId = of
})

/** Every step of a scope, over all pages. */
async function all(asked: object, limit = 7): Promise<Step[]> {
  const steps: Step[] = []
  let cursor: string | undefined
  do {
    const page = await auditor.run(listSteps, { ...asked, limit, cursor })
    steps.push(...page.rows)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return steps
}

test('the steps of all lines come to the balances of the ledger, and each entry is a step once', async () => {
  const steps = await all({})
  const entries = steps.filter((step) => step.entryId !== null)
  const { n } = await db
    .selectFrom('ledgerEntry')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow()
  expect(entries.length).toBe(Number(n))
  expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
  const sum = (...kinds: readonly string[]) =>
    entries.reduce((total, step) => (kinds.includes(step.kind) ? total + step.amount : total), 0n)
  const balances = await db
    .selectFrom('ledgerAccount')
    .select(['kind', (eb) => eb.fn.sum<bigint>('balance').as('balance')])
    .groupBy('kind')
    .execute()
  const balance = (kind: string) => BigInt(balances.find((row) => row.kind === kind)?.balance ?? 0)
  expect(sum('disbursement') - sum('refund')).toBe(balance('disbursed'))
  expect(sum('commitment') - sum('release') - sum('disbursement') + sum('refund')).toBe(balance('committed'))
  expect(sum('allocation') - sum('withdrawal')).toBe(-balance('funding'))
})

test('each figure of the page of a line opens steps that come to it, by year and whole', async () => {
  const line = await auditor.run(showLine, { id: lineId })
  expect(line.total).toMatchObject({ paid: million(25), accepted: million(20) })
  for (const column of columns) {
    const whole = await all({ lineId, column })
    expect(
      whole.reduce((total, { counted }) => total + (counted ?? 0n), 0n),
      column,
    ).toBe(line.total[column])
    for (const { year, figures } of line.years) {
      const steps = await all({ lineId, column, year: year ?? 'none' }, 100)
      expect(
        steps.reduce((total, { counted }) => total + (counted ?? 0n), 0n),
        `${column} ${year}`,
      ).toBe(figures[column])
    }
  }
})

test('from a voucher back: payment, claim, decision, commitment, line, rules, each with who and with its hashes', async () => {
  const found = await auditor.run(showVoucherPath, { id: entryId })
  expect(found.entry).toMatchObject({ kind: 'disbursement', amount: million(20), documentNumber: 'UNC-77' })
  const kinds = found.steps.map(({ kind }) => kind)
  expect(kinds).toEqual(
    expect.arrayContaining([
      'planned',
      'allocation',
      'turn_decided',
      'commitment',
      'claimed',
      'claim_accepted',
      'ordered',
      'disbursement',
    ]),
  )
  // the other payment of the commitment is not on the way of this one
  expect(kinds.filter((kind) => kind === 'disbursement')).toHaveLength(1)
  const stored = await db
    .selectFrom('file')
    .select('sha256')
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow()
  expect(found.entry.files.map(({ sha256 }) => sha256)).toContain(stored.sha256)
  expect(found.entry.files).toHaveLength(2)
  expect(found.entry.entered?.by).toBe(coordinator.actor.name)
  expect(found.entry.approved?.by).toBe(finance.actor.name)
  expect(found.rules.find(({ of }) => of === 'counterpart')).toMatchObject({ article: 'Điều 3 khoản 2' })
  expect((await problemOf(auditor.run(showVoucherPath, { id: 999_999 }))).status).toBe(404)
  // of a decision, the way is the plan and the decisions before it
  const given = found.steps.find(({ kind }) => kind === 'allocation')
  const back = await auditor.run(showVoucherPath, { id: given?.entryId })
  expect(back.steps.every(({ stage }) => stage === 'plan' || stage === 'decision')).toBe(true)
})

test('the archive holds the files that the steps name, by hashes that anybody can check', async () => {
  const steps = await all({ commitment: turn.commitmentId }, 1000)
  expect(steps.length).toBeGreaterThan(5)
  const parts: Uint8Array[] = []
  const t = ((vi: string | { vi: string }) => (typeof vi === 'string' ? vi : vi.vi)) as never
  for await (const part of archiveOf({ title: 'Hồ sơ', steps, files, t, now: new Date(), sample: true }))
    parts.push(part)
  const unpacked = unzipSync(Uint8Array.from(Buffer.concat(parts)))
  const text = (name: string) => Buffer.from(unpacked[name] ?? new Uint8Array()).toString('utf8')
  const sums = text('SHA256SUMS')
    .trim()
    .split('\n')
    .map((line) => line.split('  '))
  expect(sums.length).toBeGreaterThan(1)
  for (const [sha256, path] of sums)
    expect(
      createHash('sha256')
        .update(unpacked[path ?? ''] ?? '')
        .digest('hex'),
    ).toBe(sha256)
  expect(
    Object.keys(unpacked)
      .filter((name) => name.startsWith('tep/'))
      .toSorted(),
  ).toEqual(sums.map(([, path]) => path).toSorted())
  expect(text('muc-luc.html')).toContain('UNC-77')
  expect(text('muc-luc.html')).toContain('DỮ LIỆU MẪU')
  expect(text('cac-buoc.csv')).toContain(sums[0]?.[0])
  expect(unpacked['cac-buoc.xlsx']?.length).toBeGreaterThan(1000)
})

test('the archive and a file come by REST with a token, of whoever follows money alone, and the trail tells of the archive', async () => {
  const app = createApp(nscl.system)
  const get = async (who: Someone, path: string) => {
    const { token } = await who.run(createToken, { name: 'máy', days: 1 })
    return app.request(`/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } })
  }
  const taken = () => db.selectFrom('audit').select('id').where('command', '=', 'moneyPath.archive').execute()
  const before = (await taken()).length
  const answer = await get(auditor, `/budget/path/archive?entry=${entryId}&lang=en`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(answer.headers.get('content-disposition')).toContain('voucher-unc-77')
  const unpacked = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  expect(Object.keys(unpacked)).toContain('SHA256SUMS')
  expect((await taken()).length).toBe(before + 1)
  const wrong = await get(auditor, '/budget/path/archive?entry=999999')
  expect(wrong.status).toBe(404)
  expect(wrong.headers.get('content-type')).toContain('application/problem+json')
  const agency = await nscl.as('agency')
  expect((await get(agency, `/budget/path/archive?entry=${entryId}`)).status).toBe(403)

  const { sha256 } = await db
    .selectFrom('file')
    .select('sha256')
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow()
  const file = await get(auditor, `/files/${fileId}/content`)
  const bytes = new Uint8Array(await file.arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  const enterprise = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
  expect((await get(enterprise, `/files/${fileId}/content`)).status).toBe(404)
})

test('a file that cannot be handed out is named with the reason, and the rest is whole', async () => {
  const steps = await all({ commitment: turn.commitmentId }, 1000)
  const gone = steps.flatMap((step) => step.files)[0]
  const parts: Uint8Array[] = []
  const t = ((vi: string | { vi: string }) => (typeof vi === 'string' ? vi : vi.vi)) as never
  const spoilt = steps.map((step) => ({
    ...step,
    files: step.files.map((file) => (file.id === gone?.id ? { ...file, open: false } : file)),
  }))
  for await (const part of archiveOf({
    title: 'Hồ sơ',
    steps: spoilt,
    files,
    t,
    now: new Date(),
    sample: false,
  }))
    parts.push(part)
  const unpacked = unzipSync(Uint8Array.from(Buffer.concat(parts)))
  expect(Buffer.from(unpacked['muc-luc.html'] ?? []).toString('utf8')).toContain('không mở cho người tải')
  expect(Buffer.from(unpacked.SHA256SUMS ?? []).toString('utf8')).not.toContain(gone?.sha256)
})

test('who follows money: no agency, no enterprise', async () => {
  const agency = await nscl.as('agency')
  expect((await problemOf(agency.run(listSteps, {}))).status).toBe(403)
  expect(
    (
      await problemOf(
        (
          await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
        ).run(showLine, { id: lineId }),
      )
    ).status,
  ).toBe(403)
})

test('a page of the way asks the database as often for many vouchers as for few', async () => {
  const browser = browserOn(createApp(nscl.system), nscl.system)
  const email = await letIn(nscl.system, auditor.actor.userId ?? '')
  await browser.post('/sign-in', { email, password: testPassword })
  const pages = [
    '/budget/path',
    `/budget/path?commitment=${turn.commitmentId}`,
    `/budget/lines/${lineId}`,
    `/budget/entries/${entryId}/path`,
  ]
  const asked = async () => {
    const found: { at: string; statements: number; length: number }[] = []
    for (const at of pages) {
      // the first answer reads what is kept in memory afterwards
      await browser.get(at)
      const spy = vi.spyOn(pg.Client.prototype, 'query')
      const { status, text } = await browser.get(at)
      const statements = spy.mock.calls.length
      spy.mockRestore()
      expect(status, at).toBe(200)
      expect(statements, at).toBeGreaterThan(0)
      found.push({ at, statements, length: text.length })
    }
    return found
  }
  const few = await asked()
  for (let n = 0; n < 15; n++)
    await pay(coordinator, finance, {
      ...{ id: turn.commitmentId, amount: 1_000_000n, fileId: await nscl.evidence(), on: '2025-04-01' },
      ...{ documentNumber: `UNC-N-${n}`, kind: 'enterprise' },
    })
  const many = await asked()
  const statements = ({ at, statements: count }: (typeof few)[number]) => [at, count]
  expect(many.map(statements)).toEqual(few.map(statements))
  // and there is more on the page
  expect(many[1]?.length).toBeGreaterThan(few[1]?.length ?? 0)
})

test('over a sample with tasks, claims, lists for the Treasury and a year end, every line comes to its accounts', async () => {
  const sample = await sampleSystem()
  const reader = await sample.as('auditor')
  const { rows: lines } = await sql<{ id: number; paid: bigint; free: bigint; committed: bigint }>`
    SELECT b.id, sum(a.balance) FILTER (WHERE a.kind = 'disbursed')::bigint AS paid, sum(a.balance) FILTER (WHERE a.kind = 'available')::bigint AS free,
           sum(a.balance) FILTER (WHERE a.kind IN ('committed', 'disbursed'))::bigint AS committed
      FROM budget_line b JOIN ledger_account a ON a.line_id = b.id GROUP BY b.id`.execute(sample.system.db)
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) {
    const { total } = await reader.run(showLine, { id: line.id })
    expect([total.paid, total.remaining, total.committed]).toEqual([
      line.paid ?? 0n,
      line.free ?? 0n,
      line.committed ?? 0n,
    ])
    for (const column of ['paid', 'remaining', 'committed', 'accepted'] as const) {
      let sum = 0n
      let cursor: string | undefined
      do {
        const page = await reader.run(listSteps, { lineId: line.id, column, limit: 1000, cursor })
        for (const { counted } of page.rows) sum += counted ?? 0n
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      expect(sum, `${line.id} ${column}`).toBe(total[column])
    }
  }
  // each payment of the sample that went to the Treasury leads to its list, its order and who released it
  const { rows: paid } = await sql<{ id: number }>`
    SELECT o.entry_id AS id FROM payment_order o JOIN treasury_batch_order r ON r.order_id = o.id AND r.state = 'paid'
     WHERE o.state = 'released' ORDER BY o.id LIMIT 5`.execute(sample.system.db)
  expect(paid.length).toBeGreaterThan(0)
  for (const { id } of paid) {
    const { steps, entry } = await reader.run(showVoucherPath, { id })
    expect(steps.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['planned', 'commitment', 'ordered', 'disbursement', 'listed']),
    )
    expect(entry.approved?.by).toBeDefined()
    expect(entry.entered?.by).not.toBe(entry.approved?.by)
  }
})
