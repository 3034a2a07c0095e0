import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { InstrumentRow, instrumentRows } from './instrument-queries.ts'
import { RuleRow, ruleRows } from './rule-rows.ts'

/** A rule as it holds on a day, with its source. */
export interface RuleOnDay {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly nameEn: string
  /** The shape that legal/rules.ts has for the key (`SmeThresholds`, …); parse it there. */
  readonly value: unknown
  /** Number of the instrument, e.g. `80/2021/NĐ-CP`. */
  readonly instrument: string
  readonly article: string
  readonly validFrom: string
  readonly validTo: string | null
}

/** The rule that holds on `day` (both ends counted), or null when none does. */
export async function ruleOn(db: Db, key: string, day: string): Promise<RuleOnDay | null> {
  const row = await db
    .selectFrom('legalRule as r')
    .innerJoin('legalInstrument as i', 'i.id', 'r.instrumentId')
    .select([
      'r.id',
      'r.key',
      'r.name',
      'r.nameEn',
      'r.value',
      'i.number as instrument',
      'r.article',
      'r.validFrom',
      'r.validTo',
    ])
    .where('r.key', '=', key)
    .where('r.validFrom', '<=', day)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', day)]))
    .orderBy('r.validFrom', 'desc')
    .executeTakeFirst()
  return row ?? null
}

/** Every rule and every instrument: the law that the programme works by, open to everyone. */
export const listLaw = query({
  name: 'legal.list',
  summary: words('Văn bản và quy tắc', 'Law and rules'),
  route: 'GET /legal',
  input: z.object({}),
  output: z.object({ instruments: z.array(InstrumentRow), rules: z.array(RuleRow) }),
  may: ['public'],
  async run({ db, today }) {
    const instruments = await instrumentRows(db)
      .orderBy(sql`i.issued_on DESC NULLS LAST`)
      .orderBy('i.number')
      .execute()
    return { instruments, rules: await ruleRows(db, today).execute() }
  },
})
