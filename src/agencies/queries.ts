import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Actor, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { agencyFields } from './fields.ts'
import { agencyRoles } from './rules.ts'

const readUnits = (db: Db, day: string) =>
  db
    .selectFrom('adminUnit')
    .select(['id', 'key', 'name', 'nameEn', 'province', 'formerProvince', 'validFrom', 'validTo'])
    .orderBy(sql`coalesce(valid_to < ${day}::date, false)`)
    .orderBy('province')
    .orderBy('name')
    .execute()

let unitsKept = new WeakMap<object, { day: string; until: number; units: ReturnType<typeof readUnits> }>()

/** Has the units of addresses read anew: some were added. Another program on the same database sees them within a minute. */
export function forgetAdminUnits(): void {
  unitsKept = new WeakMap()
}

/**
 * All administrative units of an address, those in force on `day` first. They change seldom, and every list of enterprises offers
 * them: read at most once a minute.
 */
export function adminUnits(db: Db, day: string): ReturnType<typeof readUnits> {
  const kept = unitsKept.get(db)
  if (kept?.day === day && kept.until > performance.now()) return kept.units
  const units = readUnits(db, day)
  units.catch(() => unitsKept.delete(db))
  unitsKept.set(db, { day, until: performance.now() + 60_000, units })
  return units
}

/** The agencies for which the actor enters what they did: the coordinator for each that is there today, the others for their own. */
export const agenciesToEnterFor = ({
  db,
  actor,
  today,
}: {
  readonly db: Db
  readonly actor: Actor
  readonly today: string
}) =>
  db
    .selectFrom('agency as a')
    .select(['a.id', 'a.name', 'a.nameEn'])
    .where(
      actor.userId === null || actor.grants.has('coordinator')
        ? sql<boolean>`agency_on(a.id, ${today}::date) = a.id`
        : sql<boolean>`a.id = ANY (${actor.agencyIds}::integer[])`,
    )
    .orderBy('a.name')
    .execute()

const AgencyRow = z.object({
  id: z.int(),
  key: z.string(),
  ...agencyFields.row,
  validTo: z.iso.date().nullable(),
  successorId: z.int().nullable(),
  successorName: z.string().nullable(),
  successorNameEn: z.string().nullable(),
  toCheck: z.boolean(),
})
export type AgencyRow = z.infer<typeof AgencyRow>

function agencyRows(db: Db) {
  return db
    .selectFrom('agency as a')
    .leftJoin('agency as s', 's.id', 'a.successorId')
    .select([
      'a.id',
      'a.key',
      ...agencyFields.select('a'),
      'a.validTo',
      'a.successorId',
      's.name as successorName',
      's.nameEn as successorNameEn',
      'a.toCheck',
    ])
}

export const agencyStates = states({
  living: words('Đang hoạt động', 'Active'),
  ended: words('Đã kết thúc', 'Ended'),
})

/** The agencies of the programme, those before and after the reorganisations. */
export const listAgencies = query({
  name: 'agencies.list',
  summary: words('Danh sách cơ quan', 'List of agencies'),
  route: 'GET /agencies',
  input: z.object({
    ...listInput(['name', 'kind', 'from', 'to']),
    kind: optionalChoice(agencyRoles.keys),
    state: optionalChoice(agencyStates.keys),
  }),
  output: listOutput(AgencyRow),
  may: staff,
  async run({ db, today }, input) {
    let rows = agencyRows(db)
    for (const pattern of searchPatterns(input.q, fold)) {
      rows = rows.where(sql<boolean>`fold(a.name || ' ' || a.name_en) LIKE ${pattern}`)
    }
    if (input.kind !== undefined) rows = rows.where('a.kind', '=', input.kind)
    if (input.state === 'living')
      rows = rows.where(sql<boolean>`coalesce(a.valid_to >= ${today}::date, true)`)
    if (input.state === 'ended') rows = rows.where('a.validTo', '<', today)
    return pageOf(
      rows,
      input,
      {
        name: { column: 'a.name', value: (row) => row.name },
        kind: { column: 'a.kind', value: (row) => row.kind },
        from: byDay('a.validFrom', (row) => row.validFrom),
        to: byDay('a.validTo', (row) => row.validTo),
      },
      'a.id',
    )
  },
})

