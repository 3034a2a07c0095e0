import { sql } from 'kysely'
import { z } from 'zod'
import {
  paymentStates,
  Standing,
  standingsOf,
  TaskTurn,
  TurnNamed,
  turnNamed,
  turnsOfContents,
} from '../budget/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { advancesOf, sourcesOf } from './claims.ts'
import { claimLineFields, claimStates, payeeFields, verdicts } from './fields.ts'
import { claimReadable, claimReaders } from './sight.ts'

/* Claims as officers read all of them, an enterprise its own, a host those of its task. */

const File = z.object({ id: z.int(), name: z.string() })

const ClaimRow = z.object({
  id: z.int(),
  ...payeeFields.row,
  turnId: z.int().nullable(),
  contentId: z.int().nullable(),
  taskId: z.int().nullable(),
  /** Of a content of a task: the support turn under it that it is for. */
  taskTurn: TurnNamed,
  /** Who claims: the enterprise of the turn, or the host of the task. */
  claimant: z.string(),
  /** The content of support, or of the task. */
  content: z.string(),
  contentEn: z.string(),
  /** The advance that it accounts for. */
  advanceId: z.int().nullable(),
  advanceNumber: z.string().nullable(),
  /** Whether something of that advance is still to be cleared. */
  advanceOpen: z.boolean(),
  plan: z.string(),
  year: z.int(),
  state: claimStates.schema,
  /** What is asked for in all, and what of it is accepted and cut so far. */
  amount: dongOut(),
  accepted: dongOut(),
  cut: dongOut(),
  sentOn: z.iso.date().nullable(),
  settledOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
})
export type ClaimListed = z.infer<typeof ClaimRow>

const claimant = sql<string>`coalesce(e.name, k.host_name, '')`
const year = sql<number>`coalesce(t.year, k.year)`

const claimRows = (db: Db) =>
  db
    .selectFrom('paymentClaim as c')
    .leftJoin('supportTurn as t', 't.id', 'c.turnId')
    .leftJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .leftJoin('supportContent as s', 's.id', 't.contentId')
    .leftJoin('scienceTaskContent as n', 'n.id', 'c.contentId')
    .leftJoin('scienceTask as k', 'k.id', 'n.taskId')
    .innerJoin('plan as p', (join) => join.on(sql<boolean>`p.id = coalesce(t.plan_id, k.plan_id)`))
    .leftJoin('advance as v', 'v.id', 'c.advanceId')
    .leftJoin('paymentOrder as vo', 'vo.id', 'v.orderId')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('claimLine as l')
          .select(sql<bigint>`coalesce(sum(l.amount), 0)::bigint`.as('amount'))
          .select(sql<bigint>`coalesce(sum(l.accepted), 0)::bigint`.as('accepted'))
          .select(sql<bigint>`coalesce(sum(l.amount - l.accepted), 0)::bigint`.as('cut'))
          .whereRef('l.claimId', '=', 'c.id')
          .as('m'),
      (join) => join.onTrue(),
    )
    .select(['c.id', ...payeeFields.select('c'), 'c.turnId', 'c.contentId', 'n.taskId', 'c.state'])
    .select(['c.sentOn', 'c.settledOn', 'c.reason', 'c.version', 'p.number as plan'])
    .select([claimant.as('claimant'), year.as('year')])
    .select(turnNamed('c.taskTurnId').as('taskTurn'))
    .select(['c.advanceId', 'vo.documentNumber as advanceNumber'])
    .select(sql<boolean>`coalesce(v.state IN ('open', 'part'), false)`.as('advanceOpen'))
    .select(sql<string>`coalesce(s.name, n.title)`.as('content'))
    .select(sql<string>`coalesce(s.name_en, n.title)`.as('contentEn'))
    .select(['m.amount', 'm.accepted', 'm.cut'])
    .$narrowType<{ amount: bigint; accepted: bigint; cut: bigint; state: ClaimListed['state'] }>()

/** A draft is of who writes it: of the enterprise or host, or of the officer who began it. */
const isShown = ({ actor }: Pick<Context, 'actor'>) =>
  readsEvery(actor)
    ? sql<boolean>`(c.state <> 'draft' OR c.claimed_by = ${actor.userId} OR ${actor.userId}::text IS NULL)`
    : claimReadable(actor)

