import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { communicationFields } from './fields.ts'
import { misfits, origins } from './rules.ts'

/* What agencies did, as a table, one in a row; what each row would do, told without a database. */

const { title, origin, campaign, outlet, address, heldOn, endedOn, number, reach, reachSource, cost } =
  communicationFields.table

export const communicationTable = {
  columns: {
    ...columnsOf({ title }),
    agency: { words: communicationFields.labels.agencyId, others: ['co quan', 'don vi'], kind: 'text' },
    channel: { words: communicationFields.labels.channelId, others: ['kenh'], kind: 'text' },
    ...columnsOf({ origin, campaign, outlet, address, heldOn, endedOn, number, reach, reachSource, cost }),
    line: { words: communicationFields.labels.lineId, others: ['muc'], kind: 'value' },
  },
  holds: (found) => found.has('title') && found.has('channel') && found.has('heldOn'),
  keys: ['title'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Nội dung truyền thông”, “Kênh truyền thông”, “Ngày đăng, phát, tổ chức”. Xin dùng tệp mẫu.',
    'No row of headings with “Nội dung truyền thông”, “Kênh truyền thông”, “Ngày đăng, phát, tổ chức” was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type CommunicationColumn = keyof typeof communicationTable.columns
export const communicationColumnKeys = keysOf(communicationTable.columns)
export const communicationColumns = namesOf<CommunicationColumn>(communicationTable.columns)

const originOf = keysByWords(origins, [
  ['co quan', 'own'],
  ['bao chi', 'press'],
])
const { input, imported } = communicationFields

/** A row as its cells say it; agency and channel by their names, the line by its code. */
export const CommunicationRead = z.object({
  title: input.title,
  agency: text(300),
  channel: text(200),
  origin: z.preprocess((cell) => (typeof cell === 'string' ? (originOf(cell) ?? cell) : cell), input.origin),
  ...{ campaign: input.campaign, outlet: input.outlet, address: input.address },
  ...{ heldOn: input.heldOn, endedOn: input.endedOn, number: input.number },
  ...{ reach: imported.reach, reachSource: input.reachSource, cost: input.cost },
  line: z.preprocess(
    (cell) => (typeof cell === 'string' && cell.trim() === '' ? undefined : cell),
    z.string().max(40).optional(),
  ),
})
export type CommunicationRead = z.output<typeof CommunicationRead>

/** What makes a row the same as another: who did it, when, on which channel, and what it was. */
export const communicationKey = (
  of: {
    readonly agencyId: number
    readonly channelId: number
    readonly heldOn: string
    readonly title: string
  },
  fold: (said: string) => string,
) => `${of.agencyId}|${of.channelId}|${of.heldOn}|${fold(of.title)}`

export interface JudgedCommunication {
  readonly outcome: 'new' | 'same' | 'error'
  readonly problems: readonly CellProblem<CommunicationColumn>[]
  readonly agencyId: number | null
  readonly channelId: number | null
  readonly lineId: number | null
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeCommunication(
  rows: readonly (CommunicationRead | null)[],
  there: {
    /** Those for whom the account enters, by their folded names. */
    readonly agencies: ReadonlyMap<string, number>
    readonly channels: ReadonlyMap<string, number>
    /** The lines of the plan by their codes. */
    readonly lines: ReadonlyMap<string, number>
    /** Those that stand, by `communicationKey`. */
    readonly standing: ReadonlySet<string>
    readonly plan: { readonly startsOn: string; readonly endsOn: string }
    readonly fold: (said: string) => string
    readonly today: string
  },
): JudgedCommunication[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedCommunication => {
    const none = { agencyId: null, channelId: null, lineId: null }
    if (row === null) return { outcome: 'error', problems: [], ...none }
    const problems: CellProblem<CommunicationColumn>[] = []
    const wrong = (column: CommunicationColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const agencyId = there.agencies.get(there.fold(row.agency)) ?? null
    const channelId = there.channels.get(there.fold(row.channel)) ?? null
    const lineId = row.line === undefined ? null : (there.lines.get(row.line) ?? null)
    if (agencyId === null)
      wrong(
        'agency',
        'Không có cơ quan này, hoặc bạn không ghi cho cơ quan này.',
        'There is no such agency, or you do not enter for it.',
      )
    if (channelId === null)
      wrong('channel', 'Không có kênh này đang dùng.', 'No channel in use has this name.')
    if (row.line !== undefined && lineId === null)
      wrong('line', 'Kế hoạch không có mục này.', 'The plan has no such line.')
    if (row.heldOn > there.today) wrong('heldOn', 'Ngày này chưa đến.', 'This day has not come yet.')
    if (row.heldOn < there.plan.startsOn || row.heldOn > there.plan.endsOn)
      wrong('heldOn', 'Ngoài giai đoạn của kế hoạch.', 'Outside the plan’s years.')
    if (row.endedOn !== undefined && row.endedOn < row.heldOn)
      wrong('endedOn', 'Không thể trước ngày đầu.', 'It cannot be before the first day.')
    for (const { field, words: said } of misfits({ ...row, lineId }))
      problems.push({ column: field === 'lineId' ? 'line' : field, words: said })
    const ids = { agencyId, channelId, lineId }
    if (agencyId === null || channelId === null) return { outcome: 'error', problems, ...ids }
    const key = communicationKey({ ...row, agencyId, channelId }, there.fold)
    if (seen.has(key)) wrong('title', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    const outcome = problems.length > 0 ? 'error' : there.standing.has(key) ? 'same' : 'new'
    return { outcome, problems, ...ids }
  })
}
