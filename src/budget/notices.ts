import { noticeKind, tell } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import {
  bookAllocationCorrection,
  correctAllocation,
  refuseAllocationCorrection,
} from './allocation-correction.ts'
import { correctionStates } from './correction-states.ts'
import { bookDecisionCorrection, correctDecision, refuseDecisionCorrection } from './decision-corrections.ts'
import { ownPaymentStates } from './own-payment-fields.ts'
import { declareOwnOfContent, declareOwnOfTurn, proveOwn, refuseOwn, settleOwn } from './own-payments.ts'
import { draftPayment, releasePayment, returnPayment } from './payments.ts'

const fields = {
  voucher: words('Số chứng từ', 'Number of the voucher'),
  amount: words('Số tiền, đồng', 'Amount, đồng'),
  purpose: words('Cam kết', 'Commitment'),
}

const toRelease = noticeKind({
  key: 'budget.toRelease',
  label: words('Chứng từ chờ duyệt', 'Payment to release'),
  for: ['finance', 'leader', 'coordinator'],
  way: 'digest',
  subject: words(
    'Chứng từ {voucher} chờ duyệt: {amount} đồng',
    'Payment {voucher} to be released: {amount} đồng',
  ),
  body: words(
    'Chứng từ {voucher}, {amount} đồng: {purpose}.',
    'Payment {voucher}, {amount} đồng: {purpose}.',
  ),
  fields,
})

const settled = noticeKind({
  key: 'budget.paymentSettled',
  label: words('Chứng từ đã duyệt hoặc trả lại', 'Payment released or returned'),
  for: ['finance', 'coordinator'],
  way: 'program',
  subject: words('Chứng từ {voucher}: {state}', 'Payment {voucher}: {state}'),
  body: words(
    'Chứng từ {voucher}, {amount} đồng: {state}. {reason}',
    'Payment {voucher}, {amount} đồng: {state}. {reason}',
  ),
  fields: { ...fields, state: words('Tình trạng', 'State'), reason: words('Lý do', 'Reason') },
})

async function about(db: Db, id: number) {
  const row = await db
    .selectFrom('paymentOrder as p')
    .innerJoin('commitment as c', 'c.id', 'p.commitmentId')
    .select(['p.documentNumber', 'p.amount', 'p.draftedBy', 'p.reason', 'c.purpose'])
    .where('p.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    href: '/budget/payments',
    values: {
      voucher: row.documentNumber,
      amount: words(formatDong(row.amount, 'vi'), formatDong(row.amount, 'en')),
      purpose: row.purpose,
    },
  }
}

follow(draftPayment, async (context, _input, { id }) => {
  const { values, href } = await about(context.db, id)
  await tell(context, toRelease, {
    to: { roles: ['finance', 'leader'] },
    occurrence: String(id),
    values,
    href,
  })
})

const outcomes = {
  released: words('đã duyệt chi', 'released'),
  returned: words('được trả lại', 'returned'),
}
for (const [command, outcome] of [
  [releasePayment, 'released'],
  [returnPayment, 'returned'],
] as const) {
  follow(command, async (context, _input, { id }) => {
    const { values, href, draftedBy, reason } = await about(context.db, id)
    await tell(context, settled, {
      to: { accountIds: [draftedBy] },
      occurrence: `${id}:${outcome}`,
      values: { ...values, state: outcomes[outcome], reason: reason ?? '' },
      href,
    })
  })
}

const correctionFields = {
  document: words('Số quyết định', 'Number of the decision'),
  amount: words('Số tiền, đồng', 'Amount, đồng'),
  reason: words('Lý do', 'Reason'),
}

const toCorrect = noticeKind({
  key: 'budget.correctionProposed',
  label: words('Đính chính giao dự toán chờ duyệt', 'Correction of an allocation to be approved'),
  for: ['finance', 'leader'],
  way: 'digest',
  subject: words(
    'Đính chính giao dự toán {document} chờ duyệt',
    'Correction of allocation {document} to be approved',
  ),
  body: words('{document}, số đúng {amount} đồng: {reason}', '{document}, right: {amount} đồng: {reason}'),
  fields: correctionFields,
})

