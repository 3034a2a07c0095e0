import type { FindKind } from './find.ts'
import type { Command, Operation, Query } from './operation.ts'
import type { Page } from './page.ts'
import type { ThreadKind } from './thread.ts'
import type { RoomWork } from './work.ts'

/** What a room adds to the program. */
export interface Capability {
  readonly operations: readonly Operation[]
  readonly pages: readonly Page[]
  /** The commands that dashboards tell of. */
  readonly news: readonly Operation[]
  /** Where the page of a record is, by the kind that an audit subject (`application:7`) names: `{ application: '/applications' }`. */
  readonly links: Readonly<Record<string, `/${string}`>>
  /** What waits for somebody in the room, and which states of its records wait for nobody. */
  readonly work: RoomWork
  /** Its kinds of record that people talk on. */
  readonly threads: readonly ThreadKind[]
  /** Its kinds of record that the search finds. */
  readonly finds: readonly FindKind[]
}

/**
 * The manifest of a room: whatever its modules declare and export is an operation or a page of the program, in any order, since
 * addresses are answered by the most specific one (`bySpecificity`).
 * @param of.modules the room's modules (`import * as commands from './commands.ts'`)
 * @param of.work its kinds of work; without them nothing of the room is on anybody's list
 * @param of.news the commands that dashboards tell of, or true for each command of the room; none when left out
 * @example
 * export const trainingCapability = capability({
 *   modules: [commands, queries, pages],
 *   news: true,
 *   links: { training_event: '/training' },
 * })
 */
export function capability(of: {
  readonly modules: readonly object[]
  readonly news?: true | readonly Operation[]
  readonly links?: Capability['links']
  readonly work?: RoomWork
  readonly threads?: readonly ThreadKind[]
  readonly finds?: readonly FindKind[]
}): Capability {
  const declared = [...new Set(of.modules.flatMap((module) => [...declaredIn(module)]))]
  const operations = declared.filter(isOperation)
  const commands = operations.filter(({ kind }) => kind === 'command')
  return {
    operations,
    pages: declared.filter(isPage),
    news: of.news === true ? commands : (of.news ?? []),
    links: of.links ?? {},
    work: of.work ?? { kinds: [], records: [] },
    threads: of.threads ?? [],
    finds: of.finds ?? [],
  }
}

/** How deep a module's exports are looked through: a list of pages, or of what `formPage` and `importPages` make of them. */
const deepest = 4

function* declaredIn(value: unknown, depth = 0): Generator<Operation | Page> {
  if (typeof value !== 'object' || value === null || depth > deepest) return
  if (isOperation(value) || isPage(value)) yield value
  else for (const each of Object.values(value)) yield* declaredIn(each, depth + 1)
}

function isOperation(value: object): value is Command | Query {
  return 'kind' in value && (value.kind === 'command' || value.kind === 'query') && 'summary' in value
}

function isPage(value: object): value is Page {
  return !isOperation(value) && 'route' in value && 'may' in value && 'run' in value
}

/**
 * Puts addresses in the order in which they are tried: a fixed part before a `{part}`, so that `/enterprises/new` is not taken for an
 * enterprise called "new". Whole routes (`GET /enterprises/{id}`) or paths.
 */
export function bySpecificity(one: string, other: string): number {
  const [parts, others] = [one.split('/'), other.split('/')]
  for (const [place, part] of parts.entries()) {
    const beside = others[place]
    if (beside === undefined) return 1
    const [open, besideOpen] = [part.startsWith('{'), beside.startsWith('{')]
    if (open !== besideOpen) return open ? 1 : -1
    if (!open && part !== beside) return part < beside ? -1 : 1
  }
  return parts.length - others.length
}
