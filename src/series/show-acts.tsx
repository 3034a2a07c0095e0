import type { FormState, PageRequest } from '../platform/page.ts'
import { Form, fields, Section } from '../ui/index.ts'
import type { showSeries } from './list-queries.ts'

export type Shown = Awaited<ReturnType<typeof showSeries.run>>
export type Act = 'withdrawal' | 'splice' | 'rebase'

/** What tells another series of the same thing. */
export const siblingName = (one: Shown['siblings'][number], t: PageRequest['t']) =>
  [
    one.baseYear === null ? '' : t(`giá năm ${one.baseYear}`, `prices of ${one.baseYear}`),
    one.edition || t('đang dùng', 'in use'),
  ]
    .filter((part) => part !== '')
    .join(', ')

/** Forms for linking, rebasing and taking back. */
export function Acts(props: {
  request: PageRequest
  shown: Shown
  formOf: (act: Act, proposed: Record<string, string>) => FormState
  open: Act | null
}) {
  const { shown, request } = props
  const { t } = request
  const { id, measure, baseYear } = shown.series
  const first = String(shown.series.firstYear ?? '')
  const withdraw = props.formOf('withdrawal', {})
  const splice = props.formOf('splice', { overlapFrom: first, overlapTo: first })
  const rebase = props.formOf('rebase', {})
  const w = fields(withdraw, t)
  const s = fields(splice, t)
  const r = fields(rebase, t)
  const summary = 'font-semibold'
  return (
    <Section title={t('Tính toán và thu hồi', 'Calculate and revoke')}>
      <div class="grid gap-4">
        {shown.siblings.length === 0 ? null : (
          <details open={props.open === 'splice'}>
            <summary class={summary}>
              {t('Nối một chuỗi cũ vào trước chuỗi này', 'Link an older series in front of this one')}
            </summary>
            <p class="hint my-2 max-w-prose">
              {t(
                'Các năm trước năm đầu của chuỗi này được tính từ chuỗi cũ nhân với tỷ lệ hai chuỗi ở năm gối đầu; tốc độ tăng của chuỗi cũ giữ nguyên (IMF, Quarterly National Accounts Manual 2017, chương 8).',
                'Years before the first of this series become those of the older one times the ratio of the two in the overlap; the growth rates of the older stand (IMF, Quarterly National Accounts Manual 2017, chapter 8).',
              )}
            </p>
            <Form
              form={splice}
              t={t}
              action={`/series/${id}/splice`}
              submit={t('Nối chuỗi', 'Link')}
              id="splice"
            >
              {s.select('oldId', {
                label: t('Chuỗi cũ', 'Older series'),
                required: true,
                choices: shown.siblings.map((one) => ({ value: one.id, label: siblingName(one, t) })),
              })}
              {s.text('overlapFrom', { label: t('Năm gối đầu, từ', 'Overlap from'), required: true })}
              {s.text('overlapTo', { label: t('Năm gối đầu, đến', 'Overlap to'), required: true })}
              {s.text('reason', { label: t('Ghi chú', 'Note') })}
            </Form>
          </details>
        )}
        {baseYear === null || !/^(grdp|investment)_constant$/.test(measure) ? null : (
          <details open={props.open === 'rebase'}>
            <summary class={summary}>
              {t('Chuyển sang năm gốc giá khác', 'Move to another price base')}
            </summary>
            <p class="hint my-2 max-w-prose">
              {t(
                'Mọi năm nhân với chỉ số giảm phát của năm gốc mới (giá hiện hành chia giá so sánh), nên tốc độ tăng giữ nguyên. Kết quả là một chuỗi mới, mỗi giá trị ghi cách tính.',
                'Every year times the deflator of the new base year (current over constant prices), so growth stands. The result is a new series, each value marked with its method.',
              )}
            </p>
            <Form
              form={rebase}
              t={t}
              action={`/series/${id}/rebase`}
              submit={t('Tạo chuỗi theo gốc mới', 'Make the series')}
              id="rebase"
            >
              {r.text('toYear', { label: t('Năm gốc mới', 'New base year'), required: true })}
              {r.text('reason', { label: t('Ghi chú', 'Note') })}
            </Form>
          </details>
        )}
        <details open={props.open === 'withdrawal'}>
          <summary class={summary}>{t('Thu hồi một giá trị', 'Take a value back')}</summary>
          <div class="mt-2">
            <Form
              form={withdraw}
              t={t}
              action={`/series/${id}/withdrawal`}
              submit={t('Thu hồi', 'Revoke')}
              kind="danger"
              id="withdrawal"
            >
              {w.select('year', {
                label: t('Năm', 'Year'),
                required: true,
                choices: shown.values.map((one) => ({ value: one.year, label: String(one.year) })),
              })}
              {w.text('reason', { label: t('Lý do', 'Reason'), required: true })}
            </Form>
          </div>
        </details>
      </div>
    </Section>
  )
}
