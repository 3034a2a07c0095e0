import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { type Actor, type Grant, holds } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import type { Page, PageRequest, Place } from '../platform/page.ts'
import { workMark } from './work-badge.tsx'

const groups: Readonly<Record<Place['group'], Words>> = {
  programme: words('Chương trình', 'Programme'),
  work: words('Hỗ trợ doanh nghiệp', 'Support to enterprises'),
  reporting: words('Giao việc và báo cáo', 'Duties and reports'),
  tasks: words('Nhiệm vụ khoa học và công nghệ', 'Science and technology tasks'),
  activities: words('Đào tạo, truyền thông, khen thưởng', 'Training, communication, commendation'),
  money: words('Kinh phí', 'Budget'),
  figures: words('Năng suất và TFP', 'Productivity and TFP'),
  rules: words('Văn bản và danh mục', 'Law and catalogues'),
  system: words('Hệ thống', 'System'),
}

/** A page that has a place in the menu. */
export interface Entry {
  readonly path: string
  readonly page: Pick<Page, 'may'>
  readonly place: Place
}

/** How many entries the menu shows before "More": so many at least, where the user may open them, and so many at most. */
export const [fewest, most] = [5, 7]

const inGroups = Object.keys(groups)
const inOrder = (one: Entry, other: Entry) =>
  inGroups.indexOf(one.place.group) - inGroups.indexOf(other.place.group) ||
  one.place.order - other.place.order

/** The pages that have a place, in the order of the menu. */
export const entriesOf = (pages: readonly Page[]): Entry[] =>
  pages
    .flatMap((page): Entry[] =>
      page.place === undefined ? [] : [{ path: page.route.replace(/^GET /, ''), page, place: page.place }],
    )
    .toSorted(inOrder)

/**
 * What the menu of an account shows first, and what stands under "More": first what the rooms say is daily for its roles. Where there is
 * hardly more than that, all of it is shown. Pure.
 */
export function menuOf(
  entries: readonly Entry[],
  { userId, grants }: Pick<Actor, 'userId' | 'grants'>,
): { readonly first: readonly Entry[]; readonly more: readonly Entry[] } {
  const open = entries.filter(({ page }) => holds({ grants }, page.may))
  if (open.length <= most) return { first: open, more: [] }
  // An account may what the public may, but its day is another.
  const roles: readonly Grant[] = [...grants].filter((grant) => userId === null || grant !== 'public')
  const daily = open.filter(({ place }) => place.main?.some((grant) => roles.includes(grant)) === true)
  const rest = open.filter((entry) => !daily.includes(entry))
  const first = [...daily.slice(0, most), ...rest.slice(0, Math.max(0, fewest - daily.length))].toSorted(
    inOrder,
  )
  return { first, more: open.filter((entry) => !first.includes(entry)) }
}

const isAt = (pathname: string, path: string) =>
  pathname === path || (path !== '/' && pathname.startsWith(`${path}/`))

/**
 * The navigation as HTML; null where the user may open nothing of it. It stands twice on every page (beside it, and in the
 * menu of a phone) and only depends on what may be opened, the language and where one is, so each is rendered once.
 */
export function keptNavigation(entries: readonly Entry[]) {
  const kept = new Map<string, string | null>()
  return ({ actor, language, t, url: { pathname } }: PageRequest): string | null => {
    // The longest address that the present one begins with is where we are; the first page is that of work.
    const at = pathname === '/' ? '/work' : pathname
    const here = entries
      .filter(({ path, page }) => holds(actor, page.may) && isAt(at, path))
      .toSorted((one, other) => other.path.length - one.path.length)[0]
    const key = `${actor.userId === null} ${[...actor.grants].join()} ${language} ${here?.path}`
    let html = kept.get(key)
    if (html === undefined) {
      const { first, more } = menuOf(entries, actor)
      html = first.length === 0 ? null : String(<Navigation {...{ first, more, here, t }} />)
      kept.set(key, html)
    }
    return html
  }
}

function Navigation(props: {
  first: readonly Entry[]
  more: readonly Entry[]
  here: Entry | undefined
  t: PageRequest['t']
}): Child {
  const { first, more, here, t } = props
  const within = here !== undefined && more.includes(here) ? here.place.group : null
  return (
    <>
      <ul>
        {first.map((entry) => (
          <Item {...{ entry, here, t }} />
        ))}
      </ul>
      {more.length === 0 ? null : (
        <details class="more mt-1" open={within !== null}>
          <summary>{t('Thêm', 'More')}</summary>
          {Object.entries(groups).map(([key, words]) => {
            const entries = more.filter(({ place }) => place.group === key)
            if (entries.length === 0) return null
            // Where one is in a group, the others are folded: the menu is not longer than the page.
            return (
              <details class="group mt-1" open={within === null || within === key}>
                <summary>{t(words)}</summary>
                <ul>
                  {entries.map((entry) => (
                    <Item {...{ entry, here, t }} />
                  ))}
                </ul>
              </details>
            )
          })}
        </details>
      )}
    </>
  )
}

function Item({ entry, here, t }: { entry: Entry; here: Entry | undefined; t: PageRequest['t'] }) {
  return (
    <li>
      <a href={entry.path} aria-current={entry === here ? 'page' : undefined}>
        {t(entry.place.label)}
        {entry.path === '/work' ? raw(workMark) : null}
      </a>
    </li>
  )
}
