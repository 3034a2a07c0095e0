import { createHash } from 'node:crypto'
import { z } from 'zod'
import { keysOf, placed, plainCell } from '../documents/read/headed-table.ts'
import { type ReadTable, readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import {
  FigureShown,
  type HeadedKind,
  type HeadedRow,
  type HeadedTable,
  importOf,
  mapped,
  namesOf,
  readHeaded,
  readingInput,
  type StagedRow,
  tableNeeded,
} from '../imports/index.ts'
import { type Plan, plansOf } from '../plan/index.ts'
import { choice, fieldProblems, flag, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { billion, million } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { lockBatch, settle, showBatch } from './batches.ts'
import { type Column, columns } from './columns.ts'
import { holdStep } from './rights.ts'
import type { Fault, Line, Step, Verdict } from './step.ts'
import { stepKeys, stepOf } from './steps.ts'

/* The sheets of a take-over on the one way that every table comes in: checked and kept, shown, and written by whoever approves them. */

const imports = importOf({
  kind: 'takeover',
  capability: 'takeover',
  at: '/takeover-imports',
  subject: 'takeover',
  writers: ['coordinator', 'finance'],
  appliers: ['coordinator', 'leader', 'finance'],
  readers: ['coordinator', 'leader', 'finance', 'auditor'],
})

export const columnNames = namesOf<Column>(columns)
const columnKeys = keysOf(columns)

/** The units in which a sheet may have its money. */
export const moneyUnits = { dong: 1n, thousand: 1_000n, million, billion } as const
const moneyUnitKeys = ['dong', 'thousand', 'million', 'billion'] as const

/** The sheet of a step as the reader of headed tables knows it. */
const tableOf = (step: Step): HeadedKind<Column> => ({
  columns: mapped(step.columns, (column) => columns[column]) as HeadedKind<Column>['columns'],
  holds: (found) => step.headings.every((column) => found.has(column)),
  keys: step.headings,
  missing: {
    vi: `Không thấy dòng tiêu đề có các cột ${step.headings.map((key) => `“${columns[key].words.vi}”`).join(', ')}. Xin dùng tệp mẫu.`,
    en: `No row of headings with ${step.headings.map((key) => `“${columns[key].words.en}”`).join(', ')} was found. Please use the template.`,
  },
  mostRows: 5_000,
})

/**
 * The plan that the past belongs to; null where a step of no plan is done without one.
 * @throws Problem 422 on `planId`
 */
async function planOf({ db }: Pick<Context, 'db'>, step: Step, planId: number | null): Promise<Plan | null> {
  if (planId === null) {
    if (step.ofPlan === false) return null
    throw invalidField(
      'planId',
      words(
        `Bước “${step.name.vi}” cần có kế hoạch đã chấp nhận.`,
        `The step “${step.name.en}” needs a plan that was accepted.`,
      ),
    )
  }
  const [plan] = await plansOf(db, [planId])
  if (plan !== undefined) return plan
  throw invalidField('planId', words('Không có kế hoạch này.', 'There is no such plan.'))
}

/** The same bytes for the same step and plan are asked about, not refused. @throws Problem 422 on `again` */
async function askAboutSameFile(
  { db }: Context,
  input: { step: string; planId?: number | undefined; again: boolean; text?: string | undefined },
  table: ReadTable,
): Promise<void> {
  if (input.again) return
  const bytes = createHash('sha256')
    .update(input.text ?? '')
    .digest('hex')
  const earlier = await db
    .selectFrom('takeoverBatch as b')
    .innerJoin('file as f', 'f.id', 'b.fileId')
    .select(['b.id', 'b.state'])
    .where('b.step', '=', input.step)
    .where('b.planId', 'is not distinct from', input.planId ?? null)
    .where('b.state', 'in', ['proposed', 'approved'])
    .where(({ eb, selectFrom }) =>
      table.file === null
        ? eb('f.sha256', '=', bytes)
        : eb('f.sha256', 'in', selectFrom('file').select('sha256').where('id', '=', table.file.id)),
    )
    .orderBy('b.id')
    .executeTakeFirst()
  if (earlier === undefined) return
  throw invalidField(
    'again',
    words(
      `Chính tệp này đã có ở lô ${earlier.id} của bước này. Nếu vẫn muốn kiểm tra lại, xin đánh dấu xác nhận.`,
      `This very file is in batch ${earlier.id} of this step already. To check it once more, please confirm it.`,
    ),
  )
}

/** The sheet to read: the one asked for, else the one that bears the step's name. */
function sheetOf(step: Step, { sheets }: ReadTable, asked: string | undefined): string | undefined {
  if (asked !== undefined) return asked
  const wanted = [step.name.vi, step.name.en].map(fold)
  return sheets.find(({ name, hidden }) => !hidden && wanted.includes(fold(name)))?.name
}

/** Amounts and numbers of a row as they will be stored, beside their cells. */
function figuresOf(row: HeadedRow<Column>, header: HeadedTable<Column>['header'], read: unknown) {
  const values = z.record(z.string(), z.unknown()).safeParse(read)
  if (!values.success) return []
  return [...header.columns.keys()].flatMap((column): z.infer<typeof FigureShown>[] => {
    const { kind } = columns[column]
    const value = values.data[column]
    if ((kind !== 'money' && kind !== 'count') || (typeof value !== 'bigint' && typeof value !== 'number'))
      return []
    const [place] = placed([{ column, words: words('', '') }], header, row.line, row.cells)
    const unit = kind === 'money' ? words('đồng', 'đồng') : words('người', 'persons')
    return [{ column, cell: place?.cell ?? null, typed: place?.typed ?? null, value: Number(value), unit }]
  })
}

/** Each row of the sheet with what it would do. */
async function staged(
  context: Context,
  step: Step,
  plan: Plan | null,
  { rows, header }: HeadedTable<Column>,
): Promise<StagedRow[]> {
  const read = rows.map((row) => ({ row, parsed: step.row.safeParse(row.values, { reportInput: true }) }))
  const whole = (one: (typeof read)[number]) => one.row.problems.length === 0 && one.parsed.success
  const lines = read
    .filter(whole)
    .map(({ row, parsed }): Line<unknown> => ({ line: row.line, row: parsed.data }))
  const verdicts = await step.judge(context, plan, lines)
  const verdictOf = new Map(lines.map(({ line }, at) => [line, verdicts[at]]))
  return read.map(({ row, parsed }): StagedRow => {
    const verdict = verdictOf.get(row.line)
    const problems: Fault[] = [...row.problems, ...(verdict?.problems ?? [])]
    if (!parsed.success) {
      for (const { field, words } of fieldProblems(parsed.error)) {
        const column = step.columns.find((one) => one === field) ?? step.headings[0] ?? 'taxCode'
        if (problems.every((one) => one.column !== column)) problems.push({ column, words })
      }
    }
    const label = verdict?.label ?? labelOf(step, row)
    if (verdict === undefined || verdict.outcome === 'error') {
      return {
        line: row.line,
        outcome: 'error',
        label,
        data: {},
        problems: placed(problems, header, row.line, row.cells),
        cells: row.cells.map(plainCell),
      }
    }
    return {
      line: row.line,
      outcome: verdict.outcome,
      label,
      data: {
        ...(verdict.found === null ? {} : step.kept?.(verdict.found)),
        row: parsed.data,
        figures: figuresOf(row, header, parsed.data),
      },
      problems: placed(problems, header, row.line, row.cells),
    }
  })
}

function labelOf(step: Step, row: HeadedRow<Column>): string {
  const said = step.headings.map((column) => row.values[column]).filter((value) => value !== undefined)
  return said.length === 0 ? '—' : said.map(String).join(' · ').slice(0, 300)
}

/** Reads a sheet of past years and keeps what each row would do. Nothing is written yet. */
export const checkTakeover = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra tệp số liệu cũ để tiếp nhận', 'Check a sheet of past years for the take-over'),
  input: {
    ...readingInput,
    step: choice(stepKeys),
    /** The plan that the past belongs to; left out by a step of no plan before there is one. */
    planId: optionalId(),
    /** The unit of money where neither headings nor the sheet say it. */
    unit: optionalChoice(moneyUnitKeys),
    /** The same file was seen in an earlier batch and is meant. */
    again: flag(),
  },
  needs: [tableNeeded],
  async check(context, input) {
    const step = stepOf(input.step)
    holdStep(context.actor, step.takenBy)
    const plan = await planOf(context, step, input.planId ?? null)
    const table = await readTable(context, input)
    await askAboutSameFile(context, input, table)
    const sheet = sheetOf(step, table, input.sheet)
    const unit = input.unit === undefined ? null : moneyUnits[input.unit]
    const read = await readHeaded<Column>(table, tableOf(step), { ...input, sheet, unit, numbers: null })
    if (read.assumed) {
      throw invalidField(
        'unit',
        words(
          'Tệp không ghi đơn vị tiền ở tiêu đề cột; xin chọn đơn vị.',
          'Neither headings nor the sheet say the unit of money; please choose it.',
        ),
      )
    }
    return {
      table,
      scope: { step: step.key, planId: plan?.id ?? null },
      reading: { sheet: read.sheet, ignored: read.header.ignored },
      headings: read.headings,
      notes: read.notes,
      rows: await staged(context, step, plan, read),
    }
  },
})

