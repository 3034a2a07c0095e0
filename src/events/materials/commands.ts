import { z } from 'zod'
import { choice, id, whole } from '../../platform/fields.ts'
import { evidence } from '../../platform/files.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import { notFound, staleRecord } from '../../platform/problem.ts'
import { lockEvent } from '../commands.ts'
import { eventStates } from '../rules.ts'
import { materialFields, sights } from './fields.ts'

/* Materials of an event: added as a file or an address, published to participants or everybody, taken away. */

const Material = z.object({ id: z.int(), eventId: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `event_material:${id}`

const oneOfBoth: Rule<{ link?: string | undefined; fileId?: number | undefined }> = {
  of: ['link', 'fileId'],
  asks: {
    link: words('khi không gửi tệp', 'where no file is sent'),
    fileId: words('khi không ghi địa chỉ', 'where no address is given'),
  },
  judge: ({ link, fileId }) =>
    (link === undefined) !== (fileId === undefined)
      ? null
      : {
          field: 'link',
          words: words('Tài liệu là một tệp hoặc một địa chỉ.', 'A material is a file or an address.'),
        },
}

/** Adds a material to an event. */
export const addMaterial = command({
  name: 'events.addMaterial',
  summary: words('Thêm tài liệu của sự kiện', 'Add a material of an event'),
  route: 'POST /events/{id}/materials',
  input: z.object({ id: id(), ...materialFields.input }),
  output: Material,
  may: ['coordinator'],
  rules: [oneOfBoth],
  subject: (_input, output) => subject(output),
  async run(context, { id: eventId, ...input }) {
    await lockEvent(context, eventId, undefined, eventStates.keys)
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    return context.db
      .insertInto('eventMaterial')
      .values({ eventId, ...materialFields.values(input), addedOn: context.today })
      .returning(['id', 'eventId', 'version'])
      .executeTakeFirstOrThrow()
  },
})

const noMaterial = () => notFound(words('tài liệu của sự kiện', 'Material of an event'))

/** Locks a material. @throws Problem 404, 409 where it changed meanwhile */
async function lock({ db }: Context, materialId: number, version: number) {
  const row = await db
    .selectFrom('eventMaterial')
    .select(['id', 'eventId', 'version'])
    .where('id', '=', materialId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noMaterial()
  if (row.version !== version) throw staleRecord()
  return row
}

/** Says who sees a material from now on. */
export const publishMaterial = command({
  name: 'events.publishMaterial',
  summary: words('Đổi ai xem được tài liệu', 'Change who sees a material'),
  route: 'PUT /event-materials/{id}/sight',
  input: z.object({ id: id(), version: whole(1), sight: choice(sights.keys) }),
  output: Material,
  may: ['coordinator'],
  subject,
  async run(context, { id: materialId, version, sight }) {
    const row = await lock(context, materialId, version)
    await context.db
      .updateTable('eventMaterial')
      .set({ sight, version: version + 1 })
      .where('id', '=', materialId)
      .execute()
    return { ...row, version: version + 1 }
  },
})

/** Takes a material away; its file stays in the trail of what was there. */
export const removeMaterial = command({
  name: 'events.removeMaterial',
  summary: words('Bỏ tài liệu của sự kiện', 'Take a material of an event away'),
  route: 'DELETE /event-materials/{id}',
  input: z.object({ id: id(), version: whole(1) }),
  output: Material,
  may: ['coordinator'],
  subject,
  async run(context, { id: materialId, version }) {
    const row = await lock(context, materialId, version)
    await context.db.deleteFrom('eventMaterial').where('id', '=', materialId).execute()
    return row
  },
})
