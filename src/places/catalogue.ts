import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'

/** data/places.json: the official catalogues of before and after the day of the merger. Rows are short: there are 14,000. */
export const PlacesData = z.object({
  source: z.string(),
  mergedOn: z.iso.date(),
  /** Code, full name, name, code of the province that it became. */
  provincesBefore: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])),
  /** Code, full name, name, English name. */
  provinces: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])),
  /** Code, code of the province, full name. */
  districtsBefore: z.array(z.tuple([z.string(), z.string(), z.string()])),
  /** Code, code of the district, full name. */
  communesBefore: z.array(z.tuple([z.string(), z.string(), z.string()])),
  /** Code, code of the province, full name, English name, code of the province that its area lay in before. */
  communes: z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()])),
  /** Code before, code after, and 1 where only a part went there. */
  successors: z.array(
    z.union([z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), z.number()])]),
  ),
})
export type PlacesData = z.infer<typeof PlacesData>

/** A row of the catalogue as it is stored. */
export interface PlaceRow {
  readonly key: string
  readonly code: string
  readonly level: 'province' | 'district' | 'commune'
  readonly name: string
  readonly nameEn: string
  readonly parentKey: string | null
  readonly province: string
  readonly formerProvince: string | null
  readonly validFrom: string | null
  readonly validTo: string | null
}

const kinds: readonly (readonly [string, string])[] = [
  ['Thành phố', 'City'],
  ['Tỉnh', 'Province'],
  ['Quận', 'District'],
  ['Huyện', 'District'],
  ['Thị xã', 'Town'],
  ['Thị trấn', 'Township'],
  ['Phường', 'Ward'],
  ['Xã', 'Commune'],
  ['Đặc khu', 'Special Zone'],
]

/** `Phường Phú Lợi` → `Phú Lợi Ward`. */
export function englishName(name: string): string {
  const kind = kinds.find(([vi]) => name.startsWith(`${vi} `))
  return kind === undefined ? name : `${name.slice(kind[0].length + 1)} ${kind[1]}`
}

const before = (level: string, code: string) => `before:${level}:${code}`
const after = (level: string, code: string) => `after:${level}:${code}`

