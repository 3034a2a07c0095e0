import { z } from 'zod'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { Changed, lockOpen, touch } from './commands.ts'
import { needed, paperFields } from './fields.ts'

/* The papers that a call asks for, while it is drawn up. */

explainConstraint('call_paper_content_id_fkey', () =>
  invalidField('contentId', words('Không có nội dung này.', 'There is no such content.')),
)

/** Adds a paper that a call asks for. */
export const addCallPaper = command({
  name: 'calls.addPaper',
  summary: words('Thêm giấy tờ phải nộp', 'Add a paper that is asked for'),
  route: 'POST /calls/{id}/papers',
  input: z.object({ id: id(), ...paperFields.input, ...needed }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, required, ...input }) {
    const call = await lockOpen(db, callId)
    await db
      .insertInto('callPaper')
      .values({ callId, required, ...paperFields.values(input) })
      .execute()
    return touch(db, call)
  },
})

/** Takes a paper out of what a call asks for. */
export const removeCallPaper = command({
  name: 'calls.removePaper',
  summary: words('Bỏ giấy tờ phải nộp', 'Take out a paper that is asked for'),
  route: 'DELETE /calls/{id}/papers/{paper}',
  input: z.object({ id: id(), paper: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, paper }) {
    const call = await lockOpen(db, callId)
    const gone = await db
      .deleteFrom('callPaper')
      .where('id', '=', paper)
      .where('callId', '=', callId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('giấy tờ này', 'Paper of the application'))
    return touch(db, call)
  },
})
