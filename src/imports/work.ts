import { type RawBuilder, sql } from 'kysely'
import type { Guarded } from '../platform/actor.ts'
import type { Words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { WorkKind } from '../platform/work.ts'

/** What was checked and not written is told for this many days; then it counts as left. */
const toldDays = 7

/**
 * The work that a checked table is until whoever brought it writes it.
 * @param of.address the page of what the check found, with `{id}`
 */
export function stagedImports(of: {
  readonly kind: string
  readonly by: Guarded
  readonly label: Words
  readonly address: string
  /** What else has become of it, as a condition on the row `i`: it is then nobody's work here. */
  readonly unless?: RawBuilder<unknown>
}): WorkKind {
  return {
    kind: `imports.${of.kind}`,
    label: of.label,
    record: 'import',
    // What was checked is no record yet: it is kept for whoever brought it, and nobody has to write it.
    states: [],
    by: of.by,
    whose: 'office',
    address: of.address,
    rows: ({ actor, today }) => ({
      from: sql`import i LEFT JOIN file f ON f.id = i.file_id
        WHERE i.kind = ${of.kind} AND i.applied_at IS NULL AND i.added + i.changed > 0 AND i.checked_by = ${actor.name} AND NOT coalesce(${of.unless ?? sql`false`}, false)
          AND i.checked_at > ${today}::date - ${toldDays}::int`,
      id: sql`i.id`,
      since: localDay('i.checked_at'),
      subject: sql`f.name`,
    }),
  }
}
