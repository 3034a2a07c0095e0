import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { optionalChoice, optionalDay } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { invalidField } from '../platform/problem.ts'
import { type ProviderRole, providerRoles } from './fields.ts'
import { leastRatings } from './rules.ts'

/* Picking from the register where a record names who helped, instead of typing. */

/** The house's decision on picking and rating; without a row an expired licence stops nobody. */
export async function readProviderRule(db: Db) {
  const row = await db
    .selectFrom('providerRule')
    .select(['expiredStops', 'leastRatings', 'reason'])
    .where('id', '=', 1)
    .executeTakeFirst()
  return row ?? { expiredStops: false, leastRatings, reason: null }
}

/** The last day of the licences of one that has none left on a day, null where one holds or it has none at all. Of the row `p`. */
export const expiredSince = (today: string) => sql<
  string | null
>`(SELECT max(l.expires_on)::text FROM service_licence l
  WHERE l.provider_id = p.id AND l.ended_on IS NULL
  HAVING count(*) > 0 AND bool_and(coalesce(l.expires_on < ${today}::date, false)))`

/** The confirmed ones, or those of them that do this, with the last day of a licence that had expired on a day. */
export const providerChoices = query({
  name: 'providers.choices',
  summary: words('Đơn vị hỗ trợ có thể chọn', 'Providers that can be picked'),
  route: 'GET /provider-choices',
  /** `day`: of what is entered; left out, today. */
  input: z.object({ role: optionalChoice(providerRoles.keys), day: optionalDay() }),
  output: z.array(z.object({ id: z.int(), name: z.string(), expired: z.iso.date().nullable() })),
  may: officers,
  run({ db, today }, { role, day = today }) {
    const rows = db
      .selectFrom('serviceProvider as p')
      .select(['p.id', 'p.name', expiredSince(day).as('expired')])
      .where('p.state', '=', 'confirmed')
    return (role === undefined ? rows : rows.where(`p.${role}`, '=', true))
      .orderBy('p.name')
      .orderBy('p.id')
      .execute()
  },
})

/** The same as the choices of a form: a licence that had expired on the day, or today, is said. */
export async function pickable(request: PageRequest, role?: ProviderRole, day?: string) {
  const rows = await request.execute(providerChoices, { role, day })
  return rows.map(({ id, name, expired }) => ({
    value: id,
    label:
      expired === null
        ? name
        : `${name} (${request.t('giấy phép hết hạn ngày', 'licence expired on')} ${formatDate(expired)})`,
  }))
}

/** What a form says below the choice. */
export const pickHint: Words = words(
  'Chọn trong Sổ tổ chức, chuyên gia hỗ trợ; đơn vị chưa có trong sổ thì ghi vào sổ trước.',
  'Picked from the register of providers; one that is not there is entered on it first.',
)

/**
 * The one that was picked, on a day.
 * @throws Problem 422 where it is not confirmed, does not do this, or has an expired licence and the house says that this stops it
 */
export async function pickedProvider(
  db: Db,
  {
    providerId,
    roles,
    day,
  }: { readonly providerId: number; readonly roles: readonly ProviderRole[]; readonly day: string },
) {
  const row = await db
    .selectFrom('serviceProvider as p')
    .select([
      'p.id',
      'p.name',
      'p.taxCode',
      'p.state',
      ...providerRoles.keys.map((key) => `p.${key}` as const),
    ])
    .select(expiredSince(day).as('expired'))
    .where('p.id', '=', providerId)
    .executeTakeFirst()
  if (row === undefined || row.state !== 'confirmed' || !roles.some((key) => row[key]))
    throw invalidField(
      'providerId',
      words(
        'Xin chọn một đơn vị đã xác nhận trong sổ, có loại việc này.',
        'Please pick one that is confirmed on the register and does this.',
      ),
    )
  if (row.expired !== null && (await readProviderRule(db)).expiredStops)
    throw invalidField(
      'providerId',
      words(
        `Giấy phép của đơn vị này đã hết hạn ngày ${formatDate(row.expired)}.`,
        `Its licence expired on ${formatDate(row.expired)}.`,
      ),
    )
  return { id: row.id, name: row.name, taxCode: row.taxCode, expired: row.expired }
}
