import type { Child } from 'hono/jsx'
import { type Translate, type Words, words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { act, actsOf, Section, type Sent } from '../ui/index.ts'
import { rebaseSeries, spliceSeries } from './derive.ts'
import { withdrawValue } from './entry.ts'
import type { showSeries } from './list-queries.ts'

export type Shown = Awaited<ReturnType<typeof showSeries.run>>

/** What tells another series of the same thing. */
export const siblingName = (one: Shown['siblings'][number], t: Translate) =>
  [
    one.baseYear === null ? '' : t(`giá năm ${one.baseYear}`, `prices of ${one.baseYear}`),
    one.edition || t('đang dùng', 'in use'),
  ]
    .filter((part) => part !== '')
    .join(', ')

const computed = ({ years }: { years: number[] }): Words =>
  words(
    `Đã tính ${years.length} năm: ${years.join(', ')}.`,
    `${years.length} years computed: ${years.join(', ')}.`,
  )

const explained = (text: string) => <p class="hint max-w-prose">{text}</p>

const acts = {
  splice: act(spliceSeries, {
    title: words('Nối một chuỗi cũ vào trước chuỗi này', 'Link an older series in front of this one'),
    path: 'splice',
    open: ({ siblings }: Shown) => siblings.length > 0,
    initial: ({ series: { firstYear } }) => ({
      overlapFrom: String(firstYear ?? ''),
      overlapTo: String(firstYear ?? ''),
    }),
    fields: ({ f, t, record }) => (
      <>
        {explained(
          t(
            'Các năm trước năm đầu của chuỗi này được tính từ chuỗi cũ nhân với tỷ lệ hai chuỗi ở năm gối đầu; tốc độ tăng của chuỗi cũ giữ nguyên (IMF, Quarterly National Accounts Manual 2017, chương 8).',
            'Years before the first of this series become those of the older one times the ratio of the two in the overlap; the growth rates of the older stand (IMF, Quarterly National Accounts Manual 2017, chapter 8).',
          ),
        )}
        {f.select('oldId', {
          label: t('Chuỗi cũ', 'Older series'),
          required: true,
          choices: record.siblings.map((one) => ({ value: one.id, label: siblingName(one, t) })),
        })}
        {f.text('overlapFrom', { label: t('Năm gối đầu, từ', 'Overlap from'), required: true })}
        {f.text('overlapTo', { label: t('Năm gối đầu, đến', 'Overlap to'), required: true })}
        {f.text('reason', { label: t('Ghi chú', 'Note') })}
      </>
    ),
    submit: (_, t) => t('Nối chuỗi', 'Link'),
    done: computed,
  }),
  rebase: act(rebaseSeries, {
    title: words('Chuyển sang năm gốc giá khác', 'Move to another price base'),
    path: 'rebase',
    open: ({ series: { baseYear, measure } }: Shown) =>
      baseYear !== null && /^(grdp|investment)_constant$/.test(measure),
    fields: ({ f, t }) => (
      <>
        {explained(
          t(
            'Mọi năm nhân với chỉ số giảm phát của năm gốc mới (giá hiện hành chia giá so sánh), nên tốc độ tăng giữ nguyên. Kết quả là một chuỗi mới, mỗi giá trị ghi cách tính.',
            'Every year times the deflator of the new base year (current over constant prices), so growth stands. The result is a new series, each value marked with its method.',
          ),
        )}
        {f.text('toYear', { label: t('Năm gốc mới', 'New base year'), required: true })}
        {f.text('reason', { label: t('Ghi chú', 'Note') })}
      </>
    ),
    submit: (_, t) => t('Tạo chuỗi theo gốc mới', 'Make the series'),
    done: computed,
    to: ({ id }) => `/series/${id}`,
  }),
  withdrawal: act(withdrawValue, {
    title: words('Thu hồi một giá trị', 'Take a value back'),
    path: 'withdrawal',
    open: (_: Shown) => true,
    kind: 'danger',
    fields: ({ f, t, record }) => (
      <>
        {f.select('year', {
          label: t('Năm', 'Year'),
          required: true,
          choices: record.values.map((one) => ({ value: one.year, label: String(one.year) })),
        })}
        {f.text('reason', { label: t('Lý do', 'Reason'), required: true })}
      </>
    ),
    submit: (_, t) => t('Thu hồi', 'Revoke'),
    done: ({ year }) => words(`Đã thu hồi giá trị năm ${year}.`, `The value of ${year} is revoked.`),
  }),
}

/** What can be done with a series: link, rebase, take a value back. */
export const seriesActs = actsOf<Shown, SeriesAct>('/series/{id}', acts)
export type SeriesAct = keyof typeof acts

/** The forms of a series' acts, each folded away. @param sent a form that was refused, to be shown again */
export async function Acts(request: PageRequest, shown: Shown, sent?: Sent<SeriesAct>): Promise<Child> {
  const { t } = request
  const open = seriesActs.open(request, shown)
  if (open.length === 0) return null
  const forms = await Promise.all(
    open.map((key) =>
      acts[key].form(request, shown, '/series/{id}', sent?.act === key ? sent.form : undefined),
    ),
  )
  return (
    <Section title={t('Tính toán và thu hồi', 'Calculate and revoke')} id="acts">
      <div class="grid gap-4">
        {open.map((key, place) => (
          <details open={sent?.act === key}>
            <summary class="font-semibold">{t(seriesActs.title(key))}</summary>
            <div class="mt-2">{forms[place]}</div>
          </details>
        ))}
      </div>
    </Section>
  )
}
