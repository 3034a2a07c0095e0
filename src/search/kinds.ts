import type { Actor } from '../platform/actor.ts'
import { authorise } from '../platform/admission.ts'
import type { FindKind } from '../platform/find.ts'
import { Problem } from '../platform/problem.ts'
import { rooms } from '../portal/index.ts'

/** The kinds of record that the search finds, as the manifests of the rooms declare them. */
export const findKinds: readonly FindKind[] = rooms.flatMap(({ finds }) => finds)

const byName = new Map(findKinds.map((kind) => [kind.kind, kind]))

/** A kind by its name; undefined for one that nobody declared. */
export const kindNamed = (name: string): FindKind | undefined => byName.get(name)

/** The kinds that somebody may find: by the right, and by the token that it is asked with. */
export const kindsFor = (actor: Actor): FindKind[] => findKinds.filter(({ by }) => mayNow(by, actor))

function mayNow(by: FindKind['by'], actor: Actor): boolean {
  try {
    authorise(by, actor)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

/** The address of a record's page. */
export const hrefOf = ({ address }: FindKind, id: string): string =>
  address.replace('{id}', encodeURIComponent(id))

const starts = findKinds
  .filter(({ address }) => address.endsWith('/{id}'))
  .map((kind) => ({ kind, start: kind.address.slice(0, -'{id}'.length) }))

/** The record whose page has this path; null where the search finds no such record, or it has no number. */
export function recordAt(path: string): { readonly kind: FindKind; readonly recordId: number } | null {
  const [, start = '', number = ''] = /^(.*\/)(\d{1,9})$/.exec(path) ?? []
  const kind = starts.find((one) => one.start === start)?.kind
  return kind === undefined ? null : { kind, recordId: Number(number) }
}
