import { z } from 'zod'
import { sizeClasses } from '../enterprises/index.ts'
import { countedKinds, followQuantity, phraseProblem } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import {
  choice,
  flag,
  listedTexts,
  optionalChoice,
  optionalDecimal,
  optionalId,
  optionalWhole,
  several,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { fold, slug } from '../platform/text.ts'
import { indicatorFields } from './fields.ts'
import {
  measures,
  measuresOf,
  operandCount,
  operandProblem,
  operations,
  partOfRule,
  studyFigures,
  ways,
} from './rules.ts'

explainConstraint('indicator_key_key', () =>
  conflict(
    'indicators.duplicate',
    words('Đã có chỉ số mang tên này.', 'There is an indicator of this name already.'),
    'name',
  ),
)

const rule = {
  ...indicatorFields.input,
  way: choice(ways.keys),
  measure: optionalChoice(measures.keys),
  /** Of what is counted: the kinds of fact, and of these only those with one of the standards, contents, industries, sizes named. */
  kinds: several(z.enum(countedKinds)),
  standards: listedTexts(),
  contents: several(z.string().max(60)),
  industries: listedTexts(),
  sizes: several(sizeClasses.schema),
  /** Of figures by content: the code of the figure, and how much one is at least to be counted. */
  contentField: z.preprocess(blank, z.string().max(100).optional()),
  atLeast: optionalDecimal(),
  /** Of what is computed: the operation on other indicators, by their keys in order. */
  operation: optionalChoice(operations.keys),
  first: z.preprocess(blank, z.string().max(100).optional()),
  second: z.preprocess(blank, z.string().max(100).optional()),
  more: several(z.string().max(100)),
  studyFigure: optionalChoice(studyFigures.keys),
  /** Of what is entered: the agency that answers for it. */
  agencyId: optionalId(),
}
const RuleTyped = z.object(rule)
type RuleInput = z.output<typeof RuleTyped>

function blank(value: unknown): unknown {
  return value === '' ? undefined : value
}

/** Three dots as one sign, however they were typed. */
const dotted = (phrase: string) => phrase.replace(/\.{3,}/, '…')

const Changed = z.object({ key: z.string() })

type Computation = Pick<RuleInput, 'way' | 'operation' | 'first' | 'second' | 'more'>
const computation = ['way', 'operation', 'first', 'second', 'more'] as const

/** What a rule must hold to by its way, each told beside the others. */
const wayRules: readonly Rule<RuleInput>[] = [
  {
    of: ['reportPhrase'],
    judge: ({ reportPhrase }) => {
      const problem = reportPhrase === undefined ? null : phraseProblem(dotted(reportPhrase))
      return problem === null ? null : { field: 'reportPhrase', words: problem }
    },
  },
  {
    of: ['way', 'measure'],
    judge: ({ way, measure }) =>
      way === 'computed' || measuresOf[way].some((each) => each === measure)
        ? null
        : {
            field: 'measure',
            words: words('Xin chọn cách cộng phù hợp.', 'Please choose how the years become one figure.'),
          },
  },
  {
    of: ['way', 'kinds'],
    judge: ({ way, kinds }) =>
      way === 'counted' && kinds.length === 0
        ? { field: 'kinds', words: words('Xin chọn ít nhất một loại.', 'Choose at least one kind.') }
        : null,
  },
  {
    of: ['way', 'kinds', 'contentField'],
    asks: { contentField: words('khi đếm số liệu theo nội dung', 'where figures by content are counted') },
    judge: async ({ way, kinds, contentField }, { db }) => {
      if (way !== 'counted') return null
      const counted = kinds.includes('content.value')
      const known =
        contentField !== undefined &&
        (await db
          .selectFrom('contentField')
          .select('id')
          .where('key', '=', contentField)
          .executeTakeFirst()) !== undefined
      if (counted === known && (contentField !== undefined) === known) return null
      return {
        field: 'contentField',
        words: counted
          ? words('Xin chọn một số liệu theo nội dung.', 'Please choose a figure by content.')
          : words(
              'Chỉ chọn khi đếm số liệu theo nội dung.',
              'It is chosen where figures by content are counted.',
            ),
      }
    },
  },
  {
    of: ['way', 'contentField', 'atLeast'],
    judge: ({ way, contentField, atLeast }) =>
      way === 'counted' && atLeast !== undefined && contentField === undefined
        ? {
            field: 'atLeast',
            words: words('Chỉ ghi khi đếm số liệu theo nội dung.', 'It is of figures by content alone.'),
          }
        : null,
  },
  {
    of: ['way', 'agencyId'],
    judge: async ({ way, agencyId }, { db }) =>
      way === 'entered' && (await agencyOf(db, agencyId)) === null
        ? {
            field: 'agencyId',
            words: words('Xin chọn cơ quan nhập số.', 'Please choose the agency that enters it.'),
          }
        : null,
  },
  {
    of: ['way', 'contents'],
    judge: async ({ way, contents }, { db }) => {
      if (way !== 'counted' || contents.length === 0) return null
      const known = await db.selectFrom('supportContent').select('key').where('key', 'in', contents).execute()
      const unknown = contents.filter((content) => !known.some((row) => row.key === content))
      if (unknown.length === 0) return null
      const names = unknown.join(', ')
      return {
        field: 'contents',
        words: words(`Không có nội dung ${names}.`, `There is no content ${names}.`),
      }
    },
  },
  {
    of: ['way', 'operation'],
    judge: ({ way, operation }) =>
      way === 'computed' && operation === undefined
        ? { field: 'operation', words: words('Xin chọn phép tính.', 'Please choose the operation.') }
        : null,
  },
  {
    of: ['way', 'operation', 'studyFigure'],
    judge: ({ way, operation, studyFigure }) =>
      way === 'computed' && operation === 'study' && studyFigure === undefined
        ? {
            field: 'studyFigure',
            words: words('Xin chọn số liệu của tính toán TFP.', 'Please choose the figure of the TFP study.'),
          }
        : null,
  },
  {
    of: computation,
    judge: (input) => {
      if (input.way !== 'computed' || input.operation === undefined) return null
      const [least] = operandCount[input.operation]
      if (operandsOf(input).length >= least) return null
      return {
        field: input.first === undefined ? 'first' : 'second',
        words: words(`Phép tính này cần ${least} chỉ số.`, `This operation takes ${least} indicators.`),
      }
    },
  },
]

/** Adds an indicator of the office's own: how it is counted, computed or entered. */
export const addIndicator = command({
  name: 'indicators.add',
  summary: words('Thêm chỉ số', 'Add an indicator'),
  route: 'POST /indicator-rules',
  input: RuleTyped.extend({
    /** The line of a plan's budget whose quantity it follows from now on, and that number where the cell has several. */
    lineId: optionalId(),
    lineNumber: optionalWhole(),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    ...wayRules,
    {
      of: ['name', ...computation],
      check: (input, { db }) => refuseRing(db, keyOfName(input.name), operandsOf(input)),
    },
  ],
  subject: (_input, output) => `indicator:${output.key}`,
  async run({ db }, input) {
    const key = keyOfName(input.name)
    const columns = await columnsOf(db, key, input)
    const last = await db
      .selectFrom('indicator')
      .select(({ fn }) => fn.max('ord').as('ord'))
      .executeTakeFirst()
    await db
      .insertInto('indicator')
      .values({ ...columns, key, ord: (last?.ord ?? 0) + 1, own: true })
      .execute()
    const { lineId, lineNumber: number } = input
    if (lineId !== undefined) await followQuantity(db, { lineId, indicator: key, number })
    return { key }
  },
})

/** Changes an indicator's rule. Figures follow at once wherever they are shown; sealed reports keep what they said. */
export const editIndicator = command({
  name: 'indicators.edit',
  summary: words('Sửa chỉ số', 'Edit an indicator'),
  route: 'PUT /indicator-rules/{key}',
  input: RuleTyped.extend({ key: text(100), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    ...wayRules,
    { of: ['key', ...computation], check: (input, { db }) => refuseRing(db, input.key, operandsOf(input)) },
  ],
  subject: (_input, output) => `indicator:${output.key}`,
  async run({ db }, { key, version, ...input }) {
    const row = await db
      .selectFrom('indicator')
      .select(['id', 'version', 'way'])
      .where('key', '=', key)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('chỉ số', 'Indicator'))
    if (row.version !== version) {
      throw conflict(
        'indicators.changed',
        words(
          'Chỉ số đã được người khác sửa; xin xem lại.',
          'Somebody has changed the indicator; please look again.',
        ),
        'version',
      )
    }
    if (row.way !== input.way) await mayTurn(db, row.id)
    await db
      .updateTable('indicator')
      .set({ ...(await columnsOf(db, key, input)), own: true, version: version + 1 })
      .where('id', '=', row.id)
      .execute()
    return { key }
  },
})

/** Takes an indicator out of the choices for new plans, or back in. What plans have stays. */
export const setIndicatorActive = command({
  name: 'indicators.setActive',
  summary: words('Dừng hoặc mở lại chỉ số', 'Stop or reopen an indicator'),
  route: 'PUT /indicator-rules/{key}/active',
  input: z.object({ key: text(100), active: flag() }),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => `indicator:${output.key}`,
  async run({ db }, input) {
    const row = await db
      .updateTable('indicator')
      .set(({ eb }) => ({ active: input.active, version: eb('version', '+', 1) }))
      .where('key', '=', input.key)
      .returning('key')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('chỉ số', 'Indicator'))
    return row
  },
})

/** @throws Problem 409 where values were entered for it: they would count for nothing */
async function mayTurn(db: Db, indicatorId: number): Promise<void> {
  const value = await db
    .selectFrom('indicatorValue')
    .select('id')
    .where('indicatorId', '=', indicatorId)
    .where('state', 'in', ['entered', 'confirmed'])
    .limit(1)
    .executeTakeFirst()
  if (value === undefined) return
  throw conflict(
    'indicators.hasValues',
    words(
      'Chỉ số đã có số được nhập nên không đổi được cách tính; xin thêm chỉ số khác.',
      'Values were entered for this indicator, so its way stays; please add another indicator.',
    ),
    'way',
  )
}

/** The columns of a rule, with what does not belong to its way left empty. @throws Problem 422 when it would be computed from itself */
async function columnsOf(db: Db, key: string, input: RuleInput) {
  const counted = input.way === 'counted'
  const computed = input.way === 'computed'
  const [measure] = computed ? (['last'] as const) : [input.measure]
  const agency = input.way === 'entered' ? await agencyOf(db, input.agencyId) : null
  const operands = operandsOf(input)
  await refuseRing(db, key, operands)
  const { name, nameEn, unit, unitEn, source, phrases, reportPart, reportPhrase } = input
  return {
    ...{ name, nameEn, unit, unitEn, source },
    reportPart:
      reportPart ??
      partOfRule({
        factKinds: counted ? input.kinds : [],
        operation: computed ? (input.operation ?? null) : null,
      }),
    reportPhrase: reportPhrase === undefined ? null : dotted(reportPhrase),
    phrases: (phrases ?? '')
      .split(';')
      .map((phrase) => phrase.trim())
      .filter((phrase) => phrase !== ''),
    way: input.way,
    measure: measure ?? 'last',
    factKinds: counted ? input.kinds : [],
    standards: counted ? input.standards.map(fold) : [],
    contents: counted ? input.contents : [],
    industries: counted ? input.industries.map(fold) : [],
    sizes: counted ? input.sizes : [],
    contentField: counted ? (input.contentField ?? null) : null,
    atLeast: counted ? (input.atLeast ?? null) : null,
    operation: computed ? (input.operation ?? null) : null,
    operands,
    studyFigure: computed && input.operation === 'study' ? (input.studyFigure ?? null) : null,
    agencyId: agency,
  }
}

/** The indicators that a rule is computed from; none of one that is counted or entered. */
function operandsOf({ way, operation, first, second, more }: Computation): string[] {
  if (way !== 'computed' || operation === undefined) return []
  const [, most] = operandCount[operation]
  const given = [first, second, ...more].filter((operand) => operand !== undefined)
  return operation === 'sum' ? [...new Set(given)] : given.slice(0, most)
}

/** @throws Problem 422 when there is no such indicator, or one follows from this one */
async function refuseRing(db: Db, key: string, operands: readonly string[]): Promise<void> {
  if (operands.length === 0) return
  const rows = await db.selectFrom('indicator').select(['key', 'operands']).execute()
  const why = operandProblem(key, operands, new Map(rows.map((row) => [row.key, row.operands])))
  if (why !== null) throw invalidField('first', why)
}

const keyOfName = (name: string) => slug(name).slice(0, 60)

async function agencyOf(db: Db, agencyId: number | undefined): Promise<number | null> {
  if (agencyId === undefined) return null
  const row = await db.selectFrom('agency').select('id').where('id', '=', agencyId).executeTakeFirst()
  return row?.id ?? null
}
