import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { correctionStates } from './correction-states.ts'
import { placeShape } from './entry-queries.ts'

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
