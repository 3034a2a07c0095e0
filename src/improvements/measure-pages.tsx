import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Badge, Day, formPage, type ListColumn, listPage } from '../ui/index.ts'
import { measureFields } from './fields.ts'
import { at as projectsAt, title as projectsTitle } from './list-pages.tsx'
import { addMeasure, editMeasure, endMeasure, listMeasures, type MeasureRow } from './measures.ts'

/* The catalogue of measures. */

const at = '/improvement-measures'
const title = words('Chỉ số đo cải tiến', 'Measures of improvement')
const above = ({ t }: PageRequest) => [{ label: t(projectsTitle), href: projectsAt }]
const crumbs = (request: PageRequest) => [...above(request), { label: request.t(title), href: at }]

const ofMeasure = async (request: PageRequest) => {
  const { rows } = await request.execute(listMeasures, { limit: 1000 })
  const row = rows.find(({ id }) => String(id) === request.params.id)
  if (row === undefined) throw notFound(words('chỉ số đo cải tiến', 'Measure of improvement'))
  return row
}

const actsColumn = (request: PageRequest): ListColumn<MeasureRow> => ({
  key: 'acts',
  label: words('Việc làm được', 'What can be done'),
  value: () => null,
  cell: (row) =>
    row.endedOn === null ? (
      <>
        <Act command={editMeasure} request={request} href={`${at}/${row.id}/edit`} small>
          {request.t('Sửa', 'Edit')}
        </Act>{' '}
        <Act command={endMeasure} request={request} href={`${at}/${row.id}/end`} kind="danger" small>
          {request.t('Ngừng dùng', 'Stop using it')}
        </Act>
      </>
    ) : null,
})

export const measuresPage = listPage({
  route: `GET ${at}`,
  title,
  lead: words(
    'Chỉ số mà dự án cải tiến chọn trước khi bắt đầu: đơn vị đo, cao hơn hay thấp hơn là tốt hơn.',
    'What improvement projects choose among before they start: the unit, and whether higher or lower is better.',
  ),
  query: listMeasures,
  breadcrumbs: above,
  actions: (request) => (
    <Act command={addMeasure} request={request} href={`${at}/new`} kind="primary">
      {request.t('Thêm chỉ số đo', 'Add a measure')}
    </Act>
  ),
  filters: () => [{ name: 'q', kind: 'search', label: words('Tìm', 'Search') }],
  columns: (request) => {
    const { t } = request
    const columns = measureFields.columns<MeasureRow>(t, {
      name: {
        value: (row) => t(row.name, row.nameEn),
        cell: (row) => (
          <>
            {t(row.name, row.nameEn)}{' '}
            {row.endedOn === null ? null : (
              <Badge>
                {t('ngừng dùng từ', 'not used since')} <Day day={row.endedOn} />
              </Badge>
            )}
          </>
        ),
      },
      unit: { value: (row) => t(row.unit, row.unitEn) },
    })
    return [
      ...Object.values(columns),
      {
        key: 'projects',
        label: words('Số dự án đã chọn', 'Projects that chose it'),
        kind: 'number',
        value: (row) => row.projects,
      },
      {
        key: 'ended',
        label: words('Ngừng dùng từ ngày', 'Not used since'),
        kind: 'date',
        sort: 'ended',
        exportOnly: true,
        value: (row) => row.endedOn,
      },
      ...(mayRun(request.actor, editMeasure) ? [actsColumn(request)] : []),
    ]
  },
})

const added = formPage({
  command: addMeasure,
  address: `${at}/new`,
  title: words('Thêm chỉ số đo cải tiến', 'Add a measure of improvement'),
  crumbs,
  fields: ({ f, t }) => measureFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã thêm.', 'Added.') }),
})

const edited = formPage({
  command: editMeasure,
  address: `${at}/{id}/edit`,
  record: ofMeasure,
  title: words('Sửa chỉ số đo cải tiến', 'Edit a measure of improvement'),
  crumbs,
  stored: (of, { t, language }) => ({
    values: { version: String(of.version), ...measureFields.texts(of, language) },
    labels: Object.fromEntries(measureFields.keys.map((key) => [key, t(measureFields.labels[key])])),
  }),
  fields: ({ f, t }) => measureFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã lưu.', 'Saved.') }),
})

const ended = formPage({
  command: endMeasure,
  address: `${at}/{id}/end`,
  record: ofMeasure,
  title: words('Ngừng dùng chỉ số đo cải tiến', 'Stop using a measure of improvement'),
  lead: ({ record, t }) => t(record.name, record.nameEn),
  crumbs,
  fields: ({ f, t }) => f.text('reason', { label: t('Lý do', 'Reason'), required: true }),
  submit: words('Ngừng dùng', 'Stop using it'),
  kind: 'danger',
  cancel: at,
  done: () => ({ to: at, message: words('Đã ngừng dùng.', 'It is used no more.') }),
})

export const measurePages = [...added.pages, ...edited.pages, ...ended.pages]
