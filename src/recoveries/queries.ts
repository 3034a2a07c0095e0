import { sql } from 'kysely'
import { z } from 'zod'
import { claimReadable, claimReaders } from '../claims/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { localDay } from '../platform/local-day.ts'
import { type Context, query } from '../platform/operation.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noRecovery } from './commands.ts'
import { paymentStates, recoveryStates } from './fields.ts'
import { confirmedOf, interestOf } from './payments.ts'
import { leftOf, stretchesOf } from './rules.ts'

/* Recoveries as officers read all of them, an enterprise its own, a host those of its task. */

const Row = z.object({
  id: z.int(),
  decisionNumber: z.string(),
  decisionDate: z.iso.date(),
  issuer: z.string(),
  /** Who pays it in: the enterprise, or the host of the task. */
  debtor: z.string(),
  commitmentId: z.int(),
  purpose: z.string(),
  plan: z.string(),
  amount: dongOut(),
  principalPaid: dongOut(),
  rest: dongOut(),
  bearsInterest: z.boolean(),
  dueOn: z.iso.date(),
  state: recoveryStates.schema,
  late: z.boolean(),
  settledOn: z.iso.date().nullable(),
  version: z.int(),
})
export type RecoveryListed = z.infer<typeof Row>

const who = sql<string>`coalesce(e.name, k.host_name, '')`
const rest = sql<bigint>`(r.amount - r.principal_paid)`
const late = (today: string) => sql<boolean>`(r.state IN ('open', 'part') AND r.due_on < ${today}::date)`

const recoveryRows = (db: Db, today: string) =>
  db
    .selectFrom('recovery as r')
    .innerJoin('commitment as c', 'c.id', 'r.commitmentId')
    .innerJoin('budgetLine as l', 'l.id', 'c.lineId')
    .innerJoin('plan as p', 'p.id', 'l.planId')
    .leftJoin('paymentOrder as o', 'o.id', 'r.orderId')
    .leftJoin('supportTurn as t', 't.commitmentId', 'c.id')
    .leftJoin('enterprise as e', (join) =>
      join.on(sql<boolean>`e.id = coalesce(t.enterprise_id, c.enterprise_id)`),
    )
    .leftJoin('scienceTaskContent as n', 'n.id', 'o.taskContentId')
    .leftJoin('scienceTask as k', (join) =>
      join.on(
        sql<boolean>`k.id = coalesce(n.task_id, (SELECT x.task_id FROM science_task_commitment x WHERE x.commitment_id = c.id))`,
      ),
    )
    .select(['r.id', 'r.decisionNumber', 'r.decisionDate', 'r.issuer', 'r.commitmentId', 'c.purpose'])
    .select([
      'p.number as plan',
      'r.amount',
      'r.principalPaid',
      'r.dueOn',
      'r.state',
      'r.settledOn',
      'r.version',
    ])
    .select([who.as('debtor'), rest.as('rest'), late(today).as('late')])
    .select(sql<boolean>`r.interest_rate IS NOT NULL`.as('bearsInterest'))

