import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { day, id, longText, optionalWhole, text } from '../platform/fields.ts'
import { endBefore, endNow } from '../platform/in-force.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { recordFields } from '../ui/index.ts'

/* From which day payments go to the Treasury on lists. What was paid before is never missed on one. */

export const useFields = recordFields({
  validFrom: { field: day(), label: words('Áp dụng từ ngày', 'Holds from'), input: 'date' },
  source: {
    field: text(300),
    label: words('Văn bản quy định', 'The document that says so'),
    hint: words('Số, ngày, điều của văn bản.', 'Number, day and article.'),
    personal: 'freeText',
  },
  listDays: {
    field: optionalWhole(0, 366, 'days'),
    label: words(
      'Vào bảng kê trong bao nhiêu ngày sau ngày chi',
      'On a list within how many days of the payment',
    ),
    hint: words('Để trống nếu văn bản không ghi hạn.', 'Empty where the document names no day.'),
    input: 'number',
  },
  reason: {
    field: longText(2000),
    label: words('Lý do', 'Reason'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

const usedOn = (on: string) =>
  sql`FROM treasury_use u WHERE ${sql.ref(on)} >= u.valid_from AND (u.valid_to IS NULL OR ${sql.ref(on)} <= u.valid_to)`

/** Whether a payment of a day goes to the Treasury on a list, in SQL. @param on the day */
export const usesLists = (on: string) => sql<boolean>`EXISTS (SELECT ${usedOn(on)})`

/** The last day on which a payment of a day is to stand on a list, in SQL; null where no document names one. @param on the day */
export const toListBy = (on: string) =>
  sql<string | null>`(SELECT ${sql.ref(on)} + u.list_days ${usedOn(on)} LIMIT 1)`

/** The days from which lists are used, those that ended too, the latest first. */
export const listUses = query({
  name: 'treasury.uses',
  summary: words('Ngày bắt đầu dùng bảng kê Kho bạc', 'Days from which lists for the Treasury are used'),
  route: 'GET /treasury/uses',
  input: z.object({}),
  output: z.array(z.object({ id: z.int(), ...useFields.row, validTo: z.iso.date().nullable() })),
  may: [...officers, 'admin'],
  run: ({ db }) =>
    db
      .selectFrom('treasuryUse as t')
      .select(['t.id', ...useFields.select('t'), 't.validTo'])
      .orderBy('t.validFrom', 'desc')
      .orderBy('t.id', 'desc')
      .execute(),
})

/** Says from which day payments go to the Treasury on lists, by the document that says so. */
export const setUse = command({
  name: 'treasury.setUse',
  summary: words('Đặt ngày bắt đầu dùng bảng kê Kho bạc', 'Set the day from which lists are used'),
  route: 'POST /treasury/uses',
  input: z.object(useFields.input),
  output: z.object({ id: z.int() }),
  may: ['coordinator', 'finance', 'leader'],
  subject: (_input, output) => `treasury_use:${output.id}`,
  async run({ db, actor, now }, use) {
    await endBefore(db, 'treasuryUse', { column: 'way', value: 'lists' }, use.validFrom, () =>
      conflict(
        'treasury.useBefore',
        words('Ngày đang áp dụng bắt đầu từ ngày này hoặc sau đó.', 'The day in force is this one or later.'),
        'validFrom',
      ),
    )
    return db
      .insertInto('treasuryUse')
      .values({ ...useFields.values(use), setBy: actor.userId, setAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Ends the use of lists with today as its last day; one that has not begun never holds. */
export const endUse = command({
  name: 'treasury.endUse',
  summary: words('Thôi dùng bảng kê Kho bạc', 'End the use of lists for the Treasury'),
  route: 'POST /treasury/uses/{id}/end',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int() }),
  may: ['coordinator', 'finance', 'leader'],
  subject: ({ id }) => `treasury_use:${id}`,
  async run({ db, today }, { id: useId }) {
    if (!(await endNow(db, 'treasuryUse', useId, today)))
      throw notFound(words('ngày bắt đầu dùng bảng kê', 'Day from which lists are used'))
    return { id: useId }
  },
})
