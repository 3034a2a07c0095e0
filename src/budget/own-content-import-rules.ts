import { z } from 'zod'
import { keysOf } from '../documents/read/headed-table.ts'
import { type HeadedKind, namesOf } from '../imports/index.ts'
import { optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { fold } from '../platform/text.ts'
import {
  type JudgedOwn,
  judgeVouchers,
  type OwnThere,
  recordNumber,
  voucherColumns,
  voucherRead,
} from './own-import-rules.ts'

/* Own money of contents of S&T tasks as a table, one voucher in a row. */

export const ownContentTable = {
  columns: {
    task: {
      words: words('Nhiệm vụ số', 'Task number'),
      others: ['so nhiem vu', 'ma nhiem vu'],
      kind: 'text',
    },
    content: {
      words: words('Nội dung nhiệm vụ', 'Content of the task'),
      others: ['noi dung', 'noi dung thuc hien'],
      kind: 'text',
    },
    ...voucherColumns,
  },
  holds: (found) => found.has('task') && found.has('documentNumber') && found.has('amount'),
  keys: ['documentNumber'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Nhiệm vụ số”, “Số hóa đơn, chứng từ”, “Số tiền đã bỏ ra”. Xin dùng tệp mẫu.',
    'No row of headings with “Nhiệm vụ số”, “Số hóa đơn, chứng từ”, “Số tiền đã bỏ ra” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type OwnContentColumn = keyof typeof ownContentTable.columns
export const ownContentColumnKeys = keysOf(ownContentTable.columns)
export const ownContentColumns = namesOf<OwnContentColumn>(ownContentTable.columns)

/** A row as its cells say it. */
export const OwnContentRead = z.object({
  task: recordNumber,
  content: optionalText(500),
  ...voucherRead,
})
export type OwnContentRead = z.output<typeof OwnContentRead>

/** A content that own money can be declared of. */
export interface OwnContent {
  readonly id: number
  readonly taskId: number
  readonly title: string
}

/** What rows would do for contents, in their order. A content that is not named is the only one of its task; titles are read without regard to case and accents. */
export function judgeOwnContents(
  rows: readonly (OwnContentRead | null)[],
  there: Pick<OwnThere, 'standing' | 'today'> & { readonly contents: readonly OwnContent[] },
): JudgedOwn<OwnContentColumn>[] {
  const contentsOf = Map.groupBy(there.contents, ({ taskId }) => taskId)
  return judgeVouchers<OwnContentRead, OwnContentColumn>(rows, there, ({ task, content }) => {
    const own = task === undefined ? [] : (contentsOf.get(task) ?? [])
    if (own.length === 0)
      return {
        column: 'task',
        words: words('Không có nhiệm vụ đã phê duyệt nào mang số này.', 'No approved task has this number.'),
      }
    const title = content === undefined ? undefined : fold(content.trim())
    const named = title === undefined ? own : own.filter((one) => fold(one.title) === title)
    const [only] = named
    if (only === undefined)
      return {
        column: 'content',
        words: words(
          `Nhiệm vụ không có nội dung này, hoặc chưa được phê duyệt; các nội dung: ${titles(own)}.`,
          `The task has no such content, or it is not approved; its contents: ${titles(own)}.`,
        ),
      }
    if (named.length > 1)
      return {
        column: 'content',
        words: words(
          `Nhiệm vụ có nhiều nội dung, xin ghi tên nội dung: ${titles(own)}.`,
          `The task has several contents, please say which: ${titles(own)}.`,
        ),
      }
    return only.id
  })
}

const titles = (contents: readonly OwnContent[]) =>
  contents
    .slice(0, 10)
    .map(({ title }) => `“${title}”`)
    .join(', ')
