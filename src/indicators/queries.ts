import { sql } from 'kysely'
import { z } from 'zod'
import { sizeClasses } from '../enterprises/index.ts'
import { factKindNames, factKinds, reportParts } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { optionalChoice, text } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { measures, operations, ruleWords, studyFigures, ways } from './rules.ts'

const Said = z.object({ vi: z.string(), en: z.string() })
const Row = z.object({
  id: z.int(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  way: ways.schema,
  /** The rule in a sentence. */
  rule: Said,
  /** How many plans have a target of it. */
  plans: z.int(),
  active: z.boolean(),
  own: z.boolean(),
})
export type IndicatorRow = z.infer<typeof Row>

function rowsOf(db: Db) {
  return db
    .selectFrom('indicator as i')
    .leftJoin('agency as a', 'a.id', 'i.agencyId')
    .selectAll('i')
    .leftJoin('contentField as d', 'd.key', 'i.contentField')
    .select(['a.name as agency', 'a.nameEn as agencyEn', 'd.name as figure', 'd.nameEn as figureEn'])
    .select(sql<number>`(SELECT count(*)::int FROM target t WHERE t.indicator_id = i.id)`.as('plans'))
    .select(
      sql<
        Words[]
      >`(SELECT coalesce(jsonb_agg(jsonb_build_object('vi', o.name, 'en', o.name_en) ORDER BY array_position(i.operands, o.key)), '[]')
                      FROM indicator o WHERE o.key = ANY (i.operands))`.as('operandNames'),
    )
    .select(
      sql<
        Words[]
      >`(SELECT coalesce(jsonb_agg(jsonb_build_object('vi', c.name, 'en', c.name_en) ORDER BY c.ord), '[]')
                      FROM support_content c WHERE c.key = ANY (i.contents))`.as('contentNames'),
    )
}
type Stored = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

function shown(row: Stored): IndicatorRow {
  const { id, key, name, nameEn, unit, unitEn, way, plans, active, own } = row
  const kinds = row.factKinds.map((kind) => factKindNames[z.enum(factKinds).parse(kind)])
  return {
    ...{ id, key, name, nameEn, unit, unitEn, way, plans, active, own },
    rule: ruleWords({
      way,
      measure: row.measure,
      factKinds: kinds,
      standards: row.standards,
      contents: row.contentNames,
      industries: row.industries,
      sizes: row.sizes.map((size) => sizeClasses.wordsOf(size)),
      contentField: row.figure === null ? null : words(row.figure, row.figureEn ?? row.figure),
      atLeast: row.atLeast,
      operation: row.operation,
      operands: row.operandNames,
      studyFigure: row.studyFigure,
      agency: row.agency === null ? null : words(row.agency, row.agencyEn ?? row.agency),
    }),
  }
}

/** All indicators that a plan can have targets of, each with its rule. */
export const listIndicators = query({
  name: 'indicators.rules',
  summary: words('Danh mục chỉ số và cách tính', 'Indicators and their rules'),
  route: 'GET /indicator-rules',
  input: z.object({ ...listInput(['place', 'name']), way: optionalChoice(ways.keys) }),
  output: listOutput(Row),
  may: staff,
  async run({ db }, input) {
    let rows = rowsOf(db)
    if (input.way !== undefined) rows = rows.where('i.way', '=', input.way)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(i.name) LIKE ${pattern}`)
    const page = await pageOf(
      rows,
      input,
      {
        place: { column: 'i.ord', value: (row) => row.ord },
        name: { column: 'i.name', value: (row) => row.name },
      },
      'i.id',
    )
    return { ...page, rows: page.rows.map(shown) }
  },
})

/** One indicator with its rule part by part, as it is edited. */
export const showIndicator = query({
  name: 'indicators.rule',
  summary: words('Cách tính một chỉ số', 'The rule of an indicator'),
  route: 'GET /indicator-rules/{key}',
  input: z.object({ key: text(100) }),
  output: Row.extend({
    version: z.int(),
    source: z.string().nullable(),
    phrases: z.array(z.string()),
    /** The part of the yearly report that tells of it, and in which words. */
    reportPart: reportParts.schema,
    reportPhrase: z.string().nullable(),
    measure: measures.schema,
    factKinds: z.array(z.string()),
    standards: z.array(z.string()),
    contents: z.array(z.string()),
    industries: z.array(z.string()),
    sizes: z.array(z.string()),
    contentField: z.string().nullable(),
    atLeast: z.number().nullable(),
    operation: operations.schema.nullable(),
    operands: z.array(z.string()),
    studyFigure: studyFigures.schema.nullable(),
    agencyId: z.int().nullable(),
    agency: Said.nullable(),
    /** The plans that have a target of it, and so its results; the latest period first. */
    resultsIn: z.array(z.object({ planId: z.int(), number: z.string() })),
  }),
  may: staff,
  async run({ db }, { key }) {
    const row = await rowsOf(db).where('i.key', '=', key).executeTakeFirst()
    if (row === undefined) throw notFound(words('chỉ số', 'Indicator'))
    const {
      version,
      source,
      phrases,
      reportPart,
      reportPhrase,
      measure,
      standards,
      contents,
      industries,
      sizes,
      operands,
      studyFigure,
    } = row
    const resultsIn = await db
      .selectFrom('target as t')
      .innerJoin('plan as p', 'p.id', 't.planId')
      .select(['p.id as planId', 'p.number'])
      .distinct()
      .select('p.startsOn')
      .where('t.indicatorId', '=', row.id)
      .where('p.state', '<>', 'draft')
      .orderBy('p.startsOn', 'desc')
      .orderBy('p.id', 'desc')
      .execute()
    return {
      ...shown(row),
      resultsIn: resultsIn.map(({ planId, number }) => ({ planId, number })),
      ...{ version, source, phrases, measure, standards, contents, industries, sizes, operands, studyFigure },
      ...{ reportPart, reportPhrase },
      factKinds: row.factKinds,
      contentField: row.contentField,
      atLeast: row.atLeast,
      operation: row.operation,
      agencyId: row.agencyId,
      agency: row.agency === null ? null : words(row.agency, row.agencyEn ?? row.agency),
    }
  },
})
