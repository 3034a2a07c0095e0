import { sql } from 'kysely'
import { z } from 'zod'
import { placed, plainCell } from '../../documents/read/headed-table.ts'
import { readTable } from '../../documents/read/table.ts'
import { problemsOf } from '../../documents/write/rows-to-mend.ts'
import { importOf, readingInput, type StagedRow, tableNeeded } from '../../imports/index.ts'
import { activePlan, plansOf } from '../../plan/index.ts'
import { staff } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { optionalChoice, optionalDay, optionalId, optionalText } from '../../platform/fields.ts'
import { evidence } from '../../platform/files.ts'
import { notAhead } from '../../platform/judge.ts'
import { type Words, words } from '../../platform/language.ts'
import { formatNumber } from '../../platform/numbers.ts'
import type { Context } from '../../platform/operation.ts'
import { valueStates } from '../rules.ts'
import { mayEnter, mayEnterFor } from '../values.ts'
import { valueColumnKeys, valueColumns } from './columns.ts'
import { formOfValues, KeptValue, type Known, type ReadValue, readValues, readValueTable } from './read.ts'

/* Values that agencies answer for, out of a sheet: entered as one by one, so that another person confirms them. */

const imports = importOf({
  kind: 'values',
  capability: 'indicators',
  at: '/indicator-value-imports',
  subject: 'indicator-value-import',
  writers: mayEnter,
  readers: staff,
})

/** The indicators with who enters them today. */
async function knownIndicators(context: Context): Promise<Known['indicators']> {
  const rows = await context.db
    .selectFrom('indicator as i')
    .leftJoin('agency as a', 'a.id', 'i.agencyId')
    .select(['i.id', 'i.key', 'i.name', 'i.nameEn', 'i.unit', 'i.unitEn', 'i.way', 'i.agencyId'])
    .select(['a.name as agency', 'a.nameEn as agencyEn'])
    .orderBy('i.ord')
    .execute()
  return rows.map(({ agency, agencyEn, ...row }) => ({
    ...row,
    agency: agency === null ? null : words(agency, agencyEn ?? agency),
    theirs: row.agencyId !== null && mayEnterFor(context.actor, row.agencyId),
  }))
}

/** What one value is of: two of the same would be the value of one year twice. */
const sameness = (row: Pick<KeptValue, 'planId' | 'indicatorId' | 'year' | 'estimate'>) =>
  `${row.planId} ${row.indicatorId} ${row.year} ${row.estimate}`

/** The values that wait or are confirmed. */
async function standing(db: Db, indicatorIds: readonly number[]) {
  const rows = await db
    .selectFrom('indicatorValue')
    .select(['planId', 'indicatorId', 'year', 'estimate', 'value', 'state'])
    .where('indicatorId', 'in', [0, ...indicatorIds])
    .where('state', 'in', ['entered', 'confirmed'])
    .execute()
  return new Map(rows.map((row) => [sameness(row), row]))
}

/** What the cell would do, beside what stands already and what stood above it. */
function judge(
  read: ReadValue,
  there: Awaited<ReturnType<typeof standing>>,
  seen: Set<string>,
): { outcome: 'new' | 'same' | 'error'; problem: Words | null } {
  const { kept, left } = read
  if (left)
    return {
      outcome: 'same',
      problem: words(
        'Số đã trả lại hoặc đã rút thì không nhập lại.',
        'Returned or withdrawn, not entered again.',
      ),
    }
  if (kept === null) return { outcome: 'error', problem: null }
  const before = there.get(sameness(kept))
  if (seen.has(sameness(kept)))
    return { outcome: 'error', problem: words('Số này đã có ở trên.', 'This value stands above already.') }
  seen.add(sameness(kept))
  if (before === undefined) return { outcome: 'new', problem: null }
  if (before.value === kept.value) return { outcome: 'same', problem: null }
  const { vi, en } = valueStates.wordsOf(before.state)
  return {
    outcome: 'error',
    problem: words(
      `Đã có số ${formatNumber(before.value, 'vi')} (${vi}); xin trả lại hoặc rút số đó trước.`,
      `${formatNumber(before.value, 'en')} is there (${en}); return or withdraw it first.`,
    ),
  }
}

/** Reads a sheet of values and keeps what each of its cells would do. Nothing is entered yet. */
export const checkValueImport = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng số của các chỉ số', 'Check a table of values of indicators'),
  input: {
    ...readingInput,
    numbers: optionalChoice(['vi', 'en']),
    /** The paper that states the values; without it the table itself is the evidence. */
    evidenceId: optionalId(),
    /** Of rows that name none. */
    paperNumber: optionalText(100),
    paperOn: optionalDay(),
  },
  needs: [tableNeeded],
  rules: [notAhead('paperOn')],
  async check(context, input) {
    const { db, today } = context
    if (input.evidenceId !== undefined) await evidence(context, input.evidenceId)
    const file = await readTable(context, input)
    const form = input.numbers ?? null
    const read = await readValueTable(file, { ...input, unit: null, numbers: form })
    const indicators = await knownIndicators(context)
    const known: Known = {
      indicators,
      plans: await plansOf(db, null),
      plan: await activePlan(context),
      today,
    }
    const there = await standing(
      db,
      indicators.map(({ id }) => id),
    )
    const seen = new Set<string>()
    const numbers = formOfValues(read, form)
    const rows = read.rows.flatMap((row) =>
      readValues(row, read, numbers, known).map((value): Omit<StagedRow, 'line'> => {
        const { outcome, problem } = judge(value, there, seen)
        const faults = outcome === 'error' ? value.problems : []
        const said = problem === null ? [] : [{ column: value.column, words: problem }]
        return {
          outcome,
          label: value.cell,
          data: value.kept ?? {},
          problems: placed([...faults, ...said], read.header, row.line, row.cells),
          cells: outcome === 'error' ? row.cells.map(plainCell) : null,
        }
      }),
    )
    return {
      table: file,
      scope: {
        evidenceId: input.evidenceId ?? null,
        paperNumber: input.paperNumber ?? null,
        paperOn: input.paperOn ?? null,
      },
      reading: { ignored: read.header.ignored },
      headings: read.headings,
      notes: read.notes,
      rows: rows.map((row, place) => ({ line: place + 1, ...row })),
    }
  },
})

