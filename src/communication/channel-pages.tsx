import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { communicationChannels } from './channels.ts'
import { channelFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'

export const channelPages = cataloguePages({
  at: '/communication/channels',
  lead: words(
    'Báo, phát thanh, truyền hình, trang mạng, mạng xã hội, tờ rơi, buổi họp…; mỗi kênh đếm bằng đơn vị của mình.',
    'Newspaper, radio, television, web, social media, leaflets, meetings…; each counts in a unit of its own.',
  ),
  above: crumbs,
  catalogue: communicationChannels,
  fields: channelFields,
  uses: words('Số hoạt động', 'Pieces of communication'),
  own: ({ t }) => ({ unit: { value: (row) => t(row.unit, row.unitEn) } }),
})
