import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** Sets what is agreed to for each line of an estimate: the figure of the round, else what was asked. */
export const agreeLines = (db: Db, estimateId: number, roundId: number) =>
  sql`UPDATE estimate_line l SET agreed = coalesce((SELECT a.amount FROM estimate_appraisal a WHERE a.round_id = ${roundId} AND a.line_id = l.id),
      l.amount) WHERE l.estimate_id = ${estimateId}`.execute(db)
