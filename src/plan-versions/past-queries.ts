import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { yearsToEnter } from './past-recording.ts'
import { knownPlan } from './queries.ts'

const PastRow = z.object({
  id: z.int(),
  planId: z.int(),
  plan: z.string(),
  province: z.string(),
  year: z.int(),
  indicator: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  /** The content of support that it is of. */
  content: z.string().nullable(),
  contentEn: z.string().nullable(),
  quantity: z.int(),
  /** đồng of the provincial budget paid for it. */
  amount: dongOut().nullable(),
  label: z.string(),
  /** The old report that it stands in. */
  paperNumber: z.string().nullable(),
  paperOn: z.iso.date().nullable(),
  file: z.object({ id: z.int(), name: z.string() }),
  /** Null while it counts. */
  retractedOn: z.iso.date().nullable(),
  retraction: z.string().nullable(),
})
export type PastRow = z.infer<typeof PastRow>

function pastRows(db: Db) {
  return db
    .selectFrom('pastResult as r')
    .innerJoin('indicator as i', 'i.id', 'r.indicatorId')
    .innerJoin('plan as p', 'p.id', 'r.planId')
    .innerJoin('file as f', 'f.id', 'r.fileId')
    .leftJoin('supportContent as c', 'c.id', 'r.contentId')
    .select([
      'r.id',
      'r.planId',
      'p.number as plan',
      'p.province',
      'r.year',
      'i.key as indicator',
      'i.ord as place',
      'i.name',
      'i.nameEn',
      'i.unit',
      'i.unitEn',
      'c.name as content',
      'c.nameEn as contentEn',
      'r.quantity',
      'r.amount',
      'r.label',
      'r.paperNumber',
      'r.paperOn',
      'r.retractedOn',
      'r.retraction',
      'f.id as fileId',
      'f.name as fileName',
    ])
}
type Row = InferResult<ReturnType<typeof pastRows>>[number]

function shown({ fileId, fileName, place: _place, ...row }: Row): PastRow {
  return { ...row, file: { id: fileId, name: fileName } }
}

export const pastStates = ['counted', 'retracted'] as const

/** By what the results can be chosen, of one plan or of several. */
const chosenBy = {
  year: optionalYear(),
  indicator: optionalText(60),
  contentId: optionalId(),
  state: optionalChoice(pastStates),
}
const listed = { ...listInput(['year', 'indicator', 'quantity']), ...chosenBy }
type Listed = z.output<z.ZodObject<typeof listed>>

/** A page of the results entered under these plans. @param plans null: every plan */
async function pageOfPast(db: Db, plans: readonly number[] | null, input: Listed) {
  let rows = pastRows(db).where(ofPlans('r.planId', plans))
  if (input.year !== undefined) rows = rows.where('r.year', '=', input.year)
  if (input.indicator !== undefined) rows = rows.where('i.key', '=', input.indicator)
  if (input.contentId !== undefined) rows = rows.where('r.contentId', '=', input.contentId)
  if (input.state !== undefined)
    rows = rows.where('r.retractedOn', input.state === 'counted' ? 'is' : 'is not', null)
  for (const pattern of searchPatterns(input.q, fold))
    rows = rows.where(sql<boolean>`fold(r.label || ' ' || coalesce(r.paper_number, '')) LIKE ${pattern}`)
  const page = await pageOf(
    rows,
    input,
    {
      year: { column: 'r.year', value: (row) => row.year },
      indicator: { column: 'i.ord', value: (row) => row.place },
      quantity: { column: 'r.quantity', value: (row) => row.quantity, direction: 'desc' },
    },
    'r.id',
  )
  return { ...page, rows: page.rows.map(shown) }
}

/** The results of past years entered under a plan, each with its evidence. */
export const listPast = query({
  name: 'results.past',
  summary: words('Kết quả các năm trước của một kế hoạch', 'Past results of a plan'),
  route: 'GET /plans/{id}/results',
  input: z.object({ ...listed, id: id() }),
  output: listOutput(PastRow),
  may: staff,
  async run({ db }, input) {
    const plan = await knownPlan(db, input.id)
    return pageOfPast(db, [plan.id], input)
  },
})

