import { type Words, words } from '../platform/language.ts'
import type { MarkedTable } from './leads.ts'

const money = words(
  'Chứng từ và sổ về tiền giữ tên người lập, người duyệt và nội dung theo pháp luật về kế toán, ngân sách (điều khoản: chưa nêu)',
  'Documents and books of money keep the names of who drew up and approved, and what they say, by the law on accounting and the budget (article: not stated)',
)
const issued = words(
  'Văn bản đã ban hành, báo cáo và kết quả đã niêm phong: sửa đi thì không còn là văn bản đó (điều khoản: chưa nêu)',
  'Issued documents, sealed reports and results: changed, they would be other documents (article: not stated)',
)
const figures = words(
  'Số liệu đã ghi không sửa, chỉ ghi đè bằng số liệu mới (điều khoản: chưa nêu)',
  'Recorded figures are never edited, only superseded (article: not stated)',
)

/** The tables whose personal data stay when a person is erased, each with the reason. */
export const keptTables: { readonly [T in MarkedTable]?: Words } = {
  allocationCorrection: money,
  allocationDecision: money,
  budgetClosing: money,
  claimLine: money,
  claimQuestion: money,
  paymentClaim: money,
  releaseLevel: money,
  advance: money,
  advancePart: money,
  advanceProlongation: money,
  advanceTerm: money,
  recovery: money,
  recoveryCorrection: money,
  recoveryPayment: money,
  blockRule: money,
  blockException: money,
  finding: money,
  supportUnrecovered: money,
  spendingAnswer: money,
  spendingThreshold: money,
  budgetCorrection: money,
  commitment: money,
  ledgerEntry: money,
  ownPayment: money,
  paymentOrder: money,
  treasuryBatch: money,
  treasuryBatchOrder: money,
  treasuryAnswer: money,
  treasuryDifference: money,
  treasuryUse: money,
  treasuryAside: money,
  yearEndDecision: money,
  treasuryFigure: money,
  yearEndLine: money,
  yearSettlement: money,
  plan: issued,
  planDraft: issued,
  planVersion: issued,
  report: issued,
  tfpStudy: issued,
  observation: figures,
}
