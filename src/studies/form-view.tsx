import type { Output } from '../platform/operation.ts'
import type { FormState, FormValues, PageRequest, PageResult } from '../platform/page.ts'
import { formatNumber } from '../tfp/index.ts'
import { Form, fields, Notice } from '../ui/index.ts'
import { withAssetDefaults } from './by-factor/form.tsx'
import { SectorFields } from './by-sector/form.tsx'
import { createStudy, editStudy } from './commands.ts'
import { capitalFields, intervalFields, labourFields, methodFields, subjectFields } from './form-fields.tsx'
import { type previewStudy, studyChoices } from './queries.ts'
import { percentAverages } from './result.ts'
import { Basis, crumb, Findings } from './result-view.tsx'
import { wholeEconomy } from './study-row.ts'

type Preview = Output<typeof previewStudy>

/** What a study begins with: the usual way of the statistics. */
export const usual: FormValues = {
  method: 'official',
  sector: wholeEconomy,
  labour: 'persons',
  shareSource: 'auto',
  capital: 'auto',
  sectors: 'none',
  profile: 'geometric',
  deltaPercent: '5',
  initial: 'steadyState',
  firstYear: 'whole',
  trend: 'yes',
  draws: '2000',
  seed: '181',
}

export interface Editing {
  readonly id: number
  readonly title: string
}

function trialResult(request: PageRequest, preview: Preview) {
  const { t } = request
  return (
    <section class="mt-8" id="preview" aria-label={t('Kết quả tính thử', 'Result of the trial')}>
      <Notice tone="info" title={t('Tính thử, chưa lưu', 'A trial, not kept')} live>
        {t(
          `TFP tăng bình quân ${formatNumber(percentAverages(preview.result).gTFP, 2, 'vi')}%/năm. Bấm nút lưu ở cuối biểu mẫu để giữ thành dự thảo.`,
          `TFP grew by ${formatNumber(percentAverages(preview.result).gTFP, 2, 'en')}% a year on average. Use the form's save button to keep it as a draft.`,
        )}
      </Notice>
      <Findings request={request} study={preview} />
      <Basis request={request} study={preview} />
    </section>
  )
}

/** The form of a study. @param about the study that is changed; what it would give, below the form */
export async function formView(
  request: PageRequest,
  typed: FormState,
  { editing, preview }: { readonly editing?: Editing | undefined; readonly preview?: Preview } = {},
): Promise<PageResult> {
  const { t } = request
  const choices = await request.execute(studyChoices, {})
  const form = withAssetDefaults(typed, choices.assets, request.language)
  const f = fields(form, t, editing === undefined ? createStudy : editStudy)
  const props = { t, f, form, choices }
  return {
    title:
      editing === undefined
        ? t('Lập tính toán TFP', 'New TFP study')
        : t(`Sửa: ${editing.title}`, `Edit: ${editing.title}`),
    breadcrumbs: [
      crumb(t),
      ...(editing === undefined ? [] : [{ label: editing.title, href: `/studies/${editing.id}` }]),
    ],
    lead: t(
      'Chọn địa bàn và bấm "Tính thử" là đủ; các mục còn lại đã có giá trị thường dùng.',
      'Choose a territory and press “Try it”; everything else already has its usual value.',
    ),
    body: (
      <>
        <Form
          form={form}
          t={t}
          action={editing === undefined ? '/studies' : `/studies/${editing.id}/edit`}
          submit={editing === undefined ? t('Lưu thành dự thảo', 'Keep as a draft') : t('Lưu', 'Save')}
          cancel={editing === undefined ? '/studies' : `/studies/${editing.id}`}
        >
          {editing === undefined ? null : f.hidden('version', f.value('version'))}
          {subjectFields(props)}
          {methodFields(props)}
          {labourFields(props)}
          {capitalFields(props)}
          <SectorFields t={t} f={f} />
          {intervalFields(props)}
          <p>
            <button
              class="btn border-primary bg-base-100 text-primary"
              type="submit"
              formaction={`/studies/preview${editing === undefined ? '' : `?edit=${editing.id}`}`}
            >
              {t('Tính thử (chưa lưu)', 'Try it (not kept)')}
            </button>
          </p>
        </Form>
        {preview === undefined ? null : trialResult(request, preview)}
      </>
    ),
  }
}
