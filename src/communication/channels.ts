import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { channelFields } from './fields.ts'

/** The channels by which the programme is told of, as the office keeps them. */
export const communicationChannels = keptCatalogue({
  table: 'communicationChannel',
  fields: channelFields,
  one: words('kênh truyền thông', 'Channel'),
  route: '/communication-channels',
  may: { keep: ['coordinator'], read: staff },
  add: { name: 'communication.addChannel', summary: words('Thêm kênh truyền thông', 'Add a channel') },
  edit: { name: 'communication.editChannel', summary: words('Sửa kênh truyền thông', 'Edit a channel') },
  end: {
    name: 'communication.endChannel',
    summary: words('Ngừng dùng kênh truyền thông', 'Stop using a channel'),
  },
  list: {
    name: 'communication.listChannels',
    summary: words('Các kênh truyền thông', 'Channels of communication'),
  },
  twice: {
    code: 'communication.channelTwice',
    words: words('Đã có kênh mang tên này.', 'There is a channel of this name.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM communication c WHERE c.channel_id = k.id)`,
})
export const {
  add: addChannel,
  edit: editChannel,
  end: endChannel,
  list: listChannels,
} = communicationChannels
