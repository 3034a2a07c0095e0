import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { addDays } from '../platform/dates.ts'
import { optionalDay, optionalText } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { agencyFields } from './fields.ts'
import { type AgencyData, agencyRoles, livesOn, successionProblem } from './rules.ts'

/* A list of agencies that comes in: what each row would do, told without a database. The columns are those of the list's export. */

const { name, nameEn, kind, validFrom, ...others } = columnsOf(agencyFields.table)
export const agencyTable = {
  columns: {
    key: { words: words('Mã', 'Code'), others: ['ma co quan', 'key'], kind: 'value' },
    name,
    nameEn,
    kind,
    validFrom,
    validTo: { words: words('Đến ngày', 'To'), others: ['ngay cuoi cung'], kind: 'value' },
    successor: { words: words('Cơ quan kế thừa', 'Successor'), kind: 'text' },
    ...others,
  },
  holds: (found) => found.has('name') && found.size > 1,
  keys: ['name'],
  missing: words(
    'Không thấy dòng tiêu đề có cột “Cơ quan”. Xin dùng tệp mẫu.',
    'No row of headings with “Cơ quan” (agency) was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type AgencyColumn = keyof typeof agencyTable.columns
export const agencyColumnKeys = keysOf(agencyTable.columns)
export const agencyColumns = namesOf<AgencyColumn>(agencyTable.columns)
export type AgencyFault = CellProblem<AgencyColumn>

const kindSaid = keysByWords(agencyRoles)

/** A row as its cells say it; what is left empty stays as it is in the list. */
export const AgencyRowRead = z.object({
  key: optionalText(60),
  ...agencyFields.imported,
  name: agencyFields.input.name,
  kind: z.preprocess(
    (said) => (typeof said === 'string' ? (kindSaid(said) ?? said) : said),
    agencyFields.imported.kind,
  ),
  validTo: optionalDay(),
  /** Name or key. */
  successor: optionalText(200),
})
export type AgencyRowRead = z.output<typeof AgencyRowRead>

/** An agency of the list; `successor` is a key. */
export type ListedAgency = AgencyData & { readonly id: number }

/** What a row would do. */
export interface JudgedAgency {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  /** The agency as it would be; null in error. */
  readonly agency: AgencyData | null
  readonly changed: readonly AgencyColumn[]
  readonly problems: readonly AgencyFault[]
}

const fault = (column: AgencyColumn, vi: string, en: string): AgencyFault => ({
  column,
  words: words(vi, en),
})

/** The agency that a row is of; null for one that is not there yet. */
function meant(
  row: AgencyRowRead,
  agencies: readonly ListedAgency[],
): { readonly is: ListedAgency | null } | { readonly problem: AgencyFault } {
  const known = row.key === undefined ? undefined : agencies.find(({ key }) => key === row.key)
  if (known !== undefined) return { is: known }
  const named = agencies.filter(({ name }) => slug(name) === slug(row.name))
  const same = named.filter(({ validFrom }) => row.validFrom !== undefined && validFrom === row.validFrom)
  if (same.length === 1) return { is: same[0] ?? null }
  const from = row.validFrom
  // The name of one that has ended is free again.
  if (from !== undefined && named.every(({ validTo }) => validTo !== null && validTo < from))
    return { is: null }
  const living = named.filter(({ validTo }) => validTo === null)
  const [only, second] = named.length > 1 ? living : named
  if (only !== undefined && second === undefined) return { is: only }
  if (named.length === 0) return { is: null }
  return {
    problem: fault(
      'name',
      `Có ${named.length} cơ quan mang tên này; xin ghi cột Mã: ${named.map(({ key }) => key).join(', ')}.`,
      `${named.length} agencies bear this name; please give the code: ${named.map(({ key }) => key).join(', ')}.`,
    ),
  }
}

/** What a new agency must have and the row does not give. */
const missing = (row: AgencyRowRead): AgencyFault[] =>
  (['kind', 'source'] as const)
    .filter((column) => row[column] === undefined)
    .map((column) => fault(column, 'Cơ quan mới cần mục này.', 'A new agency needs this.'))

function freeKey(row: AgencyRowRead, taken: ReadonlySet<string>): string {
  const wanted = row.key !== undefined && /^[a-z0-9-]+$/.test(row.key) ? row.key : slug(row.name)
  for (let number = 1, free = wanted; ; number += 1, free = `${wanted}-${number}`)
    if (!taken.has(free)) return free
}

const compared = ['name', 'nameEn', 'validFrom', 'validTo', 'successor', 'source'] as const

/** A row and what it makes of its agency, before its successor is looked for. */
interface Draft {
  readonly row: AgencyRowRead
  readonly before: ListedAgency | null
  agency: AgencyData | null
  problems: AgencyFault[]
}

function drafted(
  row: AgencyRowRead,
  agencies: readonly ListedAgency[],
  taken: Set<string>,
  written: Set<string>,
): Draft {
  const wrong = (...problems: AgencyFault[]): Draft => ({ row, before: null, agency: null, problems })
  const found = meant(row, agencies)
  if ('problem' in found) return wrong(found.problem)
  const before = found.is
  const lacks = before === null ? missing(row) : []
  if (lacks.length > 0) return wrong(...lacks)
  if (before !== null && row.kind !== undefined && row.kind !== before.kind)
    return wrong(
      fault(
        'kind',
        'Vai trò của cơ quan đã có không đổi được; tài khoản của cơ quan giữ vai trò ấy.',
        'The role of an agency that is there does not change: its accounts have it.',
      ),
    )
  const one = before === null ? `new:${slug(row.name)}:${row.validFrom ?? ''}` : before.key
  if (written.has(one))
    return wrong(
      fault('name', 'Cơ quan này đã có ở dòng trên của tệp.', 'This agency stands in a row above.'),
    )
  written.add(one)
  const key = before?.key ?? freeKey(row, taken)
  taken.add(key)
  const agency: AgencyData = {
    key,
    name: row.name,
    // A list without English names is taken: the name itself stands in, until somebody gives one.
    nameEn: row.nameEn ?? before?.nameEn ?? row.name,
    kind: before?.kind ?? row.kind ?? 'agency',
    validFrom: row.validFrom ?? before?.validFrom ?? null,
    validTo: row.validTo ?? before?.validTo ?? null,
    successor: before?.successor ?? null,
    source: row.source ?? before?.source ?? '',
    toCheck: false,
  }
  if (agency.validFrom !== null && agency.validTo !== null && agency.validTo < agency.validFrom)
    return wrong(
      fault('validTo', 'Ngày kết thúc phải sau ngày bắt đầu.', 'The last day must come after the first.'),
    )
  return { row, before, agency, problems: [] }
}

/** The key of the successor that a row names, among the agencies as they would be, or why there is none. */
function successorOf(
  said: string,
  agency: AgencyData,
  all: readonly AgencyData[],
): { readonly key: string } | { readonly problem: AgencyFault } {
  const wrong = (vi: string, en: string) => ({ problem: fault('successor', vi, en) })
  if (agency.validTo === null)
    return {
      problem: fault(
        'validTo',
        'Có cơ quan kế thừa thì phải ghi ngày kết thúc.',
        'With a successor the last day must be given.',
      ),
    }
  const named = all.filter(({ key, name }) => key === said || slug(name) === slug(said))
  if (named.length === 0)
    return wrong(
      `Không có cơ quan “${said}” trong danh mục và trong các dòng đúng của tệp.`,
      `“${said}” is neither in the list nor in the valid rows of the file.`,
    )
  const dayAfter = addDays(agency.validTo, 1)
  const living = named.filter((one) => one.key !== agency.key && livesOn(one, dayAfter))
  const next = living.find(({ key }) => key === said) ?? living[0]
  if (next === undefined)
    return wrong(
      'Cơ quan kế thừa phải đang hoạt động vào ngày tiếp theo.',
      'The successor must exist on the day after.',
    )
  if (living.length === 1 || next.key === said) {
    const closed = ring({ ...agency, successor: next.key }, all)
    return closed === null ? { key: next.key } : { problem: { column: 'successor', words: closed } }
  }
  const keys = living.map(({ key }) => key).join(', ')
  return wrong(
    `Có ${living.length} cơ quan mang tên này; xin ghi mã: ${keys}.`,
    `${living.length} agencies bear this name; please give a code: ${keys}.`,
  )
}

/** Whether this succession closes a ring with all the others. */
function ring(agency: AgencyData, all: readonly AgencyData[]): Words | null {
  const ids = new Map(all.map(({ key }, at) => [key, at + 1]))
  const idOf = (key: string | null) => (key === null ? null : (ids.get(key) ?? null))
  const lives = all.map(({ key, validFrom, validTo, successor }) => ({
    ...{ id: ids.get(key) ?? 0, validFrom, validTo },
    successorId: idOf(key === agency.key ? agency.successor : successor),
  }))
  return successionProblem(lives, ids.get(agency.key) ?? 0, idOf(agency.successor) ?? 0)
}

/** The agencies as the drafts would leave them. */
function allAfter(agencies: readonly ListedAgency[], drafts: readonly Draft[]): AgencyData[] {
  const after = new Map<string, AgencyData>(agencies.map((one) => [one.key, one]))
  for (const { agency } of drafts) if (agency !== null) after.set(agency.key, agency)
  return [...after.values()]
}

/** Finds the successors that the rows name. A row that falls out takes with it those that name it. */
function findSuccessors(drafts: readonly Draft[], agencies: readonly ListedAgency[]): void {
  for (const draft of drafts) {
    const { row, agency } = draft
    if (agency === null || row.successor === undefined) continue
    const next = successorOf(row.successor, agency, allAfter(agencies, drafts))
    if ('key' in next) draft.agency = { ...agency, successor: next.key }
    else {
      draft.agency = null
      draft.problems = [next.problem]
      findSuccessors(drafts, agencies)
      return
    }
  }
}

/**
 * What each row of a list of agencies would do, given the agencies that are there and the other rows.
 * @param rows null for one whose cells could not be read
 * @returns one for each row, in their order; a row that could not be read is an error without a reason of its own
 */
export function judgeAgencies(
  rows: readonly (AgencyRowRead | null)[],
  agencies: readonly ListedAgency[],
): JudgedAgency[] {
  const taken = new Set(agencies.map(({ key }) => key))
  const written = new Set<string>()
  const drafts = rows.map((row) => (row === null ? null : drafted(row, agencies, taken, written)))
  findSuccessors(
    drafts.filter((draft) => draft !== null),
    agencies,
  )
  return drafts.map((draft): JudgedAgency => {
    if (draft === null || draft.agency === null)
      return { outcome: 'error', agency: null, changed: [], problems: draft?.problems ?? [] }
    const { before, agency } = draft
    if (before === null) return { outcome: 'new', agency, changed: [], problems: [] }
    const changed = compared.filter((column) => agency[column] !== before[column])
    return changed.length === 0
      ? { outcome: 'same', agency: before, changed, problems: [] }
      : { outcome: 'changed', agency, changed, problems: [] }
  })
}
