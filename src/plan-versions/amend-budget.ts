import { type Selectable, sql } from 'kysely'
import { lineColumns, ofLine, type PlanDocument, sourcesOf, writeLineSources } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import type { DB } from '../platform/database-types.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { changedColumns } from './changed-columns.ts'

/** A line, year and source under which the ledger has accounts, with what is allocated, in đồng. */
interface Standing {
  readonly lineId: number
  readonly year: number
  readonly source: string
  readonly allocated: bigint
}

/**
 * Brings budget lines and their estimates in step with the document, unless the ledger stands in the way.
 * @param former the plan as it reads until now
 * @returns what stands in the way, by the path in the document; then nothing has been written
 */
export async function amendBudget(
  db: Db,
  planId: number,
  document: PlanDocument,
  former: PlanDocument,
): Promise<FieldProblem[]> {
  const rows = await db
    .selectFrom('budgetLine')
    .selectAll()
    .where('planId', '=', planId)
    .orderBy('id')
    .forUpdate()
    .execute()
  const lineIds = rows.map((row) => row.id)
  // An entry that is being written holds its line and year; with these locks it is finished and seen, or waits.
  const years =
    lineIds.length === 0
      ? []
      : await db
          .selectFrom('budgetLineYear')
          .selectAll()
          .where('lineId', 'in', lineIds)
          .orderBy('lineId')
          .orderBy('year')
          .forUpdate()
          .execute()
  const standing = await standings(db, planId)
  const refusals = budgetRefusals(rows, former, standing, document)
  if (refusals.length > 0) return refusals
  await writeLines(db, planId, rows, years, document)
  return []
}