/** One agency with the line that it stands in: all that came before it and all that came after it. */
export const showAgency = query({
  name: 'agencies.show',
  summary: words('Một cơ quan và quá trình kế thừa', 'One agency and its line of succession'),
  route: 'GET /agencies/{id}',
  input: z.object({ id: id() }),
  output: AgencyRow.extend({
    before: z.array(AgencyRow),
    after: z.array(AgencyRow),
    /** Of the committee of a unit that ended: the communes of today whose committees carry on what was not taken upward. */
    communes: z.array(z.object({ key: z.string(), name: z.string(), nameEn: z.string() })),
  }),
  may: staff,
  async run({ db, today }, input) {
    const all = await agencyRows(db).orderBy('a.validTo').orderBy('a.name').execute()
    const agency = all.find((row) => row.id === input.id)
    if (agency === undefined) throw notFound(words('cơ quan', 'Agency'))
    return {
      ...agency,
      before: predecessors(all, agency.id),
      after: successors(all, agency),
      communes: await communesAfter(db, agency.name, today),
    }
  },
})

/**
 * The communes that the unit of a people's committee became, as a table of `key`, `name`, `name_en`; none where the unit lives, or where two
 * provinces share its name.
 * @param committee the name of the committee, in SQL
 */
export const communesOfCommittee = (committee: RawBuilder<unknown>, today: string) => sql`(
    SELECT p.key, p.name, p.name_en
      FROM (SELECT min(u.place_key) AS key FROM admin_unit u
             WHERE fold(u.name) = fold(substring(${committee} from
                     '^(?:Ủy|Uỷ) ban nhân dân ((?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn) .+)$'))
               AND u.valid_to < ${today}::date AND u.place_key IS NOT NULL
            HAVING count(*) = 1) AS ended
      CROSS JOIN LATERAL place_became(ended.key, ${today}::date) AS became (key)
      JOIN place p ON p.key = became.key)`

/** The communes that the unit of one committee became. */
export async function communesAfter(db: Db, committee: string, today: string) {
  const { rows } = await sql<{ key: string; name: string; nameEn: string }>`
    SELECT key, name, name_en FROM ${communesOfCommittee(sql`${committee}::text`, today)} AS c ORDER BY name, key`.execute(
    db,
  )
  return rows
}

function predecessors(all: readonly AgencyRow[], id: number, seen = new Set<number>([id])): AgencyRow[] {
  return all
    .filter((row) => row.successorId === id && !seen.has(row.id))
    .flatMap((row) => {
      seen.add(row.id)
      return [...predecessors(all, row.id, seen), row]
    })
}

function successors(all: readonly AgencyRow[], agency: AgencyRow): AgencyRow[] {
  const line: AgencyRow[] = []
  let next = all.find((row) => row.id === agency.successorId)
  while (next !== undefined && next.id !== agency.id && !line.includes(next)) {
    line.push(next)
    const successorId: number | null = next.successorId
    next = all.find((row) => row.id === successorId)
  }
  return line
}

/**
 * The agency that carries a plan as its coordinator on a day, with whom one rings there; null where the plan gives the coordinator no duty.
 * @param day ISO
 */
export async function coordinatorOn(db: Db, planId: number, day: string) {
  const { rows } = await sql<{ vi: string; en: string; contact: string | null }>`
    SELECT a.name AS vi, a.name_en AS en, a.contact FROM agency a
     WHERE a.id = (SELECT agency_on(c.id, ${day}::date) FROM agency c
                    WHERE c.kind = 'coordinator' AND EXISTS (SELECT FROM duty WHERE agency_id = c.id AND plan_id = ${planId})
                    ORDER BY c.id LIMIT 1)`.execute(db)
  return rows[0] ?? null
}
