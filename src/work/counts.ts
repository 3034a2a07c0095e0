import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { countWork } from './queries.ts'
import type { Whose } from './waiting.ts'

export type Counts = Output<typeof countWork>
const counted = new WeakMap<PageRequest, Map<Whose, Promise<Counts>>>()

/** How much waits for who asks, by kind; read once for a page, by its body and by the number beside the menu. */
export function countsOf(request: PageRequest, whose: Whose = 'open'): Promise<Counts> {
  const known = counted.get(request) ?? new Map<Whose, Promise<Counts>>()
  counted.set(request, known)
  const counts = known.get(whose) ?? request.execute(countWork, { whose })
  known.set(whose, counts)
  return counts
}
