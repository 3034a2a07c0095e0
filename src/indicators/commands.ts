import { z } from 'zod'
import { sizeClasses } from '../enterprises/index.ts'
import { countedKinds } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import {
  choice,
  flag,
  listedTexts,
  optionalChoice,
  optionalId,
  several,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, type FieldProblem, invalid, notFound } from '../platform/problem.ts'
import { fold, slug } from '../platform/text.ts'
import { indicatorFields } from './fields.ts'
import {
  measures,
  measuresOf,
  operandCount,
  operandProblem,
  operations,
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
  /** Of what is computed: the operation on other indicators, by their keys in order. */
  operation: optionalChoice(operations.keys),
  first: z.preprocess(blank, z.string().max(100).optional()),
  second: z.preprocess(blank, z.string().max(100).optional()),
  more: several(z.string().max(100)),
  studyFigure: optionalChoice(studyFigures.keys),
  /** Of what is entered: the agency that answers for it. */
  agencyId: optionalId(),
}
const Rule = z.object(rule)
type RuleInput = z.output<typeof Rule>

function blank(value: unknown): unknown {
  return value === '' ? undefined : value
}

const Changed = z.object({ key: z.string() })

/** Adds an indicator of the office's own: how it is counted, computed or entered. */
export const addIndicator = command({
  name: 'indicators.add',
  summary: words('Thêm chỉ số', 'Add an indicator'),
  route: 'POST /indicator-rules',
  input: Rule,
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => `indicator:${output.key}`,
  async run({ db }, input) {
    const key = slug(input.name).slice(0, 60)
    const columns = await columnsOf(db, key, input)
    const last = await db
      .selectFrom('indicator')
      .select(({ fn }) => fn.max('ord').as('ord'))
      .executeTakeFirst()
    await db
      .insertInto('indicator')
      .values({ ...columns, key, ord: (last?.ord ?? 0) + 1, own: true })
      .execute()
    return { key }
  },
})

/** Changes an indicator's rule. Figures follow at once wherever they are shown; sealed reports keep what they said. */
export const editIndicator = command({
  name: 'indicators.edit',
  summary: words('Sửa chỉ số', 'Edit an indicator'),
  route: 'PUT /indicator-rules/{key}',
  input: Rule.extend({ key: text(100), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
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

/** The columns of a rule, with what does not belong to its way left empty. @throws Problem 422 naming each field that is wrong */
async function columnsOf(db: Db, key: string, input: RuleInput) {
  const problems: FieldProblem[] = []
  const wrong = (field: string, vi: string, en: string) => problems.push({ field, words: words(vi, en) })
  const counted = input.way === 'counted'
  const computed = input.way === 'computed'
  const entered = input.way === 'entered'
  const [measure] = computed ? (['last'] as const) : [input.measure]
  if (!computed && !measuresOf[input.way].some((each) => each === measure))
    wrong('measure', 'Xin chọn cách cộng phù hợp.', 'Please choose how the years become one figure.')
  if (counted && input.kinds.length === 0)
    wrong('kinds', 'Xin chọn ít nhất một loại.', 'Choose at least one kind.')
  const agency = entered ? await agencyOf(db, input.agencyId) : null
  if (entered && agency === null)
    wrong('agencyId', 'Xin chọn cơ quan nhập số.', 'Please choose the agency that enters it.')
  if (counted) {
    const known = await db
      .selectFrom('supportContent')
      .select('key')
      .where('key', 'in', ['', ...input.contents])
      .execute()
    const unknown = input.contents.filter((content) => !known.some((row) => row.key === content))
    if (unknown.length > 0)
      wrong(
        'contents',
        `Không có nội dung ${unknown.join(', ')}.`,
        `There is no content ${unknown.join(', ')}.`,
      )
  }
  const operands = computed ? operandsOf(input, wrong) : []
  if (computed) {
    const rows = await db.selectFrom('indicator').select(['key', 'operands']).execute()
    const why = operandProblem(key, operands, new Map(rows.map((row) => [row.key, row.operands])))
    if (why !== null) problems.push({ field: 'first', words: why })
  }
  if (problems.length > 0) throw invalid(problems)
  const { name, nameEn, unit, unitEn, source, phrases } = input
  return {
    ...{ name, nameEn, unit, unitEn, source },
    phrases: (phrases ?? '')
      .split(';')
      .map((phrase) => fold(phrase).trim())
      .filter((phrase) => phrase !== ''),
    way: input.way,
    measure: measure ?? 'last',
    factKinds: counted ? input.kinds : [],
    standards: counted ? input.standards.map(fold) : [],
    contents: counted ? input.contents : [],
    industries: counted ? input.industries.map(fold) : [],
    sizes: counted ? input.sizes : [],
    operation: computed ? (input.operation ?? null) : null,
    operands,
    studyFigure: computed && input.operation === 'study' ? (input.studyFigure ?? null) : null,
    agencyId: agency,
  }
}

function operandsOf(input: RuleInput, wrong: (field: string, vi: string, en: string) => void): string[] {
  const { operation, studyFigure } = input
  if (operation === undefined) {
    wrong('operation', 'Xin chọn phép tính.', 'Please choose the operation.')
    return []
  }
  if (operation === 'study' && studyFigure === undefined)
    wrong('studyFigure', 'Xin chọn số liệu của tính toán TFP.', 'Please choose the figure of the TFP study.')
  const [least, most] = operandCount[operation]
  const given = [input.first, input.second, ...input.more].filter((operand) => operand !== undefined)
  const operands = operation === 'sum' ? [...new Set(given)] : given.slice(0, most)
  if (operands.length < least)
    wrong(
      input.first === undefined ? 'first' : 'second',
      `Phép tính này cần ${least} chỉ số.`,
      `This operation takes ${least} indicators.`,
    )
  return operands
}

async function agencyOf(db: Db, agencyId: number | undefined): Promise<number | null> {
  if (agencyId === undefined) return null
  const row = await db.selectFrom('agency').select('id').where('id', '=', agencyId).executeTakeFirst()
  return row?.id ?? null
}
