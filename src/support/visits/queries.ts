import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { type Actor, signedIn } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice, optionalId } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { readableBy, readsEvery } from '../../platform/sight.ts'
import { fold } from '../../platform/text.ts'
import { noVisit } from './commands.ts'
import { answers, foundFields, remedyStates, visitStates, visitWays } from './fields.ts'
import { Photograph, photographsOf } from './photographs/queries.ts'
import { noRemedy } from './remedies.ts'

const Visit = z.object({
  id: z.int(),
  turnId: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  plan: z.string(),
  how: visitWays.schema,
  state: visitStates.schema,
  plannedOn: z.iso.date(),
  visitedOn: z.iso.date().nullable(),
  /** Whether its day is past and it was not made. */
  late: z.boolean(),
  /** What it found, and what of that is not closed. */
  found: z.int(),
  open: z.int(),
  photographs: z.int(),
})
export type Visit = z.infer<typeof Visit>

/** Of whom the account reads visits: an enterprise reads of its own what was made and what it was told of beforehand. */
export const visitSeen = (actor: Actor): RawBuilder<boolean> =>
  readsEvery(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(${readableBy(actor, 'v.enterpriseId')} AND (v.state = 'made' OR (v.state = 'planned' AND v.announced)))`

const late = (today: string) => sql<boolean>`(v.state = 'planned' AND v.planned_on < ${today}::date)`
const foundBy = (of: RawBuilder<unknown>) =>
  sql<number>`(SELECT count(*)::int FROM visit_finding f WHERE f.visit_id = v.id AND ${of})`

const visitRows = (db: Db, actor: Actor, today: string) =>
  db
    .selectFrom('visit as v')
    .innerJoin('supportTurn as t', 't.id', 'v.turnId')
    .innerJoin('plan as p', 'p.id', 't.planId')
    .innerJoin('enterprise as e', 'e.id', 'v.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .where(visitSeen(actor))
    .select(['v.id', 'v.turnId', 'v.enterpriseId', 'e.name as enterprise', 'c.name as content'])
    .select(['c.nameEn as contentEn', 'p.number as plan', 'v.how', 'v.state', 'v.plannedOn', 'v.visitedOn'])
    .select([
      late(today).as('late'),
      foundBy(sql`true`).as('found'),
      foundBy(sql`f.state <> 'closed'`).as('open'),
      sql<number>`(SELECT count(*)::int FROM visit_photograph g WHERE g.visit_id = v.id AND g.removed_on IS NULL)`.as(
        'photographs',
      ),
    ])

/** The visits to turns of every plan, or of those asked for. An enterprise sees its own. */
export const listVisits = query({
  name: 'visits.list',
  summary: words('Các lần kiểm tra tại doanh nghiệp', 'Visits to enterprises'),
  route: 'GET /visits',
  input: z.object({
    ...listInput(['plannedOn', 'visitedOn', 'enterprise']),
    state: optionalChoice([...visitStates.keys, 'late', 'unremedied']),
    how: optionalChoice(visitWays.keys),
    turnId: optionalId(),
    visitPlanId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(Visit),
  may: signedIn,
  run({ db, actor, planId, today }, input) {
    let rows = visitRows(db, actor, today).where(ofPlans('t.planId', plansWanted(planId, input.plan)))
    if (input.state === 'late') rows = rows.where(late(today))
    else if (input.state === 'unremedied')
      rows = rows.where(
        sql<boolean>`EXISTS (SELECT FROM visit_finding f WHERE f.visit_id = v.id AND f.state <> 'closed')`,
      )
    else if (input.state !== undefined) rows = rows.where('v.state', '=', input.state)
    if (input.how !== undefined) rows = rows.where('v.how', '=', input.how)
    if (input.turnId !== undefined) rows = rows.where('v.turnId', '=', input.turnId)
    if (input.visitPlanId !== undefined) rows = rows.where('v.visitPlanId', '=', input.visitPlanId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`e.search LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        plannedOn: { column: 'v.plannedOn', value: (row) => row.plannedOn, direction: 'desc' },
        visitedOn: byDay('v.visitedOn', (row) => row.visitedOn),
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
      },
      'v.id',
    )
  },
})

