import { type Actor, mayRun } from '../platform/actor.ts'
import type { Words } from '../platform/language.ts'
import { routeParts } from '../platform/openapi.ts'
import type { Page } from '../platform/page.ts'
import { fold } from '../platform/text.ts'
import { portalCapability, rooms } from '../portal/index.ts'
import { retentionCapability } from '../retention/index.ts'
import { workCapability } from '../work/index.ts'

/** Files and look-ups of forms: addresses that show no page. */
const notShown = /template|export|document|\.\w+$|\/feed|choices/

interface ProgramPage {
  readonly page: Page
  readonly href: string
  readonly about: Words
  /** Folded, in both languages. */
  readonly text: string
}

const programPages: readonly ProgramPage[] = [portalCapability, workCapability, retentionCapability, ...rooms]
  .flatMap(({ pages }) => pages)
  .flatMap((page): ProgramPage[] => {
    const { method, path } = routeParts(page.route)
    const { about } = page
    if (method !== 'GET' || about === undefined || path.includes('{') || notShown.test(path)) return []
    return [{ page, href: path, about, text: fold(` ${about.vi} ${about.en}`) }]
  })

/** The pages of the program that somebody may open and whose names have words that begin with each of these (folded); those of the menu first. */
export function pagesFound(actor: Actor, words: readonly string[]): { href: string; title: Words }[] {
  const found = programPages.filter(
    ({ page, text }) => mayRun(actor, page) && words.every((word) => text.includes(` ${word}`)),
  )
  return found
    .toSorted((one, other) => Number(other.page.place !== undefined) - Number(one.page.place !== undefined))
    .map(({ href, about }) => ({ href, title: about }))
}

const byHref = new Map(programPages.map(({ href, page }) => [href, page]))

/** Whether somebody may open one of these pages; /search is everybody's. */
export function opensPage(actor: Actor, href: string): boolean {
  const page = byHref.get(href)
  return href === '/search' || (page !== undefined && mayRun(actor, page))
}

/** What a page of the program is called, for somebody who may open it; null for nobody else. */
export function pageName(actor: Actor, href: string): Words | null {
  const page = byHref.get(href)
  return page !== undefined && mayRun(actor, page) ? (page.place?.label ?? page.about ?? null) : null
}
