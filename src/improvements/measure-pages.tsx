import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { measureFields } from './fields.ts'
import { at, title } from './list-pages.tsx'
import { addMeasure, editMeasure, endMeasure, listMeasures } from './measures.ts'

/** The catalogue of measures. */
export const measurePages = cataloguePages({
  at: '/improvement-measures',
  title: words('Chỉ số đo cải tiến', 'Measures of improvement'),
  lead: words(
    'Chỉ số mà dự án cải tiến chọn trước khi bắt đầu: đơn vị đo, cao hơn hay thấp hơn là tốt hơn.',
    'What improvement projects choose among before they start: the unit, and whether higher or lower is better.',
  ),
  above: ({ t }) => [{ label: t(title), href: at }],
  list: listMeasures,
  fields: measureFields,
  one: words('chỉ số đo cải tiến', 'Measure of improvement'),
  add: {
    command: addMeasure,
    label: words('Thêm chỉ số đo cải tiến', 'Add a measure of improvement'),
    button: words('Thêm chỉ số đo', 'Add a measure'),
  },
  edit: { command: editMeasure, label: words('Sửa chỉ số đo cải tiến', 'Edit a measure of improvement') },
  end: {
    command: endMeasure,
    label: words('Ngừng dùng chỉ số đo cải tiến', 'Stop using a measure of improvement'),
  },
  uses: {
    key: 'projects',
    label: words('Số dự án đã chọn', 'Projects that chose it'),
    kind: 'number',
    value: (row) => row.projects,
  },
  own: ({ t }) => ({ unit: { value: (row) => t(row.unit, row.unitEn) } }),
})
