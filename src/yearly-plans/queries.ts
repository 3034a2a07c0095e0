import { sql } from 'kysely'
import { z } from 'zod'
import { isAboveNorm, verdictOn } from '../norms/index.ts'
import { goalNumber, ofPlans, plansInput, plansWanted, targetResults } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalWhole, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { basisOf } from './basis.ts'
import { BesideRow } from './beside.ts'
import { noYearlyPlan } from './commands.ts'
import { Content, LineRow, lineRows, readContent } from './content.ts'
import { yearlyPlanFields } from './fields.ts'
import { broughtTo, compareLines, isOpen, sumOf, yearlyPlanStates } from './rules.ts'

const YearlyPlanRow = z.object({
  id: z.int(),
  ...yearlyPlanFields.row,
  planId: z.int(),
  /** The number of its plan. */
  plan: z.string(),
  state: yearlyPlanStates.schema,
  begunOn: z.string(),
  sentOn: z.string().nullable(),
  /** Of the last approval. */
  number: z.string().nullable(),
  decidedOn: z.string().nullable(),
  lines: z.int(),
  amount: dongOut(),
  version: z.int(),
})
export type YearlyPlanRow = z.infer<typeof YearlyPlanRow>

const yearlyPlanRows = (db: Db) =>
  db
    .selectFrom('yearlyPlan as y')
    .innerJoin('plan as p', 'p.id', 'y.planId')
    .innerJoinLateral(
      sql<{
        lines: number
        amount: bigint
      }>`(SELECT count(*)::int AS lines, coalesce(sum(l.amount), 0)::bigint AS amount
        FROM yearly_plan_line l WHERE l.yearly_plan_id = y.id)`.as('s'),
      (join) => join.onTrue(),
    )
    .select(['y.id', ...yearlyPlanFields.select('y'), 'y.planId', 'p.number as plan', 'y.state', 'y.begunOn'])
    .select(['y.sentOn', 'y.number', 'y.decidedOn', 'y.version', 's.lines', 's.amount'])

