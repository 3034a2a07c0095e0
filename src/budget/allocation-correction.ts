import { z } from 'zod'
import { holdPersonsApart } from '../controls/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, longText, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { treasurers, withinEstimate } from './commands.ts'
import { correctionAsDecision, heldToOneLine } from './decision-of-entry.ts'
import { placeShape } from './entry-queries.ts'
import { allocationFields } from './fields.ts'
import { allocatedInOtherYears, type BudgetKey, budgetKeyOf, lockAccounts } from './ledger.ts'
import { bookInYear, guardYear } from './years.ts'

/*
 * An allocation that was booked wrongly is put right by who may book one: what is right, with its paper and the reason. Another person
 * approves it, as money is released by it. Then two entries are booked, the right allocation and the withdrawal of the wrong one; the
 * ledger itself is never edited.
 */

export const correctionStates = states({
  proposed: { vi: 'Chờ duyệt', en: 'Waiting for approval', tone: 'warning' },
  booked: { vi: 'Đã ghi sổ', en: 'Booked', tone: 'success' },
  refused: { vi: 'Không được duyệt', en: 'Not approved', tone: 'error' },
})

explainConstraint('allocation_correction_once', () =>
  conflict(
    'budget.allocationCorrected',
    words(
      'Bút toán này đang chờ duyệt đính chính hoặc đã được đính chính; xin đính chính bút toán mới.',
      'A correction of this entry waits or is booked; please correct the entry that took its place.',
    ),
  ),
)

/** The allocation of this number, as it is booked. @throws Problem 404, and 409 for an entry of another kind */
export async function allocationOf(db: Db, entryId: number) {
  const entry = await db
    .selectFrom('ledgerEntry as e')
    .innerJoin('budgetLine as l', 'l.id', 'e.lineId')
    .innerJoin('fundingSource as s', 's.id', 'e.sourceId')
    .select(['e.id', 'e.kind', 'e.lineId', 'e.year', 'e.sourceId', 'e.amount', 'e.fileId', 'e.note'])
    .select(['e.documentNumber', 'e.occurredOn', 'l.code as line', 'l.planId', 's.key as source'])
    .where('e.id', '=', entryId)
    .executeTakeFirst()
  if (entry === undefined) throw notFound(words('bút toán', 'Entry'))
  if (entry.kind === 'allocation') return entry
  throw conflict(
    'budget.notAllocation',
    words(
      'Chỉ bút toán giao dự toán được đính chính ở đây.',
      'Only entries of allocations are corrected here.',
    ),
  )
}

const { fileId: _file, ...asked } = allocationFields.input
type Asked = z.output<z.ZodObject<typeof asked>>

/** Where the right allocation stands, in the plan of the wrong one, with the plan's estimate. */
async function rightKey(
  { db }: Context,
  entryId: number,
  { line: lineCode, year, source: sourceKey }: Asked,
) {
  const { planId } = await allocationOf(db, entryId)
  return budgetKeyOf(db, { planId, lineCode, year, sourceKey })
}

/** @throws Problem 422 where the right amount goes over the estimate without saying so, the wrong one left out */
async function holdToEstimate(context: Context, entryId: number, input: Asked): Promise<void> {
  const { key, estimate } = await rightKey(context, entryId, input)
  if (estimate === null) return
  const wrong = await allocationOf(context.db, entryId)
  const isSame = wrong.lineId === key.lineId && wrong.sourceId === key.sourceId
  const back = isSame && (estimate.allYears || wrong.year === key.year) ? wrong.amount : 0n
  const elsewhere = estimate.allYears ? await allocatedInOtherYears(context.db, key) : 0n
  withinEstimate(input, elsewhere + (await allocatedOn(context.db, key)) - back, estimate)
}

async function allocatedOn(db: Db, key: BudgetKey): Promise<bigint> {
  const account = await db
    .selectFrom('ledgerAccount')
    .select('balance')
    .where((eb) => eb.and({ ...key, kind: 'funding' }))
    .executeTakeFirst()
  return -(account?.balance ?? 0n)
}

const Settled = z.object({ id: z.int(), entryId: z.int() })

