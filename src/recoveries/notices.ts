import { sql } from 'kysely'
import { hostsOf } from '../claims/index.ts'
import { noticeKind, type Thing, tell, tellTogether, togetherFields } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { confirmRecovery, withdrawRecovery } from './commands.ts'
import { approveCorrection, refuseCorrection } from './correcting.ts'
import { paymentStates, recoveryStates } from './fields.ts'
import { confirmPaidIn } from './payments.ts'

const readers = ['enterprise', 'task_host', 'task_leader', 'coordinator', 'finance'] as const
const said = (amount: bigint) => words(formatDong(amount, 'vi'), formatDong(amount, 'en'))

const moved = noticeKind({
  key: 'recoveries.moved',
  label: words('Quyết định thu hồi và số đã nộp', 'A recovery and what is paid in'),
  for: readers,
  way: 'mail',
  subject: words('Thu hồi theo quyết định {number}: {state}', 'Recovery by decision {number}: {state}'),
  body: words(
    'Thu hồi {amount} đồng theo quyết định {number}: {state}. Còn phải nộp {rest} đồng tiền gốc, hạn {day}.',
    'Recovery of {amount} đồng by decision {number}: {state}. {rest} đồng of the sum are to be paid in by {day}.',
  ),
  fields: {
    number: words('Số quyết định thu hồi', 'Number of the decision of recovery'),
    amount: words('Số tiền thu hồi, đồng', 'To be recovered, đồng'),
    state: words('Tình trạng', 'State'),
    rest: words('Còn phải nộp, đồng', 'Left to pay in, đồng'),
    day: words('Hạn nộp theo quyết định', 'To be paid in by'),
  },
})

interface Debtor {
  readonly enterpriseId: number | null
  readonly taskId: number | null
}
/** Who owes: the enterprise of the turn or commitment, else the host of the task. */
const debtor = sql`
  (SELECT coalesce((SELECT t.enterprise_id FROM support_turn t WHERE t.commitment_id = r.commitment_id LIMIT 1), c.enterprise_id)
     FROM commitment c WHERE c.id = r.commitment_id) AS enterprise_id,
  (SELECT x.task_id FROM science_task_commitment x WHERE x.commitment_id = r.commitment_id LIMIT 1) AS task_id`
const toOf = async (db: Db, { enterpriseId, taskId }: Debtor) => ({
  ...(enterpriseId === null ? {} : { enterpriseId }),
  accountIds: await hostsOf(db, taskId),
})

async function debtorOf(db: Db, recoveryId: number): Promise<Debtor> {
  const { rows } = await sql<Debtor>`SELECT ${debtor} FROM recovery r WHERE r.id = ${recoveryId}`.execute(db)
  return rows[0] ?? { enterpriseId: null, taskId: null }
}

async function tellDebtor({ db, ...context }: Context, recoveryId: number): Promise<void> {
  const row = await db
    .selectFrom('recovery')
    .select(['decisionNumber', 'amount', 'principalPaid', 'state', 'dueOn', 'version'])
    .where('id', '=', recoveryId)
    .executeTakeFirstOrThrow()
  await tell({ ...context, db }, moved, {
    to: await toOf(db, await debtorOf(db, recoveryId)),
    occurrence: `${recoveryId}:${row.version}`,
    href: `/recoveries/${recoveryId}`,
    values: {
      number: row.decisionNumber,
      amount: said(row.amount),
      state: recoveryStates.wordsOf(row.state),
      rest: said(row.amount - row.principalPaid),
      day: formatDate(row.dueOn),
    },
  })
}
follow(confirmRecovery, (context, _input, { id }) => tellDebtor(context, id))
follow(withdrawRecovery, (context, _input, { id }) => tellDebtor(context, id))
follow(confirmPaidIn, (context, _input, { id }) => tellDebtor(context, id))