async function standings(db: Db, planId: number): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    SELECT p.line_id, p.year, s.key AS source, p.allocated
      FROM budget_position p
      JOIN budget_line l ON l.id = p.line_id
      JOIN funding_source s ON s.id = p.source_id
     WHERE l.plan_id = ${planId}
       AND NOT EXISTS (SELECT FROM budget_line_year y WHERE y.line_id = p.line_id AND y.year = p.year AND y.carried)
     ORDER BY p.line_id, p.year, s.ord`.execute(db)
  return rows
}

type Budget = PlanDocument['budget']
type Line = Budget['lines'][number]
type LineRow = Selectable<DB['budgetLine']>
type YearRow = Selectable<DB['budgetLineYear']>

function budgetRefusals(
  rows: readonly LineRow[],
  former: PlanDocument,
  standing: readonly Standing[],
  { budget }: PlanDocument,
): FieldProblem[] {
  const refusals: FieldProblem[] = []
  const refuse = (field: string, vi: string, en: string) => refusals.push({ field, words: { vi, en } })
  for (const [lineId, held] of Map.groupBy(standing, (each) => each.lineId)) {
    const row = rows.find((each) => each.id === lineId)
    if (row === undefined) continue
    const place = budget.lines.findIndex((line) => line.code === row.code)
    const line = budget.lines[place]
    const name: Words = words(`Mục ${row.code} "${row.title}"`, `Line ${row.code} "${row.titleEn}"`)
    const all = amounts(held.reduce((sum, each) => sum + each.allocated, 0n))
    if (line === undefined) {
      refuse(
        'budget.lines',
        `${name.vi} đã có bút toán (đang được giao ${all.vi} đồng) nên không bỏ được.`,
        `${name.en} has entries (${all.en} đồng are allocated) and cannot go.`,
      )
      continue
    }
    for (const [childPlace, child] of budget.lines.entries()) {
      if (child.parent !== row.code) continue
      refuse(
        `budget.lines.${childPlace}.parent`,
        `${name.vi} đã có bút toán nên không chia thành mục con được.`,
        `${name.en} has entries and cannot be divided into sub-lines.`,
      )
    }
    for (const [year, own] of Map.groupBy(held, (each) => each.year)) {
      if (budget.years.includes(year)) continue
      const shown = amounts(own.reduce((sum, each) => sum + each.allocated, 0n))
      refuse(
        'budget.years',
        `${name.vi} đã có bút toán năm ${year} (đang được giao ${shown.vi} đồng) nên không bỏ năm ${year} được.`,
        `${name.en} has entries in ${year} (${shown.en} đồng are allocated), so ${year} cannot go.`,
      )
    }
    const at = { line, place, was: former.budget.lines.find(({ code }) => code === row.code) }
    for (const lowered of loweredUnder(budget, former.budget, at, held)) {
      const [own, asked] = [amounts(lowered.allocated), amounts(lowered.after)]
      const when = lowered.year === null ? words('', '') : words(`, năm ${lowered.year}`, `, ${lowered.year}`)
      const of = lowered.own ? words('', '') : words(`, nguồn ${lowered.source}`, `, from ${lowered.source}`)
      refuse(
        lowered.field,
        `${name.vi}${when.vi}${of.vi}: đã giao ${own.vi} đồng, dự toán không giảm xuống ${asked.vi} đồng được. Xin thu hồi phần giao thừa trước.`,
        `${name.en}${when.en}${of.en}: ${own.en} đồng are allocated; the estimate cannot be lowered to ${asked.en} đồng. Withdraw the excess first.`,
      )
    }
  }
  return refusals
}

/** An estimate that an amendment lowers under what is allocated. `year` null: of a source that is not spread over the years. */
interface Lowered {
  readonly field: string
  readonly source: string
  readonly own: boolean
  readonly year: number | null
  readonly allocated: bigint
  readonly after: bigint
}

/** An allocation over the estimate may have been approved; what counts is that the amendment does not lower under it. */
function loweredUnder(
  budget: Budget,
  former: Budget,
  { line, place, was }: { line: Line; place: number; was: Line | undefined },
  held: readonly Standing[],
): Lowered[] {
  const sources = sourcesOf(budget)
  return [...Map.groupBy(held, ({ source }) => source)].flatMap(([source, rows]) => {
    const columns = sources.find((each) => each.source === source)
    const own = columns?.own ?? false
    const row = columns === undefined ? undefined : ofLine(line, columns)
    const base = own ? `budget.lines.${place}` : `budget.lines.${place}.others.${source}`
    const formerly = sourcesOf(former).find((each) => each.source === source)
    const before = was === undefined || formerly === undefined ? undefined : ofLine(was, formerly)
    const spread = formerly !== undefined && formerly.years.length > 0
    const candidates =
      columns !== undefined && columns.years.length > 0
        ? rows
            .filter(({ year }) => budget.years.includes(year))
            .map(({ year, allocated }) => ({
              ...{ year, allocated, field: `${base}.years.${year}` },
              before: BigInt((spread ? before?.years[year] : before?.total) ?? 0),
              after: BigInt(row?.years[year] ?? 0),
            }))
        : [
            {
              ...{ year: null, field: `${base}.total` },
              allocated: rows.reduce((sum, each) => sum + each.allocated, 0n),
              before: BigInt(before?.total ?? 0),
              after: BigInt(row?.total ?? 0),
            },
          ]
    return candidates
      .filter(({ before, after, allocated }) => after < before && after < allocated)
      .map(({ before: _, ...lowered }) => ({ ...lowered, source, own }))
  })
}

function amounts(amount: bigint): Words {
  return { vi: formatDong(amount, 'vi'), en: formatDong(amount, 'en') }
}

async function writeLines(
  db: Db,
  planId: number,
  rows: readonly LineRow[],
  years: readonly YearRow[],
  { budget }: PlanDocument,
): Promise<void> {
  const kept = new Map<string, number>()
  for (const [place, line] of budget.lines.entries()) {
    const parentId = line.parent === null ? null : kept.get(line.parent)
    if (parentId === undefined)
      throw new Error(`Budget line ${line.code} stands before its group ${line.parent}`)
    const wanted = { ...lineColumns(line, place), parentId }
    const row = rows.find((each) => each.code === line.code)
    const lineId =
      row?.id ??
      (
        await db
          .insertInto('budgetLine')
          .values({ ...wanted, planId })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id
    kept.set(line.code, lineId)
    const changes = row === undefined ? null : changedColumns(row, wanted)
    if (changes !== null) await db.updateTable('budgetLine').set(changes).where('id', '=', lineId).execute()
    await writeYears(
      db,
      lineId,
      years.filter((each) => each.lineId === lineId),
      line.years,
      budget.years,
    )
  }
  await writeLineSources(db, kept, budget)
  const ids = new Set(kept.values())
  const gone = rows.filter((row) => !ids.has(row.id)).map((row) => row.id)
  if (gone.length === 0) return
  await db.updateTable('budgetLine').set({ parentId: null }).where('id', 'in', gone).execute()
  await db.deleteFrom('budgetLineSourceYear').where('lineId', 'in', gone).execute()
  await db.deleteFrom('budgetLineSource').where('lineId', 'in', gone).execute()
  await db.deleteFrom('budgetLineYear').where('lineId', 'in', gone).execute()
  await db.deleteFrom('budgetLine').where('id', 'in', gone).execute()
}

async function writeYears(
  db: Db,
  lineId: number,
  rows: readonly YearRow[],
  estimates: Readonly<Record<string, number>>,
  wanted: readonly number[],
): Promise<void> {
  for (const year of wanted) {
    const estimate = BigInt(estimates[year] ?? 0)
    const row = rows.find((each) => each.year === year)
    if (row === undefined) {
      await db.insertInto('budgetLineYear').values({ lineId, year, estimate }).execute()
    } else if (row.estimate !== estimate || row.carried) {
      await db
        .updateTable('budgetLineYear')
        .set({ estimate, carried: false })
        .where('lineId', '=', lineId)
        .where('year', '=', year)
        .execute()
    }
  }
  // A year that money was carried into stays, though the plan does not have it.
  const gone = rows.filter((row) => !wanted.includes(row.year) && !row.carried).map((row) => row.year)
  if (gone.length === 0) return
  await db.deleteFrom('budgetLineYear').where('lineId', '=', lineId).where('year', 'in', gone).execute()
}
