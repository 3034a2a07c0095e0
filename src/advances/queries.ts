import { sql } from 'kysely'
import { z } from 'zod'
import { TurnNamed, turnNamed } from '../budget/index.ts'
import { claimReadable, claimReaders, claimStates } from '../claims/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noAdvance } from './clearing.ts'
import { advanceStates, partKinds, partStates } from './fields.ts'
import { termOn } from './terms.ts'

/* Advances as officers read all of them, an enterprise its own, a host those of its task. */

const Row = z.object({
  id: z.int(),
  paymentId: z.int(),
  commitmentId: z.int(),
  documentNumber: z.string(),
  turnId: z.int().nullable(),
  taskId: z.int().nullable(),
  /** Of a content of a task: the support turn under it that it is for. */
  taskTurn: TurnNamed,
  /** Whom it is paid to: the enterprise of the turn, or the host of the task. */
  beneficiary: z.string(),
  /** The content of support, or of the task. */
  content: z.string(),
  contentEn: z.string(),
  plan: z.string(),
  year: z.int(),
  amount: dongOut(),
  cleared: dongOut(),
  returned: dongOut(),
  recovered: dongOut(),
  rest: dongOut(),
  paidOn: z.iso.date(),
  dueOn: z.iso.date(),
  state: advanceStates.schema,
  /** Whether the day by which it is to be cleared is past, and it is not. */
  late: z.boolean(),
  settledOn: z.iso.date().nullable(),
  version: z.int(),
})
export type AdvanceListed = z.infer<typeof Row>

const who = sql<string>`coalesce(e.name, k.host_name, '')`
const rest = sql<bigint>`(a.amount - a.cleared - a.returned - a.recovered)`
const year = sql<number>`coalesce(b.year, c.year)`
const late = (today: string) => sql<boolean>`(a.state IN ('open', 'part') AND a.due_on < ${today}::date)`

const advanceRows = (db: Db, today: string) =>
  db
    .selectFrom('advance as a')
    .innerJoin('paymentOrder as o', 'o.id', 'a.orderId')
    .innerJoin('commitment as c', 'c.id', 'o.commitmentId')
    .leftJoin('ledgerEntry as b', 'b.id', 'o.entryId')
    .leftJoin('supportTurn as t', 't.commitmentId', 'c.id')
    .leftJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .leftJoin('supportContent as s', 's.id', 't.contentId')
    .leftJoin('scienceTaskContent as n', 'n.id', 'o.taskContentId')
    .leftJoin('scienceTask as k', 'k.id', 'n.taskId')
    .innerJoin('plan as p', (join) => join.on(sql<boolean>`p.id = coalesce(t.plan_id, k.plan_id)`))
    .select(['a.id', 'o.id as paymentId', 'o.commitmentId', 'o.documentNumber', 't.id as turnId', 'n.taskId'])
    .select(turnNamed('o.taskTurnId').as('taskTurn'))
    .select([who.as('beneficiary'), year.as('year'), rest.as('rest'), late(today).as('late')])
    .select(sql<string>`coalesce(s.name, n.title, '')`.as('content'))
    .select(sql<string>`coalesce(s.name_en, n.title, '')`.as('contentEn'))
    .select(['p.number as plan', 'a.amount', 'a.cleared', 'a.returned', 'a.recovered'])
    .select(['o.occurredOn as paidOn', 'a.dueOn', 'a.state', 'a.settledOn', 'a.version'])