const corrected = noticeKind({
  key: 'recoveries.corrected',
  label: words('Sửa khoản thu hồi', 'Correct the recovery'),
  for: readers,
  way: 'mail',
  subject: words('Sửa khoản thu hồi {number}: {state}', 'Correction of recovery {number}: {state}'),
  body: words(
    'Sửa khoản thu hồi theo quyết định {number}, từ {before} đồng, hạn {from} thành {after} đồng, hạn {until}: {state}. {reason}',
    'Recovery by decision {number}, of {before} đồng by {from}, to be {after} đồng by {until}: {state}. {reason}',
  ),
  fields: {
    number: words('Số quyết định thu hồi', 'Number of the decision of recovery'),
    state: words('Tình trạng', 'State'),
    before: words('Số tiền trước khi sửa, đồng', 'The sum before, đồng'),
    after: words('Số tiền đề nghị, đồng', 'The sum asked for, đồng'),
    from: words('Hạn nộp trước khi sửa', 'The last day before'),
    until: words('Hạn nộp đề nghị', 'The last day asked for'),
    reason: words('Lý do', 'Reason'),
  },
})

/** Who owes learns of a correction that was approved, who proposed it of either. */
async function tellOfCorrection({ db, ...context }: Context, recoveryId: number, id: number): Promise<void> {
  const row = await db
    .selectFrom('recoveryCorrection as x')
    .innerJoin('recovery as r', 'r.id', 'x.recoveryId')
    .select(['r.decisionNumber', 'x.amountBefore', 'x.amount', 'x.dueBefore', 'x.dueOn', 'x.state'])
    .select(['x.reason', 'x.refusal', 'x.enteredBy'])
    .where('x.id', '=', id)
    .executeTakeFirstOrThrow()
  const approved = row.state === 'confirmed'
  const to = approved ? await toOf(db, await debtorOf(db, recoveryId)) : { accountIds: [] }
  await tell({ ...context, db }, corrected, {
    to: { ...to, accountIds: [...to.accountIds, row.enteredBy] },
    occurrence: String(id),
    href: `/recoveries/${recoveryId}#corrections`,
    values: {
      number: row.decisionNumber,
      state: paymentStates.wordsOf(row.state),
      ...{ before: said(row.amountBefore), after: said(row.amount) },
      ...{ from: formatDate(row.dueBefore), until: formatDate(row.dueOn) },
      reason: row.refusal ?? row.reason,
    },
  })
}
follow(approveCorrection, (context, _input, { id, correctionId }) =>
  tellOfCorrection(context, id, correctionId),
)
follow(refuseCorrection, (context, _input, { id, correctionId }) =>
  tellOfCorrection(context, id, correctionId),
)

const due = noticeKind({
  key: 'recoveries.due',
  label: words('Thu hồi đến hạn, quá hạn nộp', 'Recoveries due or overdue'),
  for: readers,
  way: 'mail',
  subject: words('Thu hồi phải nộp: {count}', 'Recoveries to be paid in: {count}'),
  body: words('Thu hồi đến hạn hoặc quá hạn nộp:\n{list}', 'Recoveries that are due or overdue:\n{list}'),
  fields: togetherFields,
})

/** Days before the last one on which the debtor is told. */
const before = 7

/** Tells the debtor a week before a recovery is to be paid in, and it and the office once it is overdue. */
export async function tellOfRecoveries(at: { db: Db; now: Date; today: string }): Promise<void> {
  const { db, now, today } = at
  const { rows } = await sql<
    Debtor & { id: number; number: string; rest: bigint; dueOn: string; late: boolean }
  >`
    SELECT r.id, ${debtor}, r.decision_number AS number, r.amount - r.principal_paid AS rest, r.due_on, r.due_on < ${today}::date AS late
      FROM recovery r WHERE r.state IN ('open', 'part') AND r.due_on <= ${today}::date + ${before}::int ORDER BY r.due_on, r.id`.execute(
    db,
  )
  for (const own of Map.groupBy(rows, (row) => `${row.enterpriseId}:${row.taskId}`).values()) {
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
    const to = await toOf(db, first)
    await db.transaction().execute((transaction) =>
      tellTogether({ db: transaction, now }, due, {
        to: { ...to, roles: own.some(({ late }) => late) ? ['coordinator', 'finance'] : [] },
        day: today,
        things,
        href: '/recoveries?state=unsettled',
      }),
    )
  }
}