const Scope = z.object({
  evidenceId: z.int().nullable(),
  paperNumber: z.string().nullable(),
  paperOn: z.string().nullable(),
})

async function keptValues(db: Db, importId: number): Promise<KeptValue[]> {
  const rows = await imports.kept(db, importId, ['new'])
  return rows.map(({ data }) => KeptValue.parse(data))
}

/** Enters the values that a check showed, all or none; each waits for another person to confirm it. */
export const applyValueImport = imports.apply({
  summary: words('Nhập các số từ bảng đã kiểm tra', 'Enter the values of a checked table'),
  async moved(context, found) {
    const { db } = context
    const kept = await keptValues(db, found.id)
    const ids = [...new Set(kept.map(({ indicatorId }) => indicatorId))]
    await db
      .selectFrom('indicator')
      .select('id')
      .where('id', 'in', [0, ...ids])
      .orderBy('id')
      .forUpdate()
      .execute()
    const indicators = new Map((await knownIndicators(context)).map((one) => [one.id, one]))
    const there = await standing(db, ids)
    return kept.filter((row) => {
      const indicator = indicators.get(row.indicatorId)
      return there.has(sameness(row)) || indicator?.agencyId !== row.agencyId || !indicator.theirs
    }).length
  },
  async write({ db, actor, now }, found) {
    const { evidenceId, paperNumber, paperOn } = Scope.parse(found.scope)
    const kept = await keptValues(db, found.id)
    await db
      .insertInto('indicatorValue')
      .values(
        kept.map((row) => ({
          ...row,
          paperNumber: row.paperNumber ?? paperNumber,
          paperOn: row.paperOn ?? paperOn,
          fileId: evidenceId ?? found.fileId,
          importId: found.id,
          importKind: 'values',
          enteredBy: actor.userId ?? actor.name,
          enteredAt: now,
        })),
      )
      .execute()
  },
})

export const showValueImport = imports.show({
  summary: words('Một lần nhập bảng số của các chỉ số', 'One import of values of indicators'),
  shape: {
    ignored: z.array(z.string()),
    /** How many of its values wait for another person, and how many are confirmed. */
    waiting: z.int(),
    confirmed: z.int(),
  },
  async of({ db }, found) {
    const counts = await db
      .selectFrom('indicatorValue')
      .select([
        sql<number>`(count(*) FILTER (WHERE state = 'entered'))::int`.as('waiting'),
        sql<number>`(count(*) FILTER (WHERE state = 'confirmed'))::int`.as('confirmed'),
      ])
      .where('importId', '=', found.id)
      .executeTakeFirstOrThrow()
    return { ...counts, ...z.object({ ignored: z.array(z.string()) }).parse(found.reading) }
  },
})

const Problems = problemsOf(valueColumnKeys)
const Said = z.object({ vi: z.string(), en: z.string() })

export const showValueImportCells = imports.rows({
  name: 'showImportCells',
  summary: words('Các ô của một lần nhập bảng số', 'The cells of an import of values'),
  path: 'cells',
  outcomes: ['new', 'same', 'error'],
  shape: {
    cell: z.string(),
    indicator: Said.nullable(),
    year: z.int().nullable(),
    value: z.number().nullable(),
    unit: Said.nullable(),
    estimate: z.boolean(),
    agency: Said.nullable(),
    plan: z.string().nullable(),
    problems: Problems,
  },
  async of(context, rows) {
    const indicators = new Map((await knownIndicators(context)).map((one) => [one.id, one]))
    const plans = new Map((await plansOf(context.db, null)).map(({ id, number }) => [id, number]))
    return rows.map(({ label, data, problems }) => {
      const kept = KeptValue.safeParse(data).data
      const indicator = kept === undefined ? undefined : indicators.get(kept.indicatorId)
      return {
        cell: label,
        indicator: indicator === undefined ? null : words(indicator.name, indicator.nameEn),
        unit: indicator === undefined ? null : words(indicator.unit, indicator.unitEn),
        agency: indicator?.agency ?? null,
        year: kept?.year ?? null,
        value: kept?.value ?? null,
        estimate: kept?.estimate ?? false,
        plan: kept === undefined ? null : (plans.get(kept.planId) ?? null),
        problems: Problems.parse(problems),
      }
    })
  },
})

export const showValueRowsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập bảng số', 'The rows in error of an import of values'),
  columns: valueColumns,
  keys: valueColumnKeys,
})
