import type { FormState, PageRequest } from '../platform/page.ts'
import { Form, fields } from '../ui/index.ts'
import { type ShownBasis, shortened } from './basis-view.tsx'
import { middlePercent, percentText } from './rules.ts'

/** What the form proposes before anything was typed. */
export function proposedValues(basis: ShownBasis): Record<string, string> {
  const { firstYear, lastYear, minimumPercent, maximumPercent } = basis.orientation
  const percent = String(middlePercent(minimumPercent, maximumPercent)).replace('.', ',')
  const groups = basis.lines.filter((line) => line.parent === null)
  return {
    firstYear: String(firstYear),
    lastYear: String(lastYear),
    tfp: 'atLeastOne',
    issuer: 'successor',
    replaces: 'no',
    ...Object.fromEntries(basis.results.map((row) => [`targets.${row.indicator}.percent`, percent])),
    ...Object.fromEntries(
      groups.map((line) => [`bases.${line.code}`, basis.dataYears.length > 0 ? 'disbursed' : 'estimate']),
    ),
    ...Object.fromEntries(
      basis.norms
        .filter((norm) => norm.ofContent)
        .map((norm) => [`norms.${norm.key}.line`, basis.plan.supportLine ?? '']),
    ),
  }
}

/** The choices: a rise for each target, a base for each budget group, the period, the issuer. */
export function ChoicesForm(props: { request: PageRequest; basis: ShownBasis; form: FormState }) {
  const { request, basis, form } = props
  const { t } = request
  const f = fields(form, t)
  const { minimumPercent, maximumPercent } = basis.orientation
  const range = `${percentText(minimumPercent, request.language)} - ${percentText(maximumPercent, request.language)}`
  return (
    <Form form={form} t={t} action="/plan/next" submit={t('Lập dự thảo kế hoạch', 'Draft the plan')}>
      <div class="grid gap-4 sm:grid-cols-2">
        {f.number('firstYear', { label: t('Năm đầu', 'First year'), required: true })}
        {f.number('lastYear', { label: t('Năm cuối', 'Last year'), required: true })}
      </div>
      <h3>{t('Tỷ lệ tăng của từng chỉ tiêu', 'The rise of each target')}</h3>
      <p class="hint max-w-prose">
        {t(
          `Kế hoạch ${basis.plan.number} định hướng tăng ${range}. Tỷ lệ ngoài khung cần ghi lý do.`,
          `Plan ${basis.plan.number} asks for ${range}. A rise outside it needs a reason.`,
        )}
      </p>
      {basis.results.map((row) => (
        <fieldset class="rounded-box border border-base-300 p-3">
          <legend class="px-1 font-semibold">{t(row.name)}</legend>
          <div class="grid gap-3 sm:grid-cols-[8rem_1fr]">
            {f.text(`targets.${row.indicator}.percent`, { label: t('Tăng (%)', 'Rise (%)'), required: true })}
            {f.text(`targets.${row.indicator}.reason`, {
              label: t('Lý do nếu ngoài khung', 'Reason if outside the range'),
            })}
          </div>
          {row.years.some((own) => own.result > 0) ? null : (
            <div class="mt-3">
              {f.number(`targets.${row.indicator}.number`, {
                label: t('Số của giai đoạn sau', 'The number of the next period'),
                hint: t(
                  'Chưa có kết quả để nhân tỷ lệ tăng; để trống thì điền sau trong dự thảo.',
                  'There is no result to raise; left empty, it is asked for in the draft.',
                ),
              })}
            </div>
          )}
        </fieldset>
      ))}
      {basis.tfpIndicator
        ? f.radio('tfp', {
            label: t('Báo cáo mức đóng góp của TFP', 'Studies of the contribution of TFP'),
            choices: [
              { value: 'atLeastOne', label: t('Ít nhất một trong giai đoạn', 'At least one in the period') },
              { value: 'yearly', label: t('Mỗi năm một báo cáo', 'One a year') },
              { value: 'none', label: t('Không đặt chỉ tiêu', 'No target') },
            ],
          })
        : null}
      <BudgetChoices request={request} basis={basis} form={form} />
      <h3>{t('Ban hành', 'Issuing')}</h3>
      {basis.issuer.next === null
        ? null
        : f.radio('issuer', {
            label: t('Cơ quan ban hành', 'Issued by'),
            choices: [
              { value: 'successor', label: t(basis.issuer.next) },
              { value: 'same', label: t(basis.issuer.own) },
            ],
          })}
      {f.radio('replaces', {
        label: t('Kế hoạch mới và kế hoạch trước', 'The new plan and the old'),
        choices: [
          { value: 'no', label: t('Nối tiếp, không thay thế', 'Follows it; takes no place') },
          {
            value: 'yes',
            label: t(
              `Thay thế Kế hoạch ${basis.plan.number}`,
              `Takes the place of Plan ${basis.plan.number}`,
            ),
          },
        ],
      })}
      {basis.openDraft === null
        ? null
        : f.check('another', {
            label: t('Lập thêm một dự thảo khác', 'Make another draft beside the open one'),
          })}
      <div>
        <button
          class="btn border-base-content/40 bg-base-100 hover:bg-base-200"
          type="submit"
          name="_step"
          value="try"
          formaction="/plan/next#preview"
        >
          {t('Tính thử', 'Trial calculation')}
        </button>
        <p class="hint mt-1">
          {t('Tính lại mọi con số ở dưới, chưa lưu gì.', 'Works every figure out below and keeps nothing.')}
        </p>
      </div>
    </Form>
  )
}

