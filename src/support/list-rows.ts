import { sql } from 'kysely'
import { z } from 'zod'
import { type TakenOverType, takenOverInput, takenOverWanted } from '../imports/index.ts'
import type { Actor } from '../platform/actor.ts'
import { optionalId, optionalYear } from '../platform/fields.ts'
import { searchPatterns } from '../platform/list.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'

/* What the lists of an enterprise's records under the programme ask for and show alike: applications, support turns. */

export const recordShape = {
  id: z.int(),
  planId: z.int(),
  /** The number of the plan under which it is. */
  plan: z.string(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  taxCode: z.string(),
  content: z.string(),
  contentEn: z.string(),
  year: z.int(),
}

export const recordInput = {
  year: optionalYear(),
  contentId: optionalId(),
  enterpriseId: optionalId(),
  /** The unit that the enterprise's seat is in. */
  unit: optionalId(),
  ...takenOverInput,
}

/** The rows of the table `at` (`e`: the enterprise) that a list asks for, of the enterprises that the account reads. */
export function recordsWanted(
  at: string,
  recordType: TakenOverType,
  actor: Actor,
  input: z.output<z.ZodObject<typeof recordInput>> & { q?: string | undefined; state?: string | undefined },
) {
  const asked: readonly (readonly [string, string | number | null | undefined])[] = [
    ['enterpriseId', input.enterpriseId],
    ['state', input.state],
    ['year', input.year],
    ['contentId', input.contentId],
  ]
  const conditions = [
    ...asked.flatMap(([column, value]) =>
      value === null || value === undefined ? [] : [sql`${sql.ref(`${at}.${column}`)} = ${value}`],
    ),
    ...(input.unit === undefined ? [] : [sql`e.admin_unit_id = ${input.unit}`]),
    ...searchPatterns(input.q, fold).map((pattern) => sql`e.search LIKE ${pattern}`),
  ]
  return sql<boolean>`${sql.join(
    [
      readableBy(actor, `${at}.enterpriseId`),
      takenOverWanted(recordType, `${at}.id`, input.takenOver),
      ...conditions,
    ],
    sql` AND `,
  )}`
}
