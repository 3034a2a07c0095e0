import type { WorkKind } from '../platform/work.ts'
import { rooms } from '../portal/index.ts'

/** The kinds of work of all rooms, as their manifests declare them. */
export const workKinds: readonly WorkKind[] = rooms.flatMap(({ work }) => work.kinds)
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
