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
import { kindFields } from './fields.ts'

/* What agencies and associations do for the programme, by kind, as the office keeps it. */

explainConstraint('outreach_kind_name', () =>
  conflict(
    'outreach.kindTwice',
    words('Đã có loại việc mang tên này.', 'There is a kind of this name.'),
    'name',
  ),
)

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `outreach_kind:${id}`

/** Adds a kind of outreach. */
export const addKind = command({
  name: 'outreach.addKind',
  summary: words('Thêm loại việc vận động', 'Add a kind of outreach'),
  route: 'POST /outreach-kinds',
  input: z.object(kindFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('outreachKind')
      .values(kindFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes a kind of outreach. */
export const editKind = command({
  name: 'outreach.editKind',
  summary: words('Sửa loại việc vận động', 'Edit a kind of outreach'),
  route: 'PUT /outreach-kinds/{id}',
  input: z.object({ id: id(), version: whole(1), ...kindFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  run: ({ db }, { id: kindId, version, ...input }) =>
    editEntry(db, 'outreachKind', { id: kindId, version }, kindFields.values(input)),
})

/** Has a kind of outreach chosen no more; what was done under it stays. */
export const endKind = command({
  name: 'outreach.endKind',
  summary: words('Ngừng dùng loại việc vận động', 'Stop using a kind of outreach'),
  route: 'POST /outreach-kinds/{id}/end',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject,
  run: ({ db, today }, { id: kindId }) =>
    endEntry(db, 'outreachKind', kindId, today, words('loại việc vận động', 'Kind of outreach')),
})

const Kind = z.object({
  id: z.int(),
  ...kindFields.row,
  endedOn: z.iso.date().nullable(),
  version: z.int(),
  acts: z.int(),
})

/** The kinds of outreach. */
export const listKinds = query({
  name: 'outreach.listKinds',
  summary: words('Các loại việc vận động', 'Kinds of outreach'),
  route: 'GET /outreach-kinds',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(Kind),
  may: staff,
  async run({ db }, input) {
    let rows = db
      .selectFrom('outreachKind as k')
      .select(['k.id', ...kindFields.select('k'), 'k.endedOn', 'k.version'])
      .select(sql<number>`(SELECT count(*)::int FROM outreach o WHERE o.kind_id = k.id)`.as('acts'))
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
