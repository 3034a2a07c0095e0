import { outsidePlan } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { correctable } from '../ui/index.ts'
import { obstacleFields } from './obstacle-fields.ts'
import { obstacleReporters, readableObstacles, showObstacle } from './obstacles.ts'

async function readObstacle({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('obstacle as o')
    .select(['o.id', 'o.planId', 'o.resolvedOn', 'o.withdrawnOn', ...obstacleFields.select('o')])
    .where('o.id', '=', id)
    .where(readableObstacles(actor, 'o'))
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** An obstacle is put right by who reported it, until there is an answer to it. */
export const obstacleCorrection = correctable({
  record: 'obstacle',
  table: 'obstacle',
  title: words('khó khăn, vướng mắc', 'Obstacle'),
  fields: obstacleFields,
  name: 'obstacles.correct',
  route: 'PUT /obstacles/{id}/correction',
  historyRoute: 'GET /obstacles/{id}/corrections',
  address: '/obstacles/{id}/correction',
  href: (id) => `/obstacles/${id}`,
  crumbs: ({ t }) => [{ label: t('Khó khăn, vướng mắc', 'Obstacles'), href: '/obstacles' }],
  may: obstacleReporters,
  read: readObstacle,
  show: showObstacle,
  kept: async (_context, { withdrawnOn }) =>
    withdrawnOn === null ? null : words('Phản ánh này đã được rút.', 'The report is withdrawn.'),
  used: (_context, { resolvedOn }) =>
    resolvedOn === null
      ? null
      : words('Việc này đã có kết quả giải quyết.', 'This has been resolved already.'),
  async write({ db, today }, row, values) {
    const reportedOn = String(values.reportedOn)
    if (reportedOn > today)
      throw invalidField(
        'reportedOn',
        words('Ngày phản ánh không thể ở tương lai.', 'The day cannot be in the future.'),
      )
    if (row.resolvedOn !== null && reportedOn > row.resolvedOn)
      throw invalidField(
        'reportedOn',
        words(
          'Ngày giải quyết không thể trước ngày phản ánh.',
          'The day cannot be before the day it was reported.',
        ),
      )
    const plan = await db
      .selectFrom('plan')
      .selectAll()
      .where('id', '=', row.planId)
      .executeTakeFirstOrThrow()
    const outside = outsidePlan(reportedOn, { ...plan, replaced: plan.state === 'replaced' })
    if (outside !== null) throw invalidField('reportedOn', outside)
    await db.updateTable('obstacle').set(values).where('id', '=', row.id).execute()
  },
})
