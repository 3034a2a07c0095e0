import { sql } from 'kysely'
import { dueDates, dutyColumns, itemColumns, type PlanDocument } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { invalidField } from '../platform/problem.ts'
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
  const rows = await db.selectFrom('duty').selectAll().where('planId', '=', planId).execute()
  const first = Number(document.startsOn.slice(0, 4))
  const last = Number(document.endsOn.slice(0, 4))
  const kept = new Set<number>()
  for (const [place, duty] of document.duties.entries()) {
    const wanted = dutyColumns(duty, place)
    for (const [agencyPlace, key] of duty.agencies.entries()) {
      const agencyId = agencyIds.get(key)
      if (agencyId === undefined) {
        throw invalidField(
          `duties.${place}.agencies.${agencyPlace}`,
          words(`Danh mục không có cơ quan ${key}.`, `The catalogue has no agency ${key}.`),
        )
      }
      const row = rows.find((each) => each.code === duty.code && each.agencyId === agencyId)
      const dutyId =
        row?.id ??
        (
          await db
            .insertInto('duty')
            .values({ ...wanted, planId, agencyId })
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
    .deleteFrom('dutyItem')
    .where('dutyId', 'in', gone)
    .where('doneOn', 'is', null)
    .where('requestedBy', 'is', null)
    .execute()
  await db
    .deleteFrom('standingReport')
    .where('dutyId', 'in', gone)
    .where('state', '=', 'asked')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('standingDeed').select('id').whereRef('reportId', '=', 'standingReport.id'))),
    )
    .execute()
  // A duty that something was done or asked for under stays for its record; the plan no longer names it.
  await db
    .deleteFrom('duty')
    .where('id', 'in', gone)
    .where(({ not, or, exists, selectFrom }) =>
      not(
        or([
          exists(selectFrom('dutyItem').select('dutyItem.id').whereRef('dutyItem.dutyId', '=', 'duty.id')),
          exists(selectFrom('standingReport as s').select('s.id').whereRef('s.dutyId', '=', 'duty.id')),
        ]),
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
    .selectFrom('dutyItem')
    .select(['id', 'agencyId', 'year', 'period', 'dueOn', 'dueBefore', 'doneOn'])
    .where('dutyId', '=', duty.dutyId)
    .where('requestedBy', 'is', null)
    .forUpdate()
    .execute()
  const keyOf = (item: { year: number; period: number }) => `${item.year}/${item.period}`
  const dates = new Map(duty.dates.map((due) => [keyOf(due), due]))
  const there = new Set(items.map(keyOf))
  for (const item of items) {
    if (item.doneOn !== null) continue
    const due = dates.get(keyOf(item))
    if (due === undefined) {
      await db.deleteFrom('dutyItem').where('id', '=', item.id).execute()
    } else if (due.on !== item.dueOn || due.before !== item.dueBefore) {
      await db
        .updateTable('dutyItem')
        .set({
          dueOn: due.on,
          dueBefore: due.before,
          agencyId: sql<number>`agency_on(${item.agencyId}, ${due.on}::date)`,
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
    .insertInto('dutyItem')
    .values(added.map((due) => itemColumns(due, duty.dutyId, duty.agencyId)))
    .execute()
}
