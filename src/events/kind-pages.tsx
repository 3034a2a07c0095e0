import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Badge, Day, formPage, type ListColumn, listPage } from '../ui/index.ts'
import { kindFields } from './fields.ts'
import { title as eventsTitle } from './form-pages.tsx'
import { addKind, editKind, endKind, type KindRow, listKinds } from './kinds.ts'

const title = words('Các loại sự kiện', 'Kinds of event')
const crumbs = ({ t }: PageRequest) => [
  { label: t(eventsTitle), href: '/events' },
  { label: t(title), href: '/event-kinds' },
]
const ofKind = async (request: PageRequest) => {
  const { rows } = await request.execute(listKinds, { limit: 1000 })
  const row = rows.find(({ id }) => String(id) === request.params.id)
  if (row === undefined) throw notFound(words('loại sự kiện', 'Kind of event'))
  return row
}

/** What can be done with a kind that is in use. */
const actsOf = (request: PageRequest): ListColumn<KindRow> => ({
  key: 'acts',
  label: words('Việc làm được', 'What can be done'),
  value: () => null,
  cell: (row) =>
    row.endedOn === null ? (
      <>
        <Act command={editKind} request={request} href={`/event-kinds/${row.id}/edit`} small>
          {request.t('Sửa', 'Edit')}
        </Act>{' '}
        <Act command={endKind} request={request} href={`/event-kinds/${row.id}/end`} kind="danger" small>
          {request.t('Ngừng dùng', 'Stop using it')}
        </Act>
      </>
    ) : null,
})

export const kindsPage = listPage({
  route: 'GET /event-kinds',
  title,
  lead: words(
    'Loại sự kiện do cơ quan điều hành đặt; mỗi loại tính vào chỉ tiêu nào hoặc không tính.',
    'Kinds of event as the coordinator keeps them; each counts in a target as told, or in none.',
  ),
  query: listKinds,
  breadcrumbs: ({ t }) => [{ label: t(eventsTitle), href: '/events' }],
  actions: (request) => (
    <Act command={addKind} request={request} href="/event-kinds/new" kind="primary">
      {request.t('Thêm loại sự kiện', 'Add a kind of event')}
    </Act>
  ),
  filters: () => [{ name: 'q', kind: 'search', label: words('Tìm', 'Search') }],
  columns: (request) => {
    const { t } = request
    const columns = kindFields.columns<KindRow>(t, {
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
    })
    return [
      ...Object.values(columns),
      { key: 'events', label: words('Số sự kiện', 'Events'), kind: 'number', value: (row) => row.events },
      {
        key: 'ended',
        label: words('Ngừng dùng từ ngày', 'Not used since'),
        kind: 'date',
        sort: 'ended',
        exportOnly: true,
        value: (row) => row.endedOn,
      },
      ...(mayRun(request.actor, editKind) ? [actsOf(request)] : []),
    ]
  },
})

export const kindAdded = formPage({
  command: addKind,
  address: '/event-kinds/new',
  title: words('Thêm loại sự kiện', 'Add a kind of event'),
  crumbs,
  fields: ({ f, t }) => kindFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: '/event-kinds',
  done: () => ({ to: '/event-kinds', message: words('Đã thêm.', 'Added.') }),
})

export const kindEdited = formPage({
  command: editKind,
  address: '/event-kinds/{id}/edit',
  record: ofKind,
  title: words('Sửa loại sự kiện', 'Edit a kind of event'),
  crumbs,
  stored: (of, { t, language }) => ({
    values: { version: String(of.version), ...kindFields.texts(of, language) },
    labels: Object.fromEntries(kindFields.keys.map((key) => [key, t(kindFields.labels[key])])),
  }),
  fields: ({ f, t }) => kindFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: '/event-kinds',
  done: () => ({ to: '/event-kinds', message: words('Đã lưu.', 'Saved.') }),
})

export const kindEnded = formPage({
  command: endKind,
  address: '/event-kinds/{id}/end',
  record: ofKind,
  title: words('Ngừng dùng loại sự kiện', 'Stop using a kind of event'),
  lead: ({ record, t }) => t(record.name, record.nameEn),
  crumbs,
  fields: ({ f, t }) => f.text('reason', { label: t('Lý do', 'Reason'), required: true }),
  submit: words('Ngừng dùng', 'Stop using it'),
  kind: 'danger',
  cancel: '/event-kinds',
  done: () => ({ to: '/event-kinds', message: words('Đã ngừng dùng.', 'It is used no more.') }),
})
