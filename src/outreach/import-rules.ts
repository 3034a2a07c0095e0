import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { outreachFields } from './fields.ts'
import { misfits, settings } from './rules.ts'

/* What agencies and associations did, as a table, one in a row; what each row would do, told without a database. */

const { title, heldOn, endedOn, setting, enterprises, persons, cost } = outreachFields.table
const { labels, input, imported } = outreachFields

export const outreachTable = {
  columns: {
    ...columnsOf({ title }),
    agency: { words: labels.agencyId, others: ['co quan', 'hoi', 'don vi'], kind: 'text' },
    kind: { words: labels.kindId, others: ['loai', 'loai viec'], kind: 'text' },
    ...columnsOf({ heldOn, endedOn }),
    unit: { words: labels.unitId, others: ['xa phuong', 'dia ban'], kind: 'text' },
    ...columnsOf({ setting, enterprises, persons }),
    serves: { words: labels.serves, others: ['noi dung'], kind: 'value' },
    ...columnsOf({ cost }),
    source: { words: labels.sourceId, others: ['nguon', 'quy'], kind: 'text' },
  },
  holds: (found) => found.has('title') && found.has('kind') && found.has('heldOn'),
  keys: ['title'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Đã làm việc gì”, “Loại vận động”, “Ngày làm”. Xin dùng tệp mẫu.',
    'No row of headings with “Đã làm việc gì”, “Loại vận động”, “Ngày làm” was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type OutreachColumn = keyof typeof outreachTable.columns
export const outreachColumnKeys = keysOf(outreachTable.columns)
export const outreachColumns = namesOf<OutreachColumn>(outreachTable.columns)

const settingOf = keysByWords(settings, [
  ['htx', 'cooperatives'],
  ['lang nghe', 'craft_villages'],
])

/** A row as its cells say it; agency, kind, commune and fund by their names, the sentence of the plan by its code. */
export const OutreachRead = z.object({
  title: input.title,
  agency: text(300),
  kind: text(200),
  ...{ heldOn: input.heldOn, endedOn: input.endedOn },
  unit: optionalText(200),
  setting: z.preprocess(
    (cell) => (typeof cell === 'string' && cell.trim() !== '' ? (settingOf(cell) ?? cell) : undefined),
    input.setting,
  ),
  ...{ enterprises: input.enterprises, persons: imported.persons },
  serves: optionalText(40),
  cost: input.cost,
  source: optionalText(300),
})
export type OutreachRead = z.output<typeof OutreachRead>

/** What makes a row the same as another: who did it, when, of which kind, and what it was. */
export const outreachKey = (
  of: {
    readonly agencyId: number
    readonly kindId: number
    readonly heldOn: string
    readonly title: string
  },
  fold: (said: string) => string,
) => `${of.agencyId}|${of.kindId}|${of.heldOn}|${fold(of.title)}`

export interface JudgedOutreach {
  readonly outcome: 'new' | 'same' | 'error'
  readonly problems: readonly CellProblem<OutreachColumn>[]
  readonly agencyId: number | null
  readonly kindId: number | null
  readonly unitId: number | null
  readonly sourceId: number | null
}

type Names = ReadonlyMap<string, number>

/** What rows would do, in their order; null for one that could not be read. */
export function judgeOutreach(
  rows: readonly (OutreachRead | null)[],
  there: {
    /** Those for whom the account enters, by their folded names; kinds, communes and funds by theirs. */
    readonly agencies: Names
    readonly kinds: Names
    readonly units: Names
    readonly sources: Names
    /** The sentences of the plan by their keys. */
    readonly sentences: ReadonlySet<string>
    /** Those that stand, by `outreachKey`. */
    readonly standing: ReadonlySet<string>
    readonly plan: { readonly startsOn: string; readonly endsOn: string }
    readonly fold: (said: string) => string
    readonly today: string
  },
): JudgedOutreach[] {
  const seen = new Set<string>()
  const { fold, plan, today } = there
  return rows.map((row): JudgedOutreach => {
    const none = { agencyId: null, kindId: null, unitId: null, sourceId: null }
    if (row === null) return { outcome: 'error', problems: [], ...none }
    const problems: CellProblem<OutreachColumn>[] = []
    const wrong = (column: OutreachColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const idOf = (names: Names, said: string | undefined) =>
      said === undefined ? null : (names.get(fold(said)) ?? null)
    const ids = {
      agencyId: idOf(there.agencies, row.agency),
      kindId: idOf(there.kinds, row.kind),
      unitId: idOf(there.units, row.unit),
      sourceId: idOf(there.sources, row.source),
    }
    const { agencyId, kindId, unitId, sourceId } = ids
    if (agencyId === null)
      wrong(
        'agency',
        'Không có cơ quan, hội này, hoặc bạn không ghi cho nơi này.',
        'There is no such agency, or you do not enter for it.',
      )
    if (kindId === null) wrong('kind', 'Không có loại việc này đang dùng.', 'No kind in use has this name.')
    if (row.unit !== undefined && unitId === null)
      wrong('unit', 'Không có địa bàn mang tên này.', 'No commune has this name.')
    if (row.source !== undefined && sourceId === null)
      wrong('source', 'Không có quỹ, nguồn mang tên này.', 'No fund has this name.')
    if (row.serves !== undefined && !there.sentences.has(row.serves))
      wrong('serves', 'Kế hoạch không có nội dung này.', 'The plan has no such sentence.')
    if (row.heldOn > today) wrong('heldOn', 'Ngày này chưa đến.', 'This day has not come yet.')
    if (row.heldOn < plan.startsOn || row.heldOn > plan.endsOn)
      wrong('heldOn', 'Ngoài giai đoạn của kế hoạch.', 'Outside the plan’s years.')
    if (row.endedOn !== undefined && row.endedOn < row.heldOn)
      wrong('endedOn', 'Không thể trước ngày bắt đầu.', 'It cannot be before it begins.')
    for (const { field, words: said } of misfits({ cost: row.cost, sourceId }))
      problems.push({ column: field === 'cost' ? 'cost' : 'source', words: said })
    if (agencyId === null || kindId === null) return { outcome: 'error', problems, ...ids }
    const key = outreachKey({ ...row, agencyId, kindId }, fold)
    if (seen.has(key)) wrong('title', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    const outcome = problems.length > 0 ? 'error' : there.standing.has(key) ? 'same' : 'new'
    return { outcome, problems, ...ids }
  })
}
