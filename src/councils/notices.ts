import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { giveOpinion } from './opinions.ts'

const title = words('Tên hồ sơ được thẩm định', 'Name of what is appraised')

const concluded = noticeKind({
  key: 'councils.concluded',
  label: words('Việc thẩm định đã kết luận', 'Appraisal concluded'),
  for: ['coordinator'],
  way: 'mail',
  subject: words('Đã thẩm định: {title}', 'Appraised: {title}'),
  body: words('{title}: việc thẩm định đã kết luận.', '{title}: its appraisal is concluded.'),
  fields: { title },
})

const second = noticeKind({
  key: 'councils.second',
  label: words('Chờ ý kiến thẩm định thứ hai', 'A second opinion is wanted'),
  for: ['coordinator'],
  way: 'program',
  subject: words('Chờ ý kiến thứ hai: {title}', 'A second opinion is wanted: {title}'),
  body: words(
    '{title} đã có một ý kiến thẩm định; ý kiến thứ hai là của người khác.',
    '{title} has one opinion; the second one is somebody else’s.',
  ),
  fields: { title },
})

/** Tells the office that an appraisal is concluded. */
export async function tellConcluded(context: Context, appraisalId: number): Promise<void> {
  const row = await context.db
    .selectFrom('appraisal')
    .select(['title', 'titleEn', 'version'])
    .where('id', '=', appraisalId)
    .executeTakeFirstOrThrow()
  await tell(context, concluded, {
    to: { roles: ['coordinator'] },
    occurrence: `${appraisalId}:${row.version}`,
    values: { title: words(row.title, row.titleEn) },
    href: `/appraisals/${appraisalId}`,
  })
}

follow(giveOpinion, async (context, _input, { id, state }) => {
  if (state === 'concluded') return tellConcluded(context, id)
  const row = await context.db
    .selectFrom('appraisal')
    .select(['title', 'titleEn'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, second, {
    to: { roles: ['coordinator'] },
    occurrence: String(id),
    values: { title: words(row.title, row.titleEn) },
    href: `/appraisals/${id}`,
  })
})