const Scope = z.object({ step: z.string(), planId: z.int().nullable() })
const Data = z.object({ row: z.unknown() })

/** The new rows of a kept import, judged again as things stand now. */
async function judgedAgain(context: Context, importId: number, step: Step, plan: Plan | null) {
  const kept = await imports.kept(context.db, importId, ['new'])
  const lines = kept.map(({ line, data }) => ({ line, row: step.row.parse(Data.parse(data).row) }))
  const verdicts: readonly Verdict<unknown>[] = await step.judge(context, plan, lines)
  return lines.flatMap((line, at) => {
    const verdict = verdicts[at]
    return verdict === undefined ? [] : [{ ...line, ...verdict }]
  })
}

/** Approves a batch: what its check showed is written and marked, in one transaction. Its proposer does not approve it. */
export const approveTakeover = imports.apply({
  summary: words('Duyệt lô tiếp nhận', 'Approve a batch of a take-over'),
  async moved(context, found) {
    const { step } = await lockBatch(context, found.id, 'proposed')
    const plan = await planOf(context, step, Scope.parse(found.scope).planId)
    return (await judgedAgain(context, found.id, step, plan)).filter(({ outcome }) => outcome !== 'new')
      .length
  },
  async write(context, found) {
    const { step, batch } = await lockBatch(context, found.id, 'proposed')
    const rows = await judgedAgain(context, found.id, step, batch.plan)
    await step.write(context, batch, rows)
    await settle(context, batch.id, { state: 'approved', reason: null })
  },
})

