import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'

/** A rule as lists show it. */
export const RuleRow = z.object({
  id: z.int(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  article: z.string(),
  value: z.unknown(),
  instrumentId: z.int(),
  instrument: z.string(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  /** Whether it holds today. */
  holds: z.boolean(),
  toCheck: z.boolean(),
})
export type RuleRow = z.infer<typeof RuleRow>

/** The rules with their instruments, by key and the latest first. Norms were kept as rules before they had a table of their own. */
export const ruleRows = (db: Db, today: string) =>
  db
    .selectFrom('legalRule as r')
    .innerJoin('legalInstrument as i', 'i.id', 'r.instrumentId')
    .select([
      'r.id',
      'r.key',
      'r.name',
      'r.nameEn',
      'r.article',
      'r.value',
      'i.id as instrumentId',
      'i.number as instrument',
      'r.validFrom',
      'r.validTo',
      'r.toCheck',
      sql<boolean>`r.valid_from <= ${today}::date AND coalesce(r.valid_to >= ${today}::date, true)`.as(
        'holds',
      ),
    ])
    .where('r.key', 'not like', 'norm.%')
    .orderBy('r.key')
    .orderBy('r.validFrom', 'desc')
