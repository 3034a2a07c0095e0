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

/** The head of every page: the menu of a phone, the program's name, the other language, notices and the account. */
export function TopBar(props: { request: PageRequest; navigation: string | null; unread: number }) {
  const { t, actor } = props.request
  const { navigation } = props
  const language = otherLanguage(props.request)
  return (
    <header class="top bg-primary text-primary-content">
      <div class="mx-auto flex max-w-[88rem] items-center justify-between gap-3 px-3 py-2.5 sm:px-5">
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
        <a class="flex min-w-0 items-center gap-3" href="/">
          <img src={asset('favicon.svg')} alt="" width="32" height="32" class="shrink-0" />
          <span class="truncate font-semibold max-sm:whitespace-normal max-sm:text-sm max-sm:leading-tight">
            {t('Năng suất chất lượng', 'Productivity and quality')}
            <span class="hidden font-normal sm:inline">
              {' '}
              · {t('Chương trình hỗ trợ doanh nghiệp', 'Programme of support to enterprises')}
            </span>
          </span>
        </a>
        <div class="flex shrink-0 items-center gap-2">
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
            <details class="relative" data-menu="1">
              <summary class="max-w-28 truncate rounded-field px-2 py-1 hover:bg-white/15 sm:max-w-72">
                {actor.name} ▾
              </summary>
              <div class="menu-sheet">
                <p class="hint px-3 py-1">{actor.role === null ? '' : t(roleNames[actor.role])}</p>
                <a href="/account">{t('Tài khoản của tôi', 'My account')}</a>
                <a class="sm:hidden" {...language.link}>
                  {language.label}
                </a>
                <form method="post" action="/sign-out">
                  <button type="submit">{t('Đăng xuất', 'Sign out')}</button>
                </form>
              </div>
            </details>
          )}
        </div>
      </div>
    </header>
  )
}
