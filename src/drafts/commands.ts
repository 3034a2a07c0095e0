import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { id, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'

/** Drops a draft of one's own account, whose uploads are unused from then on. */
export const dropDraft = command({
  name: 'formDrafts.drop',
  summary: words('Bỏ một bản nháp', 'Drop a draft'),
  route: 'DELETE /drafts/{id}',
  input: z.object({ id: id(), back: optionalText(1000) }),
  output: z.object({ id: z.int(), back: z.string() }),
  may: withAccount,
  proof: 'session',
  subject: () => null,
  async run({ db, actor }, { id: number, back }) {
    const gone = await db
      .deleteFrom('keptForm')
      .where('number', '=', number)
      .where('userId', '=', actor.userId)
      .where('draft', '=', true)
      .returning('page')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('bản nháp', 'Draft'))
    return { id: number, back: back !== undefined && back === gone.page ? back : '/drafts' }
  },
})
