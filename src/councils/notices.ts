import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { concludeAppraisal } from './conclude.ts'
import { giveOpinion } from './opinions.ts'
import { putBefore } from './sittings.ts'

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

const before = noticeKind({
  key: 'councils.before',
  label: words('Hồ sơ được đưa ra hội đồng của bạn', 'A record before your council'),
  for: ['coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency', 'council_member'],
  way: 'mail',
  subject: words('Mời thẩm định: {title}', 'Please appraise: {title}'),
  body: words(
    '{title} được đưa ra hội đồng {council}. Xin khai xung đột lợi ích rồi nộp phiếu.',
    '{title} is before the council {council}. Please declare conflicts of interest, then hand in your sheet.',
  ),
  fields: { title, council: words('Tên hội đồng', 'Name of the council') },
})

follow(putBefore, async (context, _input, { id }) => {
  const row = await context.db
    .selectFrom('appraisal as a')
    .innerJoin('council as c', 'c.id', 'a.councilId')
    .select(['a.title', 'a.titleEn', 'c.name'])
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow()
  // who is kept out by what the register says is not asked
  const members = await context.db
    .selectFrom('appraisalSeat as s')
    .innerJoin('councilMember as m', 'm.id', 's.memberId')
    .select('m.accountId')
    .where('s.appraisalId', '=', id)
    .where('s.found', 'is', null)
    .execute()
  await tell(context, before, {
    to: { accountIds: members.map(({ accountId }) => accountId) },
    occurrence: String(id),
    values: { title: words(row.title, row.titleEn), council: row.name },
    href: `/appraisals/${id}`,
  })
})
follow(concludeAppraisal, (context, _input, { id }) => tellConcluded(context, id))
