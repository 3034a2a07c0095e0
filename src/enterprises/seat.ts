import { sql } from 'kysely'
import { z } from 'zod'
import { forgetAdminUnits } from '../agencies/index.ts'
import { unitOfPlace } from '../places/index.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalId, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, invalidField, staleRecord } from '../platform/problem.ts'
import { nfc } from '../platform/text.ts'
import { lockEnterprise, visibleEnterprise } from './lock.ts'

/*
 * An enterprise whose unit was split: which of the communes that came of it its seat is in is asked of the officer, and never
 * guessed. A unit that became one other asks nothing.
 */

/** SELECT the ids of the units that ended and became several communes by today. */
export const splitUnits = (today: string) => sql<number>`
  SELECT u.id FROM admin_unit u
   WHERE u.valid_to < ${today}::date AND u.place_key IS NOT NULL
     AND (SELECT count(*) FROM (SELECT FROM place_became(u.place_key, ${today}::date) LIMIT 2) AS became) = 2`

const Candidate = z.object({
  /** Key in the catalogue of places. */
  placeKey: z.string(),
  name: z.string(),
  nameEn: z.string(),
  province: z.string(),
  /** Whether the address names it, or a commune of before that became it. */
  named: z.boolean(),
})

/** What may stand behind the name of a commune in an address. */
const behind = '(?=\\s*(?:$|[,;.()–-]|huyện|quận|thị xã|thành phố|tỉnh|tp))'

/** Whether an address names one of these units, each whole and with its kind (`xã Tài Văn`). */
export function namesOne(address: string, names: readonly string[]): boolean {
  const said = nfc(address)
  return names.some((name) => {
    const plain = nfc(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`(?:^|[^\\p{L}\\d])${plain}${behind}`, 'iu').test(said)
  })
}

/** The communes that a unit became by today, those that the address names first. */
export async function candidates(db: Db, unitId: number, address: string, today: string) {
  const { rows } = await sql<{
    placeKey: string
    name: string
    nameEn: string
    province: string
    names: string[]
  }>`
    SELECT p.key AS "placeKey", p.name, p.name_en AS "nameEn", p.province,
           ARRAY(SELECT o.name FROM place_successor s JOIN place o ON o.key = s.place_key
                  WHERE s.successor_key = p.key AND (o.key = u.place_key OR o.parent_key = u.place_key)) || p.name::text AS names
      FROM admin_unit u
      CROSS JOIN LATERAL place_became(u.place_key, ${today}::date) AS became (key)
      JOIN place p ON p.key = became.key
     WHERE u.id = ${unitId} AND u.valid_to < ${today}::date
     ORDER BY p.name, p.key`.execute(db)
  return rows
    .map(({ names, ...one }) => ({ ...one, named: namesOne(address, names) }))
    .toSorted((one, other) => Number(other.named) - Number(one.named))
}

/** Which communes the seat of an enterprise can be in, now that its unit has ended; none while it lives. */
export const showSeat = query({
  name: 'enterprises.seat',
  summary: words('Địa bàn hiện nay của trụ sở', 'Where the seat is today'),
  route: 'GET /enterprises/{id}/seat',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    name: z.string(),
    address: z.string(),
    version: z.int(),
    unit: z.string(),
    unitEn: z.string(),
    endedOn: z.iso.date().nullable(),
    candidates: z.array(Candidate),
  }),
  may: ['coordinator', 'auditor'],
  async run(context, input) {
    const { db, today } = context
    const { name, address, version, adminUnitId } = await visibleEnterprise(context, input.id)
    const unit = await db
      .selectFrom('adminUnit')
      .select(['name', 'nameEn', 'validTo'])
      .where('id', '=', adminUnitId)
      .executeTakeFirstOrThrow()
    return {
      ...{ id: input.id, name, address, version },
      ...{ unit: unit.name, unitEn: unit.nameEn, endedOn: unit.validTo },
      candidates: await candidates(db, adminUnitId, address, today),
    }
  },
})

