import { noticeKind, tell } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { checkEntry, submitEntry, withdrawEntry } from './entry-commands.ts'
import { recordOpinion, recordOutcome, revokeAward, sendEntry } from './entry-way.ts'
import { prizes } from './fields.ts'
import { openRound } from './rounds.ts'
import { entryStates } from './rules.ts'

const opened = noticeKind({
  key: 'awards.opened',
  label: words('Mở kỳ Giải thưởng chất lượng quốc gia', 'A round of the National Quality Award'),
  for: ['enterprise', 'association'],
  way: 'mail',
  subject: words('Giải thưởng chất lượng quốc gia năm {year}', 'National Quality Award {year}'),
  body: words(
    'Nhận hồ sơ dự giải từ {opens} đến hết {closes}.',
    'Entries from {opens} until the end of {closes}.',
  ),
  fields: {
    year: words('Kỳ giải năm', 'Round of the year'),
    opens: words('Nhận hồ sơ dự giải từ ngày', 'Entries from'),
    closes: words('Nhận hồ sơ dự giải đến hết ngày', 'Entries until the end of'),
  },
})
follow(openRound, async (context, input, { id }) => {
  await tell(context, opened, {
    to: { roles: ['enterprise', 'association'] },
    occurrence: String(id),
    values: {
      year: String(input.year),
      ...{ opens: formatDate(input.opensOn), closes: formatDate(input.closesOn) },
    },
    href: `/award-rounds/${id}`,
  })
})

const moved = noticeKind({
  key: 'awards.moved',
  label: words('Hồ sơ dự giải thay đổi', 'An entry for the award moves'),
  for: ['coordinator', 'leader', 'enterprise'],
  way: 'mail',
  subject: words('Hồ sơ dự giải của {name}: {state}', 'Entry of {name}: {state}'),
  body: words('{name}, năm {year}: {state}. {reason}', '{name}, {year}: {state}. {reason}'),
  fields: {
    name: words('Doanh nghiệp, sản phẩm dự giải', 'Enterprise and product'),
    year: words('Kỳ giải năm', 'Round of the year'),
    state: words('Tình trạng', 'State'),
    reason: words('Lý do', 'Reason'),
  },
})

/** @param whom the office, or the enterprise that entered */
async function tellEntry(context: Context, id: number, whom: 'office' | 'enterprise'): Promise<void> {
  const row = await context.db
    .selectFrom('awardEntry as x')
    .innerJoin('awardRound as r', 'r.id', 'x.roundId')
    .innerJoin('enterprise as e', 'e.id', 'x.enterpriseId')
    .leftJoin('product as k', 'k.id', 'x.productId')
    .select(['x.enterpriseId', 'x.state', 'x.reason', 'x.prize', 'x.version', 'r.year'])
    .select(['e.name', 'k.name as product'])
    .where('x.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, moved, {
    to: whom === 'office' ? { roles: ['coordinator', 'leader'] } : { enterpriseId: row.enterpriseId },
    occurrence: `${id}:${row.version}`,
    values: {
      name: row.product === null ? row.name : `${row.name}, ${row.product}`,
      year: String(row.year),
      state:
        row.state === 'won' && row.prize !== null
          ? prizes.wordsOf(row.prize)
          : entryStates.wordsOf(row.state),
      reason: row.reason ?? '',
    },
    href: `/award-entries/${id}`,
  })
}
follow(submitEntry, (context, _input, { id }) => tellEntry(context, id, 'office'))
follow(withdrawEntry, (context, _input, { id }) => tellEntry(context, id, 'office'))
follow(checkEntry, async (context, _input, { id, state }) => {
  await tellEntry(context, id, 'enterprise')
  if (state === 'checked') await tellEntry(context, id, 'office')
})
follow(recordOpinion, (context, _input, { id }) => tellEntry(context, id, 'enterprise'))
follow(sendEntry, (context, _input, { id }) => tellEntry(context, id, 'enterprise'))
follow(revokeAward, (context, _input, { id }) => tellEntry(context, id, 'enterprise'))
follow(recordOutcome, async (context, _input, { id }) => {
  await tellEntry(context, id, 'enterprise')
  await tellEntry(context, id, 'office')
})
