import { type Translate, words } from '../platform/language.ts'
import type { FormState } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { termUnits } from './rules.ts'
import { rowsShown } from './terms-form.ts'

const used = words('khi dùng dòng này', 'in a row that is used')

/** The rows of a procedure's terms: those that are there, and a few to fill in. */
export function TermRows({ form, t }: { form: FormState; t: Translate }) {
  const f = fields(form, t)
  return (
    <fieldset class="grid gap-4" id="f-value.terms">
      <legend class="mb-1 font-semibold">{t('Các quy định', 'The terms')}</legend>
      <p class="hint">
        {t(
          'Mỗi dòng một quy định. Số và đơn vị để trống khi quy định không có số. Xóa trắng một dòng để bỏ dòng đó; lưu xong có thêm dòng trống.',
          'One term a row. Leave number and unit empty where a term has none. Empty a row to take it out; after saving there are more empty rows.',
        )}
      </p>
      {Array.from({ length: rowsShown(form.values) }, (_none, row) => (
        <fieldset class="rounded-box border border-base-300 p-3" id={`f-value.terms.${row}`}>
          <legend class="px-1 text-sm">{t(`Quy định ${row + 1}`, `Term ${row + 1}`)}</legend>
          <div class="grid items-end gap-3 sm:grid-cols-[13rem_1fr_10rem_11rem]">
            {f.text(`value.terms.${row}.article`, { label: t('Điều, khoản', 'Article'), required: used })}
            {f.text(`value.terms.${row}.vi`, { label: t('Nội dung', 'Content'), required: used })}
            {f.number(`value.terms.${row}.count`, { label: t('Số', 'Number') })}
            {f.select(`value.terms.${row}.unit`, {
              label: t('Đơn vị', 'Unit'),
              empty: t('Không có', 'None'),
              choices: termUnits.choices(t),
            })}
            <div class="sm:col-span-full">
              {f.text(`value.terms.${row}.en`, {
                label: t('Nội dung tiếng Anh', 'Content in English'),
                required: used,
              })}
            </div>
          </div>
        </fieldset>
      ))}
    </fieldset>
  )
}
