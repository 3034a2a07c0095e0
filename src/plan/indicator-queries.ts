import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { optionalChoice, optionalYear, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableEnterprises, readableFile } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { activePlan } from './active.ts'
import { factKinds } from './facts.ts'
import { PlanDocument } from './rules.ts'
import { tableWords } from './targets.ts'

const bounds = ['exactly', 'about', 'atLeast', 'atMost', 'range'] as const
const measures = ['count', 'sum', 'distinct', 'last', 'mean'] as const
const recordTypes = [
  'support_turn',
  'certificate',
  'training_event',
  'past_result',
  'tfp_study',
  'communication',
  'outreach',
  'award_entry',
  'content_value',
  'indicator_value',
] as const

export const TargetResult = z.object({
  targetId: z.int(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  way: z.enum(['counted', 'computed', 'entered']),
  measure: z.enum(measures),
  bound: z.enum(bounds),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  /** The indicator that this one is a part of. */
  parentKey: z.string().nullable(),
  firstYear: z.int(),
  lastYear: z.int(),
  /** What the budget table has beside it, and how it was decided between the two. */
  table: z.object({ vi: z.string(), en: z.string() }).nullable(),
  /** Whether both numbers stand: it is not yet decided between them. */
  undecided: z.boolean(),
  /** Where it began: value, year and where that is written. */
  base: z.object({ value: z.number(), year: z.int(), source: z.string().nullable() }).nullable(),
  /** Of the whole period; a distinct subject counts once in it. Null: nothing was entered, or it cannot be computed. */
  result: z.number().nullable(),
  years: z.array(
    z.object({
      year: z.int(),
      result: z.number().nullable(),
      /** What is to be reached by the end of the year, where the plan says. */
      milestone: z.number().nullable(),
      /** "Ước thực hiện", confirmed; never counted. */
      estimate: z.number().nullable(),
    }),
  ),
})
export type TargetResult = z.infer<typeof TargetResult>

/**
 * Whether an indicator is a rate or a state, whose years are not added up.
 * @param alias of the table `indicator` in the select
 */
export const isLevel = (alias: string) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`((${column('way')} = 'entered' AND ${column('measure')} <> 'sum')
    OR coalesce(${column('operation')} IN ('ratio', 'growth', 'study'), false))`
}

const Milestones = z.record(z.string(), z.number())

/** Every target of a plan with its result, counted now from the facts: of the period and of each year. */
export async function targetResults(db: Db, planId: number): Promise<TargetResult[]> {
  const targets = await db
    .selectFrom('target as t')
    .innerJoin('indicator as i', 'i.id', 't.indicatorId')
    .leftJoin('target as pt', 'pt.id', 't.parentId')
    .leftJoin('indicator as pi', 'pi.id', 'pt.indicatorId')
    .select([
      't.id as targetId',
      'i.key',
      'i.name',
      'i.nameEn',
      'i.unit',
      'i.unitEn',
      'i.way',
      'i.measure',
      't.indicatorId',
      't.baseValue',
      't.baseYear',
      't.baseSource',
      't.milestones',
      't.bound',
      't.minimum',
      't.maximum',
      'pi.key as parentKey',
      't.firstYear',
      't.lastYear',
    ])
    .where('t.planId', '=', planId)
    .orderBy('t.ord')
    .execute()
  const results = await db
    .selectFrom('targetResult')
    .select(['targetId', 'year', 'result'])
    .where('planId', '=', planId)
    .orderBy('year')
    .execute()
  const estimates = await db
    .selectFrom('indicatorValue')
    .select(['indicatorId', 'year', 'value'])
    .where('planId', '=', planId)
    .where('estimate', '=', true)
    .where('state', '=', 'confirmed')
    .execute()
  const { document } = await db
    .selectFrom('plan')
    .select('document')
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const written = PlanDocument.parse(document).targets
  return targets.map(({ indicatorId, baseValue, baseYear, baseSource, milestones, ...target }) => {
    const own = results.filter((row) => row.targetId === target.targetId)
    const marks = Milestones.parse(milestones)
    const said = written.find(({ indicator }) => indicator === target.key)
    return {
      ...target,
      table: tableWords(said ?? {}),
      undecided: (said?.tableNumber ?? null) !== null && (said?.decision ?? '') === '',
      base:
        baseValue === null || baseYear === null
          ? null
          : { value: baseValue, year: baseYear, source: baseSource },
      result: own.find((row) => row.year === null)?.result ?? null,
      years: own.flatMap(({ year, result }) => {
        if (year === null) return []
        const estimate = estimates.find((row) => row.indicatorId === indicatorId && row.year === year)
        return [
          { year, result: result ?? null, milestone: marks[year] ?? null, estimate: estimate?.value ?? null },
        ]
      }),
    }
  })
}

/** Results of all targets; with `year` only that year beside the period. Figures are public. */
export const indicatorResults = query({
  name: 'indicators.results',
  summary: words('Kết quả các chỉ tiêu của kế hoạch', "Results of the plan's targets"),
  route: 'GET /indicators',
  input: z.object({ year: optionalYear() }),
  output: z.object({ planId: z.int(), plan: z.string(), targets: z.array(TargetResult) }),
  may: ['public'],
  async run({ db, planId }, input) {
    const plan = await activePlan({ db, planId })
    const targets = await targetResults(db, plan.id)
    const wanted = (year: number) => input.year === undefined || input.year === year
    return {
      planId: plan.id,
      plan: plan.number,
      targets: targets.map((target) => ({
        ...target,
        years: target.years.filter(({ year }) => wanted(year)),
      })),
    }
  },
})

/** The kinds of record that a fact is of. */
export type RecordType = (typeof recordTypes)[number]

