import { z } from 'zod'
import { choice, flag, optionalWhole, optionalYear, whole } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { decimalNumber } from '../platform/numbers.ts'
import { type FieldProblem, invalid, type Problem } from '../platform/problem.ts'
import { type StateOf, states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import type { StudyMethod, StudyOptions, TfpError } from '../tfp/index.ts'

export const studyStates = states({
  draft: words('Dự thảo', 'Draft'),
  submitted: { vi: 'Chờ thẩm tra', en: 'Awaiting review', tone: 'info' },
  reviewed: { vi: 'Đã thẩm tra', en: 'Reviewed', tone: 'info' },
  returned: { vi: 'Đã trả lại', en: 'Returned', tone: 'warning' },
  published: { vi: 'Đã công bố', en: 'Published', tone: 'success' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn', tone: 'error' },
})
export type StudyState = StateOf<typeof studyStates>

export const studyMethods = ['official', 'tornqvist', 'regression'] as const satisfies readonly StudyMethod[]

export interface MethodWords {
  readonly name: Words
  readonly formula: string
  readonly explained: Words
  readonly source: Words
}

/** What each method does, in plain words, with its formula and where it comes from. */
export const methods: Readonly<Record<StudyMethod, MethodWords>> = {
  official: {
    name: words('Hạch toán tăng trưởng (dạng thống kê)', 'Growth accounting (statistical form)'),
    formula: 'I_TFP = I_Y − (α·I_K + β·I_L), α = 1 − β',
    explained: words(
      'Tốc độ tăng TFP là phần tăng trưởng còn lại sau khi trừ phần do tăng vốn và do tăng lao động, mỗi phần nhân với tỷ trọng thu nhập của nó. Tốc độ tính bằng phần trăm; tỷ trọng lấy của năm sau.',
      'TFP growth is what remains of growth after the parts due to more capital and more labour, each weighted by its income share. Rates in percent; shares of the later year.',
    ),
    source: words(
      'Dạng mà ngành thống kê Việt Nam công bố chỉ tiêu tốc độ tăng năng suất các nhân tố tổng hợp; Solow (1957).',
      "The form in which Vietnam's statistics publish the growth of total factor productivity; Solow (1957).",
    ),
  },
  tornqvist: {
    name: words('Hạch toán tăng trưởng (Törnqvist, logarit)', 'Growth accounting (Törnqvist, logarithms)'),
    formula: 'Δln TFP = Δln Y − ᾱ·Δln K − β̄·Δln L',
    explained: words(
      'Như trên nhưng tốc độ tính bằng sai phân logarit và tỷ trọng là bình quân hai năm, nên đảo chiều thời gian chỉ đổi dấu kết quả.',
      'As above, with rates as differences of logarithms and shares as means of the two years, so that turning time round only changes the sign.',
    ),
    source: words(
      'OECD, Measuring Productivity (2001); Solow (1957).',
      'OECD, Measuring Productivity (2001); Solow (1957).',
    ),
  },
  regression: {
    name: words('Hàm Cobb-Douglas (hồi quy)', 'Cobb-Douglas function (regression)'),
    formula: 'ln(Y/L) = ln A + λt + α·ln(K/L) + ε',
    explained: words(
      'Tỷ trọng vốn ước lượng từ số liệu bằng bình phương nhỏ nhất với lợi suất không đổi theo quy mô (có kiểm định), sai số chuẩn Newey-West; sau đó hạch toán theo logarit với tỷ trọng ước lượng được.',
      'The capital share is estimated from the data by least squares with constant returns to scale (tested), Newey-West standard errors; then growth is accounted in logarithms with the estimated share.',
    ),
    source: words(
      'Cobb và Douglas (1928); Newey và West (1987).',
      'Cobb and Douglas (1928); Newey and West (1987).',
    ),
  },
}

const badNumber: Words = words('Xin viết một số, ví dụ 62,5.', 'Please write a number, such as 62.5.')

/** A typed number, with or without %; NaN when it is none. @param grouped whether a single point may group digits, as in a large amount */
export function typedNumber(text: string, grouped = false): number {
  const bare = text.replace(/\s*%$/, '').replace(/^(-?)([.,]\d)/, '$10$2')
  return decimalNumber(bare, { point: grouped ? 'groups' : 'decimal', comma: 'decimal' }) ?? Number.NaN
}

/** A number with decimals, or nothing. @param grouped whether a single point may group digits, as in a large amount */
function optionalDecimal(minimum: number, maximum: number, grouped = false) {
  return z.preprocess((value, context) => {
    if (value === null || (typeof value === 'string' && value.trim() === '')) return undefined
    if (typeof value !== 'string') return value
    const typed = typedNumber(value, grouped)
    if (!Number.isNaN(typed)) return typed
    context.addIssue({ code: 'custom', params: { words: badNumber } })
    return z.NEVER
  }, z.number().min(minimum).max(maximum).optional())
}

/** Years out of a typed list; nothing of an empty one. */
function typedYears(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined
  const parts = value.split(/[\s,;]+/).filter(Boolean)
  return parts.length === 0 ? undefined : parts.map(Number)
}

export const withDefault = <const T extends readonly [string, ...string[]]>(values: T, preset: T[number]) =>
  z.preprocess((value) => (value === '' || value === undefined ? preset : value), choice(values))

const wholeOr = (preset: number, minimum: number, maximum: number) =>
  z.preprocess((value) => (value === '' || value === undefined ? preset : value), whole(minimum, maximum))

/**
 * Where the labour share comes from: `auto` the first of the next four that the data allow; `series` the series of it;
 * `employees`, `rest`, `mixed` imputed from compensation as `ShareWay` of src/series says; `constant` typed.
 */
export const shareSources = ['auto', 'series', 'employees', 'rest', 'mixed', 'constant'] as const
/** Which capital: `auto` the stock where every year has one, else built from investment; `services` by type of asset. */
export const capitalSources = ['auto', 'stock', 'investment', 'services'] as const
/** `quality`: persons, times the quality that their qualifications and pay give. */
export const labourKinds = ['persons', 'hours', 'quality'] as const
/** By which sectors a study of the whole economy is looked at: none, the three sectors, or the sections of VSIC. */
export const sectorLevels = ['none', 'main', 'sections'] as const

/** Everything that is chosen for a study, as it is typed; what is left out takes the usual value. */
export const choicesInput = {
  method: withDefault(studyMethods, 'official'),
  labour: withDefault(labourKinds, 'persons'),
  shareSource: withDefault(shareSources, 'auto'),
  /** Labour's share of income in percent, with `constant`. */
  sharePercent: optionalDecimal(0, 100),
  capital: withDefault(capitalSources, 'auto'),
  profile: withDefault(['geometric', 'linear', 'hyperbolic'], 'geometric'),
  /** Yearly depreciation in percent, with `geometric`. */
  deltaPercent: optionalDecimal(0, 99),
  /** Service life in years, with `linear` and `hyperbolic`. */
  life: optionalWhole(1, 200, 'years'),
  /** Shape of the hyperbola, below 1. */
  b: optionalDecimal(-10, 0.99),
  initial: withDefault(['steadyState', 'ratio', 'given'], 'steadyState'),
  ratio: optionalDecimal(0, 100),
  stock: optionalDecimal(0, 1e12, true),
  firstYear: withDefault(['whole', 'half'], 'whole'),
  /** With `services`, by key of the asset: yearly depreciation in percent, or service life; the catalogue's where left out. */
  assetDeltas: z.record(z.string().max(40), optionalDecimal(0, 99)).optional(),
  assetLives: z.record(z.string().max(40), optionalWhole(1, 200, 'years')).optional(),
  /** With `services`: real rate of return in percent a year; found from the data where left out. */
  returnPercent: optionalDecimal(-20, 100),
  sectors: withDefault(sectorLevels, 'none'),
  from: optionalYear(),
  to: optionalYear(),
  /** Years whose leap of the figures is real growth: `2016, 2020`. */
  confirmedYears: z.preprocess(typedYears, z.array(z.int().min(1900).max(2200)).max(100).optional()),
  baseYear: optionalYear(),
  trend: withDefault(['yes', 'no'], 'yes'),
  differences: flag(),
  draws: wholeOr(2000, 100, 20_000),
  seed: wholeOr(181, 0, 2_147_483_647),
}
const Choices = z.object(choicesInput)
export type Choices = z.output<typeof Choices>

/** The choices as a study keeps them. */
export const StoredChoices = z.object({
  method: z.enum(studyMethods),
  labour: z.enum(labourKinds),
  shareSource: z.enum(shareSources),
  sharePercent: z.number().optional(),
  capital: z.enum(capitalSources),
  profile: z.enum(['geometric', 'linear', 'hyperbolic']),
  deltaPercent: z.number().optional(),
  life: z.number().optional(),
  b: z.number().optional(),
  initial: z.enum(['steadyState', 'ratio', 'given']),
  ratio: z.number().optional(),
  stock: z.number().optional(),
  firstYear: z.enum(['whole', 'half']),
  assetDeltas: z.record(z.string(), z.number().optional()).optional(),
  assetLives: z.record(z.string(), z.number().optional()).optional(),
  returnPercent: z.number().optional(),
  /** Studies made before there were sectors have no such choice. */
  sectors: z.enum(sectorLevels).default('none'),
  from: z.number().optional(),
  to: z.number().optional(),
  confirmedYears: z.array(z.int()).optional(),
  baseYear: z.number().optional(),
  trend: z.enum(['yes', 'no']),
  differences: z.boolean(),
  draws: z.number(),
  seed: z.number(),
})

/** Something that must go with what was chosen: the fields that it looks at, and what it finds. */
interface Fit {
  readonly of: readonly (keyof Choices & string)[]
  readonly asks?: Readonly<Partial<Record<keyof Choices & string, Words>>>
  readonly judge: (choices: Choices) => FieldProblem | null
}

/** A field that is asked for in one case. */
const needed = (
  field: keyof Choices & string,
  of: Fit['of'],
  when: (choices: Choices) => boolean,
  /** The case as the form says it. */
  inCase: Words,
  said: Words,
): Fit => ({
  of: [field, ...of],
  asks: { [field]: inCase },
  judge: (choices) => (choices[field] === undefined && when(choices) ? { field, words: said } : null),
})

const isBuilt = ({ capital }: Choices) => capital !== 'stock'

/** What must go together, as rules of the commands that take the choices. */
export const choiceRules: readonly Fit[] = [
  needed(
    'sharePercent',
    ['method', 'shareSource'],
    ({ method, shareSource }) => method !== 'regression' && shareSource === 'constant',
    words('khi tỷ trọng là một con số chung', 'where the share is one number'),
    words('Xin nêu tỷ trọng lao động.', 'Please give the labour share.'),
  ),
  needed(
    'life',
    ['capital', 'profile'],
    // Assets have lives of their own.
    (choices) => isBuilt(choices) && choices.profile !== 'geometric' && choices.capital !== 'services',
    words('khi hao mòn tính theo tuổi thọ', 'where the profile goes by the service life'),
    words('Xin nêu tuổi thọ tài sản.', 'Please give the service life.'),
  ),
  needed(
    'b',
    ['capital', 'profile'],
    (choices) => isBuilt(choices) && choices.profile === 'hyperbolic',
    words('khi hao mòn theo hypebol', 'with the hyperbolic profile'),
    words('Xin nêu hệ số b, ví dụ 0,75.', 'Please give b, such as 0.75.'),
  ),
  needed(
    'ratio',
    ['capital', 'initial'],
    (choices) => isBuilt(choices) && choices.initial === 'ratio',
    words('khi vốn năm đầu tính từ hệ số', 'where the first stock comes of the ratio'),
    words('Xin nêu hệ số vốn trên sản lượng.', 'Please give the ratio.'),
  ),
  needed(
    'stock',
    ['capital', 'initial'],
    (choices) => isBuilt(choices) && choices.initial === 'given',
    words('khi nêu sẵn vốn năm đầu', 'where the first stock is given'),
    words('Xin nêu vốn năm đầu.', 'Please give the first stock.'),
  ),
  needed(
    'returnPercent',
    ['capital', 'method'],
    ({ capital, method }) => capital === 'services' && method === 'regression',
    words('khi hồi quy theo loại tài sản', 'in a regression by type of asset'),
    words(
      'Khi hồi quy, xin nêu suất sinh lời: tỷ trọng vốn chưa biết trước nên không tính được từ số liệu.',
      'With a regression please give the rate of return: the capital share is not known beforehand.',
    ),
  ),
  {
    of: ['from', 'to'],
    judge: ({ from, to }) =>
      from !== undefined && to !== undefined && from > to
        ? {
            field: 'to',
            words: words('Năm cuối không thể trước năm đầu.', 'The last year cannot be before the first.'),
          }
        : null,
  },
]

/** What must go with what was chosen. Returns one problem for each thing that is missing or does not fit. */
export const checkChoices = (choices: Choices): FieldProblem[] =>
  choiceRules.flatMap(({ judge }) => judge(choices) ?? [])

/**
 * The choices as `runStudy` takes them. Choices that do not matter to the method are left out.
 * @param names what warnings call the assets
 */
export function studyOptions(
  choices: Choices,
  names: NonNullable<StudyOptions['services']>['names'] = {},
): StudyOptions {
  const { method, sharePercent, deltaPercent, b = 0, ratio = 0, stock = 0 } = choices
  const [firstLife] = Object.values(choices.assetLives ?? {})
  const life = choices.life ?? (choices.capital === 'services' ? firstLife : undefined) ?? 0
  const given = choices.shareSource === 'constant' && sharePercent !== undefined
  const built = choices.capital !== 'stock'
  const profile =
    choices.profile === 'linear'
      ? ({ kind: 'linear', life } as const)
      : choices.profile === 'hyperbolic'
        ? ({ kind: 'hyperbolic', life, b } as const)
        : undefined
  const initial =
    choices.initial === 'ratio'
      ? ({ kind: 'ratio', ratio } as const)
      : choices.initial === 'given'
        ? ({ kind: 'given', stock } as const)
        : undefined
  return {
    method,
    ...(method !== 'regression' && given ? { share: sharePercent / 100 } : {}),
    ...(choices.capital === 'auto' ? {} : { capital: choices.capital }),
    ...(built && profile !== undefined ? { profile } : {}),
    ...(built && profile === undefined && deltaPercent !== undefined ? { delta: deltaPercent / 100 } : {}),
    ...(built && initial !== undefined ? { initial } : {}),
    ...(built ? { firstYear: choices.firstYear } : {}),
    ...(choices.capital === 'services' ? { services: servicesOptions(choices, names) } : {}),
    ...(choices.labour === 'quality' ? { labour: 'quality' } : {}),
    ...(choices.from === undefined ? {} : { from: choices.from }),
    ...(choices.to === undefined ? {} : { to: choices.to }),
    ...(choices.confirmedYears === undefined ? {} : { confirmed: choices.confirmedYears }),
    ...(choices.baseYear === undefined ? {} : { baseYear: choices.baseYear }),
    ...(method === 'regression'
      ? { regression: { trend: choices.trend === 'yes', differences: choices.differences } }
      : {}),
    draws: choices.draws,
    seed: choices.seed,
  }
}

function servicesOptions(
  { assetDeltas = {}, assetLives = {}, returnPercent }: Choices,
  names: NonNullable<StudyOptions['services']>['names'],
): NonNullable<StudyOptions['services']> {
  const keys = new Set([...Object.keys(assetDeltas), ...Object.keys(assetLives)])
  const assets = [...keys].map((key) => {
    const [delta, life] = [assetDeltas[key], assetLives[key]]
    return [
      key,
      { ...(delta === undefined ? {} : { delta: delta / 100 }), ...(life === undefined ? {} : { life }) },
    ]
  })
  return {
    assets: Object.fromEntries(assets),
    ...(returnPercent === undefined ? {} : { rate: returnPercent / 100 }),
    ...(names === undefined ? {} : { names }),
  }
}

/** The form's field that an error of src/tfp is about. */
const fieldOfCode: Readonly<Record<string, keyof Choices | 'territoryId'>> = {
  'share.outOfRange': 'sharePercent',
  'share.missing': 'shareSource',
  'share.denominator': 'shareSource',
  'delta.outOfRange': 'deltaPercent',
  'life.outOfRange': 'life',
  'b.outOfRange': 'b',
  'stock.initial': 'initial',
  'stock.ratio': 'initial',
  'stock.notPositive': 'capital',
  'capital.missing': 'capital',
  'capital.stockMissing': 'capital',
  'investment.gap': 'capital',
  'baseYear.missing': 'baseYear',
  'period.empty': 'from',
  'labour.noPay': 'labour',
  'asset.missing': 'capital',
  'group.missing': 'labour',
  'return.needsShare': 'returnPercent',
}

/** An error of src/tfp as a problem at the field that it concerns: regression at the method, the rest at the data. */
export function studyProblem(error: TfpError): Problem {
  const field = fieldOfCode[error.code] ?? (error.code.startsWith('regression') ? 'method' : 'territoryId')
  return invalid([{ field, words: error.words }])
}

/** What a study is published as: the one official figure of its territory and period, or research beside it. */
export const publicationKinds = ['official', 'research'] as const

interface PlanScope {
  readonly province: string
  readonly startsOn: string
  readonly endsOn: string
  readonly firstYear: number
  readonly lastYear: number
}

/**
 * The plan year that a study published on `today` counts for: that of its publication, where the plan has it and the study is
 * of the whole economy of the plan's territory. Null where it counts for no year.
 */
export function planYear(
  today: string,
  plan: PlanScope,
  study: { readonly territory: Territory; readonly wholeEconomy: boolean },
): number | null {
  const year = Number(today.slice(0, 4))
  const inTime = year >= plan.firstYear && year <= plan.lastYear
  return inTime && study.wholeEconomy && isTerritoryOf(plan, study.territory) ? year : null
}

export interface Territory {
  readonly name: string
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** Whether the plan is the territory's: of the same name (`Tỉnh Bến Tre`, `Bến Tre`), and there in the plan's years. */
function isTerritoryOf(plan: PlanScope, { name, validFrom, validTo }: Territory): boolean {
  const bare = (text: string) =>
    fold(text.replace(/\(.*?\)/g, ' '))
      .replace(/^\s*(tinh|thanh pho|tp\.?)\s+/, '')
      .trim()
  const there = (validFrom ?? '') <= plan.endsOn && (validTo ?? '9999') >= plan.startsOn
  return there && bare(name) === bare(plan.province)
}