const corrected = noticeKind({
  key: 'budget.correctionSettled',
  label: words('Đính chính giao dự toán đã xử lý', 'Correction of an allocation settled'),
  for: ['finance', 'coordinator'],
  way: 'program',
  subject: words(
    'Đính chính giao dự toán {document}: {state}',
    'Correction of allocation {document}: {state}',
  ),
  body: words(
    '{document}, số đúng {amount} đồng: {state}. {reason}',
    '{document}, right: {amount} đồng: {state}. {reason}',
  ),
  fields: { ...correctionFields, state: words('Tình trạng', 'State') },
})

async function aboutCorrection(db: Db, id: number) {
  const row = await db
    .selectFrom('allocationCorrection')
    .select(['documentNumber', 'amount', 'reason', 'refusal', 'state', 'proposedBy'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    href: `/budget/allocation-corrections/${id}`,
    values: {
      document: row.documentNumber,
      amount: words(formatDong(row.amount, 'vi'), formatDong(row.amount, 'en')),
      reason: row.refusal ?? row.reason,
    },
  }
}

follow(correctAllocation, async (context, _input, { id }) => {
  const { values, href } = await aboutCorrection(context.db, id)
  await tell(context, toCorrect, {
    to: { roles: ['finance', 'leader'] },
    occurrence: String(id),
    values,
    href,
  })
})

for (const command of [bookAllocationCorrection, refuseAllocationCorrection])
  follow(command, async (context, _input, { id }) => {
    const { values, href, state, proposedBy } = await aboutCorrection(context.db, id)
    await tell(context, corrected, {
      to: { accountIds: [proposedBy] },
      occurrence: `${id}:${state}`,
      values: { ...values, state: correctionStates.wordsOf(state) },
      href,
    })
  })

const decisionFields = {
  document: words('Số quyết định', 'Number of the decision'),
  corrected: words('Quyết định được đính chính', 'Decision that is corrected'),
  reason: words('Lý do', 'Reason'),
}

const decisionToApprove = noticeKind({
  key: 'budget.decisionCorrectionProposed',
  label: words('Đính chính quyết định chờ duyệt', 'Correction of a decision to be approved'),
  for: ['finance', 'leader'],
  way: 'digest',
  subject: words(
    'Đính chính quyết định {corrected} chờ duyệt',
    'Correction of decision {corrected} to be approved',
  ),
  body: words('{document} đính chính {corrected}: {reason}', '{document} corrects {corrected}: {reason}'),
  fields: decisionFields,
})

const decisionSettled = noticeKind({
  key: 'budget.decisionCorrectionSettled',
  label: words('Đính chính quyết định đã xử lý', 'Correction of a decision settled'),
  for: ['finance', 'coordinator'],
  way: 'program',
  subject: words('Đính chính quyết định {corrected}: {state}', 'Correction of decision {corrected}: {state}'),
  body: words(
    '{document} đính chính {corrected}: {state}. {reason}',
    '{document} corrects {corrected}: {state}. {reason}',
  ),
  fields: { ...decisionFields, state: words('Tình trạng', 'State') },
})

async function aboutDecision(db: Db, id: number) {
  const row = await db
    .selectFrom('allocationDecision as d')
    .innerJoin('allocationDecision as root', 'root.id', 'd.correctsId')
    .select(['d.documentNumber', 'd.reason', 'd.refusal', 'd.state', 'd.proposedBy'])
    .select('root.documentNumber as corrected')
    .where('d.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    href: `/budget/decisions/${id}`,
    values: {
      document: row.documentNumber,
      corrected: row.corrected,
      reason: row.refusal ?? row.reason ?? '',
    },
  }
}

follow(correctDecision, async (context, _input, { id }) => {
  const { values, href } = await aboutDecision(context.db, id)
  await tell(context, decisionToApprove, {
    to: { roles: ['finance', 'leader'] },
    occurrence: String(id),
    values,
    href,
  })
})

for (const command of [bookDecisionCorrection, refuseDecisionCorrection])
  follow(command, async (context, _input, { id }) => {
    const { values, href, state, proposedBy } = await aboutDecision(context.db, id)
    await tell(context, decisionSettled, {
      to: { accountIds: [proposedBy] },
      occurrence: `${id}:${state}`,
      values: { ...values, state: correctionStates.wordsOf(state) },
      href,
    })
  })

const ownFields = {
  voucher: words('Số hóa đơn, chứng từ', 'Number of the invoice or voucher'),
  amount: words('Số tiền, đồng', 'Amount, đồng'),
  payer: words('Người bỏ vốn', 'Who put it in'),
}

const ownDeclared = noticeKind({
  key: 'budget.ownDeclared',
  label: words('Vốn đối ứng chờ xác nhận', 'Own money to be confirmed'),
  for: ['coordinator', 'finance'],
  way: 'digest',
  subject: words('{payer} khai vốn đối ứng {amount} đồng', '{payer} declares {amount} đồng of own money'),
  body: words(
    '{payer} khai vốn đối ứng {amount} đồng theo chứng từ {voucher}; cần xác nhận.',
    '{payer} declares {amount} đồng of own money by voucher {voucher}, to be confirmed.',
  ),
  fields: ownFields,
})

const ownJudged = noticeKind({
  key: 'budget.ownJudged',
  label: words('Vốn đối ứng đã được xem xét', 'Own money was judged'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Vốn đối ứng theo chứng từ {voucher}: {state}', 'Own money by voucher {voucher}: {state}'),
  body: words(
    'Chứng từ {voucher}, {amount} đồng: {state}. {reason}',
    'Voucher {voucher}, {amount} đồng: {state}. {reason}',
  ),
  fields: { ...ownFields, state: words('Tình trạng', 'State'), reason: words('Lý do', 'Reason') },
})

async function aboutOwn(db: Db, id: number) {
  const row = await db
    .selectFrom('ownPayment as o')
    .leftJoin('supportTurn as t', 't.id', 'o.turnId')
    .leftJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .leftJoin('scienceTaskContent as c', 'c.id', 'o.contentId')
    .leftJoin('scienceTask as k', 'k.id', 'c.taskId')
    .select(['o.documentNumber', 'o.amount', 'o.state', 'o.reason', 'o.version', 't.enterpriseId'])
    .select(['e.name as enterprise', 'k.hostName as host'])
    .where('o.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    href: `/budget/own-payments/${id}`,
    values: {
      voucher: row.documentNumber,
      amount: words(formatDong(row.amount, 'vi'), formatDong(row.amount, 'en')),
      payer: row.enterprise ?? row.host ?? '',
    },
  }
}

for (const command of [declareOwnOfTurn, declareOwnOfContent])
  follow(command, async (context, _input, { id }) => {
    const { values, href } = await aboutOwn(context.db, id)
    await tell(context, ownDeclared, {
      to: { roles: ['coordinator', 'finance'] },
      occurrence: String(id),
      values,
      href,
    })
  })

async function tellPayer(context: Context, id: number): Promise<void> {
  const { values, href, enterpriseId, state, reason, version } = await aboutOwn(context.db, id)
  if (enterpriseId === null) return
  await tell(context, ownJudged, {
    to: { enterpriseId },
    occurrence: `${id}:${version}`,
    values: { ...values, state: ownPaymentStates.wordsOf(state), reason: reason ?? '' },
    href,
  })
}
follow(proveOwn, (context, _input, { id }) => tellPayer(context, id))
follow(refuseOwn, (context, _input, { id }) => tellPayer(context, id))
follow(settleOwn, (context, _input, { id }) => tellPayer(context, id))
