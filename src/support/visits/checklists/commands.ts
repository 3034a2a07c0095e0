import { z } from 'zod'
import { id, whole } from '../../../platform/fields.ts'
import { words } from '../../../platform/language.ts'
import { type Context, command } from '../../../platform/operation.ts'
import { conflict, explainConstraint, notFound, staleRecord } from '../../../platform/problem.ts'
import { checklistFields, editionFields } from '../fields.ts'

/* Checklists are the office's own data: each change is an edition of its own, and visits keep the one that they were made by. */

explainConstraint('visit_checklist_name', () =>
  conflict(
    'visits.checklistTwice',
    words('Đã có bảng kiểm tên này.', 'There is a checklist of this name.'),
    'name',
  ),
)

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id: checklistId }: { readonly id: number }) => `visit_checklist:${checklistId}`
export const noChecklist = () => notFound(words('bảng kiểm', 'Checklist'))

/** Adds a checklist with its first edition. */
export const addChecklist = command({
  name: 'visits.addChecklist',
  summary: words('Thêm bảng kiểm', 'Add a checklist'),
  route: 'POST /visit-checklists',
  input: z.object(checklistFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  async run({ db, today }, { name, items, source }) {
    const row = await db
      .insertInto('visitChecklist')
      .values({ name })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    await db
      .insertInto('visitChecklistEdition')
      .values({ checklistId: row.id, edition: 1, items, source: source ?? null, madeOn: today })
      .execute()
    return row
  },
})

async function lock({ db }: Context, checklistId: number, version: number) {
  const row = await db
    .selectFrom('visitChecklist')
    .selectAll()
    .where('id', '=', checklistId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noChecklist()
  if (row.version !== version) throw staleRecord()
  if (row.endedOn !== null)
    throw conflict('visits.checklistEnded', words('Bảng kiểm này đã thôi dùng.', 'This checklist is ended.'))
  return row
}

/** The next edition of a checklist; visits that were made keep theirs. */
export const editChecklist = command({
  name: 'visits.editChecklist',
  summary: words('Sửa bảng kiểm thành bản mới', 'Make the next edition of a checklist'),
  route: 'POST /visit-checklists/{id}/editions',
  input: z.object({ id: id(), version: whole(1), ...editionFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: checklistId, version, items, source, reason }) {
    const { db, today } = context
    await lock(context, checklistId, version)
    const { last } = await db
      .selectFrom('visitChecklistEdition')
      .select(({ fn }) => fn.max('edition').as('last'))
      .where('checklistId', '=', checklistId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('visitChecklistEdition')
      .values({ checklistId, edition: last + 1, items, source: source ?? null, reason, madeOn: today })
      .execute()
    await db
      .updateTable('visitChecklist')
      .set({ version: version + 1 })
      .where('id', '=', checklistId)
      .execute()
    return { id: checklistId, version: version + 1 }
  },
})

/** Ends a checklist: no new list of visits takes it. */
export const endChecklist = command({
  name: 'visits.endChecklist',
  summary: words('Thôi dùng bảng kiểm', 'End a checklist'),
  route: 'POST /visit-checklists/{id}/end',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: checklistId, version }) {
    await lock(context, checklistId, version)
    await context.db
      .updateTable('visitChecklist')
      .set({ endedOn: context.today, version: version + 1 })
      .where('id', '=', checklistId)
      .execute()
    return { id: checklistId, version: version + 1 }
  },
})