function BudgetChoices({
  request: { t },
  basis,
  form,
}: {
  request: PageRequest
  basis: ShownBasis
  form: FormState
}) {
  const f = fields(form, t)
  const leaves = basis.lines.filter((line) => !line.group)
  return (
    <>
      <h3>{t('Kinh phí', 'Budget')}</h3>
      {basis.lines
        .filter((line) => line.parent === null)
        .map((group) => (
          <fieldset class="rounded-box border border-base-300 p-3">
            <legend class="px-1 font-semibold">
              {group.code}. {shortened(t(group.title), 70)}
            </legend>
            {f.select(`bases.${group.code}`, {
              label: t('Tính từ', 'Worked out from'),
              required: true,
              choices: [
                {
                  value: 'disbursed',
                  label: t('Bình quân giải ngân một năm', 'The yearly mean of payments'),
                },
                {
                  value: 'estimate',
                  label: t(
                    'Bình quân dự toán một năm của kế hoạch trước',
                    "The yearly mean of the plan's estimate",
                  ),
                },
                { value: 'norm', label: t('Định mức chi × số lượng', 'Norm × quantity') },
              ],
            })}
            <details class="mt-2">
              <summary>{t('Mức tăng riêng của từng mục', 'A rise of its own for a line')}</summary>
              <div class="mt-2 grid gap-3">
                {leaves
                  .filter((line) => line.code === group.code || line.parent === group.code)
                  .map((line) =>
                    f.text(`growth.${line.code}`, {
                      label: `${line.code} ${shortened(t(line.title), 60)} (%)`,
                      hint: t(
                        'Để trống: theo tỷ lệ của chỉ tiêu tương ứng, không có thì không tăng.',
                        'Empty: the rise of its target, and none without a target.',
                      ),
                    }),
                  )}
              </div>
            </details>
          </fieldset>
        ))}
      {basis.norms.map((norm) => (
        <fieldset class="rounded-box border border-base-300 p-3">
          <legend class="px-1 font-semibold">{t(norm.name, norm.nameEn)}</legend>
          <div class="grid gap-3 sm:grid-cols-[1fr_8rem]">
            {f.select(`norms.${norm.key}.line`, {
              label: t('Áp dụng cho mục', 'Applied to line'),
              empty: t('Không áp dụng', 'Not applied'),
              choices: leaves.map((line) => ({
                value: line.code,
                label: `${line.code} ${shortened(t(line.title), 60)}`,
              })),
            })}
            {f.number(`norms.${norm.key}.quantity`, { label: t('Số lượng', 'Quantity') })}
          </div>
        </fieldset>
      ))}
    </>
  )
}
