import { readFile } from 'node:fs/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import {
  type CliOptions,
  checkUsed,
  chosenRows,
  extraColumns,
  type Inputs,
  inputWords,
  type ShareWay,
  studyOptions,
} from './cli-options.ts'
import { describe } from './describe.ts'
import { runStudy, type StudyResult } from './study.ts'
import type { StudyMethod } from './study-options.ts'
import { readSeriesFile } from './table.ts'
import { TfpError } from './warnings.ts'
import { formatNumber, type Language, type Words } from './words.ts'

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

function whole(text: string): number {
  return text.trim() === '0' ? 0 : natural(text)
}

function years(text: string): number[] {
  return text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(natural)
}

const shareWays: readonly ShareWay[] = ['employees', 'rest', 'mixed']

function shareOrWay(text: string): number | ShareWay {
  const way = shareWays.find((each) => each === text.trim())
  if (way !== undefined) return way
  try {
    return number(text)
  } catch {
    throw new InvalidArgumentError(
      'Cần một số từ 0 đến 1, hoặc employees, rest, mixed. / A number 0 to 1, or employees, rest, mixed.',
    )
  }
}

const EXAMPLES = `
Cột / columns (tên tiếng Việt hoặc tiếng Anh, có dấu hay không, kèm đơn vị cũng được):
  năm (year); GRDP giá so sánh (y); vốn (k) / đầu tư (i); lao động (l); số giờ làm việc (hours);
  tỷ trọng lao động (labor_share). Cho/for --share employees, rest, mixed: thu nhập của người lao động (compensation),
  thu nhập hỗn hợp (mixed_income), lao động làm công ăn lương (employees), GRDP giá hiện hành (value_added).

Ví dụ / examples:
  nscl tfp grdp.csv --share 0,6
  nscl tfp grdp.xlsx --method tornqvist --share employees --capital investment --profile hyperbolic --life 20 --shape 0,75
  nscl tfp grdp.csv --method regression --differences --lags 2 --lang en --json`

/**
 * `nscl tfp FILE`: growth accounting of a CSV or XLSX series, as a table with a paragraph of words, or as JSON. Bad input
 * ends with exit code 1 and a message naming row, column and reason, or the options that do not go together.
 */
export function tfpCommand(): Command {
  const command = new Command('tfp')
    .summary('TFP growth from a file of yearly figures')
    .description(
      'Tính tốc độ tăng và đóng góp của năng suất các nhân tố tổng hợp (TFP).\n' +
        'Growth accounting of yearly figures: output, capital or investment, labour, the share of labour.',
    )
    .argument('<file>', 'CSV (comma, semicolon or tab; UTF-8) or XLSX (first sheet)')
    .addOption(
      new Option('--method <method>', 'how TFP is computed')
        .choices(['official', 'tornqvist', 'regression'])
        .default('official'),
    )
    .option(
      '--share <share>',
      "labour's share of income: a number 0 to 1 for all years, or worked out of the file with the self-employed at " +
        "employees' pay (employees), mixed income as the rest (rest) or all as labour (mixed)",
      shareOrWay,
    )
    .addOption(
      new Option(
        '--labour <unit>',
        'labour in persons or hours (what the file has; persons where both)',
      ).choices(['persons', 'hours']),
    )
  addCapitalOptions(command)
    .option('--trend', 'regression with a trend of technology (so by default)')
    .option('--no-trend', 'regression without a trend')
    .option('--differences', 'regression on first differences of logarithms')
    .option('--lags <count>', 'Newey-West lags of the regression (by the number of years)', whole)
    .option('--from <year>', 'first year averaged', natural)
    .option('--to <year>', 'last year averaged', natural)
    .option('--confirm <years>', 'years at which a leap of the figures is real growth: 2016,2020', years)
    .option('--base-year <year>', 'year with TFP index 100 (the first)', natural)
    .addOption(new Option('--numbers <format>', 'vi 1.234,56 or en 1,234.56').choices(['vi', 'en']))
    .option('--draws <count>', 'draws of the interval (2000)', natural)
    .option('--seed <number>', 'seed of the interval (181)', natural)
    .addOption(new Option('--lang <language>', 'language of the text').choices(['vi', 'en']).default('vi'))
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: CliOptions) => {
      try {
        console.log(await account(file, options))
      } catch (error) {
        command.error(`${file}: ${reason(error, options.lang)}`, { exitCode: 1 })
      }
    })
  return command
}

function addCapitalOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--capital <source>',
        "the file's stock, or built from its investment (stock where known)",
      ).choices(['stock', 'investment']),
    )
    .addOption(
      new Option('--profile <profile>', 'how investment loses efficiency with age (geometric)').choices([
        'geometric',
        'linear',
        'hyperbolic',
      ]),
    )
    .option('--delta <rate>', 'geometric: depreciation a year, 0 to 1 (0.05)', number)
    .option('--life <years>', 'linear, hyperbolic: service life', number)
    .option('--shape <b>', 'hyperbolic: b below 1, efficiency (T − a)/(T − b·a) at age a', number)
    .option('--capital-output-ratio <ratio>', 'first stock as a multiple of first output', number)
    .option('--initial-capital <stock>', 'first stock, in the unit of investment', number)
    .addOption(
      new Option(
        '--first-year <rule>',
        "how much of a year's investment counts in that year (whole)",
      ).choices(['whole', 'half']),
    )
}

async function account(file: string, options: CliOptions): Promise<string> {
  const wanted = studyOptions(options)
  const read = await readSeriesFile(await readFile(file), {
    numbers: options.numbers,
    also: extraColumns(options),
  })
  const { rows, inputs } = chosenRows(read, options)
  const study = runStudy(rows, wanted)
  checkUsed(options, study)
  const result = { ...study, warnings: [...read.warnings, ...study.warnings] }
  return options.json ? toJson(result, inputs) : toText(result, inputs, options.lang)
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

/** What the inputs are, where something was chosen, before what `describe` says. */
function wordsOf(result: StudyResult, inputs: Inputs): Words {
  const [words, more] = [describe(result), inputWords(inputs)]
  const join = (language: Language) => [more[language], words[language]].filter(Boolean).join(' ')
  return { vi: join('vi'), en: join('en') }
}

/** The result with its inputs and the words beside it. */
function toJson(result: StudyResult, inputs: Inputs): string {
  return JSON.stringify({ ...result, inputs, words: wordsOf(result, inputs) }, null, 2)
}

/** The columns; rates are named for what they are, percent or logarithms × 100. */
const headsOf = (method: StudyMethod): readonly Words[] => [
  { vi: 'Năm', en: 'Year' },
  ...['Y', 'K', 'L', 'TFP'].map((of) =>
    method === 'official'
      ? { vi: `I_${of} %`, en: `g${of} %` }
      : { vi: `100·Δln ${of}`, en: `100·Δln ${of}` },
  ),
  { vi: 'Vốn (điểm)', en: 'Capital (pp)' },
  { vi: 'Lao động (điểm)', en: 'Labour (pp)' },
  { vi: 'TFP/tăng trưởng %', en: 'TFP of growth %' },
  { vi: 'Chỉ số TFP', en: 'TFP index' },
]

/** A table for the terminal, then the paragraph. */
function toText(result: StudyResult, inputs: Inputs, language: Language): string {
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
  const heads = headsOf(result.method)
  const averages =
    arithmetic.rates === 1
      ? []
      : [
          line(language === 'vi' ? 'Bình quân cộng' : 'Arithmetic', arithmetic, ''),
          line(language === 'vi' ? 'Bình quân nhân, %' : 'Geometric, %', geometric, ''),
        ]
  const table = [
    heads.map((words) => words[language]),
    ...result.years.map((year) => line(String(year.year), year, show(index.get(year.year)))),
    ...averages,
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
  return [...lines, '', wordsOf(result, inputs)[language]].join('\n')
}
