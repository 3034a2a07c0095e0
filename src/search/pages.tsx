import { words } from '../platform/language.ts'
import { type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Empty, Section } from '../ui/index.ts'
import { findEverything, forgetRecent, type Group, recentRecords } from './queries.ts'

/** The search as a page: a field, what was found by kind, and what one opened last. Works without JavaScript. */
export const searchPage = page({
  route: 'GET /search',
  for: findEverything,
  async run(request) {
    const { t, url, actor } = request
    const { q, groups } = await request.execute(findEverything, { q: url.searchParams.get('q') ?? '' })
    const recent = q === '' && actor.userId !== null ? await request.execute(recentRecords, {}) : []
    return {
      title:
        q === '' ? t('Tìm trong toàn chương trình', 'Search everything') : t(`Tìm: ${q}`, `Search: ${q}`),
      body: (
        <>
          <search>
            <form method="get" action="/search" class="mb-4 flex max-w-2xl gap-2">
              <label class="sr-only" for="search-q">
                {t('Tìm gì', 'What to look for')}
              </label>
              <input id="search-q" class="input grow" type="search" name="q" value={q} maxlength={200} />
              <button class="btn btn-primary" type="submit">
                {t('Tìm', 'Search')}
              </button>
            </form>
          </search>
          <div id="found">
            {q === '' ? (
              <Recent request={request} rows={recent} />
            ) : (
              <FoundGroups request={request} groups={groups} />
            )}
          </div>
        </>
      ),
    }
  },
})

function FoundGroups({
  request: { t, mayOpen },
  groups,
}: {
  request: PageRequest
  groups: readonly Group[]
}) {
  if (groups.length === 0)
    return (
      <Empty>
        {t(
          'Không tìm thấy gì. Xin thử ít chữ hơn, mã số thuế, hoặc số văn bản.',
          'Nothing was found. Try fewer words, a tax code, or the number of a document.',
        )}
      </Empty>
    )
  return (
    <>
      {groups.map(({ kind, label, items, more, all }) => (
        <Section title={t(label)} id={`found-${kind}`}>
          <ul class="grid gap-1">
            {items.map(({ title, note, href }) => (
              <li class="min-w-0">
                {mayOpen(href) ? <a href={href}>{t(title)}</a> : t(title)}
                {note === null ? null : <span class="hint block break-words">{note}</span>}
              </li>
            ))}
          </ul>
          {more && all !== null && mayOpen(all) ? (
            <p class="mt-2">
              <a href={all}>{t('Xem tất cả', 'See all')}</a>
            </p>
          ) : null}
          {more && all === null ? (
            <p class="hint mt-2">
              {t('Còn nữa: xin gõ thêm chữ.', 'There are more: please type more words.')}
            </p>
          ) : null}
        </Section>
      ))}
    </>
  )
}

function Recent({
  request,
  rows,
}: {
  request: PageRequest
  rows: readonly {
    title: { vi: string; en: string }
    note: string | null
    href: string
    label: { vi: string; en: string }
  }[]
}) {
  const { t } = request
  if (rows.length === 0)
    return (
      <Empty>
        {t(
          'Gõ tên doanh nghiệp, mã số thuế, số văn bản hoặc tên một trang. Phím tắt: / hoặc Ctrl-K.',
          'Type the name of an enterprise, a tax code, the number of a document, or the name of a page. Keys: / or Ctrl-K.',
        )}
      </Empty>
    )
  return (
    <Section title={t('Mới mở gần đây', 'Opened lately')} id="recent">
      <ul class="grid gap-1">
        {rows.map(({ title, note, href, label }) => (
          <li class="min-w-0">
            <a href={href}>{t(title)}</a>
            <span class="hint block break-words">{[t(label), note].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      <p class="no-sheet mt-3">
        <Act command={forgetRecent} request={request} action="/search/forget">
          {t('Xóa danh sách này', 'Forget this list')}
        </Act>
      </p>
    </Section>
  )
}

export const forgetRecentReceiver = receiver({
  command: forgetRecent,
  address: '/search/forget',
  done: () => ({ to: '/search', message: words('Đã xóa danh sách mới mở.', 'The list is forgotten.') }),
})
