import { type ExtraField, titles } from './headings.ts'
import { laborShare, type ShareInput } from './labour.ts'
import type { NumberFormat } from './numbers.ts'
import type { StudyResult } from './study.ts'
import type { StudyMethod, StudyOptions } from './study-options.ts'
import type { FileRow, SeriesFile, SeriesRow } from './table.ts'
import { TfpError } from './warnings.ts'
import { formatNumber, type Language, type Words } from './words.ts'

/** What `--share` takes besides a number: the ways of Gollin 2002, by the names that the study form has. */
export type ShareWay = 'employees' | 'rest' | 'mixed'

/** Options of `nscl tfp` as typed; what is left out is not there. */
export interface CliOptions {
  readonly method: StudyMethod
  readonly share?: number | ShareWay
  readonly labour?: 'persons' | 'hours'
  readonly capital?: 'stock' | 'investment'
  readonly profile?: 'geometric' | 'linear' | 'hyperbolic'
  readonly delta?: number
  readonly life?: number
  readonly shape?: number
  readonly capitalOutputRatio?: number
  readonly initialCapital?: number
  readonly firstYear?: 'whole' | 'half'
  readonly trend?: boolean
  readonly differences?: boolean
  readonly lags?: number
  readonly from?: number
  readonly to?: number
  readonly confirm?: readonly number[]
  readonly baseYear?: number
  readonly numbers?: NumberFormat
  readonly draws?: number
  readonly seed?: number
  readonly lang: Language
  readonly json?: boolean
}

type OptionName = keyof CliOptions

/** An option as it is typed: capitalOutputRatio is --capital-output-ratio. */
function flag(name: OptionName, value?: string): string {
  const typed = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  return value === undefined ? typed : `${typed} ${value}`
}

const given = (options: CliOptions, names: readonly OptionName[]) =>
  names.filter((name) => options[name] !== undefined)

function together(first: string, second: string): TfpError {
  return new TfpError('option.together', {
    vi: `Không dùng ${first} cùng với ${second}.`,
    en: `${first} cannot be used with ${second}.`,
  })
}

function needs(option: string, other: string): TfpError {
  return new TfpError('option.needs', {
    vi: `${option} chỉ dùng được khi có ${other}.`,
    en: `${option} needs ${other}.`,
  })
}

const OF_REGRESSION = ['trend', 'differences', 'lags'] as const
const OF_INVESTMENT = [
  'profile',
  'delta',
  'life',
  'shape',
  'capitalOutputRatio',
  'initialCapital',
  'firstYear',
] as const

function shown(name: OptionName, options: CliOptions): string {
  return name === 'trend' && options.trend === false ? '--no-trend' : flag(name)
}

/** Throws TfpError naming the options where some do not go together, whatever the file holds. */
function checkTogether(options: CliOptions) {
  const { method, profile, share, capital } = options
  const [ofRegression] = given(options, OF_REGRESSION)
  if (ofRegression && method !== 'regression')
    throw needs(shown(ofRegression, options), flag('method', 'regression'))
  if (share !== undefined && method === 'regression') throw together(flag('share'), flag('method', method))
  const [ofInvestment] = given(options, OF_INVESTMENT)
  if (ofInvestment && capital === 'stock') throw together(flag(ofInvestment), flag('capital', capital))
  if (options.capitalOutputRatio !== undefined && options.initialCapital !== undefined)
    throw together(flag('capitalOutputRatio'), flag('initialCapital'))
  const byLife = profile === 'linear' || profile === 'hyperbolic'
  if (options.life !== undefined && !byLife)
    throw needs(flag('life'), `${flag('profile', 'linear')} / ${flag('profile', 'hyperbolic')}`)
  if (options.shape !== undefined && profile !== 'hyperbolic')
    throw needs(flag('shape'), flag('profile', 'hyperbolic'))
  if (!byLife) return
  if (options.delta !== undefined) throw together(flag('delta'), flag('profile', profile))
  if (options.life === undefined) throw needs(flag('profile', profile), flag('life'))
  if (profile === 'hyperbolic' && options.shape === undefined)
    throw needs(flag('profile', profile), flag('shape'))
}

/** The options as a study takes them. Throws TfpError naming the options where some do not go together. */
export function studyOptions(options: CliOptions): StudyOptions {
  checkTogether(options)
  const { method, share, capital, delta, firstYear, from, to, baseYear, draws, seed } = options
  const { trend, differences, lags, confirm: confirmed } = options
  return {
    method,
    share: typeof share === 'number' ? share : undefined,
    capital,
    profile: profileOf(options),
    delta,
    firstYear,
    confirmed,
    from,
    to,
    baseYear,
    draws,
    seed,
    initial: initialOf(options),
    regression: { trend, differences, lags },
  }
}

function profileOf({ profile, life, shape }: CliOptions): StudyOptions['profile'] {
  if (life === undefined) return undefined
  if (profile === 'linear') return { kind: profile, life }
  return profile === 'hyperbolic' && shape !== undefined ? { kind: profile, life, b: shape } : undefined
}

function initialOf({
  capitalOutputRatio: ratio,
  initialCapital: stock,
}: CliOptions): StudyOptions['initial'] {
  if (ratio !== undefined) return { kind: 'ratio', ratio }
  return stock === undefined ? undefined : { kind: 'given', stock }
}

/** Throws TfpError where an option about capital from investment was given and the study took the file's stock. */
export function checkUsed(options: CliOptions, { parameters }: StudyResult) {
  const [unused] = given(options, OF_INVESTMENT)
  if (unused && parameters.capital === 'stock') throw needs(flag(unused), flag('capital', 'investment'))
}

