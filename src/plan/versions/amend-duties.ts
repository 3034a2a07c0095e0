import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { invalidField } from '../../platform/problem.ts'
import { dutyColumns, itemColumns } from '../insert.ts'
import { dueDates, type PlanDocument } from '../rules.ts'
import { changedColumns } from './changed-columns.ts'

/**
 * Brings duties and their dated work in step with the document. Done work stays as it was done and work on request
 * stays as it was asked for; open work of the plan moves to its new day, comes, or goes.
 * @param from work of a duty that is due before this day is not asked for afterwards; null: the plan is mended, and all
 * of it counts from the plan's beginning
 * @throws Problem 422 when an agency is not in the catalogue
 */
export async function amendDuties(
  db: Db,
  planId: number,
  document: PlanDocument,
  from: string | null,
): Promise<void> {
  const agencies = await db.selectFrom('agency').select(['id', 'key']).execute()
  const agencyIds = new Map(agencies.map((row) => [row.key, row.id]))
  const rows = await db.selectFrom('duty').selectAll().where('plan_id', '=', planId).execute()
  const first = Number(document.startsOn.slice(0, 4))
  const last = Number(document.endsOn.slice(0, 4))
  const kept = new Set<number>()
  for (const [place, duty] of document.duties.entries()) {
    const wanted = dutyColumns(duty, place)
    for (const [agencyPlace, key] of duty.agencies.entries()) {
      const agencyId = agencyIds.get(key)
      if (agencyId === undefined) {
        throw invalidField(`duties.${place}.agencies.${agencyPlace}`, {
          vi: `Danh mục không có cơ quan ${key}.`,
          en: `The catalogue has no agency ${key}.`,
        })
      }
      const row = rows.find((each) => each.code === duty.code && each.agency_id === agencyId)
      const dutyId =
        row?.id ??
        (
          await db
            .insertInto('duty')
            .values({ ...wanted, plan_id: planId, agency_id: agencyId })
            .returning('id')
            .executeTakeFirstOrThrow()
        ).id
      kept.add(dutyId)
      const changes = row === undefined ? null : changedColumns(row, wanted)
      if (changes !== null) await db.updateTable('duty').set(changes).where('id', '=', dutyId).execute()
      await amendItems(db, { dutyId, agencyId, dates: dueDates(duty, first, last), from })
    }
  }
  const gone = rows.filter((row) => !kept.has(row.id)).map((row) => row.id)
  if (gone.length === 0) return
  await db
    .deleteFrom('duty_item')
    .where('duty_id', 'in', gone)
    .where('done_on', 'is', null)
    .where('requested_by', 'is', null)
    .execute()
  // A duty that something was done or asked for under stays for its record; the plan no longer names it.
  await db
    .deleteFrom('duty')
    .where('id', 'in', gone)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('duty_item').select('duty_item.id').whereRef('duty_item.duty_id', '=', 'duty.id')),
      ),
    )
    .execute()
}

async function amendItems(
  db: Db,
  duty: {
    readonly dutyId: number
    readonly agencyId: number
    readonly dates: ReturnType<typeof dueDates>
    readonly from: string | null
  },
): Promise<void> {
  const items = await db
    .selectFrom('duty_item')
    .select(['id', 'agency_id', 'year', 'period', 'due_on', 'due_before', 'done_on'])
    .where('duty_id', '=', duty.dutyId)
    .where('requested_by', 'is', null)
    .forUpdate()
    .execute()
  const keyOf = (item: { year: number; period: number }) => `${item.year}/${item.period}`
  const dates = new Map(duty.dates.map((due) => [keyOf(due), due]))
  const there = new Set(items.map(keyOf))
  for (const item of items) {
    if (item.done_on !== null) continue
    const due = dates.get(keyOf(item))
    if (due === undefined) {
      await db.deleteFrom('duty_item').where('id', '=', item.id).execute()
    } else if (due.on !== item.due_on || due.before !== item.due_before) {
      await db
        .updateTable('duty_item')
        .set({
          due_on: due.on,
          due_before: due.before,
          agency_id: sql<number>`agency_on(${item.agency_id}, ${due.on}::date)`,
        })
        .where('id', '=', item.id)
        .execute()
    }
  }
  const added = duty.dates.filter(
    (due) => !there.has(keyOf(due)) && (duty.from === null || due.on >= duty.from),
  )
  if (added.length === 0) return
  await db
    .insertInto('duty_item')
    .values(added.map((due) => itemColumns(due, duty.dutyId, duty.agencyId)))
    .execute()
}