/** The results of past years of every plan, of one or of some: what plans that run side by side count together. */
export const listPastOfPlans = query({
  name: 'results.ofPlans',
  summary: words('Kết quả các năm trước của các kế hoạch', 'Past results of all plans'),
  route: 'GET /past-results',
  input: z.object({ ...listed, ...plansInput }),
  output: listOutput(PastRow),
  may: staff,
  run: ({ db, planId }, input) => pageOfPast(db, plansWanted(planId, input.plan), input),
})

/** One past result. */
export const showPast = query({
  name: 'results.showPast',
  summary: words('Một kết quả năm trước', 'One past result'),
  route: 'GET /past-results/{id}',
  input: z.object({ id: id() }),
  output: PastRow,
  may: staff,
  async run({ db }, input) {
    const row = await pastRows(db).where('r.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('kết quả', 'Past result'))
    return shown(row)
  },
})

/** What can be recorded under a plan: its years that no other plan counts, and the indicators; with what is there. */
export const pastChoices = query({
  name: 'results.pastChoices',
  summary: words('Năm và chỉ tiêu ghi được kết quả', 'Years and indicators that take past results'),
  route: 'GET /plans/{id}/result-choices',
  input: z.object({ id: id() }),
  output: z.object({
    plan: z.object({
      id: z.int(),
      number: z.string(),
      firstYear: z.int(),
      lastYear: z.int(),
      replaced: z.boolean(),
    }),
    /** The contents of support that a result can be of. */
    contents: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    years: z.array(z.int()),
    indicators: z.array(z.object({ key: z.string(), name: z.string(), nameEn: z.string() })),
    /** What counts, added up. */
    sums: z.array(z.object({ indicator: z.string(), year: z.int(), quantity: z.int() })),
    /** The money of the same, where any is known. */
    amounts: z.array(z.object({ indicator: z.string(), year: z.int(), amount: dongOut() })),
  }),
  may: staff,
  async run({ db, today }, input) {
    const { plan, years } = await yearsToEnter(db, input.id, today)
    const { id: planId, number, firstYear, lastYear, state } = plan
    const contents = await db
      .selectFrom('supportContent')
      .select(['id', 'name', 'nameEn'])
      .orderBy('ord')
      .execute()
    const period = { number, firstYear, lastYear }
    const indicators = await db
      .selectFrom('indicator')
      .select(['key', 'name', 'nameEn'])
      .orderBy('ord')
      .execute()
    const { rows: sums } = await sql<{
      indicator: string
      year: number
      quantity: number
      amount: bigint | null
    }>`
      SELECT i.key AS indicator, r.year, sum(r.quantity)::int AS quantity,
             sum(r.amount)::bigint AS amount
        FROM past_result r JOIN indicator i ON i.id = r.indicator_id
       WHERE r.plan_id = ${planId} AND r.retracted_on IS NULL
       GROUP BY i.id, r.year ORDER BY i.ord, r.year`.execute(db)
    return {
      plan: { ...period, id: planId, replaced: state === 'replaced' },
      years,
      contents,
      indicators,
      sums: sums.map(({ amount: _amount, ...sum }) => sum),
      amounts: sums.flatMap(({ indicator, year, amount }) =>
        amount === null ? [] : [{ indicator, year, amount }],
      ),
    }
  },
})

/** The indicators that a plan can have targets of. */
export const indicatorCatalogue = query({
  name: 'indicators.catalogue',
  summary: words('Danh mục chỉ tiêu', 'The catalogue of indicators'),
  route: 'GET /indicator-catalogue',
  input: z.object({}),
  output: z.object({
    indicators: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        nameEn: z.string(),
        unit: z.string(),
        unitEn: z.string(),
      }),
    ),
  }),
  may: staff,
  async run({ db }) {
    const indicators = await db
      .selectFrom('indicator')
      .select(['key', 'name', 'nameEn', 'unit', 'unitEn'])
      .orderBy('ord')
      .execute()
    return { indicators }
  },
})
