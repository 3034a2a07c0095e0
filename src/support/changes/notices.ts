import { noticeKind, tell } from '../../notices/index.ts'
import { follow } from '../../platform/follow.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { approveChange, askChange, refuseChange, withdrawChange } from './commands.ts'
import { changeStates } from './fields.ts'

const changeMoved = noticeKind({
  key: 'support.change',
  label: words('Thay đổi của lượt hỗ trợ được đề nghị, quyết định', 'A change of a turn asked for, decided'),
  for: ['enterprise', 'coordinator'],
  way: 'mail',
  subject: words('Lượt hỗ trợ {number}: {state}', 'Support turn {number}: {state}'),
  body: words('{enterprise}: {state}. {reason}', '{enterprise}: {state}. {reason}'),
  fields: {
    number: words('Số của lượt', 'Number of the turn'),
    enterprise: words('Doanh nghiệp', 'Enterprise'),
    state: words('Tình trạng', 'State'),
    reason: words('Lý do', 'Reason'),
  },
})

async function tellOfChange(context: Context, id: number): Promise<void> {
  const row = await context.db
    .selectFrom('supportChange as c')
    .innerJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .select(['c.turnId', 'c.enterpriseId', 'e.name', 'c.state', 'c.reason', 'c.remark', 'c.version'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, changeMoved, {
    to: { enterpriseId: row.enterpriseId, roles: ['coordinator'] },
    occurrence: `${id}:${row.version}`,
    values: {
      ...{ number: String(row.turnId), enterprise: row.name, state: changeStates.wordsOf(row.state) },
      reason: row.remark ?? row.reason,
    },
    href: `/support/changes/${id}`,
  })
}
follow(askChange, (context, _input, { changeId }) => tellOfChange(context, changeId))
follow(approveChange, (context, _input, { id }) => tellOfChange(context, id))
follow(refuseChange, (context, _input, { id }) => tellOfChange(context, id))
follow(withdrawChange, (context, _input, { id }) => tellOfChange(context, id))