const File = z.object({ id: z.int(), name: z.string() }).nullable()
const Found = z.object({
  id: z.int(),
  ...foundFields.row,
  state: remedyStates.schema,
})

/** One visit: what was looked at, what was found, its photographs. */
export const showVisit = query({
  name: 'visits.show',
  summary: words('Một lần kiểm tra', 'One visit'),
  route: 'GET /visits/{id}',
  input: z.object({ id: id() }),
  output: Visit.extend({
    version: z.int(),
    reason: z.string().nullable(),
    team: z.string().nullable(),
    announced: z.boolean(),
    visitPlan: z.object({ id: z.int(), title: z.string() }).nullable(),
    checklist: z.object({ id: z.int(), name: z.string(), edition: z.int() }).nullable(),
    /** The items of its checklist with what was seen; null before it is made. */
    items: z.array(
      z.object({
        item: z.int(),
        asked: z.string(),
        answer: answers.schema.nullable(),
        note: z.string().nullable(),
      }),
    ),
    present: z.string().nullable(),
    conclusion: z.string().nullable(),
    file: File,
    enteredOn: z.iso.date(),
    importId: z.int().nullable(),
    findings: z.array(Found),
    photos: z.array(Photograph),
  }),
  may: signedIn,
  async run({ db, actor, today }, input) {
    const row = await visitRows(db, actor, today)
      .leftJoin('visitPlan as l', 'l.id', 'v.visitPlanId')
      .leftJoin('file as i', 'i.id', 'v.fileId')
      .select(['v.version', 'v.reason', 'v.team', 'v.announced', 'v.present', 'v.conclusion'])
      .select(['v.enteredOn', 'v.importId', 'v.checklistId', 'v.editionId'])
      .select(['l.id as listId', 'l.title as listTitle', 'i.id as fileId', 'i.name as fileName'])
      .where('v.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noVisit()
    const edition = await editionOf(db, row)
    const given = await db
      .selectFrom('visitAnswer')
      .select(['item', 'answer', 'note'])
      .where('visitId', '=', row.id)
      .execute()
    const byItem = new Map(given.map((one) => [one.item, one]))
    const findings = await db
      .selectFrom('visitFinding as f')
      .select(['f.id', ...foundFields.select('f'), 'f.state'])
      .where('f.visitId', '=', row.id)
      .orderBy('f.id')
      .execute()
    const { listId, listTitle, fileId, fileName, checklistId: _list, editionId: _edition, ...visit } = row
    return {
      ...visit,
      visitPlan: listId === null ? null : { id: listId, title: listTitle ?? '' },
      checklist:
        edition === null ? null : { id: edition.checklistId, name: edition.name, edition: edition.edition },
      items: (edition?.items ?? []).map((asked, at) => {
        const one = byItem.get(at + 1)
        return { item: at + 1, asked, answer: one?.answer ?? null, note: one?.note ?? null }
      }),
      file: fileId === null ? null : { id: fileId, name: fileName ?? '' },
      findings,
      photos: await photographsOf(db, row.id),
    }
  },
})
export type ShownVisit = z.infer<typeof showVisit.output>

/** The edition that a visit was made by; before it is made, the latest of its checklist; null without one. */
async function editionOf(
  db: Db,
  row: { checklistId: number | null; editionId: number | null; state: string },
) {
  if (row.checklistId === null || (row.editionId === null && row.state !== 'planned')) return null
  const rows = db
    .selectFrom('visitChecklistEdition as e')
    .innerJoin('visitChecklist as c', 'c.id', 'e.checklistId')
    .select(['e.checklistId', 'c.name', 'e.edition', 'e.items'])
    .where('e.checklistId', '=', row.checklistId)
  const wanted =
    row.editionId === null ? rows.orderBy('e.edition', 'desc') : rows.where('e.id', '=', row.editionId)
  return (await wanted.limit(1).executeTakeFirst()) ?? null
}

const Remedy = Found.extend({
  visitId: z.int(),
  turnId: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  plan: z.string(),
  late: z.boolean(),
  enteredOn: z.iso.date(),
  answeredOn: z.iso.date().nullable(),
  closedOn: z.iso.date().nullable(),
  version: z.int(),
})
export type Remedy = z.infer<typeof Remedy>

const overdue = (today: string) =>
  sql<boolean>`(f.state IN ('open', 'returned') AND f.due_on < ${today}::date)`

const remedyRows = (db: Db, actor: Actor, today: string) =>
  db
    .selectFrom('visitFinding as f')
    .innerJoin('visit as v', 'v.id', 'f.visitId')
    .innerJoin('supportTurn as t', 't.id', 'v.turnId')
    .innerJoin('plan as p', 'p.id', 't.planId')
    .innerJoin('enterprise as e', 'e.id', 'f.enterpriseId')
    .where(readableBy(actor, 'f.enterpriseId'))
    .select(['f.id', ...foundFields.select('f'), 'f.state', 'f.visitId', 'v.turnId', 'f.enterpriseId'])
    .select(['e.name as enterprise', 'p.number as plan', 'f.enteredOn', 'f.answeredOn', 'f.closedOn'])
    .select(['f.version', overdue(today).as('late')])

/** What visits found, the soonest to be put right first. An enterprise sees its own. */
export const listRemedies = query({
  name: 'visits.remedies',
  summary: words('Các phát hiện khi kiểm tra', 'What visits found'),
  route: 'GET /visit-findings',
  input: z.object({
    ...listInput(['dueOn', 'enterprise', 'state']),
    state: optionalChoice([...remedyStates.keys, 'late', 'unclosed']),
    turnId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(Remedy),
  may: signedIn,
  run({ db, actor, planId, today }, input) {
    let rows = remedyRows(db, actor, today).where(ofPlans('t.planId', plansWanted(planId, input.plan)))
    if (input.state === 'late') rows = rows.where(overdue(today))
    else if (input.state === 'unclosed') rows = rows.where('f.state', '<>', 'closed')
    else if (input.state !== undefined) rows = rows.where('f.state', '=', input.state)
    if (input.turnId !== undefined) rows = rows.where('v.turnId', '=', input.turnId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(f.search LIKE ${pattern} OR e.search LIKE ${pattern})`)
    return pageOf(
      rows,
      input,
      {
        dueOn: { column: 'f.dueOn', value: (row) => row.dueOn },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
        state: { column: 'f.state', value: (row) => row.state },
      },
      'f.id',
    )
  },
})

/** What a visit found, with its remedy and how it was closed. */
export const showRemedy = query({
  name: 'visits.showRemedy',
  summary: words('Một phát hiện khi kiểm tra', 'One finding of a visit'),
  route: 'GET /visit-findings/{id}',
  input: z.object({ id: id() }),
  output: Remedy.extend({
    visitedOn: z.iso.date().nullable(),
    answer: z.string().nullable(),
    remark: z.string().nullable(),
    closedBy: z.string().nullable(),
    closedVisitId: z.int().nullable(),
    closing: z.string().nullable(),
    file: File,
    /** Other visits to the turn that were made since. */
    visits: z.array(z.object({ id: z.int(), visitedOn: z.iso.date() })),
  }),
  may: signedIn,
  async run({ db, actor, today }, input) {
    const row = await remedyRows(db, actor, today)
      .leftJoin('file as i', 'i.id', 'f.answerFileId')
      .select(['v.visitedOn', 'f.answer', 'f.remark', 'f.closedBy', 'f.closedVisitId', 'f.closing'])
      .select(['i.id as fileId', 'i.name as fileName'])
      .where('f.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noRemedy()
    const visits = await db
      .selectFrom('visit')
      .select(['id', 'visitedOn'])
      .where('turnId', '=', row.turnId)
      .where('id', '<>', row.visitId)
      .where('state', '=', 'made')
      .where('visitedOn', 'is not', null)
      .$narrowType<{ visitedOn: string }>()
      .orderBy('visitedOn', 'desc')
      .execute()
    const { fileId, fileName, ...found } = row
    return { ...found, visits, file: fileId === null ? null : { id: fileId, name: fileName ?? '' } }
  },
})
export type ShownRemedy = z.infer<typeof showRemedy.output>
