import { readFile } from 'node:fs/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { Language, Words } from '../platform/language.ts'
import { describe, formatNumber } from './describe.ts'
import type { NumberFormat } from './numbers.ts'
import { runStudy, type StudyMethod, type StudyOptions, type StudyResult } from './study.ts'
import { readSeriesFile } from './table.ts'
import { TfpError } from './warnings.ts'

interface CliOptions {
  method: StudyMethod
  share?: number
  delta?: number
  capitalOutputRatio?: number
  initialCapital?: number
  firstYear: 'whole' | 'half'
  from?: number
  to?: number
  baseYear?: number
  numbers?: NumberFormat
  draws?: number
  seed?: number
  lang: Language
  json?: boolean
}

function number(text: string): number {
  const value = Number(text.trim().replace(',', '.'))
  if (text.trim() !== '' && Number.isFinite(value)) return value
  throw new InvalidArgumentError('Không phải là số. / Not a number.')
}

function natural(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new InvalidArgumentError('Không phải số nguyên dương. / Not a positive whole number.')
}

/**
 * `nscl tfp FILE`: growth accounting of a CSV or XLSX series, as a table with a paragraph of words, or as JSON. Bad input
 * ends with exit code 1 and a message naming row, column and reason.
 */
export function tfpCommand(): Command {
  const command = new Command('tfp')
    .summary('TFP growth from a file of yearly figures')
    .description(
      'Tính tốc độ tăng và đóng góp của năng suất các nhân tố tổng hợp (TFP).\n' +
        'Growth accounting. Columns: year (năm), y (GRDP), k (vốn) or i (đầu tư), l (lao động), labor_share (tỷ trọng lao động).',
    )
    .argument('<file>', 'CSV (comma, semicolon or tab; UTF-8) or XLSX (first sheet)')
    .addOption(
      new Option('--method <method>', 'how TFP is computed')
        .choices(['official', 'tornqvist', 'regression'])
        .default('official'),
    )
    .option('--share <share>', "labour's share of income, 0 to 1, for all years", number)
    .option(
      '--delta <rate>',
      'depreciation a year, 0 to 1, when capital comes from investment (0.05)',
      number,
    )
  command
    .addOption(
      new Option('--capital-output-ratio <ratio>', 'first stock as a multiple of first output')
        .argParser(number)
        .conflicts('initialCapital'),
    )
    .option('--initial-capital <stock>', 'first stock, in the unit of investment', number)
    .addOption(
      new Option('--first-year <rule>', "how much of a year's investment counts in that year")
        .choices(['whole', 'half'])
        .default('whole'),
    )
    .option('--from <year>', 'first year averaged', natural)
    .option('--to <year>', 'last year averaged', natural)
    .option('--base-year <year>', 'year with TFP index 100 (the first)', natural)
    .addOption(new Option('--numbers <format>', 'vi 1.234,56 or en 1,234.56').choices(['vi', 'en']))
    .option('--draws <count>', 'draws of the interval (2000)', natural)
    .option('--seed <number>', 'seed of the interval (181)', natural)
    .addOption(new Option('--lang <language>', 'language of the text').choices(['vi', 'en']).default('vi'))
    .option('--json', 'print JSON')
    .action(async (file: string, options: CliOptions) => {
      try {
        const { rows, warnings } = await readSeriesFile(await readFile(file), { numbers: options.numbers })
        const study = runStudy(rows, studyOptions(options))
        const result = { ...study, warnings: [...warnings, ...study.warnings] }
        console.log(options.json ? toJson(result) : toText(result, options.lang))
      } catch (error) {
        command.error(`${file}: ${reason(error, options.lang)}`, { exitCode: 1 })
      }
    })
  return command
}

function studyOptions(options: CliOptions): StudyOptions {
  const { method, share, delta, firstYear, from, to, baseYear, draws, seed } = options
  const { capitalOutputRatio: ratio, initialCapital: stock } = options
  const initial = stock !== undefined ? ({ kind: 'given', stock } as const) : undefined
  return {
    method,
    share,
    delta,
    firstYear,
    from,
    to,
    baseYear,
    draws,
    seed,
    initial: ratio !== undefined ? { kind: 'ratio', ratio } : initial,
  }
}

/** Row, column and reason of an error, in one line. Errors that are not the user's are thrown on. */
function reason(error: unknown, language: Language): string {
  if (error instanceof TfpError) {
    const { row, column, words } = error
    const place = [
      ...(row === undefined ? [] : [language === 'vi' ? `dòng ${row}` : `row ${row}`]),
      ...(column === undefined ? [] : [language === 'vi' ? `cột “${column}”` : `column “${column}”`]),
    ].join(', ')
    return place === '' ? words[language] : `${place}: ${words[language]}`
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return fileReason(error.code, language)
  throw error
}

function fileReason(code: string, language: Language): string {
  const known: Record<string, Words> = {
    ENOENT: { vi: 'Không tìm thấy tệp.', en: 'No such file.' },
    EISDIR: { vi: 'Đây là thư mục, không phải tệp.', en: 'This is a folder, not a file.' },
    EACCES: { vi: 'Không có quyền đọc tệp.', en: 'No permission to read the file.' },
  }
  return known[code]?.[language] ?? code
}

/** The result with the words beside it. */
function toJson(result: StudyResult): string {
  return JSON.stringify({ ...result, words: describe(result) }, null, 2)
}

const heads: readonly Words[] = [
  { vi: 'Năm', en: 'Year' },
  { vi: 'I_Y %', en: 'gY %' },
  { vi: 'I_K %', en: 'gK %' },
  { vi: 'I_L %', en: 'gL %' },
  { vi: 'I_TFP %', en: 'gTFP %' },
  { vi: 'Vốn (điểm)', en: 'Capital (pp)' },
  { vi: 'Lao động (điểm)', en: 'Labour (pp)' },
  { vi: 'TFP/tăng trưởng %', en: 'TFP of growth %' },
  { vi: 'Chỉ số TFP', en: 'TFP index' },
]

/** A table for the terminal, then the paragraph. */
function toText(result: StudyResult, language: Language): string {
  const show = (value: number | null | undefined, digits = 2) =>
    value === null || value === undefined ? '–' : formatNumber(value, digits, language)
  const index = new Map(result.index.map(({ year, value }) => [year, value]))
  type Line = Pick<StudyResult['averages']['arithmetic'], 'gY' | 'gK' | 'gL' | 'gTFP' | 'contributions'>
  const line = (title: string, { gY, gK, gL, gTFP, contributions }: Line, value: string) => [
    title,
    ...[gY, gK, gL, gTFP, contributions.points.capital, contributions.points.labour].map((each) =>
      show(each),
    ),
    show(contributions.percent?.tfp, 1),
    value,
  ]
  const { arithmetic, geometric } = result.averages
  const table = [
    heads.map((words) => words[language]),
    ...result.years.map((year) => line(String(year.year), year, show(index.get(year.year)))),
    line(language === 'vi' ? 'Bình quân cộng' : 'Arithmetic', arithmetic, ''),
    line(language === 'vi' ? 'Bình quân nhân' : 'Geometric', geometric, ''),
  ]
  const widths = heads.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  const lines = table.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  return [...lines, '', describe(result)[language]].join('\n')
}