/** Yearly plans of every plan, or of those asked for, the latest year first. */
export const listYearlyPlans = query({
  name: 'yearlyPlans.list',
  summary: words('Danh sách kế hoạch năm', 'List of yearly plans'),
  route: 'GET /yearly-plans',
  input: z.object({
    ...listInput(['year', 'title', 'state', 'begunOn', 'decidedOn', 'lines', 'amount']),
    state: optionalChoice(yearlyPlanStates.keys),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(YearlyPlanRow),
  may: officers,
  async run({ db, planId }, input) {
    let rows = yearlyPlanRows(db).where(ofPlans('y.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('y.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where('y.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(y.title || ' ' || coalesce(y.number, '')) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        year: { column: 'y.year', value: (row) => row.year, direction: 'desc' },
        title: { column: 'y.title', value: (row) => row.title },
        state: { column: 'y.state', value: (row) => row.state },
        begunOn: byDay('y.begunOn', (row) => row.begunOn),
        decidedOn: byDay('y.decidedOn', (row) => row.decidedOn),
        lines: { column: 's.lines', value: (row) => row.lines, direction: 'desc' },
        amount: byAmount('s.amount', (row) => row.amount),
      },
      'y.id',
    )
  },
})

const TargetPlace = z.object({
  targetId: z.int(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  goal: z.number(),
  /** What was reached so far in the whole period; null: nothing is known. */
  reached: z.number().nullable(),
  /** What the lines bring to it. */
  brought: z.int(),
  /** Both together. */
  will: z.number().nullable(),
})
export type TargetPlace = z.infer<typeof TargetPlace>

/** Where the lines of a year leave the targets of their plan: those that a line serves, in the plan's order. */
export async function targetPlaces(
  db: Db,
  planId: number,
  lines: readonly { targetId: number | null; targetQuantity: number | null }[],
): Promise<TargetPlace[]> {
  const brought = broughtTo(lines)
  if (brought.size === 0) return []
  return (await targetResults(db, planId)).flatMap((target) => {
    const more = brought.get(target.targetId)
    if (more === undefined) return []
    const { targetId, name, nameEn, unit, unitEn, result: reached } = target
    const will = reached === null ? null : reached + more
    return [{ targetId, name, nameEn, unit, unitEn, goal: goalNumber(target), reached, brought: more, will }]
  })
}

const VersionRow = z.object({
  place: z.int(),
  sentOn: z.string(),
  outcome: z.enum(['returned', 'approved']).nullable(),
  remarks: z.string().nullable(),
  number: z.string().nullable(),
  decidedOn: z.string().nullable(),
})
export type VersionRow = z.infer<typeof VersionRow>

/** How a line stands against the norm that it goes by. */
const Verdict = z.object({
  lineId: z.int(),
  outcome: z.enum(['within', 'over', 'unknown']),
  most: dongOut().nullable(),
  /** Whether it needs the consent of whoever approves. */
  above: z.boolean(),
})

/** One yearly plan whole: lines, norms, place in the targets, money beside, versions. */
export const showYearlyPlan = query({
  name: 'yearlyPlans.show',
  summary: words('Một kế hoạch năm', 'One yearly plan'),
  route: 'GET /yearly-plans/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    ...YearlyPlanRow.shape,
    planLines: z.array(LineRow),
    verdicts: z.array(Verdict),
    beside: z.array(BesideRow),
    targets: z.array(TargetPlace),
    /** By source, and by line of the plan's estimate with what that has for the year (null: nothing). */
    bySource: z.array(z.object({ source: z.string(), sourceEn: z.string(), amount: dongOut() })),
    byLine: z.array(
      z.object({ line: z.string().nullable(), amount: dongOut(), estimate: dongOut().nullable() }),
    ),
    counterpart: dongOut(),
    besideAmount: dongOut(),
    versions: z.array(VersionRow),
  }),
  may: officers,
  async run({ db, today }, { id: yearlyPlanId }) {
    const row = await yearlyPlanRows(db).where('y.id', '=', yearlyPlanId).executeTakeFirst()
    if (row === undefined) throw noYearlyPlan()
    const { rows, beside } = await readContent(db, yearlyPlanId)
    const basis = await basisOf(db, { planId: row.planId, year: row.year, today })
    const versions = await db
      .selectFrom('yearlyPlanVersion')
      .select(['place', 'sentOn', 'outcome', 'remarks', 'number', 'decidedOn'])
      .where('yearlyPlanId', '=', yearlyPlanId)
      .orderBy('place', 'desc')
      .execute()
    return {
      ...row,
      planLines: rows,
      verdicts: rows.flatMap((line) => {
        const verdict = verdictOn(line, basis.norms)
        if (verdict === null) return []
        const { outcome, most } = verdict
        return [{ lineId: line.id, outcome, most, above: isAboveNorm(line, basis.norms) }]
      }),
      beside,
      targets: await targetPlaces(db, row.planId, rows),
      bySource: [...Map.groupBy(rows, ({ sourceId }) => sourceId).values()].map((own) => ({
        source: own[0]?.source ?? '',
        sourceEn: own[0]?.sourceEn ?? '',
        amount: sumOf(own).amount,
      })),
      byLine: [...Map.groupBy(rows, ({ lineId }) => lineId)].map(([lineId, own]) => ({
        line: own[0]?.line ?? null,
        amount: sumOf(own).amount,
        estimate: basis.lines.find((line) => line.id === lineId)?.estimate ?? null,
      })),
      counterpart: sumOf(rows).counterpart,
      besideAmount: beside.reduce((sum, one) => sum + one.amount, 0n),
      versions,
    }
  },
})

/** One line, by its number alone, with the needs that it meets. */
export const showYearlyPlanLine = query({
  name: 'yearlyPlans.showLine',
  summary: words('Một dòng của kế hoạch năm', 'One line of a yearly plan'),
  route: 'GET /yearly-plan-lines/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    ...LineRow.shape,
    yearlyPlanId: z.int(),
    yearlyPlan: z.string(),
    state: yearlyPlanStates.schema,
    /** Of the yearly plan, for an act on the line. */
    version: z.int(),
    meets: z.array(z.object({ id: z.int(), owner: z.string(), text: z.string(), quantity: z.int() })),
  }),
  may: officers,
  async run({ db }, { id: lineId }) {
    const line = await lineRows(db).where('y.id', '=', lineId).executeTakeFirst()
    if (line === undefined) throw notFound(words('dòng kế hoạch', 'Line of the yearly plan'))
    const of = await db
      .selectFrom('yearlyPlan')
      .select(['title as yearlyPlan', 'state', 'version'])
      .where('id', '=', line.yearlyPlanId)
      .executeTakeFirstOrThrow()
    const { rows: meets } = await sql<{ id: number; owner: string; text: string; quantity: number }>`
      SELECT n.id, coalesce(e.name, g.name) AS owner, left(n.text, 300) AS text, n.quantity FROM yearly_plan_need x
        JOIN need n ON n.id = x.need_id LEFT JOIN enterprise e ON e.id = n.enterprise_id LEFT JOIN agency g ON g.id = n.agency_id
       WHERE x.line_id = ${lineId} ORDER BY n.id`.execute(db)
    return { ...line, ...of, meets }
  },
})

