import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { addChannel, editChannel, endChannel, listChannels } from './channels.ts'
import { channelFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'

export const channelPages = cataloguePages({
  at: '/communication/channels',
  title: words('Các kênh truyền thông', 'Channels of communication'),
  lead: words(
    'Báo, phát thanh, truyền hình, trang mạng, mạng xã hội, tờ rơi, buổi họp…; mỗi kênh đếm bằng đơn vị của mình.',
    'Newspaper, radio, television, web, social media, leaflets, meetings…; each counts in a unit of its own.',
  ),
  above: crumbs,
  list: listChannels,
  fields: channelFields,
  one: words('kênh truyền thông', 'Channel'),
  add: { command: addChannel, label: words('Thêm kênh truyền thông', 'Add a channel') },
  edit: { command: editChannel, label: words('Sửa kênh truyền thông', 'Edit a channel') },
  end: { command: endChannel, label: words('Ngừng dùng kênh truyền thông', 'Stop using a channel') },
  uses: {
    key: 'number',
    label: words('Số hoạt động', 'Pieces of communication'),
    kind: 'number',
    value: (row) => row.acts,
  },
  own: ({ t }) => ({ unit: { value: (row) => t(row.unit, row.unitEn) } }),
})