/** Proposes what a wrong allocation should have been. */
export const correctAllocation = command({
  name: 'budget.correctAllocation',
  summary: words('Đề nghị đính chính giao dự toán', 'Propose the correction of an allocation'),
  route: 'POST /budget/entries/{entryId}/correction',
  // A paper that is left out is the one of the wrong entry.
  input: z.object({
    entryId: id(),
    ...asked,
    fileId: optionalId(),
    reason: longText(2000),
  }),
  output: Settled,
  may: treasurers,
  rules: [
    notAhead('documentDate'),
    {
      of: ['entryId', 'line', 'year', 'source'],
      check: (input, context) => rightKey(context, input.entryId, input as Asked),
    },
    {
      of: ['year', 'documentDate'],
      check: (input, context) =>
        guardYear(context, 'allocation', input.year, input.documentDate, 'documentDate'),
    },
    {
      of: ['entryId', 'line', 'year', 'source', 'amount', 'overEstimate'],
      check: (input, context) => holdToEstimate(context, input.entryId, input as Asked),
    },
  ],
  subject: (_input, output) => `allocation_correction:${output.id}`,
  async run(context, { entryId, line, source, fileId, reason, ...right }) {
    const { db, actor, now } = context
    const wrong = await allocationOf(db, entryId)
    await heldToOneLine(db, entryId)
    const { key } = await rightKey(context, entryId, { line, source, ...right } as Asked)
    // The paper on record is evidence already, whoever brought it.
    const paper = fileId === undefined ? wrong.fileId : (await evidence(context, fileId)).id
    const { amount, documentNumber, documentDate, overEstimate, note = null } = right
    const same =
      key.lineId === wrong.lineId &&
      key.year === wrong.year &&
      key.sourceId === wrong.sourceId &&
      amount === wrong.amount &&
      documentNumber === wrong.documentNumber &&
      documentDate === wrong.occurredOn &&
      paper === wrong.fileId &&
      note === wrong.note
    if (same) throw conflict('record.unchanged', words('Chưa có gì được sửa.', 'Nothing has been changed.'))
    const made = await db
      .insertInto('allocationCorrection')
      .values({
        ...{ entryId, ...key, amount, documentNumber, documentDate, overEstimate, note, reason },
        ...{ fileId: paper, proposedBy: actor.userId, proposedAt: now },
      })
      .returning(['id', 'entryId'])
      .executeTakeFirstOrThrow()
    return made
  },
})

async function lockProposed({ db }: Context, correctionId: number) {
  const row = await db
    .selectFrom('allocationCorrection')
    .selectAll()
    .where('id', '=', correctionId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('đề nghị đính chính', 'Correction'))
  if (row.state === 'proposed') return row
  const { vi, en } = correctionStates.wordsOf(row.state)
  throw conflict(
    'budget.correctionSettled',
    words(`Đề nghị này đang ở tình trạng “${vi}”.`, `The correction is in state “${en}”.`),
  )
}

const held = (context: Context, row: { readonly proposedBy: string | null; readonly proposedAt: Date }) =>
  holdPersonsApart(
    context,
    'payment',
    { account: row.proposedBy, at: row.proposedAt },
    words('Bạn đã đề nghị đính chính này', 'You proposed this correction'),
  )