/** The catalogue's rows, those of before with the last day before the merger, and which became which. */
function placeRows(data: PlacesData): {
  places: PlaceRow[]
  successors: { placeKey: string; successorKey: string; part: boolean }[]
} {
  const lastDay = dayBefore(data.mergedOn)
  const oldProvinces = new Map(data.provincesBefore.map(([code, , name]) => [code, name]))
  const provinces = new Map(data.provinces.map(([code, , name]) => [code, name]))
  const districts = new Map(data.districtsBefore.map(([code, province]) => [code, province]))
  const named = (names: ReadonlyMap<string, string>, code: string) => {
    const name = names.get(code)
    if (name === undefined) throw new Error(`data/places.json names ${code}, which is not there`)
    return name
  }
  const ended = { formerProvince: null, validFrom: null, validTo: lastDay }
  const begun = { validFrom: data.mergedOn, validTo: null }
  const places: PlaceRow[] = [
    ...data.provincesBefore.map(
      ([code, name, province]): PlaceRow => ({
        ...{ key: before('province', code), code, level: 'province', name, nameEn: englishName(name) },
        ...{ parentKey: null, province, ...ended },
      }),
    ),
    ...data.provinces.map(
      ([code, name, province]): PlaceRow => ({
        ...{ key: after('province', code), code, level: 'province', name, nameEn: englishName(name) },
        ...{ parentKey: null, province, formerProvince: null, ...begun },
      }),
    ),
    ...data.districtsBefore.map(
      ([code, province, name]): PlaceRow => ({
        ...{ key: before('district', code), code, level: 'district', name, nameEn: englishName(name) },
        ...{ parentKey: before('province', province), province: named(oldProvinces, province), ...ended },
      }),
    ),
    ...data.communesBefore.map(
      ([code, district, name]): PlaceRow => ({
        ...{ key: before('commune', code), code, level: 'commune', name, nameEn: englishName(name) },
        ...{
          parentKey: before('district', district),
          province: named(oldProvinces, named(districts, district)),
          ...ended,
        },
      }),
    ),
    ...data.communes.map(
      ([code, province, name, , former]): PlaceRow => ({
        ...{ key: after('commune', code), code, level: 'commune', name, nameEn: englishName(name) },
        ...{ parentKey: after('province', province), province: named(provinces, province) },
        ...{ formerProvince: named(oldProvinces, former), ...begun },
      }),
    ),
  ]
  const successors = [
    ...data.provincesBefore.map(([code, , , successor]) => ({
      placeKey: before('province', code),
      successorKey: after('province', successor),
      part: false,
    })),
    ...data.successors.map(([old, now, part]) => ({
      placeKey: before('commune', old),
      successorKey: after('commune', now),
      part: part === 1,
    })),
  ]
  return { places, successors }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** Brings the catalogue up to the file; what was entered or mended here stays. */
export async function updatePlaces(db: Db, data: PlacesData): Promise<void> {
  const { places, successors } = placeRows(data)
  await sql`
    INSERT INTO place (key, code, level, name, name_en, parent_key, province, former_province, valid_from, valid_to, source)
    SELECT r.key, r.code, r.level, r.name, r."nameEn", r."parentKey", r.province, r."formerProvince", r."validFrom", r."validTo", ${data.source}
      FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
        AS r (key text, code text, level text, name text, "nameEn" text, "parentKey" text, province text, "formerProvince" text,
              "validFrom" date, "validTo" date)
    ON CONFLICT (key) DO UPDATE
      SET name = excluded.name, name_en = excluded.name_en, parent_key = excluded.parent_key, province = excluded.province,
          former_province = excluded.former_province, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
          source = excluded.source
      WHERE NOT place.own`.execute(db)
  await sql`
    INSERT INTO place_successor (place_key, successor_key, part)
    SELECT r."placeKey", r."successorKey", r.part
      FROM jsonb_to_recordset(${JSON.stringify(successors)}::jsonb) AS r ("placeKey" text, "successorKey" text, part boolean)
     WHERE NOT EXISTS (SELECT FROM place p WHERE p.key = r."placeKey" AND p.own)
    ON CONFLICT (place_key, successor_key) DO NOTHING`.execute(db)
  // The units that addresses used before there was this catalogue.
  await sql`
    UPDATE admin_unit u SET place_key = p.key
      FROM place p
     WHERE u.place_key IS NULL AND p.name = u.name AND p.province = u.province AND p.level <> 'commune'
       AND (u.valid_to IS NULL) = (p.valid_to IS NULL)`.execute(db)
}

/** The units of every plan in force, offered as they are on a day. */
export async function offerUnitsOfPlans(db: Db, day: string): Promise<void> {
  const plans = await db
    .selectFrom('plan')
    .select('province')
    .distinct()
    .where('state', '=', 'active')
    .execute()
  for (const { province } of plans) await offerUnits(db, province, day)
}

/**
 * Makes units for addresses out of the communes of a province as they are on a day, and of what it was merged into: what forms,
 * filters and imports of enterprises then offer. Those that are there stay.
 */
export async function offerUnits(db: Db, province: string, day: string): Promise<void> {
  await sql`
    INSERT INTO admin_unit (key, name, name_en, province, former_province, valid_from, valid_to, source, place_key)
    SELECT p.key, p.name, p.name_en, p.province, p.former_province, p.valid_from, p.valid_to, p.source, p.key
      FROM place p
     WHERE p.level = 'commune' AND coalesce(p.valid_to >= ${day}::date, true)
       AND p.province IN (SELECT ${province}::text UNION
                          SELECT n.province FROM place o JOIN place_successor s ON s.place_key = o.key JOIN place n ON n.key = s.successor_key
                           WHERE o.level = 'province' AND o.province = ${province})
       AND NOT EXISTS (SELECT FROM admin_unit u WHERE u.place_key = p.key)
     ORDER BY p.key`.execute(db)
}

/**
 * Lets addresses of a new installation be in every unit of its provinces: the communes of today, and the districts that ended, which
 * older records name.
 * @param provinces plain names
 */
export async function offerUnitsOfSetup(db: Db, provinces: readonly string[]): Promise<void> {
  await sql`
    INSERT INTO admin_unit (key, name, name_en, province, former_province, valid_from, valid_to, source, place_key)
    SELECT p.key, p.name, p.name_en, p.province, p.former_province, p.valid_from, p.valid_to, p.source, p.key
      FROM place p
     WHERE (p.level = 'district' OR (p.level = 'commune' AND p.valid_to IS NULL)) AND p.province = ANY (${[...provinces]})
       AND NOT EXISTS (SELECT FROM admin_unit u WHERE u.place_key = p.key)
     ORDER BY p.key`.execute(db)
}
