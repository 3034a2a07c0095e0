import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'

const noSuch = () => notFound(words('doanh nghiệp', 'Enterprise'))

const readable = ({ db, actor }: Pick<Context, 'db' | 'actor'>, enterpriseId: number) =>
  db
    .selectFrom('enterprise')
    .selectAll()
    .where('id', '=', enterpriseId)
    .where(readableBy(actor, 'enterprise.id'))

/** The enterprise as it stands, if this account may read its records. @throws Problem 404 */
export async function visibleEnterprise(context: Pick<Context, 'db' | 'actor'>, enterpriseId: number) {
  const enterprise = await readable(context, enterpriseId).executeTakeFirst()
  if (enterprise === undefined) throw noSuch()
  return enterprise
}

const isMerged = () =>
  conflict(
    'enterprises.merged',
    words(
      'Hồ sơ này đã gộp vào hồ sơ khác; xin làm trên hồ sơ đó.',
      'This record was merged into another; please work on that one.',
    ),
  )
explainConstraint('enterprise_is_merged', isMerged)

/** The enterprise under lock, so that two changes of it come one after the other. @throws Problem 404, 409 when it went into another */
export async function lockEnterprise(context: Pick<Context, 'db' | 'actor'>, enterpriseId: number) {
  const enterprise = await readable(context, enterpriseId).forUpdate().executeTakeFirst()
  if (enterprise === undefined) throw noSuch()
  if (enterprise.state === 'merged') throw isMerged()
  return enterprise
}
