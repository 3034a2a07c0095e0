import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { measureFields } from './fields.ts'
import { at, title } from './list-pages.tsx'
import { improvementMeasures } from './measures.ts'

/** The catalogue of measures. */
export const measurePages = cataloguePages({
  at: '/improvement-measures',
  title: words('Chỉ số đo cải tiến', 'Measures of improvement'),
  lead: words(
    'Chỉ số mà dự án cải tiến chọn trước khi bắt đầu: đơn vị đo, cao hơn hay thấp hơn là tốt hơn.',
    'What improvement projects choose among before they start: the unit, and whether higher or lower is better.',
  ),
  above: ({ t }) => [{ label: t(title), href: at }],
  catalogue: improvementMeasures,
  fields: measureFields,
  button: words('Thêm chỉ số đo', 'Add a measure'),
  uses: words('Số dự án đã chọn', 'Projects that chose it'),
  own: ({ t }) => ({ unit: { value: (row) => t(row.unit, row.unitEn) } }),
})
