import { listGuide } from '../guide/index.ts'
import { listInstruments } from '../legal/index.ts'
import { listNews } from '../news/index.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { page } from '../platform/page.ts'
import { AskedText, Empty, Section } from '../ui/index.ts'

/** How many of each shelf stand on the page; its own list has all. */
const shown = 8

interface Item {
  readonly href: string
  readonly label: string
  readonly note: string | null
}

const title = words('Thư viện tiêu chuẩn, công cụ, pháp luật', 'Library of standards, tools and law')

/** Standards and tools of the guide, law, and how-to articles, sought at once: each shelf is the list of its own room. */
export const libraryPage = page({
  route: 'GET /library',
  may: ['public'],
  place: { group: 'rules', order: 5, label: words('Thư viện', 'Library') },
  async run(request) {
    const { t, language, url } = request
    const q = (url.searchParams.get('q') ?? '').trim()
    const asked = { q, limit: shown }
    const [guide, law, articles] = [
      await request.execute(listGuide, asked),
      await request.execute(listInstruments, asked),
      await request.execute(listNews, { ...asked, kind: 'guidance' }),
    ]
    const shelves: { id: string; label: string; all: string; total: number | null; items: Item[] }[] = [
      {
        id: 'guide',
        label: t('Tiêu chuẩn, hệ thống, công cụ', 'Standards, systems, tools'),
        all: '/guide',
        total: guide.total,
        items: guide.rows.map((row) => ({
          href: `/guide/${row.id}`,
          label: t(row.title, row.titleEn),
          note: row.standards.length === 0 ? null : row.standards.join('; '),
        })),
      },
      {
        id: 'law',
        label: t('Văn bản pháp luật', 'Law'),
        all: '/legal/instruments',
        total: law.total,
        items: law.rows.map((row) => ({
          href: `/legal/instruments/${row.id}`,
          label: row.number,
          note: t(row.title, row.titleEn),
        })),
      },
      {
        id: 'articles',
        label: t('Bài hướng dẫn', 'How-to articles'),
        all: '/news?kind=guidance',
        total: articles.total,
        items: articles.rows.map((row) => ({
          href: `/news/${row.id}`,
          label: t(row.title, row.titleEn),
          note: t(row.summary, row.summaryEn),
        })),
      },
    ]
    const allOf = (address: string) =>
      q === '' ? address : `${address}${address.includes('?') ? '&' : '?'}q=${encodeURIComponent(q)}`
    return {
      title: t(title),
      lead: t(
        'Tìm một lần trong hướng dẫn hệ thống, công cụ, tiêu chuẩn; văn bản pháp luật; bài hướng dẫn.',
        'One search over the guide to systems, tools and standards, the law, and how-to articles.',
      ),
      body: (
        <>
          <form action="/library" method="get" class="mb-4 flex max-w-xl flex-wrap items-end gap-2">
            <div class="grow">
              <AskedText
                request={request}
                name="q"
                label={t('Tìm trong thư viện', 'Search the library')}
                hint={t('Gõ không dấu cũng được.', 'Accents may be left out.')}
              />
            </div>
            <button type="submit" class="btn btn-primary">
              {t('Tìm', 'Search')}
            </button>
          </form>
          {shelves.map(({ id, label, all, total, items }) => (
            <Section
              title={label}
              id={id}
              actions={
                items.length === 0 ? null : (
                  <a href={allOf(all)}>
                    {total === null
                      ? t('Xem tất cả', 'See all')
                      : t(
                          `Xem tất cả (${formatNumber(total, language)})`,
                          `See all (${formatNumber(total, language)})`,
                        )}
                  </a>
                )
              }
            >
              {items.length === 0 ? (
                <Empty>{t('Không có mục nào khớp.', 'Nothing matches.')}</Empty>
              ) : (
                <ul class="grid gap-2">
                  {items.map((item) => (
                    <li>
                      <a href={item.href}>{item.label}</a>
                      {item.note === null ? null : <span class="hint block">{item.note}</span>}
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          ))}
        </>
      ),
    }
  },
})
