import * as agencies from '../agencies/commands.ts'
import * as applications from '../applications/commands.ts'
import * as budget from '../budget/commands.ts'
import * as drafting from '../drafting/commands.ts'
import * as enterprises from '../enterprises/commands.ts'
import * as legal from '../legal/commands.ts'
import * as plan from '../plan/commands.ts'
import type { Words } from '../platform/language.ts'
import * as productivity from '../productivity/commands.ts'
import * as reports from '../reports/commands.ts'
import * as series from '../series/commands.ts'
import * as studies from '../studies/commands.ts'
import * as support from '../support/commands.ts'
import * as training from '../training/commands.ts'

/*
 * What a dashboard tells of: the commands that do the programme's work, each in the words of its own summary. Accounts and
 * uploads are not news.
 */

const modules: readonly object[] = [
  plan,
  agencies,
  legal,
  enterprises,
  applications,
  support,
  training,
  budget,
  drafting,
  series,
  studies,
  productivity,
  reports,
]

function isCommand(value: unknown): value is { name: string; summary: Words } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'command'
}

/** The words of each command that is news, by its name in the audit. */
export const activityWords: ReadonlyMap<string, Words> = new Map(
  modules.flatMap((module) =>
    Object.values(module)
      .filter(isCommand)
      .map((command) => [command.name, command.summary] as const),
  ),
)