/** Whoever is paid sees an advance once it is released. */
const isShown = ({ actor }: Pick<Context, 'actor'>) =>
  readsEvery(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(a.state NOT IN ('waiting', 'dropped') AND ${claimReadable(actor)})`

/** Advances of every plan, or of those asked for; those to be cleared soonest first. */
export const listAdvances = query({
  name: 'advances.list',
  summary: words('Danh sách tạm ứng', 'List of advances'),
  route: 'GET /advances',
  input: z.object({
    ...listInput(['dueOn', 'paidOn', 'amount', 'rest', 'beneficiary', 'state', 'year']),
    state: optionalChoice([...advanceStates.keys, 'late', 'unsettled']),
    year: optionalYear(),
    turnId: optionalId(),
    taskId: optionalId(),
    commitmentId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(Row),
  may: claimReaders,
  run({ db, planId, actor, today }, input) {
    let rows = advanceRows(db, today).where(isShown({ actor }))
    const { turnId, taskId, commitmentId } = input
    // of one turn, task or commitment it is that one's, whichever plan is worked in
    if (turnId === undefined && taskId === undefined && commitmentId === undefined)
      rows = rows.where(ofPlans('p.id', plansWanted(planId, input.plan)))
    if (input.state === 'late') rows = rows.where(late(today))
    else if (input.state === 'unsettled') rows = rows.where('a.state', 'in', ['open', 'part'])
    else if (input.state !== undefined) rows = rows.where('a.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where(sql<boolean>`${year} = ${input.year}`)
    if (turnId !== undefined)
      rows = rows.where((eb) => eb.or([eb('t.id', '=', turnId), eb('o.taskTurnId', '=', turnId)]))
    if (taskId !== undefined) rows = rows.where('n.taskId', '=', taskId)
    if (commitmentId !== undefined) rows = rows.where('o.commitmentId', '=', commitmentId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(fold(o.document_number) || ' ' || coalesce(e.search, fold(k.host_name), '')) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        dueOn: { column: 'a.dueOn', value: (row) => row.dueOn },
        paidOn: { column: 'o.occurredOn', value: (row) => row.paidOn, direction: 'desc' },
        amount: byAmount('a.amount', (row) => row.amount),
        rest: { column: rest, value: (row) => String(row.rest), direction: 'desc' },
        beneficiary: { column: who, value: (row) => row.beneficiary },
        state: { column: 'a.state', value: (row) => row.state },
        year: { column: year, value: (row) => row.year, direction: 'desc' },
      },
      'a.id',
    )
  },
})

const File = z.object({ id: z.int(), name: z.string() })
const Part = z.object({
  id: z.int(),
  kind: partKinds.schema,
  amount: dongOut(),
  /** The voucher: of the line of a claim its own. */
  number: z.string(),
  onDay: z.iso.date(),
  what: z.string().nullable(),
  file: File.nullable(),
  claimId: z.int().nullable(),
  state: partStates.schema,
  enteredBy: z.string(),
  settledBy: z.string().nullable(),
  settledOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
})
export type Part = z.infer<typeof Part>

async function partsOf(db: Db, advanceId: number): Promise<Part[]> {
  const rows = await db
    .selectFrom('advancePart as p')
    .leftJoin('claimLine as l', 'l.id', 'p.claimLineId')
    .leftJoin('account as b', 'b.id', 'p.enteredBy')
    .leftJoin('account as s', 's.id', 'p.settledBy')
    .leftJoin('file as f', (join) => join.on(sql<boolean>`f.id = coalesce(p.file_id, l.file_id)`))
    .select(['p.id', 'p.kind', 'p.amount', 'p.state', 'p.settledOn', 'p.reason', 'l.claimId'])
    .select(sql<string>`coalesce(p.number, l.voucher_number)`.as('number'))
    .select(sql<string>`coalesce(p.on_day, l.voucher_on)`.as('onDay'))
    .select(sql<string | null>`coalesce(p.what, l.what)`.as('what'))
    .select(['f.id as fileId', 'f.name as fileName', 'b.name as enteredBy', 's.name as settledBy'])
    .where('p.advanceId', '=', advanceId)
    .orderBy('p.id')
    .execute()
  return rows.map(({ fileId, fileName, enteredBy, ...row }) => ({
    ...row,
    enteredBy: enteredBy ?? 'nscl',
    file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
  }))
}

async function claimsNaming(db: Db, advanceId: number) {
  const rows = await db
    .selectFrom('paymentClaim')
    .select(['id', 'state'])
    .where('advanceId', '=', advanceId)
    .where('state', '<>', 'draft')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, state: claimStates.schema.parse(row.state) }))
}

const Prolongation = z.object({
  id: z.int(),
  dueBefore: z.iso.date(),
  dueOn: z.iso.date(),
  /** The document that says so. */
  number: z.string(),
  onDay: z.iso.date(),
  /** Papers of the office are for officers. */
  file: File.nullable(),
  why: z.string(),
  state: partStates.schema,
  enteredBy: z.string(),
  settledBy: z.string().nullable(),
  settledOn: z.iso.date().nullable(),
  /** Why it was refused. */
  reason: z.string().nullable(),
})

async function prolongationsOf({ db, actor }: Context, advanceId: number) {
  const rows = await db
    .selectFrom('advanceProlongation as p')
    .innerJoin('file as f', 'f.id', 'p.fileId')
    .leftJoin('account as b', 'b.id', 'p.enteredBy')
    .leftJoin('account as s', 's.id', 'p.settledBy')
    .select(['p.id', 'p.dueBefore', 'p.dueOn', 'p.number', 'p.onDay', 'p.reason as why', 'p.state'])
    .select(['p.settledOn', 'p.refusal as reason', 'b.name as enteredBy', 's.name as settledBy'])
    .select(['f.id as fileId', 'f.name as fileName'])
    .where('p.advanceId', '=', advanceId)
    .orderBy('p.id')
    .execute()
  const every = readsEvery(actor)
  return rows
    .filter(({ state }) => every || state === 'confirmed')
    .map(({ fileId, fileName, enteredBy, ...row }) => ({
      ...row,
      enteredBy: enteredBy ?? 'nscl',
      file: every ? { id: fileId, name: fileName } : null,
    }))
}

/** One advance with its parts, the row it is cleared by, and the accepted lines of claims that may clear it. */
export const showAdvance = query({
  name: 'advances.show',
  summary: words('Một khoản tạm ứng', 'An advance'),
  route: 'GET /advances/{id}',
  input: z.object({ id: id() }),
  output: Row.extend({
    /** The content of a task that it is of; null of a support turn. */
    contentId: z.int().nullable(),
    dueSource: z.string().nullable(),
    dueReason: z.string().nullable(),
    share: z.int().nullable(),
    shareSource: z.string().nullable(),
    /** Rest less the parts that wait to be confirmed. */
    open: dongOut(),
    /** Papers of the office are for officers. */
    voucher: File.nullable(),
    note: z.string().nullable(),
    /** The table that it came in with, for officers; null for one drawn up on its form. The line is known since it is kept. */
    imported: z
      .object({ id: z.int(), file: z.string(), line: z.int().nullable(), by: z.string() })
      .nullable(),
    parts: z.array(Part),
    /** Later days; whoever is paid sees those that were approved. */
    prolongations: z.array(Prolongation),
    lines: z.array(
      z.object({
        id: z.int(),
        what: z.string(),
        voucherNumber: z.string(),
        left: dongOut(),
        claimId: z.int(),
      }),
    ),
    /** The claims that name it. */
    claims: z.array(z.object({ id: z.int(), state: claimStates.schema })),
  }),
  may: claimReaders,
  async run(context, input) {
    const { db, actor, today } = context
    const row = await advanceRows(db, today)
      .innerJoin('file as f', 'f.id', 'o.fileId')
      .select(['a.dueSource', 'a.dueReason', 'a.share', 'a.shareSource', 'o.note', 'o.taskContentId'])
      .select(['f.id as fileId', 'f.name as fileName'])
      .leftJoin('import as i', (join) =>
        join.onRef('i.kind', '=', 'a.importKind').onRef('i.id', '=', 'a.importId'),
      )
      .leftJoin('file as h', 'h.id', 'i.fileId')
      .leftJoin('account as w', 'w.id', 'o.draftedBy')
      .select(['a.importId', 'a.importLine', 'h.name as sheet', 'w.name as draftedBy'])
      .where('a.id', '=', input.id)
      .where(isShown({ actor }))
      .executeTakeFirst()
    if (row === undefined) throw noAdvance()
    const { fileId, fileName, taskContentId, importId, importLine, sheet, draftedBy, ...advance } = row
    const { rows: lines } = await sql<{
      id: number
      what: string
      voucherNumber: string
      left: bigint
      claimId: number
    }>`
      SELECT l.id, l.what, l.voucher_number, (l.accepted - claim_line_cleared(l.id))::bigint AS "left", l.claim_id
        FROM claim_line l JOIN payment_claim c ON c.id = l.claim_id AND c.state = 'accepted' AND c.content_id IS NOT DISTINCT FROM ${taskContentId}::int
       WHERE l.commitment_id = ${row.commitmentId} AND l.accepted > claim_line_cleared(l.id) AND coalesce(c.advance_id, ${row.id}) = ${row.id}
         AND coalesce(c.task_turn_id = ${row.taskTurn?.id ?? null}::int, true)
         AND NOT EXISTS (SELECT FROM payment_order o WHERE o.claim_id = c.id AND o.commitment_id = l.commitment_id AND o.state IN ('drafted', 'released'))
       ORDER BY c.advance_id IS NULL, l.id`.execute(db)
    const parts = await partsOf(db, row.id)
    const waiting = parts.reduce((sum, part) => (part.state === 'entered' ? sum + part.amount : sum), 0n)
    return {
      ...advance,
      contentId: taskContentId,
      open: row.state === 'open' || row.state === 'part' ? row.rest - waiting : 0n,
      voucher: readsEvery(actor) ? { id: fileId, name: fileName } : null,
      imported:
        importId === null || sheet === null || !readsEvery(actor)
          ? null
          : { id: importId, file: sheet, line: importLine, by: draftedBy ?? 'nscl' },
      parts: readsEvery(actor)
        ? parts
        : parts.map((part) => (part.claimId === null ? { ...part, file: null } : part)),
      prolongations: await prolongationsOf(context, row.id),
      lines,
      claims: await claimsNaming(db, row.id),
    }
  },
})
export type ShownAdvance = z.infer<typeof showAdvance.output>

/** The row by which an advance on a commitment would be cleared today. */
export const advanceTermOf = query({
  name: 'advances.termOf',
  summary: words('Thời hạn hoàn tạm ứng của một cam kết', 'By when an advance on a commitment is cleared'),
  route: 'GET /budget/commitments/{id}/advance-term',
  input: z.object({ id: id() }),
  output: z.object({ days: z.int(), source: z.string() }).nullable(),
  may: officers,
  async run({ db, today }, { id: commitmentId }) {
    const turn = await db
      .selectFrom('supportTurn')
      .select('id')
      .where('commitmentId', '=', commitmentId)
      .executeTakeFirst()
    const term = await termOn(db, turn === undefined ? 'task' : 'enterprise', today)
    return term === null ? null : { days: term.days, source: term.source }
  },
})
