import { z } from 'zod'
import { flag, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { contentFields, standardsOf } from './content-fields.ts'

explainConstraint('support_content_key_key', () =>
  conflict(
    'support.contentOnce',
    words('Đã có nội dung với mã này.', 'There is a content with this key.'),
    'key',
  ),
)

/** Adds a content that enterprises can be supported for, with the provision that allows it. */
export const addContent = command({
  name: 'support.addContent',
  summary: words('Thêm nội dung hỗ trợ', 'Add a content of support'),
  route: 'POST /support/contents',
  input: z.object(contentFields.input),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: (_input, output) => `content:${output.id}`,
  async run({ db }, input) {
    return db
      .insertInto('supportContent')
      .values(({ selectFrom, fn }) => ({
        ...contentFields.values(input),
        standards: standardsOf(input.standards),
        ord: selectFrom('supportContent').select(fn.count<number>('id').as('n')),
      }))
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Ends a content (no new applications for it) or takes it up again; what was given stays. */
export const setContentActive = command({
  name: 'support.setContentActive',
  summary: words('Dừng hoặc mở lại một nội dung hỗ trợ', 'End or take up a content of support'),
  route: 'POST /support/contents/{id}/active',
  input: z.object({ id: id(), active: flag() }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ({ id }) => `content:${id}`,
  async run({ db }, input) {
    const row = await db
      .updateTable('supportContent')
      .set({ active: input.active })
      .where('id', '=', input.id)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('nội dung hỗ trợ', 'Content of support'))
    return row
  },
})
