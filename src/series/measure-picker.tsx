import type { Translate } from '../platform/language.ts'
import type { Choice } from '../ui/index.ts'
import type { seriesCatalogue } from './catalogue-queries.ts'

type Catalogue = Awaited<ReturnType<typeof seriesCatalogue.run>>
type Measure = Catalogue['measures'][number]

/** A measure of its own, with its parts. */
export interface MeasureGroup {
  readonly whole: Measure
  readonly parts: readonly Measure[]
  /** "theo loại tài sản"; '' where there are no parts. */
  readonly by: string
}

/** The measures in their order, each with its parts. */
export function measureGroups({ measures, parts }: Catalogue, t: Translate): MeasureGroup[] {
  return measures
    .filter(({ partOf }) => partOf === null)
    .map((whole) => {
      const own = measures.filter(({ partOf }) => partOf === whole.key)
      const kind = parts.find(({ key }) => key === own[0]?.part)?.kind
      const by =
        kind === undefined
          ? ''
          : kind === 'asset'
            ? t('theo loại tài sản', 'by type of asset')
            : t('theo trình độ chuyên môn kỹ thuật', 'by qualification')
      return { whole, parts: own, by }
    })
}

/** What a part is called under its whole: "máy móc, thiết bị". */
export function partName({ parts }: Catalogue, measure: Measure, t: Translate): string {
  const part = parts.find(({ key }) => key === measure.part)
  return part === undefined ? t(measure.name, measure.nameEn) : t(part.name)
}

/** Measures for a select: those of their own first, then a group for each that is divided. */
export function measureChoices(catalogue: Catalogue, t: Translate): Choice[] {
  const groups = measureGroups(catalogue, t)
  return [
    ...groups.map(({ whole }) => ({ value: whole.key, label: t(whole.name, whole.nameEn) })),
    ...groups.flatMap(({ whole, parts, by }) =>
      parts.map((part) => ({
        value: part.key,
        label: partName(catalogue, part, t),
        group: `${t(whole.name, whole.nameEn)}, ${by}`,
      })),
    ),
  ]
}

/** Measures for a short list: each with its parts, set in, under it. */
export function measureLines(catalogue: Catalogue, t: Translate): Choice[] {
  return measureGroups(catalogue, t).flatMap(({ whole, parts }) => [
    { value: whole.key, label: t(whole.name, whole.nameEn) },
    ...parts.map((part) => ({ value: part.key, label: `\u00a0\u00a0– ${partName(catalogue, part, t)}` })),
  ])
}

/** Boxes to choose several measures by; the parts of each stand folded under it, open where one of them is chosen. */
export function MeasureBoxes(props: { catalogue: Catalogue; chosen: readonly string[]; t: Translate }) {
  const { catalogue, chosen, t } = props
  const box = (measure: Measure, name: string) => (
    <label class="flex items-start gap-2">
      <input
        class="checkbox checkbox-sm mt-0.5 border-base-content/60"
        type="checkbox"
        name="measures"
        value={measure.key}
        checked={chosen.includes(measure.key)}
      />
      <span>{name}</span>
    </label>
  )
  return (
    <fieldset>
      <legend class="mb-1 text-sm font-semibold">{t('Chỉ tiêu', 'Measures')}</legend>
      <div class="grid gap-x-4 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
        {measureGroups(catalogue, t).map(({ whole, parts, by }) => (
          <div>
            {box(whole, t(whole.name, whole.nameEn))}
            {parts.length === 0 ? null : (
              <details class="ml-6" open={parts.some(({ key }) => chosen.includes(key))}>
                <summary class="text-sm text-primary">{by}</summary>
                <div class="my-1 grid gap-1 text-sm">
                  {parts.map((part) => box(part, partName(catalogue, part, t)))}
                </div>
              </details>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  )
}
