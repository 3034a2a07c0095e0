import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { editEntry, endEntry } from '../platform/catalogue.ts'
import { id, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { expertiseFields } from '../training/index.ts'
import { Changed, keepers } from './commands.ts'

/* The fields of expertise that persons are told by, as the office keeps them; no source lists them, so there are none to begin with. */

explainConstraint('expertise_name', () =>
  conflict(
    'people.expertiseTwice',
    words('Đã có lĩnh vực mang tên này.', 'There is a field of this name.'),
    'name',
  ),
)

const subject = ({ id }: { readonly id: number }) => `expertise:${id}`

export const addExpertise = command({
  name: 'people.addExpertise',
  summary: words('Thêm lĩnh vực chuyên môn', 'Add a field of expertise'),
  route: 'POST /expertise',
  input: z.object(expertiseFields.input),
  output: Changed,
  may: [...keepers],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('expertise')
      .values(expertiseFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

export const editExpertise = command({
  name: 'people.editExpertise',
  summary: words('Sửa lĩnh vực chuyên môn', 'Edit a field of expertise'),
  route: 'PUT /expertise/{id}',
  input: z.object({ id: id(), version: whole(1), ...expertiseFields.input }),
  output: Changed,
  may: [...keepers],
  subject,
  run: ({ db }, { id: fieldId, version, ...input }) =>
    editEntry(db, 'expertise', { id: fieldId, version }, expertiseFields.values(input)),
})

/** Has a field chosen no more; persons keep it. */
export const endExpertise = command({
  name: 'people.endExpertise',
  summary: words('Ngừng dùng lĩnh vực chuyên môn', 'Stop using a field of expertise'),
  route: 'POST /expertise/{id}/end',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: [...keepers],
  subject,
  run: ({ db, today }, { id: fieldId }) =>
    endEntry(db, 'expertise', fieldId, today, words('lĩnh vực chuyên môn', 'Field of expertise')),
})

const Expertise = z.object({
  id: z.int(),
  ...expertiseFields.row,
  endedOn: z.iso.date().nullable(),
  persons: z.int(),
  version: z.int(),
})

/** The fields, with how many persons each has. */
export const listExpertise = query({
  name: 'people.expertiseList',
  summary: words('Danh sách lĩnh vực chuyên môn', 'List of fields of expertise'),
  route: 'GET /expertise',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(Expertise),
  may: officers,
  run({ db }, input) {
    let rows = db
      .selectFrom('expertise as k')
      .select(['k.id', ...expertiseFields.select('k'), 'k.endedOn', 'k.version'])
      .select(
        sql<number>`(SELECT count(DISTINCT coalesce(p.merged_into, p.id))::int FROM person_expertise e JOIN person p ON p.id = e.person_id
          WHERE e.expertise_id = k.id)`.as('persons'),
      )
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
