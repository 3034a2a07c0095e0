import { kindNames } from '../budget/index.ts'
import { type MoveKind, otherKindNames } from '../money-view/index.ts'
import { type Words, words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

export const pathTitle = words('Đường đi của tiền', 'The way of money')

/** The stations on the way of money, from the appendix of the plan to its voucher, in their order. */
export const stages = states({
  plan: { vi: 'Dự toán của kế hoạch', en: "The plan's estimate" },
  estimate: { vi: 'Lập, thẩm định dự toán năm', en: 'Estimate drawn up and appraised' },
  decision: { vi: 'Quyết định giao, điều chỉnh dự toán', en: 'Allocation decision' },
  agreed: { vi: 'Nhiệm vụ, hồ sơ được duyệt', en: 'Task or application approved' },
  contract: { vi: 'Hợp đồng', en: 'Contract' },
  commitment: { vi: 'Cam kết chi', en: 'Commitments of money' },
  claim: { vi: 'Đề nghị thanh toán', en: 'Claim of payment' },
  payment: { vi: 'Lệnh chi', en: 'Payment order' },
  voucher: { vi: 'Bút toán chi', en: 'Entry of the payment' },
  treasury: { vi: 'Bảng kê, số liệu Kho bạc', en: "The Treasury's list" },
  year_end: { vi: 'Chuyển nguồn, hủy dự toán', en: 'Carried over, cancelled' },
  settlement: { vi: 'Quyết toán năm', en: 'Settlement of the year' },
})
export type Stage = (typeof stages.keys)[number]

/** Steps that move no money: what binds it, and the papers between a commitment and its payment. */
export const paperKinds = [
  'turn_decided',
  'task_approved',
  'turn_contract',
  'task_contract',
  'claimed',
  'ordered',
  'listed',
] as const
export type PaperKind = (typeof paperKinds)[number]
export type StepKind = MoveKind | PaperKind

/** At which station a kind of step stands: the one table that says so. A new kind of move does not compile until it stands here. */
export const stageOf: Readonly<Record<StepKind, Stage>> = {
  planned: 'plan',
  asked: 'estimate',
  replaced: 'estimate',
  appraised: 'estimate',
  allocation: 'decision',
  withdrawal: 'decision',
  shift_in: 'decision',
  shift_out: 'decision',
  turn_decided: 'agreed',
  task_approved: 'agreed',
  turn_contract: 'contract',
  task_contract: 'contract',
  commitment: 'commitment',
  release: 'commitment',
  commitment_in: 'year_end',
  commitment_out: 'year_end',
  commitment_in_back: 'year_end',
  commitment_out_back: 'year_end',
  claimed: 'claim',
  claim_accepted: 'claim',
  ordered: 'payment',
  disbursement: 'voucher',
  refund: 'voucher',
  listed: 'treasury',
  advance: 'voucher',
  advance_settled: 'voucher',
  carry_in: 'year_end',
  carry_in_back: 'year_end',
  carry_out: 'year_end',
  carry_out_back: 'year_end',
  cancellation: 'year_end',
  settled: 'settlement',
}

/** Each kind with the place of its station, for SQL. */
export const stageRows = Object.entries(stageOf).map(([kind, stage]) => ({
  kind,
  stage,
  place: stages.keys.indexOf(stage),
}))

const paperNames: Readonly<Record<PaperKind, Words>> = {
  turn_decided: words('Quyết định về lượt hỗ trợ', 'Decision on the turn'),
  task_approved: words('Quyết định phê duyệt nhiệm vụ', 'Decision that approves the task'),
  turn_contract: words('Hợp đồng của lượt hỗ trợ', 'Contract of the turn'),
  task_contract: words('Hợp đồng nhiệm vụ', 'Contract of the task'),
  claimed: words('Chi phí đề nghị thanh toán', 'Cost that is claimed'),
  ordered: words('Chứng từ chi được lập', 'Payment drawn up'),
  listed: words('Dòng trong bảng kê gửi Kho bạc', 'Row of a list for the Treasury'),
}

export const stepNames: Readonly<Record<StepKind, Words>> = { ...kindNames, ...otherKindNames, ...paperNames }

/** The page of the record that a step is of. */
export const recordHrefs = {
  plan: () => '/budget',
  estimate: (id: number) => `/estimates/${id}`,
  commitment: (id: number) => `/budget/commitments/${id}`,
  decision: (id: number) => `/budget/decisions/${id}`,
  year_end: (id: number) => `/budget/year-end/${id}`,
  entry: () => '/budget/entries',
  claim: (id: number) => `/claims/${id}`,
  advance: (id: number) => `/advances/${id}`,
  settlement: (id: number) => `/budget/settlements/${id}`,
  payment: (id: number) => `/budget/payments/${id}`,
  treasury_batch: (id: number) => `/treasury/batches/${id}`,
  support_turn: (id: number) => `/support/${id}`,
  science_task: (id: number) => `/science-tasks/${id}`,
} as const
export type StepRecord = keyof typeof recordHrefs
export const stepRecords = Object.keys(recordHrefs) as [StepRecord, ...StepRecord[]]