const shareColumns: Record<ShareWay, readonly ExtraField[]> = {
  employees: ['compensation', 'employees', 'valueAdded'],
  rest: ['compensation', 'mixedIncome', 'valueAdded'],
  mixed: ['compensation', 'mixedIncome', 'valueAdded'],
}

/** Columns to read from the file besides the series. */
export function extraColumns({ share, labour }: CliOptions): readonly ExtraField[] {
  const forShare = typeof share === 'string' ? shareColumns[share] : []
  return labour === 'hours' ? [...forShare, 'hours'] : forShare
}

/** What the study's labour and labour share are made of. */
export interface Inputs {
  readonly labour: 'persons' | 'hours'
  readonly share: 'column' | 'option' | 'estimated' | ShareWay
}

/**
 * The rows as the options want them: labour in persons or hours, the labour share worked out from compensation. Throws
 * TfpError naming the option and the columns that the file lacks for it, or the year whose share cannot be had.
 */
export function chosenRows(
  { rows, labour: counted }: SeriesFile,
  { share, labour, method }: CliOptions,
): { rows: readonly SeriesRow[]; inputs: Inputs } {
  const persons = counted === 'persons'
  if (labour === 'persons' && !persons) throw lacking(flag('labour', labour), ['l'])
  const hours = labour === 'hours' && persons ? column(rows, 'hours') : null
  if (labour === 'hours' && persons && hours === null) throw lacking(flag('labour', labour), ['hours'])
  const shares = typeof share === 'string' ? sharesBy(rows, share, persons) : null
  const way = method === 'regression' ? 'estimated' : share === undefined ? 'column' : 'option'
  return {
    rows: rows.map((row, t) => ({
      ...row,
      l: hours?.[t] ?? row.l,
      laborShare: shares?.[t] ?? row.laborShare,
    })),
    inputs: {
      labour: hours || !persons ? 'hours' : 'persons',
      share: typeof share === 'string' ? share : way,
    },
  }
}

/** A column's values; null where the file has no such column. */
function column(rows: readonly FileRow[], field: ExtraField): number[] | null {
  const values = rows.flatMap((row) => row[field] ?? [])
  return values.length === rows.length ? values : null
}

function sharesBy(rows: readonly FileRow[], way: ShareWay, persons: boolean): number[] {
  const option = flag('share', way)
  const absent = shareColumns[way].filter((field) => column(rows, field) === null)
  if (absent.length > 0) throw lacking(option, absent)
  // The self-employed are counted as persons: hours cannot be set against employees.
  if (way === 'employees' && !persons) throw lacking(option, ['l'])
  return rows.map((row) => {
    const input = shareInput(row, way)
    const { share } = laborShare(input)
    if (share >= 0 && share <= 1) return share
    throw new TfpError('share.impossible', {
      vi: `${option}: tỷ trọng lao động năm ${row.year} tính được là ${formatNumber(share, 3, 'vi')}, nằm ngoài khoảng từ 0 đến 1; hãy kiểm tra đơn vị của các cột.`,
      en: `${option}: the labour share of ${row.year} comes out at ${formatNumber(share, 3, 'en')}, outside 0 to 1; check the units of the columns.`,
    })
  })
}

function shareInput(row: FileRow, way: ShareWay): ShareInput {
  const { compensation = Number.NaN, valueAdded = Number.NaN, mixedIncome = Number.NaN } = row
  if (way === 'employees') {
    const { employees = Number.NaN, l: employed } = row
    return { way: 'samePay', compensation, valueAdded, employed, employees }
  }
  return { way: way === 'rest' ? 'asRest' : 'allLabour', compensation, valueAdded, mixedIncome }
}

function lacking(option: string, fields: readonly (ExtraField | 'l')[]): TfpError {
  const name = (field: ExtraField | 'l', language: Language) =>
    field === 'l' ? { vi: 'lao động (người)', en: 'l (persons)' }[language] : titles[field][language]
  const join = (language: Language) => fields.map((field) => name(field, language)).join(', ')
  return new TfpError('option.columns', {
    vi: `${option} cần cột: ${join('vi')}; tệp không có.`,
    en: `${option} needs columns that the file does not have: ${join('en')}.`,
  })
}

const shareWords: Record<ShareWay, Words> = {
  employees: {
    vi: 'Tỷ trọng lao động: thu nhập của người lao động, người tự làm tính theo mức bình quân của người làm công ăn lương.',
    en: "Labour share: compensation, with the self-employed at employees' average pay.",
  },
  rest: {
    vi: 'Tỷ trọng lao động: thu nhập của người lao động trên giá trị tăng thêm sau khi trừ thu nhập hỗn hợp.',
    en: 'Labour share: compensation over value added less mixed income.',
  },
  mixed: {
    vi: 'Tỷ trọng lao động: thu nhập của người lao động cộng toàn bộ thu nhập hỗn hợp.',
    en: 'Labour share: compensation plus all mixed income.',
  },
}

/** What a reader must know of the inputs; empty where nothing was chosen. */
export function inputWords({ labour, share }: Inputs): Words {
  const parts: Words[] = []
  if (labour === 'hours')
    parts.push({ vi: 'Lao động tính bằng giờ làm việc.', en: 'Labour is in hours worked.' })
  if (share === 'employees' || share === 'rest' || share === 'mixed') parts.push(shareWords[share])
  return { vi: parts.map(({ vi }) => vi).join(' '), en: parts.map(({ en }) => en).join(' ') }
}
