import { sql } from 'kysely'
import { releasePayment } from '../budget/index.ts'
import { hostsOf } from '../claims/index.ts'
import { noticeKind, type Thing, tell, tellTogether, togetherFields } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { confirmPart, refusePart } from './clearing.ts'
import { advanceStates, partStates } from './fields.ts'
import { approveProlongation, refuseProlongation } from './prolonging.ts'
import { restOf } from './rules.ts'

const said = (amount: bigint) => words(formatDong(amount, 'vi'), formatDong(amount, 'en'))
const readers = ['enterprise', 'task_host', 'task_leader', 'coordinator', 'finance'] as const

const moved = noticeKind({
  key: 'advances.moved',
  label: words('Tạm ứng được chi, được hoàn', 'An advance is paid or cleared'),
  for: readers,
  way: 'mail',
  subject: words('Tạm ứng {amount} đồng: {state}', 'Advance of {amount} đồng: {state}'),
  body: words(
    'Tạm ứng {amount} đồng cho {beneficiary}: {state}. Còn phải hoàn {rest} đồng, hạn {day}. {reason}',
    'Advance of {amount} đồng to {beneficiary}: {state}. {rest} đồng are to be cleared by {day}. {reason}',
  ),
  fields: {
    amount: words('Số tạm ứng, đồng', 'Advanced, đồng'),
    beneficiary: words('Người nhận tạm ứng', 'Beneficiary of the advance'),
    state: words('Tình trạng', 'State'),
    rest: words('Số còn phải hoàn, đồng', 'To be cleared, đồng'),
    day: words('Hạn hoàn tạm ứng', 'To be cleared by'),
    reason: words('Lý do không xác nhận', 'Why it was refused'),
  },
})

async function about(db: Db, advanceId: number) {
  const row = await db
    .selectFrom('advance as a')
    .innerJoin('paymentOrder as o', 'o.id', 'a.orderId')
    .leftJoin('supportTurn as t', 't.commitmentId', 'o.commitmentId')
    .leftJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .leftJoin('scienceTaskContent as n', 'n.id', 'o.taskContentId')
    .leftJoin('scienceTask as k', 'k.id', 'n.taskId')
    .select(['a.amount', 'a.cleared', 'a.returned', 'a.recovered', 'a.state', 'a.dueOn', 'a.version'])
    .select([
      't.enterpriseId',
      'n.taskId',
      'e.name as enterprise',
      'k.hostName as host',
      'o.draftedBy',
      'o.documentNumber as number',
    ])
    .where('a.id', '=', advanceId)
    .executeTakeFirstOrThrow()
  return row
}

async function tellBeneficiary(
  context: Context,
  advanceId: number,
  part?: { readonly enteredBy: string | null; readonly reason: string | null },
): Promise<void> {
  const row = await about(context.db, advanceId)
  const hosts = await hostsOf(context.db, row.taskId)
  await tell(context, moved, {
    to: {
      ...(row.enterpriseId === null ? {} : { enterpriseId: row.enterpriseId }),
      accountIds: [...hosts, part === undefined ? row.draftedBy : part.enteredBy],
    },
    occurrence: `${advanceId}:${row.version}`,
    href: `/advances/${advanceId}`,
    values: {
      amount: said(row.amount),
      beneficiary: row.enterprise ?? row.host ?? '',
      state: advanceStates.wordsOf(row.state),
      rest: said(restOf(row)),
      day: formatDate(row.dueOn),
      reason: part?.reason ?? '',
    },
  })
}

follow(releasePayment, async (context, _input, { id }) => {
  const advance = await context.db
    .selectFrom('advance')
    .select('id')
    .where('orderId', '=', id)
    .executeTakeFirst()
  if (advance !== undefined) await tellBeneficiary(context, advance.id)
})
const partOf = ({ db }: Context, partId: number) =>
  db
    .selectFrom('advancePart')
    .select(['enteredBy', 'reason'])
    .where('id', '=', partId)
    .executeTakeFirstOrThrow()
follow(confirmPart, async (context, _input, { id, partId }) =>
  tellBeneficiary(context, id, await partOf(context, partId)),
)
follow(refusePart, async (context, _input, { id, partId }) =>
  tellBeneficiary(context, id, await partOf(context, partId)),
)

