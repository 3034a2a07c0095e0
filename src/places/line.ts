import type { Db } from '../platform/database.ts'

/** A province under one name. */
export interface ProvinceName {
  readonly key: string
  /** Full name, with its kind: `Tỉnh Đồng Nai`. */
  readonly name: string
  readonly nameEn: string
  /** Plain name: `Đồng Nai`. */
  readonly province: string
  readonly validFrom: string | null
  readonly validTo: string | null
}

const columns = ['p.key', 'p.name', 'p.nameEn', 'p.province', 'p.validFrom', 'p.validTo'] as const

/**
 * A province as it was on a day, and what it became since, one after the other.
 * @param province its plain name
 * @returns nothing where there was no such province on the day
 */
export async function provinceLine(db: Db, province: string, day: string): Promise<ProvinceName[]> {
  const first = await db
    .selectFrom('place as p')
    .select(columns)
    .where('p.level', '=', 'province')
    .where('p.province', '=', province)
    .where(({ or, eb }) => or([eb('p.validFrom', 'is', null), eb('p.validFrom', '<=', day)]))
    .where(({ or, eb }) => or([eb('p.validTo', 'is', null), eb('p.validTo', '>=', day)]))
    .orderBy('p.key')
    .executeTakeFirst()
  const line: ProvinceName[] = []
  for (let at = first; at !== undefined && line.every(({ key }) => key !== at?.key); ) {
    line.push(at)
    at = await db
      .selectFrom('placeSuccessor as s')
      .innerJoin('place as p', 'p.key', 's.successorKey')
      .select(columns)
      .where('s.placeKey', '=', at.key)
      .orderBy('p.key')
      .executeTakeFirst()
  }
  return line
}

/** The provinces that a province was made of: those before it that became it. */
export async function provincesBefore(db: Db, key: string): Promise<ProvinceName[]> {
  return db
    .selectFrom('placeSuccessor as s')
    .innerJoin('place as p', 'p.key', 's.placeKey')
    .select(columns)
    .where('s.successorKey', '=', key)
    .orderBy('p.province')
    .execute()
}

/** The units of one level of a province on a day, by name. */
export async function unitsOn(
  db: Db,
  level: 'district' | 'commune',
  province: string,
  day: string,
): Promise<
  { code: string; name: string; nameEn: string; validFrom: string | null; validTo: string | null }[]
> {
  return db
    .selectFrom('place')
    .select(['code', 'name', 'nameEn', 'validFrom', 'validTo'])
    .where('level', '=', level)
    .where('province', '=', province)
    .where(({ or, eb }) => or([eb('validFrom', 'is', null), eb('validFrom', '<=', day)]))
    .where(({ or, eb }) => or([eb('validTo', 'is', null), eb('validTo', '>=', day)]))
    .orderBy('name')
    .orderBy('key')
    .execute()
}
