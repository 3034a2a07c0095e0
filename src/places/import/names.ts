import { addDays, formatDate } from '../../platform/dates.ts'
import { fold, nfc } from '../../platform/text.ts'
import { type CataloguePlace, fault, type PlaceFault, type PlaceRowRead } from './table.ts'

/* Which unit of the catalogue a row, or a word in it, means. */

/** Without the zeros that a spreadsheet leaves out. */
export const plainCode = (code: string) => code.replace(/^0+(?=\d)/, '')
/** `Tỉnh Đồng Nai` and `đồng nai` are one province. */
export const plainProvince = (name: string) => fold(nfc(name)).replace(/^(tinh|thanh pho|tp\.?)\s+/, '')
const livesOn = (place: CataloguePlace, day: string) =>
  (place.validFrom === null || place.validFrom <= day) && (place.validTo === null || day <= place.validTo)

/** The catalogue by what rows name units by; `set` adds a unit, or puts it in the place of the one with its key. */
export function byNames(places: readonly CataloguePlace[]) {
  const keys = new Map<string, CataloguePlace>()
  const named = new Map<string, Set<string>>()
  const namesOf = ({ level, code, name, province }: CataloguePlace) => [
    `code:${level}:${plainCode(code)}`,
    `name:${level}:${fold(nfc(name))}`,
    ...(level === 'province' ? [`province:${plainProvince(province)}`] : []),
  ]
  const set = (place: CataloguePlace) => {
    const before = keys.get(place.key)
    for (const name of before === undefined ? [] : namesOf(before)) named.get(name)?.delete(place.key)
    keys.set(place.key, place)
    for (const name of namesOf(place)) named.set(name, (named.get(name) ?? new Set()).add(place.key))
  }
  const found = (name: string) =>
    [...(named.get(name) ?? [])].flatMap((key) => {
      const place = keys.get(key)
      return place === undefined ? [] : [place]
    })
  for (const place of places) set(place)
  return {
    set,
    get: (key: string) => keys.get(key),
    coded: (level: string, code: string) => found(`code:${level}:${plainCode(code)}`),
    named: (level: string, name: string) => found(`name:${level}:${fold(nfc(name))}`),
    provinces: (name: string) => found(`province:${plainProvince(name)}`),
  }
}
export type Catalogue = ReturnType<typeof byNames>

const listed = (places: readonly CataloguePlace[]) =>
  places
    .slice(0, 5)
    .map(({ key, name, province }) => `${name}, ${province} (${key})`)
    .join('; ')

/** One of several units, by the days that the row gives, else the one that lives. */
function oneOf(found: readonly CataloguePlace[], row: PlaceRowRead): CataloguePlace | undefined {
  const inProvince =
    row.province === undefined
      ? found
      : found.filter(({ province }) => plainProvince(province) === plainProvince(row.province ?? ''))
  const days = inProvince.filter(
    ({ validFrom, validTo }) =>
      (row.validFrom === undefined || validFrom === row.validFrom) &&
      (row.validTo === undefined || validTo === null || validTo === row.validTo),
  )
  for (const some of [days.filter(({ validTo }) => validTo === (row.validTo ?? null)), days]) {
    const [only, second] = some
    if (only !== undefined && second === undefined) return only
  }
  return undefined
}

/** The unit of the catalogue that a row is of; null for a new one. */
export function meant(
  row: PlaceRowRead,
  catalogue: Catalogue,
): { is: CataloguePlace | null } | { problem: PlaceFault } {
  const { level = 'commune', name, code, validFrom } = row
  const known = row.key === undefined ? undefined : catalogue.get(row.key)
  if (known !== undefined) return { is: known }
  const named = catalogue.named(level, name)
  const same = code === undefined ? named : named.filter((one) => plainCode(one.code) === plainCode(code))
  const one = oneOf(same, row)
  if (one !== undefined) return { is: one }
  if (code === undefined) {
    if (named.length === 0) return { is: null }
    return {
      problem: fault(
        'name',
        `Có ${named.length} đơn vị mang tên này, xin ghi mã hoặc khóa: ${listed(named)}.`,
        `${named.length} units bear this name; please give the code or key: ${listed(named)}.`,
      ),
    }
  }
  const coded = catalogue.coded(level, code).filter(({ validTo }) => validTo === null)
  const [living] = coded
  if (living === undefined) return { is: null }
  // The same code with another name: a name put right, unless the row is of a later day.
  if (validFrom === undefined || validFrom === living.validFrom) return { is: living }
  return {
    problem: fault(
      'code',
      `Mã này đang là “${living.name}, ${living.province}”. Nếu chỉ sửa tên thì bỏ trống Từ ngày; nếu là đơn vị mới thì thêm một dòng ghi Đến ngày của đơn vị cũ, đặt phía trên.`,
      `The code is that of “${living.name}, ${living.province}”. To put the name right leave From empty; for a new unit add a row above with To of the old one.`,
    ),
  }
}

/** The province of this name on the first day of a unit, else the one that lives. */
export function provinceOf(
  name: string,
  day: string | null,
  catalogue: Catalogue,
): CataloguePlace | undefined {
  const found = catalogue.provinces(name)
  return (
    found.find((one) => day !== null && livesOn(one, day)) ??
    found.find(({ validTo }) => validTo === null) ??
    found[0]
  )
}

/** A unit that is named as what another became, by key, code or name (`Xã A, Đồng Nai`), on the day after that one's last. */
export function successorOf(
  said: string,
  place: CataloguePlace,
  catalogue: Catalogue,
): CataloguePlace | PlaceFault {
  const [name = said, province] = said.split(',').map((part) => part.trim())
  const known = catalogue.get(said)
  const named =
    known === undefined
      ? [...catalogue.coded(place.level, said), ...catalogue.named(place.level, name)]
      : [known]
  const dayAfter = addDays(place.validTo ?? '', 1)
  const living = named.filter(
    (one) =>
      one.key !== place.key &&
      one.level === place.level &&
      livesOn(one, dayAfter) &&
      (province === undefined || plainProvince(one.province) === plainProvince(province)),
  )
  const [only, second] = living
  if (only !== undefined && second === undefined) return only
  if (only !== undefined)
    return fault(
      'successors',
      `“${said}” có thể là ${listed(living)}. Xin ghi mã hoặc khóa.`,
      `“${said}” may be ${listed(living)}. Please give the code or key.`,
    )
  const on = formatDate(dayAfter)
  return fault(
    'successors',
    `Ngày ${on} không có đơn vị “${said}” cùng cấp trong danh mục và trong các dòng đúng của tệp.`,
    `On ${on} there is no “${said}” of this tier in the catalogue and in the valid rows of the file.`,
  )
}
