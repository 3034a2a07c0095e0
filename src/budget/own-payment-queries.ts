import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { Standing, standingsOf } from './counterpart.ts'
import { ownPaymentFields, ownPaymentStates } from './own-payment-fields.ts'
import { ownReadable } from './own-payments.ts'

/* Own money that was put in, as officers read all of it, an enterprise its own, a host that of its task. */

const readers = [...signedIn, 'task_host', 'task_leader'] as const

const OwnPaymentRow = z.object({
  id: z.int(),
  ...ownPaymentFields.row,
  fileId: z.int(),
  /** Null for an enterprise where it shows vouchers of others too: the scan of a table that came in. */
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  importId: z.int().nullable(),
  turnId: z.int().nullable(),
  contentId: z.int().nullable(),
  taskId: z.int().nullable(),
  /** Of whom: the enterprise of the turn, or the host of the task. */
  payer: z.string(),
  /** The content of support, or of the task. */
  content: z.string(),
  contentEn: z.string(),
  plan: z.string(),
  year: z.int(),
  state: ownPaymentStates.schema,
  proven: dongOut().nullable(),
  settled: dongOut().nullable(),
  settledOn: z.iso.date().nullable(),
  settledNumber: z.string().nullable(),
  judgedOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
})
export type OwnPaymentRow = z.infer<typeof OwnPaymentRow>

const payer = sql<string>`coalesce(e.name, k.host_name, '')`

const ownRows = (db: Db, actor: Actor) =>
  db
    .selectFrom('ownPayment as o')
    .innerJoin('file as f', 'f.id', 'o.fileId')
    .leftJoin('supportTurn as t', 't.id', 'o.turnId')
    .leftJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .leftJoin('supportContent as s', 's.id', 't.contentId')
    .leftJoin('scienceTaskContent as c', 'c.id', 'o.contentId')
    .leftJoin('scienceTask as k', 'k.id', 'c.taskId')
    .innerJoin('plan as p', (join) => join.on(sql<boolean>`p.id = coalesce(t.plan_id, k.plan_id)`))
    .select(['o.id', ...ownPaymentFields.select('o'), 'o.turnId', 'o.contentId', 'c.taskId', 'o.state'])
    .select([
      'o.proven',
      'o.settled',
      'o.settledOn',
      'o.settledNumber',
      'o.judgedOn',
      'o.reason',
      'o.version',
    ])
    .select(['p.number as plan', payer.as('payer')])
    .select('o.importId')
    .select(
      sql<
        OwnPaymentRow['file']
      >`CASE WHEN o.import_id IS NULL OR ${readsEvery(actor)} THEN jsonb_build_object('id', f.id, 'name', f.name) END`.as(
        'file',
      ),
    )
    .select(sql<string>`coalesce(s.name, c.title)`.as('content'))
    .select(sql<string>`coalesce(s.name_en, c.title)`.as('contentEn'))
    .select(sql<number>`coalesce(t.year, k.year)`.as('year'))

/** Own money of every plan, or of those asked for, the latest first. */
export const listOwnPayments = query({
  name: 'budget.ownPayments',
  summary: words('Danh sách vốn đối ứng đã bỏ ra', 'List of own money put in'),
  route: 'GET /budget/own-payments',
  input: z.object({
    ...listInput(['paidOn', 'amount', 'proven', 'settled', 'payer', 'state', 'year']),
    state: optionalChoice(ownPaymentStates.keys),
    year: optionalYear(),
    turnId: optionalId(),
    taskId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(OwnPaymentRow),
  may: readers,
  run({ db, planId, actor }, input) {
    let rows = ownRows(db, actor).where(ownReadable(actor))
    // of one turn or task it is that one's, whichever plan is worked in
    if (input.turnId === undefined && input.taskId === undefined)
      rows = rows.where(ofPlans('p.id', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('o.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where(sql<boolean>`coalesce(t.year, k.year) = ${input.year}`)
    if (input.turnId !== undefined) rows = rows.where('o.turnId', '=', input.turnId)
    if (input.taskId !== undefined)
      rows = rows.where(
        sql<boolean>`(c.task_id = ${input.taskId} OR t.task_content_id IN (SELECT id FROM science_task_content WHERE task_id = ${input.taskId}))`,
      )
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(o.search || ' ' || coalesce(e.search, fold(k.host_name), '')) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        paidOn: byDay('o.paidOn', (row) => row.paidOn),
        amount: byAmount('o.amount', (row) => row.amount),
        proven: byAmount('o.proven', (row) => row.proven),
        settled: byAmount('o.settled', (row) => row.settled),
        payer: { column: payer, value: (row) => row.payer },
        state: { column: 'o.state', value: (row) => row.state },
        year: { column: sql`coalesce(t.year, k.year)`, value: (row) => row.year, direction: 'desc' },
      },
      'o.id',
    )
  },
})

/** Own money that was put in once, with both sides of what it is for. */
export const showOwnPayment = query({
  name: 'budget.ownPayment',
  summary: words('Một khoản vốn đối ứng', 'Own money put in once'),
  route: 'GET /budget/own-payments/{id}',
  input: z.object({ id: id() }),
  output: OwnPaymentRow.extend({ standings: z.array(Standing) }),
  may: readers,
  async run({ db, actor }, input) {
    const row = await ownRows(db, actor)
      .where('o.id', '=', input.id)
      .where(ownReadable(actor))
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('khoản vốn đối ứng', 'Own money'))
    return { ...row, standings: await standingsOf(db, row) }
  },
})
export type ShownOwn = z.infer<typeof showOwnPayment.output>

/** Both sides of a support turn, with the content and task that it is under. An enterprise reads its own. */
export const turnSides = query({
  name: 'budget.turnSides',
  summary: words('Ngân sách và vốn đối ứng của lượt hỗ trợ', 'State money and own money of a turn'),
  route: 'GET /support/{id}/own-money',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), standings: z.array(Standing) }),
  may: signedIn,
  async run({ db, actor }, input) {
    const turn = await db
      .selectFrom('supportTurn as t')
      .leftJoin('scienceTaskContent as c', 'c.id', 't.taskContentId')
      .select('t.id')
      .where('t.id', '=', input.id)
      .where(ownReadable(actor))
      .executeTakeFirst()
    if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
    return { id: turn.id, standings: await standingsOf(db, { turnId: turn.id, contentId: null }) }
  },
})
