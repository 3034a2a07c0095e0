import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import { editEntry, endEntry } from '../platform/catalogue.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { fieldOfObstacles } from './obstacle-fields.ts'

/* The fields of obstacles, as the office keeps them. */

explainConstraint('obstacle_field_name', () =>
  conflict(
    'obstacles.fieldTwice',
    words('Đã có lĩnh vực mang tên này.', 'There is a field of this name.'),
    'name',
  ),
)

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `obstacle_field:${id}`

/** Adds a field. */
export const addObstacleField = command({
  name: 'obstacles.addField',
  summary: words('Thêm lĩnh vực của khó khăn, vướng mắc', 'Add a field of obstacles'),
  route: 'POST /obstacle-fields',
  input: z.object(fieldOfObstacles.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('obstacleField')
      .values(fieldOfObstacles.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Renames a field. */
export const editObstacleField = command({
  name: 'obstacles.editField',
  summary: words('Sửa lĩnh vực của khó khăn, vướng mắc', 'Edit a field of obstacles'),
  route: 'PUT /obstacle-fields/{id}',
  input: z.object({ id: id(), version: whole(1), ...fieldOfObstacles.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  run: ({ db }, { id: fieldId, version, ...input }) =>
    editEntry(db, 'obstacleField', { id: fieldId, version }, fieldOfObstacles.values(input)),
})

/** Has a field chosen no more; obstacles of it keep it. */
export const endObstacleField = command({
  name: 'obstacles.endField',
  summary: words('Ngừng dùng lĩnh vực của khó khăn, vướng mắc', 'Stop using a field of obstacles'),
  route: 'POST /obstacle-fields/{id}/end',
  input: z.object({ id: id(), reason: longText(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject,
  run: ({ db, today }, { id: fieldId }) =>
    endEntry(db, 'obstacleField', fieldId, today, words('lĩnh vực của vướng mắc', 'Field of the obstacle')),
})

const Field = z.object({
  id: z.int(),
  ...fieldOfObstacles.row,
  endedOn: z.iso.date().nullable(),
  /** How many obstacles are of it. */
  obstacles: z.int(),
  version: z.int(),
})

/** The fields of obstacles, with how many are of each. */
export const listObstacleFields = query({
  name: 'obstacles.fields',
  summary: words('Lĩnh vực của các vướng mắc', 'Fields of obstacles'),
  route: 'GET /obstacle-fields',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(Field),
  may: signedIn,
  run({ db }, input) {
    let rows = db
      .selectFrom('obstacleField as k')
      .select(['k.id', ...fieldOfObstacles.select('k'), 'k.endedOn', 'k.version'])
      .select(
        sql<number>`(SELECT count(*)::int FROM obstacle o WHERE o.field_id = k.id AND o.withdrawn_on IS NULL)`.as(
          'obstacles',
        ),
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