/** Whoever owes sees a recovery once it is confirmed. */
const isShown = ({ actor }: Pick<Context, 'actor'>) =>
  readsEvery(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(r.state NOT IN ('entered', 'refused') AND ${claimReadable(actor)})`

/** Recoveries of every plan, or of those asked for; those to be paid in soonest first. */
export const listRecoveries = query({
  name: 'recoveries.list',
  summary: words('Danh sách thu hồi', 'List of recoveries'),
  route: 'GET /recoveries',
  input: z.object({
    ...listInput(['dueOn', 'decisionDate', 'amount', 'rest', 'debtor', 'state']),
    state: optionalChoice([...recoveryStates.keys, 'late', 'unsettled']),
    commitmentId: optionalId(),
    findingId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(Row),
  may: claimReaders,
  run({ db, planId, actor, today }, input) {
    let rows = recoveryRows(db, today).where(isShown({ actor }))
    if (input.findingId !== undefined) rows = rows.where('r.findingId', '=', input.findingId)
    if (input.commitmentId === undefined) rows = rows.where(ofPlans('p.id', plansWanted(planId, input.plan)))
    else rows = rows.where('r.commitmentId', '=', input.commitmentId)
    if (input.state === 'late') rows = rows.where(late(today))
    else if (input.state === 'unsettled') rows = rows.where('r.state', 'in', ['open', 'part'])
    else if (input.state !== undefined) rows = rows.where('r.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(r.search || ' ' || coalesce(e.search, fold(k.host_name), '')) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        dueOn: { column: 'r.dueOn', value: (row) => row.dueOn },
        decisionDate: { column: 'r.decisionDate', value: (row) => row.decisionDate, direction: 'desc' },
        amount: byAmount('r.amount', (row) => row.amount),
        rest: { column: rest, value: (row) => String(row.rest), direction: 'desc' },
        debtor: { column: who, value: (row) => row.debtor },
        state: { column: 'r.state', value: (row) => row.state },
      },
      'r.id',
    )
  },
})

const File = z.object({ id: z.int(), name: z.string() })
const Payment = z.object({
  id: z.int(),
  principal: dongOut(),
  interest: dongOut(),
  number: z.string(),
  onDay: z.iso.date(),
  file: File.nullable(),
  state: paymentStates.schema,
  enteredBy: z.string(),
  settledBy: z.string().nullable(),
  settledOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
})
export type PaymentShown = z.infer<typeof Payment>

/** What a recovery asks for: its sum, its day and its interest, percent a year. */
const Asked = z.object({
  amount: dongOut(),
  dueOn: z.iso.date(),
  interestRate: z.number().nullable(),
  interestFrom: z.iso.date().nullable(),
  interestYearDays: z.int().nullable(),
})
export type Asked = z.infer<typeof Asked>
const Correction = z.object({
  id: z.int(),
  before: Asked,
  after: Asked,
  /** The document that says so. */
  number: z.string(),
  onDay: z.iso.date(),
  file: File.nullable(),
  why: z.string(),
  state: paymentStates.schema,
  enteredBy: z.string(),
  settledBy: z.string().nullable(),
  settledOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
})

/** The corrections of a recovery; who owes sees those that were approved. */
async function correctionsOf({ db, actor }: Context, recoveryId: number) {
  const every = readsEvery(actor)
  const rows = await db
    .selectFrom('recoveryCorrection as x')
    .innerJoin('file as f', 'f.id', 'x.fileId')
    .leftJoin('account as b', 'b.id', 'x.enteredBy')
    .leftJoin('account as s', 's.id', 'x.settledBy')
    .select([
      'x.id',
      'x.number',
      'x.onDay',
      'x.reason as why',
      'x.state',
      'x.settledOn',
      'x.refusal as reason',
    ])
    .select(['x.amountBefore', 'x.dueBefore', 'x.rateBefore', 'x.interestFromBefore', 'x.yearDaysBefore'])
    .select(['x.amount', 'x.dueOn', 'x.interestRate', 'x.interestFrom', 'x.interestYearDays'])
    .select(['f.id as fileId', 'f.name as fileName', 's.name as settledBy'])
    .select(sql<string>`coalesce(b.name, 'nscl')`.as('enteredBy'))
    .where('x.recoveryId', '=', recoveryId)
    .$if(!every, (shown) => shown.where('x.state', '=', 'confirmed'))
    .orderBy('x.id')
    .execute()
  const percent = (rate: number | null) => (rate === null ? null : rate / 10_000)
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, onDay: row.onDay, why: row.why, reason: row.reason },
    ...{ enteredBy: row.enteredBy, settledBy: row.settledBy, settledOn: row.settledOn },
    state: paymentStates.schema.parse(row.state),
    file: every ? { id: row.fileId, name: row.fileName } : null,
    before: {
      ...{ amount: row.amountBefore, dueOn: row.dueBefore, interestRate: percent(row.rateBefore) },
      ...{ interestFrom: row.interestFromBefore, interestYearDays: row.yearDaysBefore },
    },
    after: {
      ...{ amount: row.amount, dueOn: row.dueOn, interestRate: percent(row.interestRate) },
      ...{ interestFrom: row.interestFrom, interestYearDays: row.interestYearDays },
    },
  }))
}

/** One recovery with what its decision says, what is paid in, and the interest to today with the days that it is reckoned by. */
export const showRecovery = query({
  name: 'recoveries.show',
  summary: words('Một khoản thu hồi', 'A recovery'),
  route: 'GET /recoveries/{id}',
  input: z.object({ id: id() }),
  output: Row.extend({
    reason: z.string(),
    enteredOn: z.iso.date(),
    confirmedOn: z.iso.date().nullable(),
    remark: z.string().nullable(),
    remarkNumber: z.string().nullable(),
    paymentId: z.int().nullable(),
    paymentNumber: z.string().nullable(),
    findingId: z.int().nullable(),
    findingNumber: z.string().nullable(),
    interest: z
      .object({
        /** Percent a year. */
        rate: z.number(),
        from: z.iso.date(),
        yearDays: z.int(),
        due: dongOut(),
        left: dongOut(),
        stretches: z.array(
          z.object({ from: z.iso.date(), to: z.iso.date(), days: z.int(), left: dongOut() }),
        ),
      })
      .nullable(),
    interestPaid: dongOut(),
    file: File.nullable(),
    payments: z.array(Payment),
    corrections: z.array(Correction),
  }),
  may: claimReaders,
  async run(context, input) {
    const { db, actor, today } = context
    const row = await recoveryRows(db, today)
      .innerJoin('file as f', 'f.id', 'r.fileId')
      .leftJoin('finding as g', 'g.id', 'r.findingId')
      .select(['r.reason', 'r.confirmedOn', 'r.remark', 'r.remarkNumber', 'r.findingId', 'r.interestPaid'])
      .select(['o.id as paymentId', 'o.documentNumber as paymentNumber', 'g.documentNumber as findingNumber'])
      .select([
        'r.interestRate',
        'r.interestFrom',
        'r.interestYearDays',
        'f.id as fileId',
        'f.name as fileName',
      ])
      .select(localDay('r.entered_at').as('enteredOn'))
      .where('r.id', '=', input.id)
      .where(isShown({ actor }))
      .executeTakeFirst()
    if (row === undefined) throw noRecovery()
    const { fileId, fileName, interestRate, interestFrom, interestYearDays, ...recovery } = row
    const interest = interestOf({ interestRate, interestFrom, interestYearDays })
    const confirmed = await confirmedOf(db, row.id)
    const until = row.settledOn ?? today
    const left = leftOf(
      { amount: row.amount, interest, payments: confirmed, interestPaid: row.interestPaid },
      until,
    )
    const payments = await db
      .selectFrom('recoveryPayment as m')
      .innerJoin('file as f', 'f.id', 'm.fileId')
      .leftJoin('account as b', 'b.id', 'm.enteredBy')
      .leftJoin('account as s', 's.id', 'm.settledBy')
      .select([
        'm.id',
        'm.principal',
        'm.interest',
        'm.number',
        'm.onDay',
        'm.state',
        'm.settledOn',
        'm.reason',
      ])
      .select(['f.id as fileId', 'f.name as fileName', 's.name as settledBy'])
      .select(sql<string>`coalesce(b.name, 'nscl')`.as('enteredBy'))
      .where('m.recoveryId', '=', row.id)
      .orderBy('m.id')
      .execute()
    const office = readsEvery(actor)
    return {
      ...recovery,
      interest:
        interest === null
          ? null
          : {
              ...{ rate: interest.rate / 10_000, from: interest.from, yearDays: interest.yearDays },
              ...{ due: left.due, left: left.interest },
              stretches: stretchesOf(row.amount, interest.from, confirmed, until),
            },
      file: office ? { id: fileId, name: fileName } : null,
      payments: payments.map(({ fileId: paper, fileName: name, ...payment }) => ({
        ...payment,
        file: office ? { id: paper, name } : null,
      })),
      corrections: await correctionsOf(context, row.id),
    }
  },
})
export type ShownRecovery = z.infer<typeof showRecovery.output>

/** What a recovery of a commitment can name: its payments, and findings that ask for one. */
export const recoveryChoices = query({
  name: 'recoveries.choices',
  summary: words('Khoản chi, kiến nghị để ghi thu hồi', 'Payments and findings that a recovery can name'),
  route: 'GET /budget/commitments/{id}/recovery-choices',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    purpose: z.string(),
    paid: dongOut(),
    payments: z.array(z.object({ id: z.int(), number: z.string(), amount: dongOut(), advance: z.boolean() })),
    findings: z.array(z.object({ id: z.int(), number: z.string(), content: z.string() })),
  }),
  may: officers,
  async run({ db }, { id: commitmentId }) {
    const of = await db
      .selectFrom('commitment')
      .select(['id', 'purpose', 'lineId'])
      .select(
        sql<bigint>`coalesce((SELECT sum(a.balance) FROM ledger_account a WHERE a.commitment_id = commitment.id AND a.kind = 'disbursed'), 0)::bigint`.as(
          'paid',
        ),
      )
      .where('id', '=', commitmentId)
      .executeTakeFirst()
    if (of === undefined) throw noRecovery()
    const payments = await db
      .selectFrom('paymentOrder as o')
      .select(['o.id', 'o.documentNumber as number', 'o.amount'])
      .select(sql<boolean>`EXISTS (SELECT FROM advance a WHERE a.order_id = o.id)`.as('advance'))
      .where('o.commitmentId', '=', commitmentId)
      .where('o.state', '=', 'released')
      .orderBy('o.id')
      .execute()
    const findings = await db
      .selectFrom('finding')
      .select(['id', 'documentNumber as number', 'content'])
      .where('lineId', '=', of.lineId)
      .where('demand', '=', 'recover')
      .orderBy('id')
      .execute()
    const { lineId: _, ...commitment } = of
    return { ...commitment, payments, findings }
  },
})
