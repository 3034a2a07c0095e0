import { noticeKind, tell } from '../../notices/index.ts'
import { follow } from '../../platform/follow.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { cancelTurn } from '../turn-commands.ts'
import { confirmUnrecovered, refuseUnrecovered, sayUnrecovered, unsettledOf } from './commands.ts'
import { unrecoveredStates } from './fields.ts'

const endedEarly = noticeKind({
  key: 'support.endedEarly',
  label: words('Lượt hủy giữa chừng có kinh phí đã chi', 'A turn ended early with money paid'),
  for: ['coordinator', 'finance'],
  way: 'mail',
  subject: words('Lượt hỗ trợ {number}: {state}', 'Support turn {number}: {state}'),
  body: words('{enterprise}: {state}.', '{enterprise}: {state}.'),
  fields: {
    number: words('Số của lượt', 'Number of the turn'),
    enterprise: words('Doanh nghiệp', 'Enterprise'),
    state: words('Tình trạng', 'State'),
  },
})

const to = { roles: ['coordinator', 'finance'] } as const

follow(cancelTurn, async (context, _input, { id }) => {
  const unsettled = await unsettledOf(context.db, id)
  if (unsettled === undefined || (unsettled.open ?? 0n) === 0n) return
  const { name } = await context.db
    .selectFrom('supportTurn as t')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .select('e.name')
    .where('t.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, endedEarly, {
    ...{ to, occurrence: `${id}:cancelled`, href: `/support/${id}` },
    values: {
      ...{ number: String(id), enterprise: name },
      state: words('phải thu hồi hoặc nêu vì sao không', 'to be recovered, or said why not'),
    },
  })
})

async function tellOfReason(context: Context, id: number): Promise<void> {
  const row = await context.db
    .selectFrom('supportUnrecovered as u')
    .innerJoin('enterprise as e', 'e.id', 'u.enterpriseId')
    .select(['u.turnId', 'u.state', 'u.version', 'e.name'])
    .where('u.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, endedEarly, {
    ...{ to, occurrence: `reason:${id}:${row.version}`, href: `/support/unrecovered/${id}` },
    values: {
      ...{ number: String(row.turnId), enterprise: row.name },
      state: unrecoveredStates.wordsOf(row.state),
    },
  })
}
follow(sayUnrecovered, (context, _input, { unrecoveredId }) => tellOfReason(context, unrecoveredId))
follow(confirmUnrecovered, (context, _input, { id }) => tellOfReason(context, id))
follow(refuseUnrecovered, (context, _input, { id }) => tellOfReason(context, id))