export const showTakeover = imports.show({
  summary: words('Một lần kiểm tra để tiếp nhận', 'One check of a take-over'),
  shape: {
    step: z.string(),
    planId: z.int().nullable(),
    plan: z.string().nullable(),
    sheet: z.string(),
    ignored: z.array(z.string()),
    batch: showBatch.shape,
  },
  of: async (context, found) => {
    const { step, planId } = Scope.parse(found.scope)
    const plan = await planOf(context, stepOf(step), planId)
    const { sheet, ignored } = z
      .object({ sheet: z.string(), ignored: z.array(z.string()) })
      .parse(found.reading)
    return {
      step,
      planId,
      plan: plan?.number ?? null,
      sheet,
      ignored,
      batch: await showBatch.of(context, found.id),
    }
  },
})

const Problems = problemsOf(columnKeys)
const Shown = z.object({ figures: z.array(FigureShown).default([]) })

export const showTakeoverRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần kiểm tra để tiếp nhận', 'The rows of a check of a take-over'),
  outcomes: ['new', 'same', 'error'],
  shape: { label: z.string(), figures: z.array(FigureShown), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => ({
      label,
      figures: Shown.parse(data).figures,
      problems: Problems.parse(problems),
    })),
})

export const showTakeoverToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần tiếp nhận', 'The rows in error of a check of a take-over'),
  columns: columnNames,
  keys: columnKeys,
})
