import { sql } from 'kysely'
import { z } from 'zod'
import { barredKinds, cutoffKinds } from '../budget/index.ts'
import type { Db } from '../platform/database.ts'
import {
  choice,
  flag,
  id,
  optionalLongText,
  optionalYear,
  several,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound, staleRecord } from '../platform/problem.ts'
import { isDayOfYears } from './cutoff-rules.ts'

/*
 * The days of a budget year as rows: an officer of the province enters what a new instrument lays down, ends what no longer holds and
 * corrects what was entered wrongly. The program ships those of Circular 26/2026/TT-BTC.
 */

const twice = () =>
  conflict(
    'yearEnd.cutoffTwice',
    words(
      'Đã có mốc ngày loại này cho năm ấy; xin sửa mốc đó, hoặc ghi năm cuối của nó.',
      'There is such a day for that year already; correct it, or say its last year.',
    ),
    'firstYear',
  )
explainConstraint('budget_cutoff_once', twice)

const noCutoff = () => notFound(words('mốc ngày này', 'This budget day'))

const said = {
  day: whole(1, 31),
  month: whole(1, 12),
  /** Of the year after the budget year. */
  nextYear: flag(),
  /** The kinds of entry that are not booked by a voucher of a later day. */
  bars: several(z.enum(barredKinds)),
  article: text(300),
  note: optionalLongText(1000),
  firstYear: year(),
  lastYear: optionalYear(),
}

interface Typed {
  readonly day: number
  readonly month: number
  readonly firstYear: number
  readonly lastYear?: number | undefined
}
const rules: readonly Rule<Typed>[] = [
  {
    of: ['day', 'month'],
    judge: ({ day, month }) =>
      isDayOfYears(month, day)
        ? null
        : {
            field: 'day',
            words: words('Tháng này không có ngày ấy mỗi năm.', 'That month has no such day in every year.'),
          },
  },
  inOrder(
    'firstYear',
    'lastYear',
    words('Năm cuối không được trước năm đầu.', 'The last year must not come before the first.'),
  ),
]
const writers = ['coordinator', 'finance'] as const
const Changed = z.object({ id: z.int(), version: z.int() })

/** Enters a day of the budget year from a year on; the one of its kind that held until then ends with the year before. */
export const addCutoff = command({
  name: 'yearEnd.addCutoff',
  summary: words('Thêm mốc ngày của năm ngân sách', 'Add a day of the budget year'),
  route: 'POST /budget/cutoffs',
  input: z.object({ kind: choice(cutoffKinds.keys), ...said }),
  output: Changed,
  may: writers,
  rules,
  subject: (_input, output) => `budget_cutoff:${output.id}`,
  async run({ db }, { note = null, lastYear = null, bars, ...input }) {
    // One kind, one writer at a time: rows cannot be locked before there are any.
    await sql`SELECT pg_advisory_xact_lock(hashtext(${`budget_cutoff ${input.kind}`}))`.execute(db)
    await db
      .updateTable('budgetCutoff')
      .set(({ eb }) => ({ lastYear: input.firstYear - 1, version: eb('version', '+', 1) }))
      .where('kind', '=', input.kind)
      .where('firstYear', '<', input.firstYear)
      .where((eb) => eb.or([eb('lastYear', 'is', null), eb('lastYear', '>=', input.firstYear)]))
      .execute()
    return db
      .insertInto('budgetCutoff')
      .values({ ...input, bars: [...bars], note, lastYear })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** Corrects a day of the budget year, or says its last year. Entries that are booked stay as they are. */
export const editCutoff = command({
  name: 'yearEnd.editCutoff',
  summary: words('Sửa mốc ngày của năm ngân sách', 'Correct a day of the budget year'),
  route: 'PUT /budget/cutoffs/{id}',
  input: z.object({ id: id(), version: whole(1), ...said }),
  output: Changed,
  may: writers,
  rules,
  subject: ({ id: cutoffId }) => `budget_cutoff:${cutoffId}`,
  async run({ db }, { id: cutoffId, version, note = null, lastYear = null, bars, ...input }) {
    await lockCutoff(db, cutoffId, version)
    return db
      .updateTable('budgetCutoff')
      .set({ ...input, bars: [...bars], note, lastYear, toCheck: false, version: version + 1 })
      .where('id', '=', cutoffId)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

async function lockCutoff(db: Db, cutoffId: number, version: number): Promise<void> {
  const row = await db
    .selectFrom('budgetCutoff')
    .select('version')
    .where('id', '=', cutoffId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noCutoff()
  if (row.version !== version) throw staleRecord()
}

export { noCutoff }
