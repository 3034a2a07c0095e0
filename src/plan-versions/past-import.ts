import { z } from 'zod'
import { type CellProblem, keysOf, placed, plainCell, plainHeading } from '../documents/read/headed-table.ts'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import {
  type HeadedKind,
  type HeadedRow,
  importOf,
  namesOf,
  readHeaded,
  readingInput,
} from '../imports/index.ts'
import { plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import {
  dongOut,
  fieldProblems,
  id,
  optionalDay,
  optionalDong,
  optionalId,
  optionalText,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { type Words, words } from '../platform/language.ts'
import {
  computedWords,
  isTakenOver,
  notYear,
  type PastIndicator,
  pastIndicators,
  planRuns,
  takenOverWords,
  takenOverYears,
  writePast,
  yearsToEnter,
  zeroWords,
} from './past-recording.ts'

/* Results of past years out of a sheet: by indicator, content, year and money, with the paper that each stands in. */

const table = {
  columns: {
    plan: { words: words('Kế hoạch', 'Plan'), others: ['so ke hoach'], kind: 'text' },
    year: { words: words('Năm', 'Year'), kind: 'value' },
    indicator: { words: words('Chỉ tiêu', 'Target'), others: ['chi so', 'indicator'], kind: 'text' },
    content: { words: words('Nội dung hỗ trợ', 'Content of support'), kind: 'text' },
    quantity: { words: words('Số lượng', 'Quantity'), others: ['ket qua', 'result'], kind: 'count' },
    amount: { words: words('Kinh phí', 'Budget'), others: ['so tien', 'kinh phi da chi'], kind: 'money' },
    label: { words: words('Diễn giải', 'Account of it'), others: ['noi dung', 'ghi chu'], kind: 'text' },
    paperNumber: { words: words('Số báo cáo', 'Number of the report'), others: ['so van ban'], kind: 'text' },
    paperOn: { words: words('Ngày báo cáo', 'Day of the report'), others: ['ngay van ban'], kind: 'value' },
  },
  holds: (found) => found.has('year') && found.has('indicator') && found.has('quantity'),
  keys: ['year', 'indicator'],
  missing: words(
    'Không thấy dòng tiêu đề có cột “Năm”, “Chỉ tiêu”, “Số lượng”. Xin dùng tệp mẫu.',
    'No row of headings with “Năm” (year), “Chỉ tiêu” (target), “Số lượng” (quantity) was found. Please use the template.',
  ),
  mostRows: 10_000,
} as const satisfies HeadedKind<string>
export type PastColumn = keyof typeof table.columns
export const pastColumnKeys = keysOf(table.columns)
export const pastColumns = namesOf<PastColumn>(table.columns)
type Fault = CellProblem<PastColumn>

const Row = z.object({
  /** The plan that the row belongs to, by its number; without it the one that the sheet is imported for. */
  plan: optionalText(60),
  year: year(),
  indicator: text(300),
  content: optionalText(300),
  quantity: whole(0, 1_000_000),
  amount: optionalDong(1n),
  label: optionalText(300),
  paperNumber: optionalText(100),
  paperOn: optionalDay(),
})

/** A row as it is kept and written. */
const Kept = z.object({
  planId: z.int(),
  year: z.int(),
  indicatorId: z.int(),
  contentId: z.int().nullable(),
  quantity: z.int(),
  amount: z.coerce.bigint().nullable(),
  label: z.string(),
  paperNumber: z.string().nullable(),
  paperOn: z.string().nullable(),
})
type Kept = z.output<typeof Kept>

const imports = importOf({
  kind: 'results',
  capability: 'results',
  at: '/past-result-imports',
  subject: 'past-result-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

interface Named {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly nameEn: string
}

/** By its key or either name, however it is cased and accented. */
const find = <T extends Named>(all: readonly T[], said: string): T | undefined =>
  all.find(({ key, name, nameEn }) =>
    [key, name, nameEn].some((one) => plainHeading(one) === plainHeading(said)),
  )

/** What makes two results one: recorded twice they would count twice. */
const sameness = (
  row: Pick<Kept, 'planId' | 'year' | 'indicatorId' | 'contentId' | 'label' | 'paperNumber'>,
) => JSON.stringify([row.planId, row.year, row.indicatorId, row.contentId, row.label, row.paperNumber])

async function recorded(db: Db, planIds: readonly number[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('pastResult')
    .select(['planId', 'year', 'indicatorId', 'contentId', 'label', 'paperNumber'])
    .where('planId', 'in', planIds)
    .where('retractedOn', 'is', null)
    .execute()
  return new Set(rows.map(sameness))
}

/** A plan with what of it can be entered. */
interface Enterable {
  readonly id: number
  readonly number: string
  readonly years: readonly number[]
  /** What records that were taken over count already. */
  readonly taken: ReadonlySet<string>
}

interface Known {
  /** The plan of a row that names none. */
  readonly own: Enterable
  readonly plans: readonly Enterable[]
  readonly indicators: readonly PastIndicator[]
  readonly contents: readonly Named[]
  readonly today: string
}

async function enterable(db: Db, planId: number, today: string): Promise<Enterable> {
  const { plan, years } = await yearsToEnter(db, planId, today)
  return { id: plan.id, number: plan.number, years, taken: await takenOverYears(db, planId) }
}

/** The plan of a row: the one that it names, however it is cased and accented. */
const planOf = ({ plans, own }: Known, said: string | undefined) =>
  said === undefined ? own : plans.find(({ number }) => plainHeading(number) === plainHeading(said))

function readRow(row: HeadedRow<PastColumn>, known: Known): { kept: Kept | null; problems: Fault[] } {
  const problems: Fault[] = [...row.problems]
  const wrong = (column: PastColumn, reason: Words) => {
    if (problems.every((problem) => problem.column !== column)) problems.push({ column, words: reason })
  }
  const parsed = Row.safeParse(row.values, { reportInput: true })
  if (!parsed.success) {
    for (const { field, words: reason } of fieldProblems(parsed.error))
      wrong(field in table.columns ? (field as PastColumn) : 'year', reason)
    return { kept: null, problems }
  }
  const { plan: planSaid, indicator: said, content: named, ...rest } = parsed.data
  const plan = planOf(known, planSaid)
  const indicator = find(known.indicators, said)
  const content = named === undefined ? undefined : find(known.contents, named)
  if (plan === undefined) wrong('plan', words('Không có kế hoạch này.', 'There is no such plan.'))
  else if (!plan.years.includes(rest.year)) wrong('year', notYear(plan.years))
  if (indicator === undefined)
    wrong('indicator', words('Không có chỉ tiêu này.', 'There is no such indicator.'))
  else if (indicator.way === 'computed') wrong('indicator', computedWords)
  else if (plan !== undefined && isTakenOver(plan.taken, indicator, rest.year)) wrong('year', takenOverWords)
  if (named !== undefined && content === undefined)
    wrong('content', words('Không có nội dung hỗ trợ này.', 'There is no such content of support.'))
  if (rest.quantity === 0 && rest.paperNumber === undefined) wrong('quantity', zeroWords)
  if (rest.paperOn !== undefined && rest.paperOn > known.today)
    wrong('paperOn', words('Ngày này chưa đến.', 'This day has not come yet.'))
  if (problems.length > 0 || indicator === undefined || plan === undefined) return { kept: null, problems }
  return {
    problems,
    kept: {
      ...rest,
      planId: plan.id,
      indicatorId: indicator.id,
      contentId: content?.id ?? null,
      amount: rest.amount ?? null,
      label:
        rest.label ?? `${indicator.name} năm ${rest.year}${content === undefined ? '' : `: ${content.name}`}`,
      paperNumber: rest.paperNumber ?? null,
      paperOn: rest.paperOn ?? null,
    },
  }
}

/** Reads a sheet of past results of a plan, or of several that it names, and keeps what each row would do. Nothing is counted yet. */
export const checkPastImport = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra tệp kết quả các năm trước', 'Check a file of past results'),
  input: {
    ...readingInput,
    planId: id(),
    /** The old report that the rows stand in; without it the sheet itself is the evidence. */
    evidenceId: optionalId(),
  },
  async check(context, input) {
    const { db, today } = context
    const own = await enterable(db, input.planId, today)
    if (own.years.length === 0) throw planRuns()
    if (input.evidenceId !== undefined) await evidence(context, input.evidenceId)
    const file = await readTable(context, input)
    const read = await readHeaded<PastColumn>(file, table, { ...input, unit: null, numbers: null })
    const plans: Enterable[] = []
    for (const { id: planId } of await plansOf(db, null)) plans.push(await enterable(db, planId, today))
    const known: Known = {
      own,
      plans,
      today,
      indicators: await pastIndicators(db),
      contents: await db.selectFrom('supportContent').select(['id', 'key', 'name', 'nameEn']).execute(),
    }
    const there = await recorded(
      db,
      plans.map(({ id }) => id),
    )
    const seen = new Set<string>()
    return {
      table: file,
      scope: { planId: own.id, evidenceId: input.evidenceId ?? null },
      reading: { ignored: read.header.ignored },
      headings: read.headings,
      notes: read.notes,
      rows: read.rows.map((row) => {
        const { kept, problems } = readRow(row, known)
        const twice = kept !== null && seen.has(sameness(kept))
        if (kept !== null) seen.add(sameness(kept))
        const faults: Fault[] = twice
          ? [
              {
                column: 'indicator',
                words: words('Dòng này đã có ở trên.', 'This row stands above already.'),
              },
            ]
          : problems
        const wrong = kept === null || twice
        return {
          line: row.line,
          outcome: wrong ? 'error' : there.has(sameness(kept)) ? 'same' : 'new',
          label: kept?.label ?? '—',
          data: kept ?? {},
          problems: placed(faults, read.header, row.line, row.cells),
          cells: wrong ? row.cells.map(plainCell) : null,
        }
      }),
    }
  },
})

const Scope = z.object({ planId: z.int(), evidenceId: z.int().nullable() })

async function keptRows(db: Db, found: { readonly id: number; readonly scope: unknown }): Promise<Kept[]> {
  // A table that was checked when all rows were of one plan names it once.
  const { planId } = Scope.parse(found.scope)
  const rows = await imports.kept(db, found.id, ['new'])
  return rows.map(({ data }) => Kept.parse({ planId, ...z.record(z.string(), z.unknown()).parse(data) }))
}

/** Writes the rows that a check showed, each with the fact that counts it; all or nothing. */
export const applyPastImport = imports.apply({
  summary: words('Nhập kết quả các năm trước từ tệp', 'Import past results'),
  async moved({ db, today }, found) {
    const kept = await keptRows(db, found)
    const planIds = [...new Set(kept.map(({ planId }) => planId))].sort((one, other) => one - other)
    if (planIds.length === 0) return 0
    // Locked in id order, so that two imports come one after the other.
    await db.selectFrom('plan').select('id').where('id', 'in', planIds).orderBy('id').forUpdate().execute()
    const there = await recorded(db, planIds)
    const years = new Map<number, readonly number[]>()
    for (const planId of planIds) years.set(planId, (await yearsToEnter(db, planId, today)).years)
    return kept.filter(
      (row) => there.has(sameness(row)) || years.get(row.planId)?.includes(row.year) !== true,
    ).length
  },
  async write({ db }, found) {
    const { evidenceId } = Scope.parse(found.scope)
    const indicators = new Map((await pastIndicators(db)).map((one) => [one.id, one]))
    for (const kept of await keptRows(db, found)) {
      const { planId, indicatorId, contentId, amount, paperNumber, paperOn, ...row } = kept
      const indicator = indicators.get(indicatorId)
      if (indicator === undefined) throw new Error(`Indicator ${indicatorId} is gone`)
      await writePast(db, planId, indicator, {
        ...row,
        contentId: contentId ?? undefined,
        amount: amount ?? undefined,
        paperNumber: paperNumber ?? undefined,
        paperOn: paperOn ?? undefined,
        fileId: evidenceId ?? found.fileId,
      })
    }
  },
})

export const showPastImport = imports.show({
  summary: words('Một lần nhập kết quả các năm trước', 'One import of past results'),
  shape: { planId: z.int(), ignored: z.array(z.string()) },
  of: async (_context, found) => ({
    planId: Scope.parse(found.scope).planId,
    ...z.object({ ignored: z.array(z.string()) }).parse(found.reading),
  }),
})

const Problems = problemsOf(pastColumnKeys)

export const showPastImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập kết quả', 'The rows of an import of past results'),
  outcomes: ['new', 'same', 'error'],
  shape: {
    /** The number of the plan that the row goes to. */
    plan: z.string().nullable(),
    label: z.string(),
    year: z.int().nullable(),
    quantity: z.int().nullable(),
    amount: dongOut().nullable(),
    problems: Problems,
  },
  async of({ db }, rows) {
    const numbers = new Map((await plansOf(db, null)).map(({ id, number }) => [id, number]))
    return rows.map(({ label, data, problems }) => {
      const kept = Kept.partial({ planId: true }).safeParse(data)
      const { planId = 0, year = null, quantity = null, amount = null } = kept.success ? kept.data : {}
      const plan = numbers.get(planId) ?? null
      return { plan, label, year, quantity, amount, problems: Problems.parse(problems) }
    })
  },
})

export const showPastRowsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập kết quả', 'The rows in error of an import of past results'),
  columns: pastColumns,
  keys: pastColumnKeys,
})
