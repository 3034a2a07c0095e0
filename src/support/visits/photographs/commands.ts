import { z } from 'zod'
import { id, optionalText, text } from '../../../platform/fields.ts'
import { storeUpload } from '../../../platform/files.ts'
import { words } from '../../../platform/language.ts'
import { command } from '../../../platform/operation.ts'
import { withoutMetadata } from '../../../platform/photographs.ts'
import { conflict, notFound, Problem } from '../../../platform/problem.ts'
import { evidenceOf } from '../../turn-row.ts'
import { lockVisit, noVisit } from '../commands.ts'
import { photographFields } from '../fields.ts'

/* Photographs of a visit: kept without what the camera wrote into them, each once, with when and by whom it was taken. */

const notRead = () =>
  new Problem(
    'visits.noPhotograph',
    422,
    words('Tệp này không phải ảnh JPEG, PNG hoặc WebP đọc được.', 'This is no readable JPEG, PNG or WebP.'),
  )

/** Keeps the file of a photograph, less its metadata: place, device, names. */
export const keepPhotograph = command({
  name: 'visits.keepPhotograph',
  summary: words('Tải ảnh kiểm tra lên', 'Upload a photograph of a visit'),
  route: 'POST /visits/{id}/photograph-files',
  input: z.object({
    id: id(),
    name: text(),
    bytes: z.instanceof(Uint8Array).meta({ type: 'string', format: 'binary' }),
  }),
  output: z.object({ id: z.int(), name: z.string(), sha256: z.string() }),
  may: ['coordinator'],
  secret: ['bytes'],
  subject: (_input, output) => `file:${output.id}`,
  async run({ db, files, actor }, { id: visitId, name, bytes }) {
    const visit = await db
      .selectFrom('visit')
      .select('enterpriseId')
      .where('id', '=', visitId)
      .executeTakeFirst()
    if (visit === undefined) throw noVisit()
    const clean = withoutMetadata(bytes)
    if (clean === null) throw notRead()
    const { id: fileId, sha256 } = await storeUpload(db, files, {
      ...{ name, bytes: clean, uploadedBy: actor.userId, enterpriseId: visit.enterpriseId },
    })
    return { id: fileId, name, sha256 }
  },
  after: ({ files }, { sha256 }) => files.settled(sha256),
})

/** Adds a photograph to a visit. The same name again, because an answer was lost, is the same photograph. */
export const addPhotograph = command({
  name: 'visits.addPhotograph',
  summary: words('Ghi ảnh vào lần kiểm tra', 'Add a photograph to a visit'),
  route: 'POST /visits/{id}/photographs',
  input: z.object({
    id: id(),
    fileId: id(),
    /** The name that the phone gave it; left out, one is made. */
    key: optionalText(60),
    /** The moment by the clock of the phone; left out: now. */
    takenAt: z.preprocess((value) => (value === '' ? undefined : value), z.iso.datetime().optional()),
    ...photographFields.input,
  }),
  output: z.object({ id: z.int(), photographId: z.int(), again: z.boolean() }),
  may: ['coordinator'],
  subject: ({ id: visitId }) => `visit:${visitId}`,
  async run(context, { id: visitId, fileId, key = crypto.randomUUID(), takenAt, ...said }) {
    const { db, now, actor, files } = context
    const visit = await lockVisit(context, visitId, ['planned', 'made'])
    const there = await db
      .selectFrom('visitPhotograph')
      .select('id')
      .where('visitId', '=', visitId)
      .where('key', '=', key)
      .executeTakeFirst()
    if (there !== undefined) return { id: visitId, photographId: there.id, again: true }
    await evidenceOf(context, fileId, visit.enterpriseId)
    const { sha256 } = await db
      .selectFrom('file')
      .select('sha256')
      .where('id', '=', fileId)
      .executeTakeFirstOrThrow()
    const bytes = await files.read(sha256)
    const clean = withoutMetadata(bytes)
    if (clean === null) throw notRead()
    if (!bytes.equals(clean))
      throw conflict(
        'visits.metadata',
        words(
          'Tệp ảnh còn mang dữ liệu của máy ảnh (vị trí, thiết bị). Xin tải lên bằng trang ảnh của lần kiểm tra.',
          'The file still holds what the camera wrote (place, device). Upload it as a photograph of the visit.',
        ),
        'fileId',
      )
    // a clock that is ahead is not believed
    const believed = takenAt !== undefined && new Date(takenAt) <= now
    const { id: photographId } = await db
      .insertInto('visitPhotograph')
      .values({
        ...{ visitId, key, fileId, ...photographFields.values(said) },
        ...{ takenAt: believed ? new Date(takenAt) : now, takenBy: actor.userId },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: visitId, photographId, again: false }
  },
})

/** Takes a photograph out that does not belong there, with the reason. */
export const removePhotograph = command({
  name: 'visits.removePhotograph',
  summary: words('Bỏ ảnh khỏi lần kiểm tra', 'Take a photograph out of a visit'),
  route: 'POST /visit-photographs/{id}/removal',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int(), visitId: z.int() }),
  may: ['coordinator'],
  subject: (_input, output) => `visit:${output.visitId}`,
  async run({ db, today }, { id: photographId, reason }) {
    const row = await db
      .updateTable('visitPhotograph')
      .set({ removedOn: today, removal: reason })
      .where('id', '=', photographId)
      .where('removedOn', 'is', null)
      .returning(['id', 'visitId'])
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('ảnh kiểm tra', 'Photograph of a visit'))
    return row
  },
})
