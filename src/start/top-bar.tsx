import { raw } from 'hono/html'
import { roleNames } from '../platform/actor.ts'
import { asset } from '../platform/assets.ts'
import type { PageRequest } from '../platform/page.ts'

/** Where an account's notices are, with how many it has not read. */
function Bell({ unread, t }: { unread: number; t: PageRequest['t'] }) {
  const count = unread > 99 ? '99+' : String(unread)
  return (
    <a
      class="relative rounded-field px-2 py-1 hover:bg-white/15"
      href="/notices"
      aria-label={
        unread === 0
          ? t('Thông báo', 'Notices')
          : t(`Thông báo: ${count} chưa đọc`, `Notices: ${count} unread`)
      }
    >
      <svg aria-hidden="true" viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor">
        <path
          d="M6 9a6 6 0 0 1 12 0c0 6 2.5 7 2.5 7h-17S6 15 6 9m4 10.5a2.2 2.2 0 0 0 4 0"
          stroke-width="1.8"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      {unread === 0 ? null : (
        <span class="absolute -top-0.5 -right-1 rounded-full bg-warning px-1.5 text-xs font-semibold text-warning-content">
          {count}
        </span>
      )}
    </a>
  )
}

/** The link to this page in the other language. */
function otherLanguage({ language, url }: PageRequest) {
  const other = language === 'vi' ? 'en' : 'vi'
  const query = new URLSearchParams(url.searchParams)
  query.set('lang', other)
  return {
    label: other === 'en' ? 'English' : 'Tiếng Việt',
    link: { href: `${url.pathname}?${query.toString()}`, hreflang: other, lang: other },
  }
}

/** The search: a field where there is room, which `/` and Ctrl-K lead to; a link on a phone, to the page that has the field. */
function Search({ t, url }: PageRequest) {
  if (url.pathname === '/search') return null
  return (
    <>
      <search class="relative hidden min-w-0 max-w-96 grow sm:block">
        <form method="get" action="/search" data-search="1">
          <label class="sr-only" for="search-all">
            {t('Tìm trong toàn chương trình', 'Search everything')}
          </label>
          <input
            id="search-all"
            class="input input-sm w-full text-base-content"
            type="search"
            name="q"
            maxlength={200}
            autocomplete="off"
            aria-keyshortcuts="/ Control+K"
            placeholder={t('Tìm (/)', 'Search (/)')}
          />
        </form>
        <div class="found-sheet" data-found hidden></div>
      </search>
      <a
        class="rounded-field px-2 py-1 hover:bg-white/15 sm:hidden"
        href="/search"
        aria-label={t('Tìm trong toàn chương trình', 'Search everything')}
      >
        <Icon d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13m5 11.5L21 21" />
      </a>
    </>
  )
}

function Icon({ d }: { d: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor">
      <path d={d} stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}

/** The program's name and, below it, the office or enterprise that the user acts for: both whole on a phone, too. */
function Names({ t, office }: { t: PageRequest['t']; office: string | null }) {
  return (
    <a class="flex min-w-0 items-center gap-3" href="/">
      <img src={asset('favicon.svg')} alt="" width="32" height="32" class="shrink-0 max-sm:hidden" />
      <span class="min-w-0 leading-tight font-semibold break-words max-sm:text-sm">
        {t('Năng suất chất lượng', 'Productivity and quality')}
        <span class="hidden font-normal xl:inline">
          {' '}
          · {t('Chương trình hỗ trợ doanh nghiệp', 'Programme of support to enterprises')}
        </span>
        {office === null ? null : <span class="block text-xs font-normal">{office}</span>}
      </span>
    </a>
  )
}

function AccountMenu({
  request,
  language,
}: {
  request: PageRequest
  language: ReturnType<typeof otherLanguage>
}) {
  const { t, actor } = request
  return (
    <details class="relative" data-menu="1">
      <summary class="rounded-field px-2 py-1 hover:bg-white/15 sm:max-w-72 sm:truncate">
        <span class="max-sm:sr-only">{actor.name} ▾</span>
        <span class="sm:hidden">
          <Icon d="M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7" />
        </span>
      </summary>
      <div class="menu-sheet">
        <p class="px-3 pt-1 font-semibold sm:hidden">{actor.name}</p>
        <p class="hint px-3 py-1">{actor.role === null ? '' : t(roleNames[actor.role])}</p>
        <a href="/account">{t('Tài khoản của tôi', 'My account')}</a>
        <a href="/drafts">{t('Bản nháp của tôi', 'My drafts')}</a>
        <a href="/help">{t('Trợ giúp', 'Help')}</a>
        <a class="sm:hidden" {...language.link}>
          {language.label}
        </a>
        <form method="post" action="/sign-out">
          <button type="submit">{t('Đăng xuất', 'Sign out')}</button>
        </form>
      </div>
    </details>
  )
}

/** The head of every page: the menu of a phone, the names, the search, the other language, notices and the account. */
export function TopBar(props: {
  request: PageRequest
  navigation: string | null
  unread: number
  office: string | null
}) {
  const { t, actor } = props.request
  const { navigation } = props
  const language = otherLanguage(props.request)
  return (
    <header class="top bg-primary text-primary-content">
      <div class="mx-auto flex max-w-[88rem] items-center justify-between gap-2 px-3 py-2.5 sm:gap-3 sm:px-5">
        {navigation === null ? null : (
          <details class="relative lg:hidden" data-menu="1">
            <summary class="rounded-field px-2 py-1 hover:bg-white/15" aria-label={t('Danh mục', 'Menu')}>
              <span aria-hidden="true">☰</span>
              <span class="hidden sm:inline"> {t('Danh mục', 'Menu')}</span>
            </summary>
            <nav
              class="side absolute left-0 z-20 mt-2 max-h-[75vh] w-72 overflow-y-auto rounded-box border border-base-300 bg-base-100 p-3 text-base-content shadow-xl"
              aria-label={t('Mục chính', 'Main')}
            >
              {raw(navigation)}
            </nav>
          </details>
        )}
        <Names t={t} office={props.office} />
        <Search {...props.request} />
        <div class="flex shrink-0 items-center gap-1 sm:gap-2">
          <a
            class={`rounded-field px-2 py-1 hover:bg-white/15 ${actor.userId === null ? '' : 'max-sm:hidden'}`}
            {...language.link}
          >
            {language.label}
          </a>
          {actor.userId === null ? null : <Bell unread={props.unread} t={t} />}
          {actor.userId === null ? (
            <a class="btn btn-sm border-0 bg-base-100 text-primary" href="/sign-in">
              {t('Đăng nhập', 'Sign in')}
            </a>
          ) : (
            <AccountMenu request={props.request} language={language} />
          )}
        </div>
      </div>
    </header>
  )
}
