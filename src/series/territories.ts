import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'

/*
 * Territories of series are provinces of the catalogue of places: any of those before and after the mergers. An installation has
 * those of its own province; others are added when they are wanted, as for comparison.
 */

interface Province {
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly province: string
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly source: string
  /** Provinces before it that became it, and the one that it became. */
  readonly madeOf: number
  readonly onlyOf: string | null
  readonly onlyFrom: string | null
  readonly became: string | null
  /** Whether another one bears its plain name. */
  readonly namesake: boolean
}

async function provinces(db: Db, keys: readonly string[]): Promise<Province[]> {
  const { rows } = await sql<Province>`
    SELECT p.key, p.name, p.name_en AS "nameEn", p.province, p.valid_from AS "validFrom", p.valid_to AS "validTo", p.source,
           (SELECT count(*)::int FROM place_successor s WHERE s.successor_key = p.key) AS "madeOf",
           (SELECT min(s.place_key) FROM place_successor s WHERE s.successor_key = p.key) AS "onlyOf",
           (SELECT min(o.valid_from) FROM place_successor s JOIN place o ON o.key = s.place_key WHERE s.successor_key = p.key) AS "onlyFrom",
           (SELECT min(s.successor_key) FROM place_successor s WHERE s.place_key = p.key) AS became,
           EXISTS (SELECT FROM place o WHERE o.level = 'province' AND o.province = p.province AND o.key <> p.key) AS namesake
      FROM place p WHERE p.level = 'province' AND p.key IN (${sql.join(['', ...keys])})
     ORDER BY p.valid_to NULLS LAST, p.key`.execute(db)
  return rows
}

/** `Tỉnh Đồng Nai (trước 01/7/2025)`: two territories of one name say which days they are of. */
function named({ name, nameEn, namesake, validFrom, validTo }: Province) {
  if (!namesake) return { name, nameEn }
  if (validTo !== null) {
    const after = formatDate(new Date(Date.parse(validTo) + 86_400_000).toISOString().slice(0, 10))
    return { name: `${name} (trước ${after})`, nameEn: `${nameEn} (before ${after})` }
  }
  const from = formatDate(validFrom ?? '')
  return { name: `${name} (từ ${from})`, nameEn: `${nameEn} (from ${from})` }
}

/**
 * Makes territories out of provinces of the catalogue of places; those that are there stay. A province that no merger touched is one
 * territory without an end, and not two.
 * @param keys of provinces
 * @returns the ids of the territories of these provinces
 */
export async function offerTerritories(db: Db, keys: readonly string[]): Promise<number[]> {
  // Of a province that was merged with none, the one of today stands for both.
  const asked = await provinces(db, keys)
  const next = await provinces(
    db,
    asked.flatMap(({ became }) => (became === null ? [] : [became])),
  )
  const whole = new Map(
    [...asked, ...next].filter(({ madeOf }) => madeOf === 1).map((one) => [one.onlyOf, one]),
  )
  const wanted = new Map(asked.map((one) => whole.get(one.key) ?? one).map((one) => [one.key, one]))
  const last = await db
    .selectFrom('territory')
    .select((row) => row.fn.max('ord').as('ord'))
    .executeTakeFirst()
  let ord = Number(last?.ord ?? 0)
  for (const province of wanted.values()) {
    const { key, validFrom, validTo, source, madeOf, onlyFrom } = province
    const unchanged = madeOf === 1
    ord += 1
    await db
      .insertInto('territory')
      .values({
        ...{ key, placeKey: key, validTo, source, ord },
        ...(unchanged
          ? { name: province.name, nameEn: province.nameEn, validFrom: onlyFrom }
          : { ...named(province), validFrom }),
      })
      .onConflict((there) => there.doNothing())
      .execute()
  }
  await sql`
    UPDATE territory t SET successor_id = n.id
      FROM place_successor s JOIN territory n ON n.place_key = s.successor_key
     WHERE t.place_key = s.place_key AND t.successor_id IS NULL AND t.valid_to IS NOT NULL AND t.id <> n.id`.execute(
    db,
  )
  const there = await db
    .selectFrom('territory')
    .select('id')
    .where('placeKey', 'in', ['', ...wanted.keys()])
    .execute()
  return there.map(({ id }) => id)
}

/** Lets series be of a province of the catalogue of places, before or after the mergers. */
export const addTerritory = command({
  name: 'series.addTerritory',
  summary: words('Thêm địa bàn cho số liệu', 'Add a territory of series'),
  route: 'POST /series/territories',
  input: z.object({ placeKey: text(60) }),
  output: z.object({ id: z.int() }),
  may: ['statistics', 'coordinator'],
  subject: (_input, output) => `territory:${output.id}`,
  async run({ db }, { placeKey }) {
    const [id] = await offerTerritories(db, [placeKey])
    if (id === undefined)
      throw invalidField(
        'placeKey',
        words('Danh mục không có tỉnh, thành phố này.', 'The catalogue has no such province.'),
      )
    return { id }
  },
})
