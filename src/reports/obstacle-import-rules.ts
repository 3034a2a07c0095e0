import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { day, optionalText } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { obstacleFields } from './obstacle-fields.ts'

/* Obstacles as a table, one in a row: what each row would do, told without a database. */

export const obstacleTable = {
  columns: {
    ...columnsOf(obstacleFields.table),
    taxCode: {
      words: words('Mã số thuế của doanh nghiệp', 'Tax code of the enterprise'),
      others: ['ma so thue', 'mst'],
      kind: 'text',
    },
    agency: {
      words: words('Cơ quan, hội phản ánh', 'Agency that reports'),
      others: ['co quan', 'hoi'],
      kind: 'text',
    },
    field: {
      words: words('Lĩnh vực của vướng mắc', 'Field of the obstacle'),
      others: ['linh vuc'],
      kind: 'text',
    },
  },
  holds: (found) => found.has('text') && found.has('proposal') && found.has('reportedOn'),
  keys: ['text'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Khó khăn, vướng mắc và nguyên nhân”, “Đề xuất, kiến nghị”, “Ngày phản ánh”. Xin dùng tệp mẫu.',
    'No row of headings with “Khó khăn, vướng mắc và nguyên nhân”, “Đề xuất, kiến nghị”, “Ngày phản ánh” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type ObstacleColumn = keyof typeof obstacleTable.columns
export const obstacleColumnKeys = keysOf(obstacleTable.columns)
export const obstacleColumns = namesOf<ObstacleColumn>(obstacleTable.columns)

/** A row as its cells say it. */
export const ObstacleRead = z.object({
  ...obstacleFields.input,
  reportedOn: day(),
  taxCode: z.preprocess((cell) => (typeof cell === 'number' ? String(cell) : cell), optionalText(20)),
  agency: optionalText(200),
  field: optionalText(200),
})
export type ObstacleRead = z.output<typeof ObstacleRead>

/** What the rows are held against. */
export interface ObstaclesThere {
  /** By tax code; the others by folded name. */
  readonly enterprises: ReadonlyMap<string, number>
  readonly agencies: ReadonlyMap<string, number>
  readonly fields: ReadonlyMap<string, number>
  /** Those reported already, by `obstacleKey`. */
  readonly standing: ReadonlySet<string>
  readonly fold: (said: string) => string
  readonly today: string
  /** Why the plan does not take a day; null where it does. */
  readonly outside: (day: string) => Words | null
}

/** What makes an obstacle the same as another. */
export const obstacleKey = (
  of: {
    readonly text: string
    readonly reportedOn: string
    readonly enterpriseId: number | null
    readonly agencyId: number | null
  },
  fold: (said: string) => string,
) => JSON.stringify([fold(of.text), of.reportedOn, of.enterpriseId, of.agencyId])

export interface JudgedObstacle {
  readonly outcome: 'new' | 'same' | 'error'
  readonly enterpriseId: number | null
  readonly agencyId: number | null
  readonly fieldId: number | null
  readonly problems: readonly CellProblem<ObstacleColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeObstacles(
  rows: readonly (ObstacleRead | null)[],
  there: ObstaclesThere,
): JudgedObstacle[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedObstacle => {
    if (row === null)
      return { outcome: 'error', enterpriseId: null, agencyId: null, fieldId: null, problems: [] }
    const problems: CellProblem<ObstacleColumn>[] = []
    const wrong = (column: ObstacleColumn, said: Words) => problems.push({ column, words: said })
    const named = (said: string | undefined, by: ReadonlyMap<string, number>, as = there.fold) =>
      said === undefined ? null : (by.get(as(said)) ?? undefined)
    const enterpriseId = named(row.taxCode, there.enterprises, (code) => code)
    const agencyId = named(row.agency, there.agencies)
    const fieldId = named(row.field, there.fields)
    if (enterpriseId === undefined)
      wrong(
        'taxCode',
        words('Sổ không có doanh nghiệp mang mã này.', 'No enterprise of the register has this code.'),
      )
    if (agencyId === undefined)
      wrong('agency', words('Không có cơ quan tên này.', 'There is no agency of this name.'))
    if (fieldId === undefined)
      wrong('field', words('Danh mục không có lĩnh vực này.', 'The catalogue has no such field.'))
    if (row.taxCode !== undefined && row.agency !== undefined)
      wrong('agency', words('Xin chọn một nơi phản ánh.', 'Please choose one reporter.'))
    if (row.reportedOn > there.today)
      wrong('reportedOn', words('Ngày phản ánh không thể ở tương lai.', 'The day cannot be in the future.'))
    else {
      const outside = there.outside(row.reportedOn)
      if (outside !== null) wrong('reportedOn', outside)
    }
    const ids = {
      enterpriseId: enterpriseId ?? null,
      agencyId: agencyId ?? null,
      fieldId: fieldId ?? null,
    }
    const key = obstacleKey({ ...row, ...ids }, there.fold)
    if (seen.has(key))
      wrong('text', words('Dòng này có hai lần trong bảng.', 'The table has this row twice.'))
    seen.add(key)
    const same = there.standing.has(key)
    return { outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new', ...ids, problems }
  })
}
