import { noticeKind, tell } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { sendClaim, withdrawClaim } from './claims.ts'
import { claimStates } from './fields.ts'
import { answerClaimLine, concludeClaim, judgeClaimLine } from './judging.ts'

const fields = {
  claimant: words('Người đề nghị thanh toán', 'Claimant'),
  amount: words('Số tiền, đồng', 'Amount, đồng'),
}

const arrived = noticeKind({
  key: 'claims.arrived',
  label: words('Đề nghị thanh toán chờ xem xét', 'Claim to be judged'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{claimant} đề nghị thanh toán {amount} đồng', '{claimant} claims {amount} đồng'),
  body: words(
    '{claimant} đề nghị thanh toán {amount} đồng: {state}.',
    '{claimant} claims {amount} đồng: {state}.',
  ),
  fields: { ...fields, state: words('Tình trạng', 'State') },
})

const judged = noticeKind({
  key: 'claims.judged',
  label: words('Đề nghị thanh toán được xem xét', 'A claim was judged'),
  for: ['enterprise', 'task_host', 'task_leader', 'coordinator'],
  way: 'mail',
  subject: words('Đề nghị thanh toán {amount} đồng: {state}', 'Claim of {amount} đồng: {state}'),
  body: words(
    'Đề nghị thanh toán {amount} đồng của {claimant}: {state}. Được chấp nhận {accepted} đồng, cắt giảm {cut} đồng.',
    'Claim of {amount} đồng by {claimant}: {state}. Accepted {accepted} đồng, cut {cut} đồng.',
  ),
  fields: {
    ...fields,
    state: words('Tình trạng', 'State'),
    accepted: words('Số được chấp nhận, đồng', 'Accepted, in đồng'),
    cut: words('Số cắt giảm, đồng', 'Cut, in đồng'),
  },
})

const said = (amount: bigint) => words(formatDong(amount, 'vi'), formatDong(amount, 'en'))

async function about(db: Db, claimId: number) {
  const row = await db
    .selectFrom('paymentClaim as c')
    .leftJoin('supportTurn as t', 't.id', 'c.turnId')
    .leftJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .leftJoin('scienceTaskContent as n', 'n.id', 'c.contentId')
    .leftJoin('scienceTask as k', 'k.id', 'n.taskId')
    .select(['c.state', 'c.version', 'c.claimedBy', 't.enterpriseId', 'n.taskId'])
    .select(['e.name as enterprise', 'k.hostName as host'])
    .where('c.id', '=', claimId)
    .executeTakeFirstOrThrow()
  const lines = await db
    .selectFrom('claimLine')
    .select(['amount', 'accepted'])
    .where('claimId', '=', claimId)
    .execute()
  const sum = (of: (line: (typeof lines)[number]) => bigint) =>
    said(lines.reduce((total, line) => total + of(line), 0n))
  return {
    ...row,
    href: `/claims/${claimId}`,
    values: {
      claimant: row.enterprise ?? row.host ?? '',
      amount: sum(({ amount }) => amount),
      state: claimStates.wordsOf(row.state),
    },
    judged: {
      accepted: sum(({ accepted }) => accepted ?? 0n),
      cut: sum(({ amount, accepted }) => (accepted === null ? 0n : amount - accepted)),
    },
  }
}

async function tellOffice(context: Context, claimId: number): Promise<void> {
  const { values, href, version, state } = await about(context.db, claimId)
  if (state === 'draft') return
  await tell(context, arrived, {
    to: { roles: ['coordinator'] },
    occurrence: `${claimId}:${version}`,
    values,
    href,
  })
}
follow(sendClaim, (context, _input, { id }) => tellOffice(context, id))
follow(withdrawClaim, (context, _input, { id }) => tellOffice(context, id))
follow(answerClaimLine, async (context, _input, { id, state }) => {
  if (state === 'sent') await tellOffice(context, id)
})

/** The accounts of the host and the leader of a task. */
export async function hostsOf(db: Db, taskId: number | null): Promise<string[]> {
  if (taskId === null) return []
  const rows = await db
    .selectFrom('accountRole')
    .select('accountId')
    .where('record', '=', 'science-task')
    .where('recordId', '=', taskId)
    .where('role', 'in', ['task_host', 'task_leader'])
    .where('endedAt', 'is', null)
    .execute()
  return rows.map(({ accountId }) => accountId)
}

/** Whoever claims: the enterprise, the host, and who wrote it; and where the claim is. */
export async function claimantOf(db: Db, claimId: number) {
  const { href, enterpriseId, taskId, claimedBy, values } = await about(db, claimId)
  const to = {
    ...(enterpriseId === null ? {} : { enterpriseId }),
    accountIds: [claimedBy, ...(await hostsOf(db, taskId))],
  }
  return { to, href, claimant: values.claimant }
}

/** Tells whoever claims how the claim stands. */
async function tellClaimant(context: Context, claimId: number): Promise<void> {
  const { values, judged: sums, version } = await about(context.db, claimId)
  const { to, href } = await claimantOf(context.db, claimId)
  const occurrence = `${claimId}:${version}`
  await tell(context, judged, { to, occurrence, values: { ...values, ...sums }, href })
}
follow(judgeClaimLine, async (context, { verdict }, { id }) => {
  if (verdict === 'asked') await tellClaimant(context, id)
})
follow(concludeClaim, (context, _input, { id }) => tellClaimant(context, id))
