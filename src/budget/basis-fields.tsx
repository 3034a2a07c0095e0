import { showControls } from '../controls/index.ts'
import type { Translate } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import type { Fields } from '../ui/index.ts'
import { basisNames, paymentBases } from './payments.ts'

/** Whether a payment needs the paper that it rests on, or the installation has relaxed it. */
export async function paperAsked(request: PageRequest): Promise<boolean> {
  const { controls } = await request.execute(showControls, {})
  return controls.some(({ key, relaxed }) => key === 'paper' && relaxed === null)
}

/** The paper that a payment rests on. @param asked whether it must be there, as `paperAsked` says */
export function BasisFields(props: {
  f: Fields<'basis' | 'basisNumber' | 'basisDate' | 'basisFileId'>
  t: Translate
  asked: boolean
}) {
  const { f, t, asked } = props
  return (
    <fieldset class="grid gap-4">
      <legend class="font-semibold">{t('Căn cứ chi', 'What the payment rests on')}</legend>
      {f.select('basis', {
        label: t('Văn bản', 'Paper'),
        required: asked,
        choices: paymentBases.map((basis) => ({ value: basis, label: t(basisNames[basis]) })),
      })}
      <div class="grid gap-4 sm:grid-cols-2">
        {f.text('basisNumber', {
          label: t('Số văn bản', 'Number of the document'),
          required: asked,
        })}
        {f.date('basisDate', {
          label: t('Ngày văn bản', 'Day of the document'),
          required: asked,
        })}
      </div>
      {f.file('basisFileId', { label: t('Văn bản (tệp)', 'Document (file)'), required: asked })}
    </fieldset>
  )
}
