import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import type { Context, Rule } from '../platform/operation.ts'
import { correctable } from '../ui/index.ts'
import { roundFields } from './fields.ts'
import { roundChoices, showRound } from './rounds.ts'

async function readRound({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('awardRound as r')
    .select(['r.id', 'r.state', 'r.lineId', ...roundFields.select('r')])
    .where('r.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** The line is of the plan that the round stands in. */
const lineOfRound: Rule<{ readonly id: number; readonly lineId?: number | undefined }> = {
  of: ['id', 'lineId'],
  judge: async ({ id, lineId }, { db }) => {
    if (lineId === undefined) return null
    const row = await db
      .selectFrom('awardRound as r')
      .innerJoin('budgetLine as l', 'l.planId', 'r.planId')
      .select('l.id')
      .where('r.id', '=', id)
      .where('l.id', '=', lineId)
      .executeTakeFirst()
    return row === undefined
      ? { field: 'lineId', words: words('Mục này của kế hoạch khác.', 'This line is of another plan.') }
      : null
  },
}
const daysInOrder = inOrder(
  'opensOn',
  'closesOn',
  words('Không thể đóng trước khi mở.', 'It cannot close before it opens.'),
)

/** A round is put right while it is open; afterwards with a reason. Its plan and year stay: the rules of the year hang on them. */
export const roundCorrection = correctable({
  record: 'award_round',
  table: 'award_round',
  title: words('kỳ giải', 'Round of the award'),
  fields: roundFields,
  without: ['planId', 'year'],
  name: 'awards.correctRound',
  route: 'PUT /award-rounds/{id}/correction',
  historyRoute: 'GET /award-rounds/{id}/corrections',
  address: '/award-rounds/{id}/correction',
  href: (id) => `/award-rounds/${id}`,
  may: ['coordinator'],
  asks: { rules: [lineOfRound as never, daysInOrder as never] },
  read: readRound,
  show: showRound,
  used: (_context, { state }) =>
    state === 'open' ? null : words('Kỳ giải đã báo cáo Bộ.', 'The round is reported to the ministry.'),
  choices: async (request) => ({
    lineId: (await request.execute(roundChoices, {})).lines.map(({ id, plan, name, nameEn }) => ({
      value: id,
      label: `${plan}: ${request.t(name, nameEn)}`.slice(0, 110),
    })),
  }),
  texts: ({ lineId }) => ({ lineId: lineId === null ? '' : String(lineId) }),
  async write({ db }, row, values) {
    await db.updateTable('awardRound').set(values).where('id', '=', row.id).execute()
  },
})
