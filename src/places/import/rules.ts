import { slug } from '../../platform/text.ts'
import { englishName } from '../catalogue.ts'
import { placeFields } from '../fields.ts'
import { byNames, type Catalogue, meant, plainCode, plainProvince, provinceOf, successorOf } from './names.ts'
import { type CataloguePlace, fault, type PlaceColumn, type PlaceFault, type PlaceRowRead } from './table.ts'

/* What each row of a list of places would do to the catalogue. */

/** What a row would do. */
export interface JudgedPlace {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  /** The unit as it would be; null in error. */
  readonly place: CataloguePlace | null
  readonly changed: readonly PlaceColumn[]
  readonly problems: readonly PlaceFault[]
}

const needed = ['code', 'province', 'validFrom', 'source'] as const

/** A row as a unit, before what became of it is looked for. @throws PlaceFault[] what is wrong with it */
function drafted(
  row: PlaceRowRead,
  before: CataloguePlace | null,
  catalogue: Catalogue,
): CataloguePlace | PlaceFault[] {
  const level = before?.level ?? row.level ?? 'commune'
  if (before !== null && row.level !== undefined && row.level !== before.level)
    return [
      fault(
        'level',
        'Cấp của đơn vị đã có không đổi được.',
        'The tier of a unit that is there does not change.',
      ),
    ]
  const lacks =
    before === null
      ? needed.filter(
          (column) => row[column] === undefined && !(column === 'province' && level === 'province'),
        )
      : []
  if (lacks.length > 0)
    return lacks.map((column) => fault(column, 'Đơn vị mới cần mục này.', 'A new unit needs this.'))
  if (before === null && level === 'district')
    return [
      fault('level', 'Không còn cấp huyện để thêm mới.', 'There is no district level to add to any more.'),
    ]
  const validFrom = row.validFrom ?? before?.validFrom ?? null
  const validTo = row.validTo ?? before?.validTo ?? null
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    return [
      fault('validTo', 'Ngày kết thúc phải sau ngày bắt đầu.', 'The last day must come after the first.'),
    ]
  const moved =
    level !== 'province' &&
    (before === null || plainProvince(before.province) !== plainProvince(row.province ?? before.province))
  const parent = moved ? provinceOf(row.province ?? '', validFrom, catalogue) : null
  if (parent === undefined)
    return [
      fault('province', 'Danh mục không có tỉnh, thành phố này.', 'The catalogue has no such province.'),
    ]
  const code = row.code ?? before?.code ?? ''
  return {
    ...placeFields.filled(row, before ?? undefined),
    key: before?.key ?? keyOf(row.key, level, code, row.name, catalogue),
    // The zeros that a spreadsheet left out stay where they are.
    code: before !== null && plainCode(before.code) === plainCode(code) ? before.code : code,
    level,
    nameEn: row.nameEn ?? (before?.name === row.name ? before.nameEn : englishName(row.name)),
    parentKey: parent?.key ?? before?.parentKey ?? null,
    province: parent?.province ?? before?.province ?? row.province ?? plainName(row.name),
    formerProvince: row.former ?? before?.formerProvince ?? null,
    source: row.source ?? before?.source ?? '',
    successors: before?.successors ?? [],
  }
}

const plainName = (name: string) => name.replace(/^(Tỉnh|Thành phố)\s+/u, '')

function keyOf(
  wanted: string | undefined,
  level: string,
  code: string,
  name: string,
  catalogue: Catalogue,
): string {
  if (wanted !== undefined && /^own:[a-z]+:[\w-]+$/.test(wanted)) return wanted
  const key = `own:${level}:${slug(code)}-${slug(name)}`.slice(0, 56)
  for (let number = 1, free = key; ; number += 1, free = `${key}-${number}`)
    if (catalogue.get(free) === undefined) return free
}

const partMark = /\s*\((?:một phần|a part)\)$/iu

/** How what became of a unit is written in a list: its keys, and which of them only a part went to. */
export const writtenSuccessors = (successors: CataloguePlace['successors']): string =>
  successors.map(({ key, part }) => (part ? `${key} (một phần)` : key)).join('; ')

