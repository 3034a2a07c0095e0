import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { optionalChoice, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { placeFields } from './fields.ts'

export const levels = states({
  province: { vi: 'Tỉnh, thành phố', en: 'Province', tone: 'neutral' },
  district: { vi: 'Cấp huyện', en: 'District level', tone: 'neutral' },
  commune: { vi: 'Cấp xã', en: 'Commune level', tone: 'neutral' },
})
export const placeStates = states({
  living: { vi: 'Hiện có', en: 'Existing now', tone: 'success' },
  ended: { vi: 'Đã kết thúc', en: 'Ended', tone: 'neutral' },
})

const Row = z.object({
  key: z.string(),
  level: levels.schema,
  ...placeFields.row,
  formerProvince: z.string().nullable(),
  /** Whether addresses can be in it. */
  offered: z.boolean(),
})

const ListedRow = Row.extend({
  /** What became of it: keys, and whether only a part went there. */
  successors: z.array(z.object({ key: z.string(), part: z.boolean() })),
})

export type PlaceRow = z.infer<typeof ListedRow>

const rowsOf = (db: Db) =>
  db
    .selectFrom('place as p')
    .select(['p.key', 'p.key as id', 'p.level', 'p.formerProvince', ...placeFields.select('p')])
    .select(sql<boolean>`EXISTS (SELECT FROM admin_unit u WHERE u.place_key = p.key)`.as('offered'))

/** The catalogue of provinces, districts and communes before and after 1 July 2025. */
export const listPlaces = query({
  name: 'places.list',
  summary: words('Danh mục đơn vị hành chính', 'Catalogue of administrative units'),
  route: 'GET /places',
  input: z.object({
    ...listInput(['name']),
    level: optionalChoice(levels.keys),
    province: optionalText(60),
    state: optionalChoice(placeStates.keys),
  }),
  output: listOutput(ListedRow),
  may: signedIn,
  async run({ db, today }, input) {
    let rows = rowsOf(db)
    if (input.level !== undefined) rows = rows.where('p.level', '=', input.level)
    if (input.province !== undefined) rows = rows.where('p.province', '=', input.province)
    if (input.state === 'living')
      rows = rows.where(sql<boolean>`coalesce(p.valid_to >= ${today}::date, true)`)
    if (input.state === 'ended') rows = rows.where('p.validTo', '<', today)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('p.search', 'like', pattern)
    const page = await pageOf(rows, input, { name: { column: 'p.name', value: (row) => row.name } }, 'p.key')
    const became = Map.groupBy(
      await db
        .selectFrom('placeSuccessor')
        .select(['placeKey', 'successorKey as key', 'part'])
        .where('placeKey', 'in', ['', ...page.rows.map(({ key }) => key)])
        .orderBy('successorKey')
        .execute(),
      ({ placeKey }) => placeKey,
    )
    return {
      ...page,
      rows: page.rows.map(({ id: _id, ...row }) => ({
        ...row,
        successors: (became.get(row.key) ?? []).map(({ key, part }) => ({ key, part })),
      })),
    }
  },
})

const Related = Row.pick({ key: true, name: true, nameEn: true, province: true }).extend({
  part: z.boolean(),
})

/** One unit: what it was made of and what became of it. */
export const showPlace = query({
  name: 'places.show',
  summary: words('Một đơn vị hành chính', 'One administrative unit'),
  route: 'GET /places/{key}',
  input: z.object({ key: text(60) }),
  output: Row.extend({
    parent: z.string().nullable(),
    own: z.boolean(),
    madeOf: z.array(Related),
    became: z.array(Related),
  }),
  may: signedIn,
  async run({ db, today }, { key }) {
    const row = await rowsOf(db)
      .leftJoin('place as o', 'o.key', 'p.parentKey')
      .select(['o.name as parent', 'p.own'])
      .where('p.key', '=', key)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('đơn vị hành chính', 'Administrative unit'))
    const { id: _id, ...shown } = row
    return {
      ...shown,
      madeOf: await related(db, 'successorKey', key),
      became:
        row.level === 'district' ? await communesOf(db, key, today) : await related(db, 'placeKey', key),
    }
  },
})

/** The communes of today that the area of a district lies in, by its communes of before. */
async function communesOf(db: Db, key: string, today: string) {
  const { rows } = await sql<Omit<z.output<typeof Related>, 'part'>>`
    SELECT p.key, p.name, p.name_en AS "nameEn", p.province
      FROM place_became(${key}, ${today}::date) AS became (key) JOIN place p ON p.key = became.key
     ORDER BY p.name, p.key`.execute(db)
  return rows.map((row) => ({ ...row, part: rows.length > 1 }))
}

function related(db: Db, side: 'placeKey' | 'successorKey', key: string) {
  const other = side === 'placeKey' ? 'successorKey' : 'placeKey'
  return db
    .selectFrom('placeSuccessor as s')
    .innerJoin('place as p', 'p.key', `s.${other}`)
    .select(['p.key', 'p.name', 'p.nameEn', 'p.province', 's.part'])
    .where(`s.${side}`, '=', key)
    .orderBy('p.name')
    .execute()
}

/** The names of all provinces, those in force first: what lists of places filter by. */
export const listProvinces = query({
  name: 'places.provinces',
  summary: words('Tên các tỉnh, thành phố', 'Names of the provinces'),
  route: 'GET /provinces',
  input: z.object({}),
  output: z.array(z.object({ name: z.string(), living: z.boolean() })),
  may: signedIn,
  run: ({ db, today }) =>
    db
      .selectFrom('place')
      .select([
        'province as name',
        sql<boolean>`bool_or(coalesce(valid_to >= ${today}::date, true))`.as('living'),
      ])
      .where('level', '=', 'province')
      .groupBy('province')
      .orderBy('living', 'desc')
      .orderBy('province')
      .execute(),
})