/** Claims of every plan, or of those asked for, the latest first. */
export const listClaims = query({
  name: 'claims.list',
  summary: words('Danh sách đề nghị thanh toán', 'List of claims'),
  route: 'GET /claims',
  input: z.object({
    ...listInput(['sentOn', 'amount', 'accepted', 'cut', 'claimant', 'state', 'year']),
    state: optionalChoice(claimStates.keys),
    year: optionalYear(),
    turnId: optionalId(),
    taskId: optionalId(),
    advanceId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(ClaimRow),
  may: claimReaders,
  run({ db, planId, actor }, input) {
    let rows = claimRows(db).where(isShown({ actor }))
    // of one turn or task it is that one's, whichever plan is worked in
    if (input.turnId === undefined && input.taskId === undefined && input.advanceId === undefined)
      rows = rows.where(ofPlans('p.id', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('c.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where(sql<boolean>`${year} = ${input.year}`)
    if (input.turnId !== undefined)
      rows = rows.where((eb) =>
        eb.or([eb('c.turnId', '=', input.turnId ?? 0), eb('c.taskTurnId', '=', input.turnId ?? 0)]),
      )
    if (input.taskId !== undefined) rows = rows.where('n.taskId', '=', input.taskId)
    if (input.advanceId !== undefined) rows = rows.where('c.advanceId', '=', input.advanceId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(c.search || ' ' || coalesce(e.search, fold(k.host_name), '')) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        sentOn: byDay('c.sentOn', (row) => row.sentOn),
        amount: byAmount('m.amount', (row) => row.amount),
        accepted: byAmount('m.accepted', (row) => row.accepted),
        cut: byAmount('m.cut', (row) => row.cut),
        claimant: { column: claimant, value: (row) => row.claimant },
        state: { column: 'c.state', value: (row) => row.state },
        year: { column: year, value: (row) => row.year, direction: 'desc' },
      },
      'c.id',
    )
  },
})

const Question = z.object({
  id: z.int(),
  question: z.string(),
  askedOn: z.iso.date(),
  answer: z.string().nullable(),
  answeredOn: z.iso.date().nullable(),
  file: File.nullable(),
})
const Line = z.object({
  id: z.int(),
  ...claimLineFields.row,
  fileId: z.int(),
  file: File,
  commitmentId: z.int(),
  source: z.string(),
  sourceEn: z.string(),
  sourceYear: z.int(),
  verdict: verdicts.schema.nullable(),
  accepted: dongOut().nullable(),
  /** What of it clears an advance, and is not paid again. */
  cleared: dongOut(),
  reason: z.string().nullable(),
  instrument: z.string().nullable(),
  article: z.string().nullable(),
  questions: z.array(Question),
})
export type ClaimLine = z.infer<typeof Line>

async function linesShown(db: Db, claimId: number): Promise<ClaimLine[]> {
  const lines = await db
    .selectFrom('claimLine as l')
    .innerJoin('file as f', 'f.id', 'l.fileId')
    .innerJoin('commitment as m', 'm.id', 'l.commitmentId')
    .innerJoin('fundingSource as s', 's.id', 'm.sourceId')
    .leftJoin('legalInstrument as i', 'i.id', 'l.instrumentId')
    .select([
      'l.id',
      ...claimLineFields.select('l'),
      'l.commitmentId',
      's.name as source',
      's.nameEn as sourceEn',
    ])
    .select([
      'm.year as sourceYear',
      'l.verdict',
      'l.accepted',
      'l.reason',
      'i.number as instrument',
      'l.article',
    ])
    .select(sql<bigint>`claim_line_cleared(l.id)`.as('cleared'))
    .select(sql<ClaimLine['file']>`jsonb_build_object('id', f.id, 'name', f.name)`.as('file'))
    .where('l.claimId', '=', claimId)
    .orderBy('l.id')
    .$narrowType<{ verdict: ClaimLine['verdict'] }>()
    .execute()
  const questions = await db
    .selectFrom('claimQuestion as q')
    .innerJoin('claimLine as l', 'l.id', 'q.lineId')
    .leftJoin('file as f', 'f.id', 'q.fileId')
    .select([
      'q.id',
      'q.lineId',
      'q.question',
      'q.askedOn',
      'q.answer',
      'q.answeredOn',
      'f.id as fileId',
      'f.name',
    ])
    .where('l.claimId', '=', claimId)
    .orderBy('q.id')
    .execute()
  return lines.map((line) => ({
    ...line,
    questions: questions
      .filter(({ lineId }) => lineId === line.id)
      .map(({ lineId: _, fileId, name, ...question }) => ({
        ...question,
        file: fileId === null || name === null ? null : { id: fileId, name },
      })),
  }))
}

const Order = z.object({
  id: z.int(),
  commitmentId: z.int(),
  amount: dongOut(),
  on: z.iso.date(),
  documentNumber: z.string(),
  state: paymentStates.schema,
  reason: z.string().nullable(),
})

/** One claim with its lines, what was asked and answered, what its sources still hold, and the payments drawn up from it. */
export const showClaim = query({
  name: 'claims.show',
  summary: words('Một đề nghị thanh toán', 'One claim'),
  route: 'GET /claims/{id}',
  input: z.object({ id: id() }),
  output: ClaimRow.extend({
    lines: z.array(Line),
    sources: z.array(
      z.object({
        commitmentId: z.int(),
        year: z.int(),
        source: z.string(),
        sourceEn: z.string(),
        documentNumber: z.string(),
        left: dongOut(),
      }),
    ),
    orders: z.array(Order),
    standings: z.array(Standing),
  }),
  may: claimReaders,
  async run({ db, actor }, input) {
    const row = await claimRows(db).where('c.id', '=', input.id).where(isShown({ actor })).executeTakeFirst()
    if (row === undefined) throw notFound(words('đề nghị thanh toán', 'Claim'))
    const orders = await db
      .selectFrom('paymentOrder')
      .select(['id', 'commitmentId', 'amount', 'occurredOn as on', 'documentNumber', 'state', 'reason'])
      .where('claimId', '=', row.id)
      .orderBy('id')
      .execute()
    return {
      ...row,
      lines: await linesShown(db, row.id),
      sources: await sourcesOf(db, row),
      orders: orders.map((order) => ({ ...order, state: paymentStates.schema.parse(order.state) })),
      standings: await standingsOf(db, row),
    }
  },
})
export type ShownClaim = z.infer<typeof showClaim.output>

const Claimable = z.object({
  id: z.int(),
  name: z.string(),
  left: dongOut(),
  /** The advances that a claim of it may account for. */
  /** The support turns under a content that a claim may be for. */
  turns: z.array(TaskTurn),
  advances: z.array(z.object({ id: z.int(), number: z.string(), rest: dongOut(), dueOn: z.iso.date() })),
})

/** A turn or a content whose money may be claimed: what it is called, and what its sources still hold. */
export const claimableTurn = query({
  name: 'claims.claimableTurn',
  summary: words('Kinh phí còn được đề nghị của lượt hỗ trợ', 'What may be claimed of a support turn'),
  route: 'GET /support/{id}/claimable',
  input: z.object({ id: id() }),
  output: Claimable,
  may: claimReaders,
  async run({ db, actor }, input) {
    const turn = await db
      .selectFrom('supportTurn as t')
      .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
      .leftJoin('scienceTaskContent as n', 'n.id', 't.taskContentId')
      .select(['t.id', 'e.name'])
      .where('t.id', '=', input.id)
      .where(claimReadable(actor))
      .executeTakeFirst()
    if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
    const place = { id: null, turnId: turn.id, contentId: null }
    const sources = await sourcesOf(db, place)
    return {
      ...turn,
      turns: [],
      advances: await advancesOf(db, place),
      left: sources.reduce((sum, { left }) => sum + left, 0n),
    }
  },
})

/** The same of a content of a task. */
export const claimableContent = query({
  name: 'claims.claimableContent',
  summary: words(
    'Kinh phí còn được đề nghị của nội dung nhiệm vụ',
    'What may be claimed of a content of a task',
  ),
  route: 'GET /science-task-contents/{id}/claimable',
  input: z.object({ id: id() }),
  output: Claimable,
  may: claimReaders,
  async run({ db, actor }, input) {
    const content = await db
      .selectFrom('scienceTaskContent as n')
      .innerJoin('scienceTask as k', 'k.id', 'n.taskId')
      .leftJoin('supportTurn as t', (join) => join.on(sql<boolean>`false`))
      .select(['n.id', 'n.title as name', 'k.hostName'])
      .where('n.id', '=', input.id)
      .where(claimReadable(actor))
      .executeTakeFirst()
    if (content === undefined) throw notFound(words('nội dung của nhiệm vụ', 'Content of the task'))
    const place = { id: null, turnId: null, contentId: content.id }
    const sources = await sourcesOf(db, place)
    const advances = await advancesOf(db, place)
    return {
      id: content.id,
      name: content.name,
      turns: (await turnsOfContents(db, [content.id])).filter(({ cancelled }) => !cancelled),
      advances,
      left: sources.reduce((sum, { left }) => sum + left, 0n),
    }
  },
})
