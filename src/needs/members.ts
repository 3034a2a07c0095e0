import { z } from 'zod'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { speaksFor } from '../platform/sight.ts'

/** How many members a form offers; a table takes any number. */
const most = 500

/** The enterprises that an association may speak for: its members, and those that it brought with their consent. */
export const needMembers = query({
  name: 'needs.members',
  summary: words('Hội viên mà hội được nêu nhu cầu thay', 'Members that an association may speak for'),
  route: 'GET /need-members',
  input: z.object({}),
  output: z.object({
    enterprises: z.array(z.object({ id: z.int(), name: z.string(), taxCode: z.string() })),
  }),
  may: ['association', 'auditor'],
  async run({ db, actor }) {
    const enterprises = await db
      .selectFrom('enterprise as e')
      .select(['e.id', 'e.name', 'e.taxCode'])
      .where('e.state', '=', 'active')
      .where(speaksFor(actor, 'e.id'))
      .orderBy('e.name')
      .orderBy('e.id')
      .limit(most)
      .execute()
    return { enterprises }
  },
})
