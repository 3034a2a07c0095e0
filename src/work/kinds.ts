import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import { type MatterKind, matterKinds, roleHolds } from '../platform/matters.ts'
import type { WorkKind } from '../platform/work.ts'
import { rooms } from '../portal/index.ts'
import { talkWork } from '../talk/index.ts'

/** The one matter of somebody from outside, until it is settled or the invitation ends. */
const invitedTo = ({ record, table, label, show, address, about }: MatterKind): WorkKind => ({
  kind: `invited.${record}`,
  label: words(`Được mời: ${label.vi}`, `Invited to: ${label.en}`),
  record,
  states: [],
  by: show,
  whose: 'person',
  address,
  rows: ({ today }) => ({
    from: sql`account_role x JOIN ${sql.table(table)} m ON m.id = x.record_id
      WHERE x.record = ${record} AND ${roleHolds('x', today)}`,
    id: sql`m.id`,
    since: sql`coalesce(x.from_day, ${localDay('x.set_at')})`,
    due: sql`x.to_day`,
    personId: sql`x.account_id`,
    subject: about.vi,
    subjectEn: about.en,
  }),
})

/** The kinds of work of all rooms, as their manifests declare them, and what people are invited to. */
export const workKinds: readonly WorkKind[] = [
  ...rooms.flatMap(({ work }) => work.kinds),
  ...[...matterKinds.values()].map(invitedTo),
  ...talkWork,
]
export const workRecords = rooms.flatMap(({ work }) => work.records)

const byName = new Map(workKinds.map((kind) => [kind.kind, kind]))

/** A kind by its name. Throws for one that nobody declared. */
export function kindOf(name: string): WorkKind {
  const kind = byName.get(name)
  if (kind === undefined) throw new Error(`No kind of work is named ${name}`)
  return kind
}

/** Whether its records have an officer in charge: the office's own work, on records with states. */
export const isCharged = ({ whose, states, charged }: WorkKind): boolean =>
  whose === 'office' && states.length > 0 && charged !== false
