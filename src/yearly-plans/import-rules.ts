import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { type Basis, type JudgedLine, lineProblems } from './basis.ts'
import { lineFields } from './fields.ts'

/* A table of lines that comes in: what each row would do, told without a database. The columns are those of the workbook. */

export const lineTable = {
  columns: columnsOf(lineFields.read),
  holds: (found) => found.has('title') && found.has('quantity') && found.has('unitCost'),
  keys: ['title'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Nội dung, hoạt động”, “Số lượng”, “Đơn giá”. Xin dùng tệp mẫu.',
    'No row of headings with “Nội dung, hoạt động”, “Số lượng”, “Đơn giá” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type LineColumn = keyof typeof lineTable.columns
export const lineColumnKeys = keysOf(lineTable.columns)
export const lineColumns = namesOf<LineColumn>(lineTable.columns)

const {
  lineId: _l,
  contentId: _c,
  sourceId: _s,
  normId: _n,
  targetId: _t,
  agencyId: _a,
  ...plain
} = lineFields.imported

/** A row as its cells say it: records by their names or codes; without a source that of the plan's estimate. */
export const LineRead = z.object({
  ...plain,
  title: lineFields.input.title,
  quantity: lineFields.input.quantity,
  unit: text(60),
  unitCost: lineFields.input.unitCost,
  line: optionalText(600),
  content: optionalText(300),
  source: optionalText(300),
  norm: optionalText(800),
  target: optionalText(500),
  agency: optionalText(300),
})
export type LineRead = z.output<typeof LineRead>

/** A line that is there already, by what it says and where it stands. */
export const identityOf = (line: { readonly title: string; readonly lineId?: number | null | undefined }) =>
  JSON.stringify([slug(line.title), line.lineId ?? null])

export interface JudgedRow {
  readonly outcome: 'new' | 'same' | 'error'
  readonly line: JudgedLine | null
  readonly problems: readonly CellProblem<LineColumn>[]
}

const cellOf: Readonly<Record<string, LineColumn>> = {
  lineId: 'line',
  contentId: 'content',
  sourceId: 'source',
  normId: 'norm',
  targetId: 'target',
  agencyId: 'agency',
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeRows(
  rows: readonly (LineRead | null)[],
  basis: Basis,
  norms: ReadonlyMap<string, number>,
  there: ReadonlySet<string>,
): JudgedRow[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedRow => {
    if (row === null) return { outcome: 'error', line: null, problems: [] }
    const problems: CellProblem<LineColumn>[] = []
    const find = (
      column: LineColumn,
      said: string | undefined,
      list: readonly { readonly id: number; readonly names: readonly string[] }[],
    ): number | undefined => {
      if (said === undefined) return undefined
      const found = list.find(({ names }) => names.some((name) => slug(name) === slug(said)))
      if (found === undefined)
        problems.push({
          column,
          words: words('Danh mục không có tên này.', 'The catalogue has no such name.'),
        })
      return found?.id
    }
    const names = <R extends { id: number; name: string; nameEn: string; key?: string }>(
      list: readonly R[],
    ) =>
      list.map((one) => ({
        id: one.id,
        names: [one.name, one.nameEn, ...(one.key === undefined ? [] : [one.key])],
      }))
    const { line, content, source, norm, target, agency, ...rest } = row
    const lines = basis.lines.map((one) => ({
      id: one.id,
      names: [one.code, one.name, `${one.code}. ${one.name}`],
    }))
    const judged = {
      ...rest,
      lineId: find('line', line, lines),
      contentId: find('content', content, names(basis.contents)),
      sourceId: find('source', source, names(basis.sources)) ?? basis.sourceId ?? undefined,
      normId: find(
        'norm',
        norm,
        [...norms].map(([name, id]) => ({ id, names: [name] })),
      ),
      targetId: find('target', target, names(basis.targets)),
      agencyId: find('agency', agency, names(basis.agencies)),
    }
    for (const { field, words: said } of lineProblems(judged, basis)) {
      const column = cellOf[field] ?? lineColumnKeys.find((key) => key === field) ?? 'title'
      if (problems.every((one) => one.column !== column)) problems.push({ column, words: said })
    }
    const key = identityOf(judged)
    if (seen.has(key))
      problems.push({
        column: 'title',
        words: words('Dòng này có hai lần trong bảng.', 'The table has this row twice.'),
      })
    seen.add(key)
    const outcome = problems.length > 0 ? 'error' : there.has(key) ? 'same' : 'new'
    return { outcome, line: judged, problems }
  })
}
