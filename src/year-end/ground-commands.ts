import { z } from 'zod'
import {
  choice,
  id,
  optionalLongText,
  optionalWhole,
  optionalYear,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, type Need, type Rule } from '../platform/operation.ts'
import { notFound, staleRecord } from '../platform/problem.ts'
import { groundNeeds } from './carry-rules.ts'
import { isDayOfYears } from './cutoff-rules.ts'

/* Kinds of carry-over as rows: what may be carried over, what the ledger checks of it, and the article that says so. */

export const noGround = () => notFound(words('loại chuyển nguồn này', 'This kind of carry-over'))

const said = {
  name: text(300),
  nameEn: text(300),
  needs: choice(groundNeeds.keys),
  /** The day of the budget year that it asks for. */
  day: optionalWhole(1, 31),
  month: optionalWhole(1, 12),
  article: text(300),
  note: optionalLongText(1000),
  firstYear: year(),
  lastYear: optionalYear(),
}
interface Typed {
  readonly needs: (typeof groundNeeds.keys)[number]
  readonly day?: number | undefined
  readonly month?: number | undefined
  readonly firstYear: number
  readonly lastYear?: number | undefined
}
const dayNeeded = (field: 'day' | 'month'): Need<Typed> => ({
  field,
  of: ['needs'],
  when: ({ needs }) => needs !== 'paper',
  said: words('khi loại này xét theo ngày', 'where it goes by a day'),
  words: words('Loại này xét theo ngày; xin ghi ngày, tháng.', 'This kind goes by a day; say day and month.'),
})
const rules: readonly Rule<Typed>[] = [
  {
    of: ['day', 'month'],
    judge: ({ day, month }) =>
      day === undefined || month === undefined || isDayOfYears(month, day)
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
const Changed = z.object({ id: z.int(), version: z.int() })
const writers = ['coordinator', 'finance'] as const

const Said = z.object(said)
const stored = ({ day, month, note, lastYear, ...input }: z.output<typeof Said>) => ({
  ...{ ...input, note: note ?? null, lastYear: lastYear ?? null },
  day: input.needs === 'paper' ? null : (day ?? null),
  month: input.needs === 'paper' ? null : (month ?? null),
})

/** Enters a kind of carry-over with its legal ground. */
export const addGround = command({
  name: 'yearEnd.addGround',
  summary: words('Thêm loại chuyển nguồn', 'Add a kind of carry-over'),
  route: 'POST /budget/carry-grounds',
  input: z.object(said),
  output: Changed,
  may: writers,
  needs: [dayNeeded('day'), dayNeeded('month')],
  rules,
  subject: (_input, output) => `carry_ground:${output.id}`,
  run: ({ db }, input) =>
    db.insertInto('carryGround').values(stored(input)).returning(['id', 'version']).executeTakeFirstOrThrow(),
})

/** Corrects a kind of carry-over, or says its last year; what was approved by it stays. */
export const editGround = command({
  name: 'yearEnd.editGround',
  summary: words('Sửa loại chuyển nguồn', 'Correct a kind of carry-over'),
  route: 'PUT /budget/carry-grounds/{id}',
  input: z.object({ id: id(), version: whole(1), ...said }),
  output: Changed,
  may: writers,
  needs: [dayNeeded('day'), dayNeeded('month')],
  rules,
  subject: ({ id: groundId }) => `carry_ground:${groundId}`,
  async run({ db }, { id: groundId, version, ...input }) {
    const row = await db
      .selectFrom('carryGround')
      .select('version')
      .where('id', '=', groundId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noGround()
    if (row.version !== version) throw staleRecord()
    return db
      .updateTable('carryGround')
      .set({ ...stored(input), toCheck: false, version: version + 1 })
      .where('id', '=', groundId)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})
