import { z } from 'zod'
import { type CellProblem, keysOf, plainHeading } from '../documents/read/headed-table.ts'
import { legalForms, sizeClasses } from '../enterprises/index.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { paperFields } from './fields.ts'

/* The papers that a call asks for as a table: what each row would do, told without a database. */

export const paperTable = {
  columns: {
    ...columnsOf(paperFields.read),
    required: {
      words: words('Bắt buộc', 'Required'),
      others: ['bat buoc nop'],
      kind: 'text',
    },
  },
  holds: (found) => found.has('name'),
  keys: ['name'],
  missing: words(
    'Không thấy dòng tiêu đề có cột “Tên giấy tờ”. Xin dùng tệp mẫu.',
    'No row of headings with “Tên giấy tờ” was found. Please use the template.',
  ),
  mostRows: 500,
} as const satisfies HeadedKind<string>
export type PaperColumn = keyof typeof paperTable.columns
export const paperColumnKeys = keysOf(paperTable.columns)
export const paperColumns = namesOf<PaperColumn>(paperTable.columns)

const sizeOf = keysByWords(sizeClasses)
const formOf = keysByWords(legalForms)
const keyed = (found: (said: string) => string | undefined) => (cell: unknown) =>
  typeof cell === 'string' ? (found(cell) ?? cell) : cell
const yes = ['co', 'x', 'bat buoc', 'yes', 'true', '1']
const no = ['khong', 'khong bat buoc', 'no', 'false', '0']

/** Whether a paper must be there: an empty cell says yes; a word that is neither is refused where it stands. */
const requiredCell = z.preprocess((cell) => {
  const said = plainHeading(String(cell ?? ''))
  if (said === '' || yes.includes(said)) return true
  return no.includes(said) ? false : cell
}, z.boolean())

const { contentId: _content, ...plain } = paperFields.imported

/** A row as its cells say it: the content by its name or code. */
export const PaperRead = z.object({
  ...plain,
  name: paperFields.input.name,
  content: optionalText(300),
  sizeClass: z.preprocess(keyed(sizeOf), paperFields.input.sizeClass),
  legalForm: z.preprocess(keyed(formOf), paperFields.input.legalForm),
  required: requiredCell,
})
export type PaperRead = z.output<typeof PaperRead>

interface Asked {
  readonly name: string
  readonly contentId: number | null
  readonly sizeClass: string | null
  readonly legalForm: string | null
}

/** What makes two rows the same paper: its name, and of whom it is asked. */
export const paperKey = ({ name, contentId, sizeClass, legalForm }: Asked) =>
  JSON.stringify([slug(name), contentId, sizeClass, legalForm])

export interface JudgedPaper {
  readonly outcome: 'new' | 'same' | 'error'
  readonly contentId: number | null
  readonly problems: readonly CellProblem<PaperColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. What the call asks for and the table leaves out stays. */
export function judgePapers(
  rows: readonly (PaperRead | null)[],
  contents: ReadonlyMap<string, number>,
  there: ReadonlySet<string>,
): JudgedPaper[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedPaper => {
    if (row === null) return { outcome: 'error', contentId: null, problems: [] }
    const contentId = row.content === undefined ? null : (contents.get(slug(row.content)) ?? null)
    const key = paperKey({
      ...{ name: row.name, contentId },
      ...{ sizeClass: row.sizeClass ?? null, legalForm: row.legalForm ?? null },
    })
    const problems = [
      ...(row.content !== undefined && contentId === null
        ? [
            {
              column: 'content',
              words: words('Danh mục không có nội dung này.', 'The catalogue has no such content.'),
            } as const,
          ]
        : []),
      ...(seen.has(key)
        ? [
            {
              column: 'name',
              words: words('Dòng này có hai lần trong bảng.', 'The table has this row twice.'),
            } as const,
          ]
        : []),
    ]
    seen.add(key)
    return { outcome: problems.length > 0 ? 'error' : there.has(key) ? 'same' : 'new', contentId, problems }
  })
}
