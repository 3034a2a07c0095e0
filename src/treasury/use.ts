import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { day, dongOut, id, longText, text } from '../platform/fields.ts'
import { endBefore, endNow } from '../platform/in-force.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { recordFields } from '../ui/index.ts'

/* From which day payments go to the Treasury on lists, and which of them are on none. What was paid before is never missed on a list. */

export const useFields = recordFields({
  validFrom: { field: day(), label: words('Áp dụng từ ngày', 'Holds from'), input: 'date' },
  source: {
    field: text(300),
    label: words('Văn bản quy định', 'The document that says so'),
    hint: words('Số, ngày, điều của văn bản.', 'Number, day and article.'),
    personal: 'freeText',
  },
  reason: {
    field: longText(2000),
    label: words('Lý do', 'Reason'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

/** Whether a payment of a day goes to the Treasury on a list, in SQL. @param on the day */
export const usesLists = (on: string) => sql<boolean>`EXISTS (SELECT FROM treasury_use u
  WHERE ${sql.ref(on)} >= u.valid_from AND (u.valid_to IS NULL OR ${sql.ref(on)} <= u.valid_to))`

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
      .values({ ...use, setBy: actor.userId, setAt: now })
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

const Unlisted = z.object({
  id: z.int(),
  documentNumber: z.string(),
  on: z.iso.date(),
  amount: dongOut(),
  payee: z.string(),
  purpose: z.string(),
})
export type UnlistedPayment = z.infer<typeof Unlisted>

/** Payments that were released from the day on which lists are used, and neither stand on one nor were matched by hand. */
export const listUnlisted = query({
  name: 'treasury.unlisted',
  summary: words('Chứng từ đã duyệt chưa có ở Kho bạc', 'Released payments that are missing at the Treasury'),
  route: 'GET /treasury/unlisted',
  input: z.object(listInput(['on', 'number', 'amount'])),
  output: listOutput(Unlisted),
  may: officers,
  run({ db }, input) {
    let rows = db
      .selectFrom('paymentOrder as o')
      .innerJoin('commitment as c', 'c.id', 'o.commitmentId')
      .leftJoin('enterprise as e', 'e.id', 'c.enterpriseId')
      .leftJoin('paymentClaim as k', 'k.id', 'o.claimId')
      .select(['o.id', 'o.documentNumber', 'o.occurredOn as on', 'o.amount', 'c.purpose'])
      .select(sql<string>`coalesce(k.payee, e.name, left(c.purpose, 60))`.as('payee'))
      .where('o.state', '=', 'released')
      .where(usesLists('o.occurred_on'))
      .where(
        sql<boolean>`NOT EXISTS (SELECT FROM treasury_batch_order r WHERE r.order_id = o.id AND r.state <> 'dropped')`,
      )
      .where(
        sql<boolean>`NOT EXISTS (SELECT FROM treasury_difference x WHERE x.matched_id = o.id AND x.state = 'settled')`,
      )
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`fold(concat_ws(' ', o.document_number, k.payee, e.name, c.purpose)) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        on: byDay('o.occurredOn', (row) => row.on),
        number: { column: 'o.documentNumber', value: (row) => row.documentNumber },
        amount: byAmount('o.amount', (row) => row.amount),
      },
      'o.id',
    )
  },
})