/** What became of a unit as a row tells it. */
function became(
  row: PlaceRowRead,
  place: CataloguePlace,
  catalogue: Catalogue,
): CataloguePlace['successors'] | PlaceFault[] {
  if (row.successors.length === 0) return place.successors
  if (place.validTo === null)
    return [
      fault(
        'validTo',
        'Có đơn vị kế thừa thì phải ghi ngày kết thúc.',
        'What became of it needs the last day.',
      ),
    ]
  const found = row.successors.map((said) => ({
    part: partMark.test(said),
    is: successorOf(said.replace(partMark, ''), place, catalogue),
  }))
  const wrong = found.flatMap(({ is }) => ('words' in is ? [is] : []))
  if (wrong.length > 0) return wrong.slice(0, 1)
  const before = new Map(place.successors.map(({ key, part }) => [key, part]))
  const keys = new Map(
    found.flatMap(({ is, part }) =>
      'words' in is ? [] : [[is.key, part || (before.get(is.key) ?? found.length > 1)] as const],
    ),
  )
  return [...keys].map(([key, part]) => ({ key, part })).toSorted(byKey)
}
const byKey = (one: { key: string }, other: { key: string }) => (one.key < other.key ? -1 : 1)

/** Where the area of a new unit lay before, when all that became it lay in one province. */
function formerOf(place: CataloguePlace, rows: readonly CataloguePlace[]): string | null {
  const from = new Set(
    rows
      .filter(({ successors }) => successors.some(({ key }) => key === place.key))
      .map(({ formerProvince, province }) => formerProvince ?? province),
  )
  const [only] = from
  return from.size === 1 && only !== undefined ? only : null
}

const changes = (before: CataloguePlace, after: CataloguePlace): PlaceColumn[] => [
  ...placeFields.keys.filter((column) => before[column] !== after[column]),
  ...(before.formerProvince === after.formerProvince ? [] : (['former'] as const)),
  ...(writtenSuccessors(before.successors.toSorted(byKey)) ===
  writtenSuccessors(after.successors.toSorted(byKey))
    ? []
    : (['successors'] as const)),
]

/**
 * What each row of a list of places would do, given the catalogue and the rows above it; what became of a unit may stand anywhere.
 * @param rows null for one whose cells could not be read
 * @returns one for each row, in their order; a row that could not be read is an error without a reason of its own
 */
export function judgePlaces(
  rows: readonly (PlaceRowRead | null)[],
  places: readonly CataloguePlace[],
): JudgedPlace[] {
  const wrong = new Map<number, readonly PlaceFault[]>()
  // A row that falls out takes with it those that stand on it, so the others are judged again without it.
  for (;;) {
    const judged = judgeOnce(rows, places, wrong)
    const fell = judged.filter(({ problems }, at) => problems.length > 0 && !wrong.has(at)).length
    for (const [at, { problems }] of judged.entries()) if (problems.length > 0) wrong.set(at, problems)
    if (fell === 0) return judged
  }
}

function judgeOnce(
  rows: readonly (PlaceRowRead | null)[],
  places: readonly CataloguePlace[],
  wrong: ReadonlyMap<number, readonly PlaceFault[]>,
): JudgedPlace[] {
  const catalogue = byNames(places)
  const seen = new Set<string>()
  const error = (problems: readonly PlaceFault[]): JudgedPlace => ({
    outcome: 'error',
    place: null,
    changed: [],
    problems,
  })
  const drafts = rows.map((row, at) => {
    const known = wrong.get(at)
    if (row === null || known !== undefined) return error(known ?? [])
    const found = meant(row, catalogue)
    if ('problem' in found) return error([found.problem])
    const place = drafted(row, found.is, catalogue)
    if (!('key' in place)) return error(place)
    if (seen.has(place.key))
      return error([
        fault('name', 'Đơn vị này đã có ở dòng trên của tệp.', 'This unit stands in a row above.'),
      ])
    seen.add(place.key)
    catalogue.set(place)
    return { row, before: found.is, place }
  })
  const ends = drafts.map((draft) => {
    if ('problems' in draft) return draft
    const successors = became(draft.row, draft.place, catalogue)
    const problems = successors.flatMap((one) => ('words' in one ? [one] : []))
    if (problems.length > 0) return error(problems)
    return { ...draft, place: { ...draft.place, successors: successors as CataloguePlace['successors'] } }
  })
  const after = ends.flatMap((end) =>
    'problems' in end || end.row.successors.length === 0 ? [] : [end.place],
  )
  return ends.map((end): JudgedPlace => {
    if ('problems' in end) return end
    const { before, row } = end
    if (before === null) {
      const formerProvince = end.place.formerProvince ?? formerOf(end.place, after)
      return { outcome: 'new', place: { ...end.place, formerProvince }, changed: [], problems: [] }
    }
    const changed = changes(before, end.place)
    if (changed.length === 0) return { outcome: 'same', place: before, changed, problems: [] }
    return row.source === undefined
      ? error([
          fault('source', 'Sửa danh mục thì phải ghi nguồn.', 'A change of the catalogue needs its source.'),
        ])
      : { outcome: 'changed', place: end.place, changed, problems: [] }
  })
}