const prolonged = noticeKind({
  key: 'advances.prolonged',
  label: words('Gia hạn hoàn tạm ứng', 'Prolong the day to clear it'),
  for: readers,
  way: 'mail',
  subject: words('Gia hạn hoàn tạm ứng {number}: {state}', 'Later day of advance {number}: {state}'),
  body: words(
    'Gia hạn hoàn tạm ứng {number} từ {from} đến {until}: {state}. Hạn đang áp dụng: {day}. {reason}',
    'Advance {number}, to be cleared by {until} instead of {from}: {state}. The day that stands: {day}. {reason}',
  ),
  fields: {
    number: words('Chứng từ tạm ứng', 'Voucher of the advance'),
    state: words('Tình trạng', 'State'),
    from: words('Hạn trước khi gia hạn', 'The day before'),
    until: words('Hạn đề nghị', 'The day asked for'),
    day: words('Hạn hoàn tạm ứng', 'To be cleared by'),
    reason: words('Lý do', 'Reason'),
  },
})

/** Who is paid learns of a day that was approved, who proposed it of either. */
async function tellOfDay(context: Context, advanceId: number, prolongationId: number): Promise<void> {
  const row = await about(context.db, advanceId)
  const day = await context.db
    .selectFrom('advanceProlongation')
    .select(['dueBefore', 'dueOn', 'state', 'reason', 'refusal', 'enteredBy'])
    .where('id', '=', prolongationId)
    .executeTakeFirstOrThrow()
  const approved = day.state === 'confirmed'
  await tell(context, prolonged, {
    to: {
      ...(approved && row.enterpriseId !== null ? { enterpriseId: row.enterpriseId } : {}),
      accountIds: [...(approved ? await hostsOf(context.db, row.taskId) : []), day.enteredBy],
    },
    occurrence: String(prolongationId),
    href: `/advances/${advanceId}#prolongations`,
    values: {
      number: row.number,
      state: partStates.wordsOf(day.state),
      from: formatDate(day.dueBefore),
      until: formatDate(day.dueOn),
      day: formatDate(row.dueOn),
      reason: day.refusal ?? day.reason,
    },
  })
}
follow(approveProlongation, (context, _input, { id, prolongationId }) =>
  tellOfDay(context, id, prolongationId),
)
follow(refuseProlongation, (context, _input, { id, prolongationId }) =>
  tellOfDay(context, id, prolongationId),
)

const due = noticeKind({
  key: 'advances.due',
  label: words('Tạm ứng đến hạn, quá hạn hoàn', 'Advances due or overdue'),
  for: readers,
  way: 'mail',
  subject: words('Tạm ứng phải hoàn: {count}', 'Advances to be cleared: {count}'),
  body: words('Tạm ứng đến hạn hoặc quá hạn hoàn:\n{list}', 'Advances that are due or overdue:\n{list}'),
  fields: togetherFields,
})

/** Days before the last one on which the beneficiary is told. */
const before = 7

/** Tells the beneficiary a week before an advance is to be cleared, and it and the office once it is overdue. */
export async function tellOfAdvances(at: { db: Db; now: Date; today: string }): Promise<void> {
  const { db, now, today } = at
  const { rows } = await sql<{
    id: number
    enterpriseId: number | null
    taskId: number | null
    number: string
    rest: bigint
    dueOn: string
    late: boolean
  }>`
    SELECT a.id, t.enterprise_id, n.task_id, o.document_number AS number, a.amount - a.cleared - a.returned - a.recovered AS rest, a.due_on,
           a.due_on < ${today}::date AS late
      FROM advance a JOIN payment_order o ON o.id = a.order_id LEFT JOIN support_turn t ON t.commitment_id = o.commitment_id
      LEFT JOIN science_task_content n ON n.id = o.task_content_id
     WHERE a.state IN ('open', 'part') AND a.due_on <= ${today}::date + ${before}::int ORDER BY a.due_on, a.id`.execute(
    db,
  )
  const whose = (row: (typeof rows)[number]) =>
    row.enterpriseId === null ? `task:${row.taskId}` : `enterprise:${row.enterpriseId}`
  for (const own of Map.groupBy(rows, whose).values()) {
    const [first] = own
    if (first === undefined) continue
    const things = own.map((row): Thing<never> => {
      const rest = said(row.rest)
      return {
        occurrence: `${row.id}:${row.dueOn}:${row.late ? 'late' : 'due'}`,
        line: words(
          `${row.number}: còn ${rest.vi} đồng (${row.late ? 'quá hạn từ' : 'hạn'} ${formatDate(row.dueOn)})`,
          `${row.number}: ${rest.en} đồng left (${row.late ? 'overdue since' : 'by'} ${formatDate(row.dueOn)})`,
        ),
        values: {},
      }
    })
    const accountIds = await hostsOf(db, first.taskId)
    await db.transaction().execute((transaction) =>
      tellTogether({ db: transaction, now }, due, {
        to: {
          ...(first.enterpriseId === null ? {} : { enterpriseId: first.enterpriseId }),
          accountIds,
          roles: own.some(({ late }) => late) ? ['coordinator', 'finance'] : [],
        },
        day: today,
        things,
        href: '/advances?state=unsettled',
      }),
    )
  }
}