/** What the forms of lines offer. */
export const lineChoices = query({
  name: 'yearlyPlans.choices',
  summary: words('Danh mục cho dòng kế hoạch năm', 'What a line of a yearly plan may name'),
  route: 'GET /yearly-plans/{id}/choices',
  input: z.object({ id: id() }),
  output: z.object({
    lines: z.array(z.object({ id: z.int(), code: z.string(), name: z.string(), nameEn: z.string() })),
    contents: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    sources: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    targets: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    agencies: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    norms: z.array(
      z.object({ id: z.int(), name: z.string(), nameEn: z.string(), role: z.string().nullable() }),
    ),
    supportLineId: z.int().nullable(),
    sourceId: z.int().nullable(),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db, today }, { id: yearlyPlanId }) {
    const row = await db
      .selectFrom('yearlyPlan')
      .select(['planId', 'year'])
      .where('id', '=', yearlyPlanId)
      .executeTakeFirst()
    if (row === undefined) throw noYearlyPlan()
    const basis = await basisOf(db, { ...row, today })
    const named = (list: readonly { id: number; name: string; nameEn: string }[]) =>
      list.map(({ id, name, nameEn }) => ({ id, name, nameEn }))
    return {
      lines: basis.lines.map(({ id, code, name, nameEn }) => ({ id, code, name, nameEn })),
      contents: named(basis.contents),
      sources: named(basis.sources),
      targets: named(basis.targets),
      agencies: named(basis.agencies),
      norms: basis.norms.map(({ id, name, nameEn, role }) => ({ id, name, nameEn, role })),
      supportLineId: basis.supportLineId,
      sourceId: basis.sourceId,
    }
  },
})

const Change = z.object({
  id: z.int(),
  title: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  fields: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
})

/** The lines of a content as they are compared: by their fields, as text. */
const comparable = (content: Content) =>
  new Map(
    content.lines.map(({ id: lineId, needs, targetId: _target, ...line }) => [
      lineId,
      {
        ...Object.fromEntries(
          Object.entries(line).map(([key, value]) => [key, value === null ? null : String(value)]),
        ),
        needs: needs.length === 0 ? null : needs.join(', '),
      },
    ]),
  )

/** What changed between two versions that were sent, or since one of them. */
export const compareYearlyPlan = query({
  name: 'yearlyPlans.compare',
  summary: words('So sánh hai bản của kế hoạch năm', 'Compare two versions of a yearly plan'),
  route: 'GET /yearly-plans/{id}/comparison',
  input: z.object({
    id: id(),
    /** Places of the versions; left out: the last that was sent (the one before it while that stands), and as it is now. */
    from: optionalWhole(1),
    to: optionalWhole(1),
  }),
  output: z.object({
    id: z.int(),
    title: z.string(),
    from: z.int().nullable(),
    to: z.int().nullable(),
    versions: z.array(VersionRow),
    changes: z.array(Change),
    before: dongOut(),
    after: dongOut(),
  }),
  may: officers,
  async run({ db }, { id: yearlyPlanId, from, to }) {
    const now = await db
      .selectFrom('yearlyPlan')
      .select(['title', 'state'])
      .where('id', '=', yearlyPlanId)
      .executeTakeFirst()
    if (now === undefined) throw noYearlyPlan()
    const versions = await db
      .selectFrom('yearlyPlanVersion')
      .selectAll()
      .where('yearlyPlanId', '=', yearlyPlanId)
      .orderBy('place', 'desc')
      .execute()
    const present: Content = await readContent(db, yearlyPlanId)
    const contentOf = (place: number): Content => {
      const version = versions.find((one) => one.place === place)
      if (version === undefined) throw notFound(words('bản này', 'This version'))
      return Content.parse(version.content)
    }
    // What was sent last is what stands now until a line is changed: then the one before it says more.
    const last = versions[isOpen(now.state) ? 0 : 1] ?? versions[0]
    const first = from ?? last?.place ?? null
    const before: Content = first === null ? { ...present, lines: [] } : contentOf(first)
    const after = to === undefined ? present : contentOf(to)
    return {
      id: yearlyPlanId,
      title: now.title,
      from: first,
      to: to ?? null,
      versions: versions.map((version) => VersionRow.parse(version)),
      changes: compareLines(comparable(before), comparable(after)),
      before: sumOf(before.lines).amount,
      after: sumOf(after.lines).amount,
    }
  },
})
