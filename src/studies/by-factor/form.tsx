import type { Child } from 'hono/jsx'
import type { Language, Translate } from '../../platform/language.ts'
import type { Output } from '../../platform/operation.ts'
import type { FormState } from '../../platform/page.ts'
import { Badge, type fields } from '../../ui/index.ts'
import type { studyChoices } from '../queries.ts'
import { percent } from './choices.ts'

type Asset = Output<typeof studyChoices>['assets'][number]

/** A form with the catalogue's depreciation and lives where none was typed. */
export function withAssetDefaults(form: FormState, assets: readonly Asset[], language: Language): FormState {
  const comma = (value: number) => (language === 'vi' ? String(value).replace('.', ',') : String(value))
  const proposed = assets.flatMap(({ key, depreciation, serviceLife }) => [
    ...(depreciation === null ? [] : [[`assetDeltas.${key}`, comma(percent(depreciation))]]),
    ...(serviceLife === null ? [] : [[`assetLives.${key}`, String(serviceLife)]]),
  ])
  return { ...form, values: { ...Object.fromEntries(proposed), ...form.values } }
}

/** The fields of capital by type of asset: depreciation (or life) of each with its source, and the rate of return. */
export function AssetFields(props: {
  t: Translate
  f: ReturnType<typeof fields>
  assets: readonly Asset[]
  open: boolean
}): Child {
  const { t, f, assets } = props
  return (
    <details open={props.open}>
      <summary class="font-semibold text-primary">
        {t('Khi vốn chia theo loại tài sản', 'When capital is divided by type of asset')}
      </summary>
      <div class="mt-3 grid gap-4">
        <p class="hint">
          {t(
            'Khấu hao và tuổi thọ của từng loại ghi ở đây thay cho mức chung ở trên; dạng hao mòn, vốn năm đầu và cách tính đầu tư trong năm dùng chung.',
            'The depreciation and life of each type here replace the common ones above; the form of wear, the first stock and how a year counts are shared.',
          )}
        </p>
        {f.money('returnPercent', {
          label: t('Suất sinh lời thực (%/năm)', 'Real rate of return (% a year)'),
          hint: t(
            'Để trống: tính từ số liệu, sao cho tổng chi phí sử dụng vốn bằng thu nhập của vốn. Bắt buộc khi hồi quy.',
            'Empty: found from the data, so that all user costs are the income of capital. Required with a regression.',
          ),
        })}
        {assets.map(({ key, name, source, toCheck }) => (
          <fieldset class="rounded-box border border-base-300 p-3">
            <legend class="px-1 font-semibold">{t(name)}</legend>
            <div class="grid items-start gap-4 sm:grid-cols-2">
              {f.money(`assetDeltas.${key}`, {
                label: t('Khấu hao (%/năm)', 'Depreciation (% a year)'),
                hint: t('Với hình học.', 'For geometric.'),
              })}
              {f.number(`assetLives.${key}`, {
                label: t('Tuổi thọ (năm)', 'Service life (years)'),
                hint: t('Với đường thẳng, hypebol.', 'For straight line, hyperbolic.'),
              })}
            </div>
            {source === null ? null : (
              <p class="hint mt-2">
                {t('Mức đề xuất: ', 'Proposed: ')}
                {t(source)}
                {'. '}
                {toCheck ? <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge> : null}
              </p>
            )}
          </fieldset>
        ))}
      </div>
    </details>
  )
}
