import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Badge, Day, formPage, type ListColumn, listPage } from '../ui/index.ts'
import { addChannel, type ChannelRow, editChannel, endChannel, listChannels } from './channels.ts'
import { channelFields } from './fields.ts'
import { crumbs as up } from './list-pages.tsx'

const at = '/communication/channels'
const title = words('Các kênh truyền thông', 'Channels of communication')
const crumbs = (request: PageRequest) => [...up(request), { label: request.t(title), href: at }]
const ofChannel = async (request: PageRequest) => {
  const { rows } = await request.execute(listChannels, { limit: 1000 })
  const row = rows.find(({ id }) => String(id) === request.params.id)
  if (row === undefined) throw notFound(words('kênh truyền thông', 'Channel'))
  return row
}

const actsOf = (request: PageRequest): ListColumn<ChannelRow> => ({
  key: 'acts',
  label: words('Việc làm được', 'What can be done'),
  value: () => null,
  cell: (row) =>
    row.endedOn === null ? (
      <>
        <Act command={editChannel} request={request} href={`${at}/${row.id}/edit`} small>
          {request.t('Sửa', 'Edit')}
        </Act>{' '}
        <Act command={endChannel} request={request} href={`${at}/${row.id}/end`} kind="danger" small>
          {request.t('Ngừng dùng', 'Stop using it')}
        </Act>
      </>
    ) : null,
})

export const channelsPage = listPage({
  route: `GET ${at}`,
  title,
  lead: words(
    'Báo, phát thanh, truyền hình, trang mạng, mạng xã hội, tờ rơi, buổi họp…; mỗi kênh đếm bằng đơn vị của mình.',
    'Newspaper, radio, television, web, social media, leaflets, meetings…; each counts in a unit of its own.',
  ),
  query: listChannels,
  breadcrumbs: up,
  actions: (request) => (
    <Act command={addChannel} request={request} href={`${at}/new`} kind="primary">
      {request.t('Thêm kênh truyền thông', 'Add a channel')}
    </Act>
  ),
  filters: () => [{ name: 'q', kind: 'search', label: words('Tìm', 'Search') }],
  columns: (request) => {
    const { t } = request
    const columns = channelFields.columns<ChannelRow>(t, {
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
        key: 'number',
        label: words('Số hoạt động', 'Pieces of communication'),
        kind: 'number',
        value: (row) => row.acts,
      },
      {
        key: 'ended',
        label: words('Ngừng dùng từ ngày', 'Not used since'),
        kind: 'date',
        exportOnly: true,
        value: (row) => row.endedOn,
      },
      ...(mayRun(request.actor, editChannel) ? [actsOf(request)] : []),
    ]
  },
})

export const channelAdded = formPage({
  command: addChannel,
  address: `${at}/new`,
  title: words('Thêm kênh truyền thông', 'Add a channel'),
  crumbs,
  fields: ({ f, t }) => channelFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã thêm.', 'Added.') }),
})

export const channelEdited = formPage({
  command: editChannel,
  address: `${at}/{id}/edit`,
  record: ofChannel,
  title: words('Sửa kênh truyền thông', 'Edit a channel'),
  crumbs,
  stored: (of, { t, language }) => ({
    values: { version: String(of.version), ...channelFields.texts(of, language) },
    labels: Object.fromEntries(channelFields.keys.map((key) => [key, t(channelFields.labels[key])])),
  }),
  fields: ({ f, t }) => channelFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã lưu.', 'Saved.') }),
})

export const channelEnded = formPage({
  command: endChannel,
  address: `${at}/{id}/end`,
  record: ofChannel,
  title: words('Ngừng dùng kênh truyền thông', 'Stop using a channel'),
  lead: ({ record, t }) => t(record.name, record.nameEn),
  crumbs,
  fields: ({ f, t }) => f.text('reason', { label: t('Lý do', 'Reason'), required: true }),
  submit: words('Ngừng dùng', 'Stop using it'),
  kind: 'danger',
  cancel: at,
  done: () => ({ to: at, message: words('Đã ngừng dùng.', 'It is used no more.') }),
})
