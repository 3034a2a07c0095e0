import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { day, id, longText, optionalText, whole } from '../platform/fields.ts'
import { endBefore, endNow } from '../platform/in-force.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { recordFields } from '../ui/index.ts'

/* How much is to be paid by which month before the alarm of under-spending rings: rows with their source. Without any it never rings. */

export const thresholdFields = recordFields({
  fromMonth: {
    field: whole(7, 12),
    label: words('Từ tháng (7 đến 12)', 'From the month (7 to 12)'),
    hint: words(
      'Áp dụng từ ngày đầu tháng này đến tháng của mức sau.',
      'From the first day of this month to the month of the next threshold.',
    ),
    input: 'number',
  },
  leastPercent: {
    field: whole(1, 100),
    label: words('Phải chi ít nhất (%)', 'To be paid at least (%)'),
    input: 'number',
  },
  validFrom: { field: day(), label: words('Áp dụng từ ngày', 'Holds from'), input: 'date' },
  source: {
    field: optionalText(300),
    label: words('Văn bản quy định', 'The document that says so'),
    hint: words(
      'Số, ngày, điều của văn bản; để trống nếu chưa có.',
      'Number, day and article of the document; empty if there is none.',
    ),
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

const Threshold = z.object({
  id: z.int(),
  fromMonth: z.int(),
  leastPercent: z.int(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  source: z.string().nullable(),
  reason: z.string(),
})

/** The thresholds of under-spending by month, those that ended too, of a month the latest first. */
export const listThresholds = query({
  name: 'moneyView.thresholds',
  summary: words('Mức cảnh báo chi chậm', 'Thresholds of under-spending'),
  route: 'GET /budget/spending-thresholds',
  input: z.object({}),
  output: z.array(Threshold),
  may: [...officers, 'admin'],
  run: ({ db }) =>
    db
      .selectFrom('spendingThreshold')
      .select(['id', 'fromMonth', 'leastPercent', 'validFrom', 'validTo', 'source', 'reason'])
      .orderBy('fromMonth')
      .orderBy('validFrom', 'desc')
      .orderBy('id', 'desc')
      .execute(),
})

/** Sets how much is to be paid by a month, from a day on; what held for the month before ends on the day before. */
export const setThreshold = command({
  name: 'moneyView.setThreshold',
  summary: words('Đặt mức cảnh báo chi chậm', 'Set a threshold of under-spending'),
  route: 'POST /budget/spending-thresholds',
  input: z.object(thresholdFields.input),
  output: z.object({ id: z.int() }),
  may: ['leader', 'finance', 'admin'],
  subject: (_input, output) => `spending_threshold:${output.id}`,
  async run({ db, actor, now }, { source, ...row }) {
    await endBefore(
      db,
      'spendingThreshold',
      { column: 'fromMonth', value: row.fromMonth },
      row.validFrom,
      () =>
        conflict(
          'moneyView.thresholdBefore',
          words(
            'Mức đang áp dụng cho tháng này bắt đầu từ ngày này hoặc sau đó.',
            'The threshold in force for this month begins on this day or later.',
          ),
          'validFrom',
        ),
    )
    return db
      .insertInto('spendingThreshold')
      .values({ ...row, source: source ?? null, setBy: actor.userId, setAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Ends a threshold with today as its last day. */
export const endThreshold = command({
  name: 'moneyView.endThreshold',
  summary: words('Bãi bỏ mức cảnh báo chi chậm', 'End a threshold of under-spending'),
  route: 'POST /budget/spending-thresholds/{id}/end',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int() }),
  may: ['leader', 'finance', 'admin'],
  subject: ({ id }) => `spending_threshold:${id}`,
  async run({ db, today }, { id: thresholdId }) {
    if (!(await endNow(db, 'spendingThreshold', thresholdId, today)))
      throw notFound(words('mức cảnh báo', 'Threshold'))
    return { id: thresholdId }
  },
})
