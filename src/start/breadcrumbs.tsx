import type { Crumb, Page, PageRequest, View } from '../platform/page.ts'

/**
 * The way up to a page: the first page, then what the page itself says or, where it says nothing, the pages that stand above its address
 * and that the user may open. None above the first page itself.
 */
export function wayUp(pages: readonly Page[]) {
  const named = new Map(
    pages.flatMap(({ route, about }) =>
      about !== undefined && route.startsWith('GET ') && !route.includes('{')
        ? [[route.slice('GET '.length), about] as const]
        : [],
    ),
  )
  return ({ t, actor, url: { pathname }, mayOpen }: PageRequest, { breadcrumbs }: View): readonly Crumb[] => {
    const first =
      actor.userId === null
        ? { label: t('Trang đầu', 'First page'), href: '/' }
        : { label: t('Việc của tôi', 'My work'), href: '/' }
    if (pathname === '/' || pathname === '/work') return breadcrumbs ?? []
    const own = breadcrumbs ?? []
    const said = own.length > 0 ? own : above()
    return [first, ...said.filter(({ href }) => href !== '/' && href !== '/work')]

    function above(): Crumb[] {
      const parts = pathname.split('/').slice(1, -1)
      return parts.flatMap((_part, at): Crumb[] => {
        const href = `/${parts.slice(0, at + 1).join('/')}`
        const about = named.get(href)
        return about === undefined || !mayOpen(href) ? [] : [{ label: t(about), href }]
      })
    }
  }
}

/** The way up, above the title of a page. */
export function Breadcrumbs({ t, crumbs }: { t: PageRequest['t']; crumbs: readonly Crumb[] }) {
  if (crumbs.length === 0) return null
  return (
    <nav class="mb-1 text-sm" aria-label={t('Đường dẫn', 'Breadcrumb')}>
      <ol class="flex flex-wrap gap-x-2">
        {crumbs.map((crumb) => (
          <li>
            <a href={crumb.href}>{crumb.label}</a> <span aria-hidden="true">›</span>
          </li>
        ))}
      </ol>
    </nav>
  )
}
