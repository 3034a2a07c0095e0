import { z } from 'zod'
import { withAccount } from './actor.ts'
import { flag, id, text } from './fields.ts'
import { type FileAnswer, fileQuery } from './file-answer.ts'
import { storeUpload } from './files.ts'
import { words } from './language.ts'
import { command, query } from './operation.ts'
import { notFound } from './problem.ts'
import { readableFile, readsEvery } from './sight.ts'
import { visible } from './text.ts'

const FileRow = z.object({
  id: z.int(),
  name: z.string(),
  mime: z.string(),
  size: z.int(),
  sha256: z.string(),
})

/** Keeps an upload as evidence to be named by a later command. An enterprise's uploads are its own. */
export const uploadFile = command({
  name: 'files.upload',
  summary: words('Tải tệp minh chứng lên', 'Upload an evidence file'),
  route: 'POST /files',
  input: z.object({
    name: text(),
    bytes: z.instanceof(Uint8Array).meta({ type: 'string', format: 'binary' }),
    /** Of a picture: whether what the camera wrote into it stays, the place too. */
    keepPlace: flag(),
  }),
  output: FileRow,
  may: withAccount,
  secret: ['bytes'],
  subject: (_input, output) => `file:${output.id}`,
  async run({ db, files, actor }, { name, bytes, keepPlace }) {
    const file = await storeUpload(db, files, {
      name,
      bytes,
      keepPlace,
      uploadedBy: actor.userId,
      // Of several enterprises, the one whose record names it first.
      enterpriseId: actor.enterpriseIds.length > 1 ? null : actor.enterpriseId,
    })
    return { ...file, size: Number(file.size) }
  },
  after: ({ files }, { sha256 }) => files.settled(sha256),
})

/** What is known of a file that the account may open; see `readableFile`. */
export const describeFile = query({
  name: 'files.describe',
  summary: words('Thông tin một tệp', 'One file'),
  route: 'GET /files/{id}',
  input: z.object({ id: id() }),
  output: FileRow.extend({
    uploadedAt: z.iso.datetime(),
    /** Who brought it, for officers; null for what the program made, and for others. */
    uploadedBy: z.string().nullable(),
  }),
  may: withAccount,
  async run({ db, actor }, input) {
    const file = await db
      .selectFrom('file')
      .leftJoin('account as by', 'by.id', 'file.uploadedBy')
      .select(['file.id', 'file.sha256', 'file.name', 'file.mime', 'file.size'])
      .select(['file.uploadedAt', 'by.name as uploadedBy'])
      .where('file.id', '=', input.id)
      .where(readableFile(actor))
      .executeTakeFirst()
    if (file === undefined) throw notFound(words('tệp', 'File'))
    return {
      ...file,
      // Names from before invisible signs were taken off as a file comes in.
      name: visible(file.name),
      size: Number(file.size),
      uploadedAt: file.uploadedAt.toISOString(),
      uploadedBy: readsEvery(actor) ? file.uploadedBy : null,
    }
  },
})

/** The bytes of the same; a file that is withheld says why. */
export const fileContent = fileQuery({
  name: 'files.content',
  summary: words('Nội dung một tệp', 'The content of a file'),
  route: 'GET /files/{id}/content',
  input: z.object({ id: id() }),
  file: 'application/octet-stream',
  may: withAccount,
  async run(context, input): Promise<FileAnswer> {
    const { name, sha256 } = await describeFile.run(context, input)
    // Whatever it is, it is handed over and not shown: what it may do in a browser is for the page of files to say.
    return { name, type: 'application/octet-stream', body: await context.files.stream(sha256) }
  },
})