/**
 * Whether an indicator, of the table by this alias, chooses among the facts of its kinds by standard, content, figure by content, industry or
 * size (`fact_wanted` in the database): only then may one be entered for it beside those that are counted.
 */
export const choosesAmongFacts = (alias: string) => sql<boolean>`indicator_chooses(${sql.ref(alias)})`

/** Which facts an indicator rests on, as `indicator_result` counts them; a computed one on none of its own. */
function factsOf(indicator: { id: number; way: string; factKinds: readonly string[]; chooses: boolean }) {
  const entered = sql<boolean>`(f.kind = 'value.entered' AND f.subject = ${`indicator:${indicator.id}`})`
  if (indicator.way !== 'counted') return entered
  const kinds = sql<boolean>`f.kind = ANY (${[...indicator.factKinds]}::text[])`
  if (!indicator.chooses) return kinds
  return sql<boolean>`(${kinds} AND fact_wanted(f, (SELECT i FROM indicator i WHERE i.id = ${indicator.id})) OR ${entered})`
}

const EvidenceRow = z.object({
  id: z.int(),
  kind: z.enum(factKinds),
  year: z.int(),
  occurredOn: z.iso.date(),
  quantity: z.number(),
  /** What a distinct measure counts: two facts of one subject count once; a past result counts as many as its quantity. */
  subject: z.string(),
  label: z.string(),
  recordType: z.enum(recordTypes),
  recordId: z.int(),
  enterpriseId: z.int().nullable(),
  /** The S&T task that its support turn is under. */
  task: z.object({ id: z.int(), title: z.string() }).nullable(),
  /** Null where the record is of an enterprise that this account does not read. */
  fileId: z.int().nullable(),
  fileName: z.string().nullable(),
  fileSha256: z.string().nullable(),
  recordedAt: z.string(),
  retractedAt: z.string().nullable(),
  retraction: z.string().nullable(),
})

const noFile = { fileId: null, fileName: null, fileSha256: null }
const withoutFile = { ...noFile, retraction: null }

export const evidenceStates = ['counted', 'retracted'] as const

/**
 * The facts behind a figure, each with its record and its evidence file; those retracted on demand, with the reason. The file is left
 * out where the account does not read the enterprise's records.
 */
export const indicatorEvidence = query({
  name: 'indicators.evidence',
  summary: words('Minh chứng của một chỉ tiêu', 'The evidence of an indicator'),
  route: 'GET /indicators/{key}/evidence',
  input: z.object({
    ...listInput(['date', 'recorded']),
    key: text(60),
    year: optionalYear(),
    state: optionalChoice(evidenceStates),
  }),
  output: listOutput(EvidenceRow),
  may: staff,
  async run({ db, actor, planId }, input) {
    const plan = await activePlan({ db, planId })
    const indicator = await db
      .selectFrom('indicator as i')
      .innerJoin('target as t', 't.indicatorId', 'i.id')
      .select(['i.id', 'i.way', 'i.factKinds', 't.firstYear', 't.lastYear'])
      .select(choosesAmongFacts('i').as('chooses'))
      .where('i.key', '=', input.key)
      .where('t.planId', '=', plan.id)
      .executeTakeFirst()
    if (indicator === undefined) throw notFound(words('chỉ tiêu', 'Indicator'))
    let rows = db
      .selectFrom('fact as f')
      .innerJoin('file', 'file.id', 'f.fileId')
      .select([
        'f.id',
        'f.kind',
        'f.year',
        'f.occurredOn',
        'f.quantity',
        'f.subject',
        'f.label',
        'f.recordType',
        'f.recordId',
        'f.enterpriseId',
        'file.id as fileId',
        'file.name as fileName',
        'file.sha256 as fileSha256',
        'f.recordedAt',
        'f.retractedAt',
        'f.retraction',
      ])
      .select(readableFile(actor).as('opens'))
      .select(
        sql<{ id: number; title: string } | null>`(SELECT jsonb_build_object('id', k.id, 'title', k.title)
          FROM support_turn u JOIN science_task_content s ON s.id = u.task_content_id JOIN science_task k ON k.id = s.task_id
         WHERE u.id = CASE f.record_type WHEN 'support_turn' THEN f.record_id
           WHEN 'certificate' THEN (SELECT c.turn_id FROM certificate c WHERE c.id = f.record_id) END)`.as(
          'task',
        ),
      )
      .where('f.planId', '=', plan.id)
      .where(factsOf(indicator))
      // the years that the target counts, as in target_result
      .where('f.year', '>=', input.year ?? indicator.firstYear)
      .where('f.year', '<=', input.year ?? indicator.lastYear)
      .where('f.retractedAt', input.state === 'retracted' ? 'is not' : 'is', null)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(f.label) LIKE ${pattern}`)
    const page = await pageOf(
      rows,
      input,
      {
        date: { column: 'f.occurredOn', value: (row) => row.occurredOn, direction: 'desc' },
        recorded: { column: 'f.id', value: (row) => row.id, direction: 'desc' },
      },
      'f.id',
    )
    const open = await readableEnterprises(db, actor)
    return {
      ...page,
      rows: page.rows.map(({ opens, ...row }) => ({
        ...row,
        ...(opens ? {} : noFile),
        ...(row.enterpriseId === null || (open?.has(row.enterpriseId) ?? true) ? {} : withoutFile),
        kind: z.enum(factKinds).parse(row.kind),
        recordType: z.enum(recordTypes).parse(row.recordType),
        recordedAt: row.recordedAt.toISOString(),
        retractedAt: row.retractedAt?.toISOString() ?? null,
      })),
    }
  },
})
