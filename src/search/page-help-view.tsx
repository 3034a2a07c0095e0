import type { Child } from 'hono/jsx'
import type { PageRequest } from '../platform/page.ts'
import { pageAnchor, topicsFor } from './help.ts'
import { helpedPath, pageHelp } from './page-help.ts'

/** What a page is for and how one works with it, folded; null where the menu has no such page. */
export function pageHelpView({ actor, t, url }: PageRequest): Child {
  if (actor.userId === null) return null
  const path = helpedPath(url.pathname)
  const text = path === null ? undefined : pageHelp[path]
  if (path === null || text === undefined) return null
  const topics = topicsFor(actor).filter(({ href }) => href === path || href.startsWith(`${path}/`))
  return (
    <details class="no-print mb-3">
      <summary class="w-fit cursor-pointer text-sm text-base-content/75">
        {t('Trợ giúp trang này', 'Help on this page')}
      </summary>
      <div class="mt-1 max-w-prose rounded-box border border-base-300 bg-base-100 p-3">
        <p>{t(text)}</p>
        <ul class="mt-2 list-disc pl-5">
          {topics.map(({ key, title }) => (
            <li>
              <a href={`/help#${key}`}>{t(title)}</a>
            </li>
          ))}
          <li>
            <a href={`/help#${pageAnchor(path)}`}>{t('Tất cả trợ giúp', 'All help')}</a>
          </li>
        </ul>
      </div>
    </details>
  )
}
