import { type Actor, mayRun } from './actor.ts'
import { bySpecificity } from './capability.ts'
import { routeParts } from './openapi.ts'
import type { Page } from './page.ts'
import type { System } from './system.ts'

/* Who may open the page of an address, by what each page declares: a link is shown to whoever may follow it. */

type Rights = (actor: Actor, href: string, isSent: boolean) => boolean
const rights = new WeakMap<System, Rights>()

/** Makes the pages of a program known. */
export function declarePages(system: System, pages: readonly Page[]): void {
  const opened = pages
    .toSorted((one, other) => bySpecificity(one.route, other.route))
    .map(({ route, may, signed }) => ({
      may,
      signed,
      sent: route.startsWith('POST '),
      pattern: new RegExp(
        `^${routeParts(route)
          .path.replaceAll('.', '\\.')
          .replace(/\{\w+\}/g, '[^/]+')}$`,
      ),
    }))
  rights.set(system, (actor, href, isSent) => {
    const path = href.replace(/[?#].*$/s, '')
    const page = opened.find(({ sent, pattern }) => sent === isSent && pattern.test(path))
    return page !== undefined && mayRun(actor, page)
  })
}

/** Whether an actor may open the page of an address of ours. */
export function mayOpen(system: System, actor: Actor, href: string): boolean {
  return rights.get(system)?.(actor, href, false) ?? false
}

/** Whether an actor may send a form to an address of ours: what a room under the form's own asks. */
export function maySend(system: System, actor: Actor, action: string): boolean {
  return rights.get(system)?.(actor, action, true) ?? false
}
