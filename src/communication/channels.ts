import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import { editEntry, endEntry } from '../platform/catalogue.ts'
import { id, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { channelFields } from './fields.ts'

/* The channels by which the programme is told of, as the office keeps them. */

explainConstraint('communication_channel_name', () =>
  conflict(
    'communication.channelTwice',
    words('Đã có kênh mang tên này.', 'There is a channel of this name.'),
    'name',
  ),
)

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `communication_channel:${id}`

/** Adds a channel. */
export const addChannel = command({
  name: 'communication.addChannel',
  summary: words('Thêm kênh truyền thông', 'Add a channel'),
  route: 'POST /communication-channels',
  input: z.object(channelFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('communicationChannel')
      .values(channelFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes a channel. */
export const editChannel = command({
  name: 'communication.editChannel',
  summary: words('Sửa kênh truyền thông', 'Edit a channel'),
  route: 'PUT /communication-channels/{id}',
  input: z.object({ id: id(), version: whole(1), ...channelFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  run: ({ db }, { id: channelId, version, ...input }) =>
    editEntry(db, 'communicationChannel', { id: channelId, version }, channelFields.values(input)),
})

/** Has a channel chosen no more; what was done by it stays. */
export const endChannel = command({
  name: 'communication.endChannel',
  summary: words('Ngừng dùng kênh truyền thông', 'Stop using a channel'),
  route: 'POST /communication-channels/{id}/end',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject,
  run: ({ db, today }, { id: channelId }) =>
    endEntry(db, 'communicationChannel', channelId, today, words('kênh truyền thông', 'Channel')),
})

const Channel = z.object({
  id: z.int(),
  ...channelFields.row,
  endedOn: z.iso.date().nullable(),
  version: z.int(),
  acts: z.int(),
})

/** The channels. */
export const listChannels = query({
  name: 'communication.listChannels',
  summary: words('Các kênh truyền thông', 'Channels of communication'),
  route: 'GET /communication-channels',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(Channel),
  may: staff,
  async run({ db }, input) {
    let rows = db
      .selectFrom('communicationChannel as k')
      .select(['k.id', ...channelFields.select('k'), 'k.endedOn', 'k.version'])
      .select(sql<number>`(SELECT count(*)::int FROM communication c WHERE c.channel_id = k.id)`.as('acts'))
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(k.name || ' ' || k.name_en) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { name: byText('k.name', (row) => row.name), ended: byDay('k.endedOn', (row) => row.endedOn) },
      'k.id',
    )
  },
})
