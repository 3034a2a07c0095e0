import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { forgetAdminUnits } from '../agencies/index.ts'
import type { Db } from '../platform/database.ts'
import type { Place } from '../platform/database-types.ts'
import { listedTexts, text } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { invalidField, notFound } from '../platform/problem.ts'
import { slug } from '../platform/text.ts'
import { englishName } from './catalogue.ts'
import { addedInput, mendedInput, placeFields } from './fields.ts'

const Changed = z.object({ key: z.string() })
const administrators = ['admin'] as const
const daysInOrder = inOrder(
  'validFrom',
  'validTo',
  words('Ngày kết thúc phải sau ngày bắt đầu.', 'The last day must come after the first.'),
)

/** @throws Problem 422 when the catalogue has no such province */
async function provinceOf(db: Db, named: string) {
  const province = await db
    .selectFrom('place')
    .select('key')
    .where('level', '=', 'province')
    .where('province', '=', named)
    .orderBy(sql`valid_to IS NULL`, 'desc')
    .executeTakeFirst()
  if (province !== undefined) return province
  throw invalidField(
    'province',
    words('Danh mục không có tỉnh, thành phố này.', 'The catalogue has no such province.'),
  )
}

/** The units of the same level that are named by key or code. @throws Problem 422 when one of them is none */
async function successorsOf(db: Db, of: Pick<Selectable<Place>, 'key' | 'level'>, named: readonly string[]) {
  const wanted = [...new Set(named.map((each) => each.trim()).filter((each) => each !== ''))]
  const found = await db
    .selectFrom('place')
    .select('key')
    .where('level', '=', of.level)
    .where('key', '<>', of.key)
    .where(({ eb, or, and }) =>
      or([
        eb('key', 'in', ['', ...wanted]),
        and([eb('code', 'in', ['', ...wanted]), eb('validTo', 'is', null)]),
      ]),
    )
    .execute()
  if (found.length >= wanted.length) return found
  throw invalidField(
    'successors',
    words('Có mã không có trong danh mục cùng cấp.', 'A code is not in the catalogue of this level.'),
  )
}

/** Adds a commune that the catalogue lacks, in a province that it has. */
export const addPlace = command({
  name: 'places.add',
  summary: words('Thêm đơn vị hành chính', 'Add an administrative unit'),
  route: 'POST /places',
  input: z.object(addedInput),
  output: Changed,
  may: administrators,
  rules: [daysInOrder, { of: ['province'], check: (input, { db }) => provinceOf(db, input.province) }],
  subject: (_input, output) => `place:${output.key}`,
  async run({ db }, input) {
    const province = await provinceOf(db, input.province)
    const key = `own:commune:${slug(input.code)}-${slug(input.name)}`.slice(0, 60)
    const row = await db
      .insertInto('place')
      .values({
        ...placeFields.values({ ...input, nameEn: englishName(input.name) }),
        ...{ key, level: 'commune', parentKey: province.key, own: true },
      })
      .onConflict((there) => there.column('key').doNothing())
      .returning('key')
      .executeTakeFirst()
    if (row === undefined)
      throw invalidField(
        'code',
        words('Đã có đơn vị với mã và tên này.', 'There is a unit of this code and name already.'),
      )
    return row
  },
})

/** Mends a unit of the catalogue: its name, its days, and what became of it. A later catalogue leaves it alone. */
export const mendPlace = command({
  name: 'places.mend',
  summary: words('Sửa đơn vị hành chính', 'Mend an administrative unit'),
  route: 'PUT /places/{key}',
  input: z.object({
    key: text(60),
    ...mendedInput,
    /** Keys or codes of the units that it became; all of them, each once. */
    successors: listedTexts(200),
  }),
  output: Changed,
  may: administrators,
  rules: [
    daysInOrder,
    {
      of: ['key', 'successors'],
      check: async ({ key, successors }, { db }) => {
        const place = await db
          .selectFrom('place')
          .select(['key', 'level'])
          .where('key', '=', key)
          .executeTakeFirst()
        if (place !== undefined) await successorsOf(db, place, successors)
      },
    },
  ],
  subject: (input) => `place:${input.key}`,
  async run({ db }, input) {
    const { key, successors, validFrom = null, validTo = null, ...said } = input
    const row = await db
      .updateTable('place')
      .set({ ...said, validFrom, validTo, own: true })
      .where('key', '=', key)
      .returning(['key', 'level'])
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('đơn vị hành chính', 'Administrative unit'))
    await db
      .updateTable('adminUnit')
      .set({
        name: input.name,
        nameEn: input.nameEn,
        validFrom,
        validTo,
        source: input.source,
        toCheck: false,
      })
      .where('placeKey', '=', key)
      .execute()
    const found = await successorsOf(db, row, successors)
    const before = await db.deleteFrom('placeSuccessor').where('placeKey', '=', key).returningAll().execute()
    if (found.length > 0)
      await db
        .insertInto('placeSuccessor')
        .values(
          found.map(({ key: successorKey }) => ({
            placeKey: key,
            successorKey,
            part: before.find((each) => each.successorKey === successorKey)?.part ?? found.length > 1,
            own: true,
          })),
        )
        .execute()
    return { key }
  },
})

/** The unit of addresses that a place is, made when there is none yet. @throws Problem 404 when the catalogue has no such place */
export async function unitOfPlace(db: Db, key: string): Promise<number> {
  const find = () => db.selectFrom('adminUnit').select('id').where('placeKey', '=', key).executeTakeFirst()
  const there = await find()
  if (there !== undefined) return there.id
  const place = await db.selectFrom('place').selectAll().where('key', '=', key).executeTakeFirst()
  if (place === undefined) throw notFound(words('đơn vị hành chính', 'Administrative unit'))
  const { name, nameEn, province, formerProvince, validFrom, validTo, source } = place
  const { id } = await db
    .insertInto('adminUnit')
    .values({ key, placeKey: key, name, nameEn, province, formerProvince, validFrom, validTo, source })
    .onConflict((there) => there.column('key').doUpdateSet({ key }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Lets addresses be in a unit of the catalogue: enterprises' forms, filters and imports offer it. */
export const offerPlace = command({
  name: 'places.offer',
  summary: words('Dùng đơn vị hành chính cho địa chỉ', 'Let addresses use an administrative unit'),
  route: 'POST /places/{key}/offer',
  input: z.object({ key: text(60) }),
  output: Changed,
  may: ['coordinator'],
  subject: (input) => `place:${input.key}`,
  async run({ db }, { key }) {
    await unitOfPlace(db, key)
    return { key }
  },
  after: async () => forgetAdminUnits(),
})
