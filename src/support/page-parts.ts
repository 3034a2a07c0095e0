import type { Child } from 'hono/jsx'
import type { PageRequest } from '../platform/page.ts'

/** What a room above adds to the page of a turn, such as the data of its content; null where it has nothing for this reader. */
type TurnPart = (
  request: PageRequest,
  turn: { readonly id: number; readonly enterpriseId: number; readonly state: string },
) => Promise<Child>

const parts: TurnPart[] = []

/** Adds a part to the page of a turn. Called once, when the room is loaded. */
export function turnPart(part: TurnPart): void {
  parts.push(part)
}

export const partsOfTurn = (...of: Parameters<TurnPart>): Promise<Child[]> =>
  Promise.all(parts.map((part) => part(...of)))
