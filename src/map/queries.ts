import { sql } from 'kysely'
import { z } from 'zod'
import { provinceLine } from '../places/index.ts'
import { activePlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { dongOut, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'

const Province = z.object({ code: z.string(), name: z.string(), nameEn: z.string() })

const UnitRow = z.object({
  /** Of the commune; null for a unit that is none of today's, such as a district of before July 2025. */
  code: z.string().nullable(),
  /** The unit of addresses; null for a commune that no address names. */
  unitId: z.int().nullable(),
  name: z.string(),
  nameEn: z.string(),
  enterprises: z.int(),
  applications: z.int(),
  /** Paid for support turns, in đồng. */
  support: dongOut(),
  certificates: z.int(),
})
export type UnitRow = z.infer<typeof UnitRow>

/** What there is in each commune of a province: enterprises by their seat, and what the programme did for them over all plans. */
export const communeFigures = query({
  name: 'map.communes',
  summary: words('Số liệu theo xã, phường', 'Figures by commune'),
  route: 'GET /map',
  input: z.object({
    /** Code of a province of today; the plan's own when left out. */
    province: optionalText(2),
  }),
  output: z.object({
    province: Province,
    provinces: z.array(Province),
    /** The communes by name, then the units of before that enterprises still have as their seat. */
    rows: z.array(UnitRow),
  }),
  may: staff,
  async run({ db, actor, today, planId }, input) {
    const provinces = await db
      .selectFrom('place')
      .select(['key', 'code', 'name', 'nameEn'])
      .where('level', '=', 'province')
      .where(({ or, eb }) => or([eb('validTo', 'is', null), eb('validTo', '>=', today)]))
      .where(({ or, eb }) => or([eb('validFrom', 'is', null), eb('validFrom', '<=', today)]))
      .orderBy('name')
      .execute()
    const wanted = input.province ?? (await codeOfPlan())
    const province = provinces.find(({ code }) => code === wanted)
    if (province === undefined) throw notFound(words('tỉnh, thành phố', 'Province'))
    const { rows } = await sql<UnitRow>`
      WITH line AS (
        SELECT province FROM place WHERE key = ${province.key}
        UNION SELECT o.province FROM place_successor s JOIN place o ON o.key = s.place_key WHERE s.successor_key = ${province.key}
      ), own AS (
        SELECT e.id, e.admin_unit_id, e.state FROM enterprise e JOIN admin_unit u ON u.id = e.admin_unit_id
         WHERE u.province IN (SELECT province FROM line) AND ${readableBy(actor, 'e.id')}
      ), tally AS (
        SELECT own.admin_unit_id AS unit_id, (count(*) FILTER (WHERE own.state <> 'merged'))::int AS enterprises,
               sum((SELECT count(*) FROM application a WHERE a.enterprise_id = own.id))::int AS applications,
               sum((SELECT coalesce(sum(l.balance), 0) FROM support_turn t
                      JOIN ledger_account l ON l.commitment_id = t.commitment_id AND l.kind = 'disbursed'
                     WHERE t.enterprise_id = own.id))::bigint AS support,
               sum((SELECT count(*) FROM certificate k WHERE k.enterprise_id = own.id AND k.withdrawn_on IS NULL))::int AS certificates
          FROM own GROUP BY own.admin_unit_id
      ), commune AS (
        SELECT p.key, p.code, p.name, p.name_en FROM place p
         WHERE p.level = 'commune' AND p.parent_key = ${province.key} AND coalesce(p.valid_to >= ${today}::date, true)
      )
      SELECT c.code, u.id AS unit_id, c.name, c.name_en, coalesce(y.enterprises, 0) AS enterprises,
             coalesce(y.applications, 0) AS applications, coalesce(y.support, 0)::bigint AS support,
             coalesce(y.certificates, 0) AS certificates
        FROM commune c LEFT JOIN admin_unit u ON u.place_key = c.key LEFT JOIN tally y ON y.unit_id = u.id
      UNION ALL
      SELECT NULL, u.id, u.name, u.name_en, y.enterprises, y.applications, y.support, y.certificates
        FROM tally y JOIN admin_unit u ON u.id = y.unit_id
       WHERE NOT EXISTS (SELECT FROM commune c WHERE c.key = u.place_key)
      ORDER BY 1 NULLS LAST, 3`.execute(db)
    const named = ({ code, name, nameEn }: z.infer<typeof Province>) => ({ code, name, nameEn })
    return { province: named(province), provinces: provinces.map(named), rows }

    /** The code of what the plan's province is today. */
    async function codeOfPlan(): Promise<string | undefined> {
      const plan = await activePlan({ db, planId })
      const line = await provinceLine(db, plan.province, plan.startsOn)
      const last = line.at(-1)
      return provinces.find(({ key }) => key === last?.key)?.code
    }
  },
})
