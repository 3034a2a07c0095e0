import type { Db } from '../platform/database.ts'
import { notFound } from '../platform/problem.ts'

/** The plan in force, without its text. */
export interface Plan {
  readonly id: number
  readonly number: string
  readonly title: string
  readonly titleEn: string
  readonly issuedOn: string
  readonly startsOn: string
  readonly endsOn: string
  readonly firstYear: number
  readonly lastYear: number
  readonly province: string
}

/** The plan in force; the newest when there are several. @throws Problem 404 when there is none */
export async function activePlan(db: Db): Promise<Plan> {
  const row = await db
    .selectFrom('plan')
    .select([
      'id',
      'number',
      'title',
      'title_en as titleEn',
      'issued_on as issuedOn',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'province',
    ])
    .where('state', '=', 'active')
    .orderBy('issued_on', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (row === undefined) throw notFound({ vi: 'kế hoạch đang thực hiện', en: 'Plan in force' })
  return { ...row, firstYear: Number(row.startsOn.slice(0, 4)), lastYear: Number(row.endsOn.slice(0, 4)) }
}
