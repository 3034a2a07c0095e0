import { sql } from 'kysely'
import { z } from 'zod'
import { commitPast } from '../budget/index.ts'
import { taxCode } from '../enterprises/index.ts'
import type { Plan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { day, dong, optionalLongText, optionalText, text, year } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import {
  type Budget,
  budgetOf,
  type Key,
  keyOf,
  noteOf,
  ofNoUndoneBatch,
  placeOf,
  reverseEntries,
  tooMuch,
} from './ledger.ts'
import {
  applicationsOf,
  enterprisesOf,
  type LinkedApplication,
  mark,
  numberKey,
  otherEnterprise,
  recordsOf,
  unknownApplication,
  unknownEnterprise,
} from './links.ts'
import { changedSince, standingOn } from './standing.ts'
import { faults, type Line, type Made, needed, notYet, step, type Verdict } from './step.ts'

const blankCode = (value: unknown) =>
  value === undefined || (typeof value === 'string' && value.trim() === '') ? undefined : value
export const optionalTaxCode = () => z.preprocess(blankCode, taxCode().optional())

const Row = z.object({
  contractNumber: text(100),
  contractOn: day(),
  year: year(),
  line: text(200),
  source: text(300),
  sum: dong(1n),
  purpose: optionalText(500),
  applicationNumber: optionalText(100),
  taxCode: optionalTaxCode(),
  note: optionalLongText(2000),
})
type Row = z.output<typeof Row>

interface Found {
  readonly key: Key
  readonly purpose: string
  readonly enterpriseId: number | null
  readonly turnId: number | null
}

interface Known {
  readonly plan: Plan
  readonly today: string
  readonly budget: Budget
  readonly applications: Awaited<ReturnType<typeof applicationsOf>>
  readonly enterprises: Awaited<ReturnType<typeof enterprisesOf>>
  /** Commitments of the plan by number and year. */
  readonly there: ReadonlyMap<string, { id: number; documentDate: string; amount: bigint }>
  readonly above: Map<string, number>
  readonly turns: Map<number, number>
  readonly available: Map<string, bigint>
}

const numbered = (number: string, year: number) => `${numberKey(number)}|${year}`

async function commitmentsOf(db: Db, plan: Plan, numbers: readonly string[]) {
  const rows = await db
    .selectFrom('commitment as c')
    .innerJoin('budgetLine as l', 'l.id', 'c.lineId')
    .innerJoin('ledgerEntry as e', (join) =>
      join.onRef('e.commitmentId', '=', 'c.id').on('e.kind', '=', 'commitment'),
    )
    .select(['c.id', 'c.documentNumber', 'c.documentDate', 'c.year', 'e.amount'])
    .where('l.planId', '=', plan.id)
    .where(sql<boolean>`fold(c.document_number) = ANY (${numbers.map(numberKey)}::text[])`)
    .where(ofNoUndoneBatch('commitment', 'c.id'))
    .orderBy('c.id', 'desc')
    .execute()
  return new Map(rows.map((row) => [numbered(row.documentNumber, row.year), row]))
}

/** The turn that a contract pays for, where it names one. */
function judgeTurn(
  { line, row }: Line<Row>,
  { plan, applications, enterprises, turns }: Known,
  code: string | undefined,
  { wrong }: ReturnType<typeof faults>,
): LinkedApplication | null {
  const { applicationNumber, taxCode } = row
  if (taxCode !== undefined && !enterprises.has(taxCode)) wrong('taxCode', unknownEnterprise)
  if (applicationNumber === undefined) {
    if (code !== undefined && code === plan.supportLine)
      wrong(
        'applicationNumber',
        words(
          'Kinh phí hỗ trợ doanh nghiệp phải theo hồ sơ; xin ghi số hồ sơ.',
          'Money of the support of enterprises follows an application; please give its number.',
        ),
      )
    return null
  }
  const application = applications.get(numberKey(applicationNumber))
  if (application === undefined) {
    wrong('applicationNumber', unknownApplication)
    return null
  }
  if (taxCode !== undefined && application.taxCode !== taxCode) wrong('taxCode', otherEnterprise(application))
  if (application.year !== row.year)
    wrong(
      'year',
      words(`Hồ sơ này thuộc năm ${application.year}.`, `That application is of ${application.year}.`),
    )
  const { turnId, commitmentId } = application
  if (turnId === null)
    wrong(
      'applicationNumber',
      words('Hồ sơ này chưa tiếp nhận lượt hỗ trợ.', 'The turn of that application was not taken over.'),
    )
  else if (commitmentId !== null)
    wrong(
      'applicationNumber',
      words(
        `Lượt của hồ sơ này đã có cam kết ${commitmentId}.`,
        `Its turn has the commitment ${commitmentId} already.`,
      ),
    )
  else if (turns.has(turnId))
    wrong(
      'applicationNumber',
      words(
        `Hợp đồng của hồ sơ này đã có ở dòng ${turns.get(turnId)}.`,
        `Row ${turns.get(turnId)} has the contract of that application.`,
      ),
    )
  if (turnId !== null && !turns.has(turnId)) turns.set(turnId, line)
  return application
}

function judgeRow(at: Line<Row>, known: Known): Verdict<Found> {
  const { line, row } = at
  const { today, budget, there, above, available, enterprises } = known
  const found = faults()
  const { wrong } = found
  const label = `${row.contractNumber} · ${row.line} · ${row.year}`
  const earlier = there.get(numbered(row.contractNumber, row.year))
  if (earlier !== undefined) {
    if (earlier.documentDate === row.contractOn && earlier.amount === row.sum) {
      const said = words(
        `Sổ đã có cam kết này (${earlier.id}); giữ nguyên.`,
        `The ledger has this commitment (${earlier.id}); it stays.`,
      )
      return { outcome: 'same', label, found: null, problems: [{ column: 'contractNumber', words: said }] }
    }
    wrong(
      'contractNumber',
      words(
        `Số này trong năm đó đã là cam kết ${earlier.id}, ngày hoặc số tiền khác.`,
        `This number is commitment ${earlier.id} of that year, with another day or amount.`,
      ),
    )
  }
  const key = keyOf(budget, row, wrong)
  const application = judgeTurn(at, known, key?.code, found)
  if (row.contractOn > today) wrong('contractOn', notYet)
  if (row.purpose === undefined && application === null) wrong('purpose', needed)
  const twice = above.get(numbered(row.contractNumber, row.year))
  if (twice !== undefined)
    wrong(
      'contractNumber',
      words(`Số hợp đồng này đã có ở dòng ${twice}.`, `This number stands in row ${twice} already.`),
    )
  above.set(numbered(row.contractNumber, row.year), twice ?? line)
  if (key === null || found.list.length > 0)
    return { outcome: 'error', label, found: null, problems: found.list }
  const free = available.get(placeOf(key)) ?? 0n
  if (row.sum > free) {
    const where: Words = words(
      `Dự toán đã giao của mục ${key.code} năm ${key.year}`,
      `The allocation of line ${key.code} of ${key.year}`,
    )
    return {
      outcome: 'error',
      label,
      found: null,
      problems: [{ column: 'sum', words: tooMuch(free, row.sum, where) }],
    }
  }
  available.set(placeOf(key), free - row.sum)
  const enterpriseId =
    application?.enterpriseId ??
    (row.taxCode === undefined ? null : (enterprises.get(row.taxCode)?.id ?? null))
  const purpose =
    row.purpose ?? (application === null ? '' : `Hỗ trợ ${application.enterprise}: ${application.content}`)
  return {
    outcome: 'new',
    label,
    found: { key, purpose, enterpriseId, turnId: application?.turnId ?? null },
    problems: [],
  }
}

/** The commitments of a batch with what stands on each. */
async function taken(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'commitment')
  if (records.length === 0) return []
  return db
    .selectFrom('commitment as c')
    .innerJoin('ledgerAccount as a', (join) =>
      join.onRef('a.commitmentId', '=', 'c.id').onRef('a.year', '=', 'c.year').on('a.kind', '=', 'committed'),
    )
    .innerJoin('ledgerAccount as d', (join) =>
      join.onRef('d.commitmentId', '=', 'c.id').onRef('d.year', '=', 'c.year').on('d.kind', '=', 'disbursed'),
    )
    .innerJoin('ledgerEntry as e', (join) =>
      join.onRef('e.commitmentId', '=', 'c.id').on('e.kind', '=', 'commitment'),
    )
    .leftJoin('supportTurn as t', 't.commitmentId', 'c.id')
    .select([
      'c.id',
      'c.documentNumber as name',
      'a.balance as committed',
      'd.balance as disbursed',
      'e.amount',
    ])
    .select(['t.version as turnVersion'])
    .select(
      sql<number>`(SELECT count(*)::int FROM payment_order o WHERE o.commitment_id = c.id AND o.state = 'drafted')`.as(
        'waiting',
      ),
    )
    .where(
      'c.id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .orderBy('c.id')
    .execute()
}

export const contracts = step({
  key: 'contracts',
  name: words('Hợp đồng, cam kết chi', 'Contracts, commitments'),
  needs: words(
    'Cần dự toán đã giao của mục và năm đó; hợp đồng hỗ trợ doanh nghiệp cần lượt hỗ trợ. Số tiền không được vượt phần còn lại.',
    'Needs the allocation of its line and year; a contract of the support of an enterprise needs the turn. Not above what is left.',
  ),
  columns: [
    'contractNumber',
    'contractOn',
    'year',
    'line',
    'source',
    'sum',
    'purpose',
    'applicationNumber',
    'taxCode',
    'note',
  ],
  headings: ['contractNumber', 'contractOn', 'year', 'line'],
  row: Row,
  takenBy: ['coordinator', 'finance'],
  approvedBy: ['finance', 'leader'],
  async judge({ db, today }, plan, lines) {
    const rows = lines.map(({ row }) => row)
    const budget = await budgetOf(db, plan)
    const known: Known = {
      plan,
      today,
      budget,
      applications: await applicationsOf(
        db,
        plan.id,
        rows.flatMap((row) => row.applicationNumber ?? []),
      ),
      enterprises: await enterprisesOf(
        db,
        rows.flatMap((row) => row.taxCode ?? []),
      ),
      there: await commitmentsOf(
        db,
        plan,
        rows.map(({ contractNumber }) => contractNumber),
      ),
      above: new Map(),
      turns: new Map(),
      available: new Map(budget.available),
    }
    return lines.map((line) => judgeRow(line, known))
  },
  async write({ db }, batch, rows) {
    const commitments: Made[] = []
    const entries: Made[] = []
    for (const { line, row, found } of rows) {
      const { lineId, year, sourceId } = found.key
      const { commitmentId, entryId } = await commitPast(
        db,
        {
          key: { lineId, year, sourceId },
          amount: row.sum,
          purpose: found.purpose,
          documentNumber: row.contractNumber,
          documentDate: row.contractOn,
          enterpriseId: found.enterpriseId,
        },
        { fileId: batch.file.id, note: noteOf(batch, line, row.note) },
      )
      if (found.turnId !== null)
        await db.updateTable('supportTurn').set({ commitmentId }).where('id', '=', found.turnId).execute()
      commitments.push({ recordId: commitmentId, line, number: row.contractNumber })
      entries.push({ recordId: entryId, line, number: row.contractNumber })
    }
    await mark(db, batch, 'commitment', commitments)
    await mark(db, batch, 'ledger_entry', entries)
  },
  async standing({ db }, batchId) {
    const found = await taken(db, batchId)
    const own = ['ledger_account', 'ledger_entry', 'support_turn', 'payment_order']
    const on = await standingOn(db, 'commitment', found, own)
    const moved = found.flatMap(({ name, committed, disbursed, amount, waiting, turnVersion }) => {
      if (disbursed > 0n) return [words(`${name}: đã giải ngân`, `${name}: money was paid on it`)]
      if (waiting > 0) return [words(`${name}: chứng từ chi đang chờ duyệt`, `${name}: a payment waits`)]
      if (committed !== amount || (turnVersion ?? 1) > 1) return [changedSince(name)]
      return []
    })
    return [...moved, ...on.map(({ said }) => said)]
  },
  async undo({ db }, batch, reason) {
    const ids = (await taken(db, batch.id)).map(({ id }) => id)
    await reverseEntries(db, batch, reason)
    if (ids.length > 0)
      await db
        .updateTable('supportTurn')
        .set({ commitmentId: null })
        .where('commitmentId', 'in', ids)
        .execute()
  },
})