/** Books a correction that another person proposed: the right allocation, then the withdrawal of the wrong one. */
export const bookAllocationCorrection = command({
  name: 'budget.bookAllocationCorrection',
  summary: words('Duyệt đính chính giao dự toán', 'Approve the correction of an allocation'),
  route: 'POST /budget/allocation-corrections/{id}/approval',
  input: z.object({ id: id() }),
  output: Settled,
  may: ['finance', 'leader'],
  subject: ({ id: correctionId }) => `allocation_correction:${correctionId}`,
  async run(context, input) {
    const { db, actor, now } = context
    const row = await lockProposed(context, input.id)
    await held(context, row)
    const wrong = await allocationOf(db, row.entryId)
    const { lineId, year, sourceId, amount, documentNumber, documentDate, fileId, note } = row
    const right = {
      ...{ kind: 'allocation' as const, key: { lineId, year, sourceId }, commitmentId: null, amount },
      voucher: { on: documentDate, documentNumber, note, fileId },
    }
    const back = {
      ...{ kind: 'withdrawal' as const, commitmentId: null, amount: wrong.amount },
      key: { lineId: wrong.lineId, year: wrong.year, sourceId: wrong.sourceId },
      voucher: {
        ...{ on: wrong.occurredOn, documentNumber: wrong.documentNumber, fileId },
        note: `Đính chính bút toán ${wrong.id}: ${row.reason}`,
      },
    }
    await holdToEstimateNow(context, row, wrong)
    const filed = await correctionAsDecision(context, row, { planId: wrong.planId, right, back })
    // The right money comes before the wrong one goes: what was committed of it stays covered.
    const rightId = await bookInYear(
      context,
      { ...right, decidedBy: filed.right },
      await lockAccounts(db, right),
      'documentDate',
      row.proposedBy,
    )
    const backId = await bookInYear(
      context,
      { ...back, decidedBy: filed.back },
      await lockAccounts(db, back),
      'documentDate',
      row.proposedBy,
    )
    await db
      .updateTable('allocationCorrection')
      .set({ state: 'booked', rightId, backId, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, entryId: rightId }
  },
})

/** What was judged when it was proposed is judged once more: others may have allocated since. */
async function holdToEstimateNow(
  context: Context,
  row: {
    entryId: number
    lineId: number
    sourceId: number
    year: number
    amount: bigint
    overEstimate: boolean
  },
  wrong: { planId: number },
): Promise<void> {
  const { db } = context
  const place = await db
    .selectFrom('budgetLine as l')
    .innerJoin('fundingSource as s', (join) => join.on('s.id', '=', row.sourceId))
    .select(['l.code', 's.key'])
    .where('l.id', '=', row.lineId)
    .where('l.planId', '=', wrong.planId)
    .executeTakeFirstOrThrow()
  const { entryId, year, amount, overEstimate } = row
  await holdToEstimate(context, entryId, {
    line: place.code,
    source: place.key,
    year,
    amount,
    overEstimate,
  } as Asked)
}

/** Refuses a correction, with the reason; the entry stays as it is. */
export const refuseAllocationCorrection = command({
  name: 'budget.refuseAllocationCorrection',
  summary: words('Không duyệt đính chính giao dự toán', 'Refuse the correction of an allocation'),
  route: 'POST /budget/allocation-corrections/{id}/refusal',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Settled,
  may: ['finance', 'leader', 'coordinator'],
  subject: ({ id: correctionId }) => `allocation_correction:${correctionId}`,
  async run(context, input) {
    const { db, actor, now } = context
    // Who proposed it may take it back.
    const row = await lockProposed(context, input.id)
    await db
      .updateTable('allocationCorrection')
      .set({ state: 'refused', refusal: input.reason, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, entryId: row.entryId }
  },
})

const Paper = {
  ...placeShape,
  amount: dongOut(),
  documentNumber: z.string(),
  documentDate: z.iso.date(),
  note: z.string().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
}
const CorrectionRow = z.object({
  id: z.int(),
  entryId: z.int(),
  ...Paper,
  reason: z.string(),
  state: correctionStates.schema,
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
  refusal: z.string().nullable(),
  rightId: z.int().nullable(),
  backId: z.int().nullable(),
  /** The entry as it is booked. */
  wrong: z.object(Paper),
})
export type CorrectionRow = z.infer<typeof CorrectionRow>

const correctionRows = (db: Db) =>
  db
    .selectFrom('allocationCorrection as k')
    .innerJoin('budgetLine as l', 'l.id', 'k.lineId')
    .innerJoin('fundingSource as s', 's.id', 'k.sourceId')
    .leftJoin('file as f', 'f.id', 'k.fileId')
    .innerJoin('ledgerEntry as e', 'e.id', 'k.entryId')
    .innerJoin('budgetLine as el', 'el.id', 'e.lineId')
    .innerJoin('fundingSource as es', 'es.id', 'e.sourceId')
    .leftJoin('file as ef', 'ef.id', 'e.fileId')
    .leftJoin('account as p', 'p.id', 'k.proposedBy')
    .leftJoin('account as d', 'd.id', 'k.settledBy')
    .select(['k.id', 'k.entryId', 'k.amount', 'k.documentNumber', 'k.documentDate', 'k.note', 'k.reason'])
    .select(['k.state', 'k.proposedAt', 'k.settledAt', 'k.refusal', 'k.rightId', 'k.backId', 'k.year'])
    .select(['p.name as proposedBy', 'd.name as settledBy', 'f.id as fileId', 'f.name as fileName'])
    .select(['l.code as lineCode', 'l.title as lineTitle', 'l.titleEn as lineTitleEn'])
    .select(['s.key as source', 's.name as sourceName', 's.nameEn as sourceNameEn'])
    .select(['el.code as wrongCode', 'el.title as wrongTitle', 'el.titleEn as wrongTitleEn'])
    .select(['es.key as wrongSource', 'es.name as wrongSourceName', 'es.nameEn as wrongSourceNameEn'])
    .select(['e.year as wrongYear', 'e.amount as wrongAmount', 'e.documentNumber as wrongNumber'])
    .select([
      'e.occurredOn as wrongDate',
      'e.note as wrongNote',
      'ef.id as wrongFileId',
      'ef.name as wrongFile',
    ])

type Stored = Awaited<ReturnType<ReturnType<typeof correctionRows>['execute']>>[number]

function correctionRow(row: Stored): CorrectionRow {
  const { lineCode, lineTitle, lineTitleEn, year, source, sourceName, sourceNameEn, fileId, fileName } = row
  const { id: correctionId, entryId, amount, documentNumber, documentDate, note, reason, refusal } = row
  return {
    ...{ id: correctionId, entryId, amount, documentNumber, documentDate, note, reason, refusal },
    ...{ lineCode, lineTitle, lineTitleEn, year, source, sourceName, sourceNameEn },
    file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
    state: correctionStates.schema.parse(row.state),
    proposedBy: row.proposedBy ?? 'nscl',
    proposedAt: row.proposedAt.toISOString(),
    settledBy: row.settledAt === null ? null : (row.settledBy ?? 'nscl'),
    settledAt: row.settledAt?.toISOString() ?? null,
    ...{ rightId: row.rightId, backId: row.backId },
    wrong: {
      ...{ lineCode: row.wrongCode, lineTitle: row.wrongTitle, lineTitleEn: row.wrongTitleEn },
      ...{ year: row.wrongYear, source: row.wrongSource },
      ...{ sourceName: row.wrongSourceName, sourceNameEn: row.wrongSourceNameEn },
      ...{ amount: row.wrongAmount, documentNumber: row.wrongNumber, documentDate: row.wrongDate },
      note: row.wrongNote,
      file:
        row.wrongFileId === null || row.wrongFile === null
          ? null
          : { id: row.wrongFileId, name: row.wrongFile },
    },
  }
}

/** The corrections of allocations, those that wait first shown by their state. */
export const listAllocationCorrections = query({
  name: 'budget.allocationCorrections',
  summary: words('Đính chính giao dự toán', 'Corrections of allocations'),
  route: 'GET /budget/allocation-corrections',
  input: z.object({
    ...listInput(['recorded', 'amount', 'year', 'state']),
    state: optionalChoice(correctionStates.keys),
    year: optionalYear(),
  }),
  output: listOutput(CorrectionRow),
  may: officers,
  async run({ db }, input) {
    let rows = correctionRows(db)
    if (input.state !== undefined) rows = rows.where('k.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where('k.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(({ eb, fn }) =>
        eb(
          fn('fold', [fn('concat_ws', [eb.val(' '), 'k.documentNumber', 'k.reason', 'e.documentNumber'])]),
          'like',
          pattern,
        ),
      )
    const page = await pageOf(
      rows,
      input,
      {
        recorded: { column: 'k.id', value: (row) => row.id, direction: 'desc' },
        amount: { column: 'k.amount', value: (row) => String(row.amount), direction: 'desc' },
        year: { column: 'k.year', value: (row) => row.year, direction: 'desc' },
        state: { column: 'k.state', value: (row) => row.state },
      },
      'k.id',
    )
    return { ...page, rows: page.rows.map(correctionRow) }
  },
})

/** One correction of an allocation, beside the entry that it puts right. */
export const showAllocationCorrection = query({
  name: 'budget.allocationCorrection',
  summary: words('Một đính chính giao dự toán', 'One correction of an allocation'),
  route: 'GET /budget/allocation-corrections/{id}',
  input: z.object({ id: id() }),
  output: CorrectionRow,
  may: officers,
  async run({ db }, input) {
    const row = await correctionRows(db).where('k.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('đính chính', 'Correction'))
    return correctionRow(row)
  },
})
