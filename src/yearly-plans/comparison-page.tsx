import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { numberOf, page } from '../platform/page.ts'
import { Empty, Section, Table } from '../ui/index.ts'
import { lineFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { compareYearlyPlan } from './queries.ts'
import { Cells, Heads, to } from './sections.tsx'

/* Two versions of a yearly plan side by side, line by line. */

const changeKinds = {
  added: words('Dòng mới', 'Line added'),
  removed: words('Bỏ đi', 'Taken out'),
  changed: words('Đổi nội dung', 'Altered'),
}

/** What a compared field is called. */
const fieldWords = (field: string) => {
  const read: Readonly<Record<string, { readonly label: { vi: string; en: string } }>> = lineFields.read
  if (field === 'amount') return words('Kinh phí (đồng)', 'Budget (đồng)')
  if (field === 'needs') return words('Nhu cầu', 'Needs')
  return read[field]?.label ?? words(field, field)
}

export const comparisonPage = page({
  route: 'GET /yearly-plans/{id}/comparison',
  for: compareYearlyPlan,
  async run(request) {
    const { t, language, url } = request
    const wanted = (name: string) => url.searchParams.get(name) || undefined
    const found = await request.execute(compareYearlyPlan, {
      id: numberOf(request, 'id'),
      from: wanted('from'),
      to: wanted('to'),
    })
    const { versions, changes, before, after } = found
    const choice = (name: 'from' | 'to', label: string, chosen: number | null, now: boolean) => (
      <label class="grid gap-1">
        <span class="text-sm font-semibold">{label}</span>
        <select name={name} class="select">
          {now ? (
            <option value="" selected={chosen === null}>
              {t('Như hiện nay', 'As it is now')}
            </option>
          ) : null}
          {versions.map(({ place, sentOn }) => (
            <option value={String(place)} selected={chosen === place}>
              {t(`Bản ${place}, trình ${formatDate(sentOn)}`, `Version ${place}, sent ${formatDate(sentOn)}`)}
            </option>
          ))}
        </select>
      </label>
    )
    const caption = t('Những gì đã đổi', 'What changed')
    return {
      title: t('So sánh các bản', 'Compare versions'),
      lead: found.title,
      breadcrumbs: [...crumbs(request), { label: found.title, href: to(found) }],
      body: (
        <>
          {versions.length === 0 ? (
            <Empty>{t('Chưa trình bản nào.', 'No version was sent yet.')}</Empty>
          ) : (
            <form method="get" class="panel mb-4 flex flex-wrap items-end gap-3">
              {choice('from', t('Từ bản', 'From version'), found.from, false)}
              {choice('to', t('Đến bản', 'To version'), found.to, true)}
              <button type="submit" class="btn btn-primary">
                {t('So sánh', 'Compare')}
              </button>
            </form>
          )}
          <Section
            title={caption}
            lead={t(
              `Tổng kinh phí: ${formatDong(before, language)} → ${formatDong(after, language)} đồng.`,
              `Total: ${formatDong(before, language)} → ${formatDong(after, language)} đồng.`,
            )}
          >
            {changes.length === 0 ? (
              <p>{t('Hai bản như nhau.', 'The two are alike.')}</p>
            ) : (
              <Table caption={caption}>
                <Heads
                  of={[
                    [t('Nội dung, hoạt động', 'What is done')],
                    [t('Thay đổi', 'Change')],
                    [t('Trước khi đổi', 'Beforehand')],
                    [t('Sau khi đổi', 'Afterwards')],
                  ]}
                />
                <tbody>
                  {changes.flatMap((change) =>
                    change.fields
                      .filter(({ field }) => change.kind === 'changed' || field === 'amount')
                      .map(({ field, before: was, after: is }) => (
                        <tr>
                          <Cells
                            of={[
                              [t('Nội dung, hoạt động', 'What is done'), change.title],
                              [
                                t('Thay đổi', 'Change'),
                                `${t(changeKinds[change.kind])}: ${t(fieldWords(field))}`,
                              ],
                              [t('Trước khi đổi', 'Beforehand'), was],
                              [t('Sau khi đổi', 'Afterwards'), is],
                            ]}
                          />
                        </tr>
                      )),
                  )}
                </tbody>
              </Table>
            )}
          </Section>
        </>
      ),
    }
  },
})