/** Enterprises whose unit was split, so that nobody knows their commune of today. */
export const listSeats = query({
  name: 'enterprises.seats',
  summary: words('Doanh nghiệp ở địa bàn đã chia tách', 'Enterprises of units that were split'),
  route: 'GET /seats-to-settle',
  input: z.object({ ...listInput(['name']), unit: optionalId() }),
  output: listOutput(
    z.object({
      id: z.int(),
      name: z.string(),
      taxCode: z.string(),
      address: z.string(),
      unitId: z.int(),
      unit: z.string(),
      unitEn: z.string(),
    }),
  ),
  may: ['coordinator', 'auditor'],
  run({ db, today }, input) {
    let rows = db
      .selectFrom('enterprise as e')
      .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
      .select([
        'e.id',
        'e.name',
        'e.taxCode',
        'e.address',
        'u.id as unitId',
        'u.name as unit',
        'u.nameEn as unitEn',
      ])
      .where('e.state', '=', 'active')
      .where(sql<boolean>`e.admin_unit_id IN (${splitUnits(today)})`)
    if (input.unit !== undefined) rows = rows.where('e.adminUnitId', '=', input.unit)
    return pageOf(rows, input, { name: { column: 'e.name', value: (row) => row.name } }, 'e.id')
  },
})

/** The units that ask, for the filter of the list. */
export const listSplitUnits = query({
  name: 'enterprises.splitUnits',
  summary: words('Địa bàn đã chia tách có doanh nghiệp', 'Split units that have enterprises'),
  route: 'GET /split-units',
  input: z.object({}),
  output: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string(), province: z.string() })),
  may: ['coordinator', 'auditor'],
  run: ({ db, today }) =>
    db
      .selectFrom('adminUnit as u')
      .select(['u.id', 'u.name', 'u.nameEn', 'u.province'])
      .where(sql<boolean>`u.id IN (${splitUnits(today)})`)
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('enterprise as e').select('e.id').whereRef('e.adminUnitId', '=', 'u.id')),
      )
      .orderBy('u.name')
      .execute(),
})

/** An answer: the commune of a seat, to the version of the enterprise that was seen. */
export const Answer = z.object({ id: id(), version: whole(1), placeKey: text(60) })

/**
 * Writes which commune a seat is in. Runs inside the caller's transaction.
 * @throws Problem 409 when the record has changed since or its unit still exists, 422 on `placeKey` for a commune that did not come of it
 */
export async function writeSeat(context: Context, answer: z.output<typeof Answer>) {
  const { db, today } = context
  const enterprise = await lockEnterprise(context, answer.id)
  if (enterprise.version !== answer.version) throw staleRecord()
  const possible = await candidates(db, enterprise.adminUnitId, enterprise.address, today)
  if (possible.length === 0)
    throw conflict(
      'enterprises.seatKnown',
      words('Địa bàn của doanh nghiệp này vẫn còn.', 'The unit of this enterprise still exists.'),
    )
  if (possible.every(({ placeKey }) => placeKey !== answer.placeKey))
    throw invalidField('placeKey', notOfUnit)
  return db
    .updateTable('enterprise')
    .set({ adminUnitId: await unitOfPlace(db, answer.placeKey), version: enterprise.version + 1 })
    .where('id', '=', answer.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}

export const notOfUnit = words(
  'Xin chọn một trong các xã, phường hình thành từ địa bàn cũ.',
  'Please choose one of the communes that came of the former unit.',
)

/** Records which commune the seat is in, of those that its unit became. What the unit was stays in the history. */
export const settleSeat = command({
  name: 'enterprises.settleSeat',
  summary: words('Ghi xã, phường hiện nay của trụ sở', 'Record the commune of the seat'),
  route: 'PUT /enterprises/{id}/seat',
  input: Answer,
  output: z.object({ id: z.int(), version: z.int() }),
  may: ['coordinator'],
  subject: (input) => `enterprise:${input.id}`,
  run: writeSeat,
  after: async () => forgetAdminUnits(),
})

/** The unit in which each of these enterprises lies. */
export async function enterpriseUnits(db: Db, ids: readonly number[]) {
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('enterprise as e')
          .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
          .select(['e.id', 'u.province', 'u.validFrom', 'u.formerProvince'])
          .where(sql<boolean>`e.id = ANY (${[...new Set(ids)]}::int[])`)
          .execute()
  return new Map(rows.map(({ id, ...unit }) => [id, unit]))
}

/** The unit in which an enterprise lies; undefined for none. */
export const enterpriseUnit = async (db: Db, enterpriseId: number | null) =>
  enterpriseId === null ? undefined : (await enterpriseUnits(db, [enterpriseId])).get(enterpriseId)
