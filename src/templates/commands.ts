import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { readTemplateFile } from '../documents/read/apart.ts'
import type { Db } from '../platform/database.ts'
import { day, id, optionalLongText, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { type TemplateFault, templateFaults } from './check.ts'
import { listedFields, templateKinds } from './kinds.ts'
import { docx, kindOf } from './use.ts'

/* A version of a template: uploaded, looked through, taken into use from a day by another person, or dropped. */

const Changed = z.object({ id: z.int(), version: z.int() })
export const noTemplate = () => notFound(words('mẫu này', 'This template'))

/** What is wrong in a stored file as a template of a kind. @throws Problem 422 for what is no Word file, or one that acts by itself */
export async function faultsOf(
  context: Pick<Context, 'files'>,
  kind: string,
  file: { readonly sha256: string; readonly mime: string },
): Promise<TemplateFault[]> {
  if (file.mime !== docx)
    throw invalidField('fileId', words('Mẫu phải là tệp Word (.docx).', 'A template is a Word file (.docx).'))
  const fields = listedFields(kindOf(kind))
  return templateFaults(await readTemplateFile(await context.files.read(file.sha256)), fields)
}

/** Uploads a version. One with wrong marks is kept too, with what is wrong in it, and is not taken into use. */
export const uploadTemplate = command({
  name: 'templates.upload',
  summary: words('Tải mẫu Word lên', 'Upload a Word template'),
  route: 'POST /templates',
  input: z.object({ kind: text(60), fileId: id(), note: optionalLongText(1000) }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['kind'],
      judge: ({ kind }) =>
        templateKinds.has(kind)
          ? null
          : {
              field: 'kind',
              words: words('Không có loại mẫu này.', 'There is no such kind of template.'),
            },
    },
  ],
  subject: (_input, output) => `word_template:${output.id}`,
  async prepare(context, { kind, fileId }) {
    const file = await evidence(context, fileId)
    await context.files.settled(file.sha256)
    return faultsOf(context, kind, file)
  },
  async run({ db, today }, { kind, fileId, note = null }, faults: TemplateFault[]) {
    // Versions of one kind are counted one after the other.
    await db.selectFrom('wordTemplate').select('id').where('kind', '=', kind).forUpdate().execute()
    const { last } = await db
      .selectFrom('wordTemplate')
      .select(({ fn }) => fn.max('number').as('last'))
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow()
    return db
      .insertInto('wordTemplate')
      .values({
        ...{ kind, fileId, note, number: (last ?? 0) + 1, uploadedOn: today },
        faults: JSON.stringify(faults),
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** A version that waits to be taken into use, under lock. @throws Problem 404, or 409 for another or a changed one */
async function lockUploaded(db: Db, templateId: number, version: number) {
  const row = await db
    .selectFrom('wordTemplate')
    .selectAll()
    .where('id', '=', templateId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noTemplate()
  if (row.version !== version) throw staleRecord()
  if (row.state !== 'uploaded')
    throw conflict(
      'templates.settled',
      words('Mẫu này đã đưa vào dùng hoặc đã bỏ.', 'This template was taken into use or dropped already.'),
    )
  return row
}

/** Whoever did one of these on a version does not take it into use. */
export const usedApart: Apart = {
  control: 'template',
  record: 'word_template',
  commands: ['templates.upload'],
  did: words('Bạn đã tải mẫu này lên', 'You uploaded this template'),
}

/** Takes a version into use from a day, by another person than who uploaded it. Its marks are held against the fields anew. */
export const useTemplate = command({
  name: 'templates.use',
  summary: words('Đưa mẫu vào dùng', 'Take a template into use'),
  route: 'POST /templates/{id}/use',
  input: z.object({ id: id(), version: whole(1), usedFrom: day() }),
  output: Changed,
  may: ['coordinator', 'leader'],
  rules: [
    {
      of: ['usedFrom'],
      // Letters of earlier days were made already.
      judge: ({ usedFrom }, { today }) =>
        usedFrom >= today
          ? null
          : {
              field: 'usedFrom',
              words: words('Mẫu được dùng từ hôm nay trở đi.', 'A template is used from today on, or later.'),
            },
    },
  ],
  subject: ({ id }) => `word_template:${id}`,
  async prepare(context, { id: templateId }) {
    const row = await context.db
      .selectFrom('wordTemplate as w')
      .innerJoin('file as f', 'f.id', 'w.fileId')
      .select(['w.kind', 'f.sha256', 'f.mime'])
      .where('w.id', '=', templateId)
      .executeTakeFirst()
    if (row === undefined) throw noTemplate()
    return faultsOf(context, row.kind, row)
  },
  async run(context, { id: templateId, version, usedFrom }, faults: TemplateFault[]) {
    const { db } = context
    const row = await lockUploaded(db, templateId, version)
    if (faults.length > 0)
      throw conflict(
        'templates.faulty',
        words(
          `Mẫu còn ${faults.length} chỗ sai: ${faults[0]?.what.vi}.`,
          `The template has ${faults.length} faults: ${faults[0]?.what.en}.`,
        ),
      )
    await holdApart(context, usedApart, templateId)
    return settle(db, row, { state: 'used', usedFrom, faults: '[]' })
  },
})

/** Drops a version that was never used. */
export const dropTemplate = command({
  name: 'templates.drop',
  summary: words('Bỏ bản mẫu', 'Drop a version of a template'),
  route: 'POST /templates/{id}/drop',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `word_template:${id}`,
  async run({ db }, { id: templateId, version }) {
    return settle(db, await lockUploaded(db, templateId, version), { state: 'dropped' })
  },
})

const settle = (db: Db, row: { readonly id: number; readonly version: number }, set: object) =>
  db
    .updateTable('wordTemplate')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
