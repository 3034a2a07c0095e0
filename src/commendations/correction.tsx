import { words } from '../platform/language.ts'
import type { Context, Rule } from '../platform/operation.ts'
import { explainConstraint, invalidField } from '../platform/problem.ts'
import { correctable } from '../ui/index.ts'
import { nominationFields } from './fields.ts'
import { showNomination } from './nomination-queries.ts'
import { nominators } from './sight.ts'

const missing = words('Xin ghi nơi công tác của cá nhân.', 'Give the workplace of the person.')
explainConstraint('nomination_person', () => invalidField('workplace', missing))

/** Whether it is of a person stands already, which the correction does not take. */
const workplaceNeeded: Rule<{ readonly id: number; readonly workplace?: string | undefined }> = {
  of: ['id', 'workplace'],
  asks: { workplace: words('với cá nhân', 'of a person') },
  judge: async ({ id, workplace }, { db }) => {
    const row = await db.selectFrom('nomination').select('kind').where('id', '=', id).executeTakeFirst()
    return row?.kind === 'person' && workplace === undefined ? { field: 'workplace', words: missing } : null
  },
}

async function readNomination({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('nomination as n')
    .select(['n.id', 'n.state', ...nominationFields.select('n')])
    .where('n.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** A nomination is put right by who entered it while it is with them; afterwards by the coordinator, with a reason. */
export const nominationCorrection = correctable({
  record: 'nomination',
  table: 'nomination',
  title: words('đề nghị khen thưởng', 'Nomination'),
  fields: nominationFields,
  without: ['kind'],
  name: 'nominations.correct',
  route: 'PUT /nominations/{id}/correction',
  historyRoute: 'GET /nominations/{id}/corrections',
  address: '/nominations/{id}/correction',
  href: (id) => `/nominations/${id}`,
  may: [...nominators],
  asks: { rules: [workplaceNeeded as never] },
  read: readNomination,
  show: showNomination,
  used: (_context, { state }) =>
    state === 'draft' || state === 'returned'
      ? null
      : words('Đề nghị này đã được gửi.', 'This nomination is submitted.'),
  async write({ db }, row, values) {
    await db.updateTable('nomination').set(values).where('id', '=', row.id).execute()
  },
})
