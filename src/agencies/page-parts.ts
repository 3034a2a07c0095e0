import type { Child } from 'hono/jsx'
import type { PageRequest } from '../platform/page.ts'

/** What another room shows of an agency on its page; null where there is nothing, or nothing for this reader. */
export type AgencyPart = (request: PageRequest, agencyId: number) => Promise<Child>

const parts: AgencyPart[] = []

/** Adds a part to the page of each agency: rooms that stand on this one say so. */
export function agencyPart(part: AgencyPart): void {
  parts.push(part)
}

/** The parts of an agency's page, in the order in which they were added. */
export const partsOfAgency: AgencyPart = (request, agencyId) =>
  Promise.all(parts.map((part) => part(request, agencyId)))
