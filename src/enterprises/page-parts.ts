import type { Child } from 'hono/jsx'
import type { PageRequest } from '../platform/page.ts'

/** What a room above adds to the page of an enterprise, such as its money; null where it has nothing for this reader. */
type EnterprisePart = (request: PageRequest, enterpriseId: number) => Promise<Child>

const parts: EnterprisePart[] = []

/** Adds a part to the page of an enterprise. Called once, when the room is loaded. */
export function enterprisePart(part: EnterprisePart): void {
  parts.push(part)
}

export const partsOf = (request: PageRequest, enterpriseId: number): Promise<Child[]> =>
  Promise.all(parts.map((part) => part(request, enterpriseId)))
