import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { page } from '../platform/page.ts'
import { contentKinds } from '../support/index.ts'
import { AskedChoice, AskedText, Empty, Section, Table } from '../ui/index.ts'
import { contentValueFields } from './fields.ts'
import { at, crumbs, title } from './list-pages.tsx'
import { sumValues } from './sums.ts'

/** Confirmed values by kind of content and year; each figure opens what it sums. */
export const sumsPage = page({
  route: 'GET /content-values/sums',
  for: sumValues,
  about: words('Kết quả theo nội dung và năm', 'Results by content and year'),
  async run(request) {
    const { t, language, url } = request
    const asked = (name: string) => url.searchParams.get(name) ?? ''
    const { sums, levels } = await request.execute(sumValues, { year: asked('year'), kind: asked('kind') })
    const year = asked('year') === '' ? '' : `&year=${encodeURIComponent(asked('year'))}`
    const href = (fieldId: number) => `${at}?fieldId=${fieldId}&state=confirmed${year}`
    const head = {
      field: t(contentValueFields.labels.fieldId),
      item: t(contentValueFields.labels.item),
      turns: t('Số lượt', 'Turns'),
      sum: t('Tổng của số liệu', 'Sum of the figure'),
    }
    const steps = {
      field: t(contentValueFields.labels.fieldId),
      before: t('Trước hỗ trợ', 'Before support'),
      end: t('Khi kết thúc', 'At its end'),
      turns: t('Số lượt', 'Turns'),
    }
    return {
      title: t('Kết quả theo nội dung và năm', 'Results by content and year'),
      lead: t(
        'Chỉ cộng số liệu đã được xác nhận của lượt không bị hủy.',
        'Confirmed figures alone are added up, of turns that were not cancelled.',
      ),
      breadcrumbs: crumbs(request),
      body: (
        <>
          <form action={`${at}/sums`} method="get" class="mb-4 flex flex-wrap items-end gap-3">
            <AskedText request={request} name="year" label={t('Năm kế hoạch', 'Plan year')} />
            <AskedChoice
              request={request}
              name="kind"
              label={t('Loại nội dung', 'Kind of content')}
              choices={contentKinds.choices(t).map(({ value, label }) => ({ value: String(value), label }))}
              none={t('Mọi loại nội dung', 'Every kind of content')}
            />
            <button type="submit" class="btn">
              {t('Xem', 'Show')}
            </button>
          </form>
          <Section title={t('Số và diện tích', 'Numbers and areas')} id="sums">
            {sums.length === 0 ? (
              <Empty>{t('Chưa có số liệu nào được xác nhận.', 'No figure is confirmed yet.')}</Empty>
            ) : (
              <Table caption={t(title)} stack>
                <thead>
                  <tr>
                    {Object.entries(head).map(([key, label]) => (
                      <th class={key === 'turns' || key === 'sum' ? 'num' : undefined}>{label}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {sums.map((row) => (
                    <tr>
                      <td data-label={head.field}>{t(row.field, row.fieldEn)}</td>
                      <td data-label={head.item}>{row.item ?? '—'}</td>
                      <td data-label={head.turns} class="num">
                        <a href={href(row.fieldId)}>{formatNumber(row.turns, language)}</a>
                      </td>
                      <td data-label={head.sum} class="num">
                        {formatNumber(row.sum, language, 2)} {t(row.unit, row.unitEn)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            )}
          </Section>
          {levels.length === 0 ? null : (
            <Section title={t('Mức trước và sau hỗ trợ', 'Levels before and after support')} id="levels">
              <Table caption={t('Mức trước và sau hỗ trợ', 'Levels before and after support')} stack>
                <thead>
                  <tr>
                    {Object.entries(steps).map(([key, label]) => (
                      <th class={key === 'turns' ? 'num' : undefined}>{label}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {levels.map((row) => (
                    <tr>
                      <td data-label={steps.field}>{t(row.field, row.fieldEn)}</td>
                      <td data-label={steps.before}>{row.before ?? '—'}</td>
                      <td data-label={steps.end}>{row.end ?? '—'}</td>
                      <td data-label={steps.turns} class="num">
                        <a href={href(row.fieldId)}>{formatNumber(row.turns, language)}</a>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </Section>
          )}
        </>
      ),
    }
  },
})
