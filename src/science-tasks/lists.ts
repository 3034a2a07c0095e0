import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/* The closed lists of S&T tasks and of their kinds. */

/** What a kind of task is, as the law divides them: Circular 15/2022/TT-BKHCN, art. 3; Decree 268/2025/NĐ-CP, art. 5. */
export const natures = states({
  science: words('Nhiệm vụ khoa học và công nghệ', 'S&T task'),
  innovation: words('Nhiệm vụ đổi mới sáng tạo', 'Innovation task'),
  assigned: words('Nhiệm vụ được cấp có thẩm quyền giao', 'Task assigned by the competent authority'),
})

/** How it comes to whoever carries it out: Circular 15/2022/TT-BKHCN, arts 3, 11; Decree 268/2025/NĐ-CP, art. 5.3. */
export const taskWays = states({
  selection: words('Tuyển chọn', 'By competition'),
  direct: words('Giao trực tiếp', 'Assigned directly'),
  grant: words('Tài trợ', 'Grant'),
  order: words('Đặt hàng', 'Order'),
  own: words('Tổ chức khoa học và công nghệ công lập tự thực hiện', 'Own task of a public S&T body'),
  assigned: words('Được cấp có thẩm quyền giao', 'Given by the competent authority'),
})
export type TaskWay = StateOf<typeof taskWays>

/** How its money is settled. */
export const settlings = states({
  whole: words('Quyết toán chung cả nhiệm vụ', 'Settled as a whole'),
  content: words('Quyết toán từng nội dung', 'Settled content by content'),
})

/** What a step is, whatever a province calls it: what the program does at a step follows from this. */
export const stepParts = states({
  proposal: words('Đề xuất nhiệm vụ', 'Proposal of a task'),
  sifting: words('Rà soát đề xuất', 'Sifting of proposals'),
  definition: words('Hội đồng xác định nhiệm vụ', 'A council defines the task'),
  listing: words('Phê duyệt danh mục', 'The list is approved'),
  publishing: words('Công bố công khai', 'Publication'),
  call: words('Thông báo tuyển chọn, giao trực tiếp', 'Call or direct assignment'),
  dossier: words('Nộp hồ sơ đăng ký', 'The dossier is filed'),
  opening: words('Mở, kiểm tra hồ sơ', 'The dossier is opened and checked'),
  review: words('Xét duyệt hồ sơ', 'The dossier is reviewed'),
  telling: words('Thông báo kết quả', 'The result is told'),
  completion: words('Hoàn thiện hồ sơ đăng ký', 'The dossier is completed'),
  cost: words('Thẩm định kinh phí', 'The cost is appraised'),
  approval: words('Phê duyệt nhiệm vụ', 'The task is approved'),
  contract: words('Ký hợp đồng nhiệm vụ', 'The contract of the task is signed'),
  report: words('Báo cáo tiến độ', 'Progress report'),
  checking: words('Kiểm tra nhiệm vụ', 'Check of the task'),
  settlement: words('Thanh toán, quyết toán nội dung', 'A content is paid and settled'),
  evaluation: words('Nộp hồ sơ nghiệm thu', 'The papers for acceptance are filed'),
  visit: words('Tổ chuyên gia thẩm định tại doanh nghiệp', 'Experts visit the enterprises'),
  acceptance: words('Nghiệm thu nhiệm vụ', 'The task is accepted'),
  registration: words('Đăng ký, lưu giữ kết quả', 'Results are registered'),
  recognition: words('Công nhận kết quả', 'Results are recognised'),
  liquidation: words('Thanh lý hợp đồng nhiệm vụ', 'The contract of the task is liquidated'),
  other: words('Bước khác của nhiệm vụ', 'Another step of the task'),
})
export type StepPart = StateOf<typeof stepParts>

export const termUnits = states({
  days: words('ngày', 'days'),
  working_days: words('ngày làm việc', 'working days'),
  months: words('tháng', 'months'),
})
export type TermUnit = StateOf<typeof termUnits>

/** What may be changed of a task that runs. */
export const taskChanges = states({
  longer: words('Gia hạn thời gian thực hiện', 'More time'),
  shorter: words('Rút ngắn thời gian thực hiện', 'Less time'),
  leader: words('Thay chủ nhiệm', 'Another leader'),
  host: words('Thay đổi về tổ chức chủ trì', 'Change of the host'),
  content: words('Điều chỉnh nội dung thực hiện', 'Change of contents'),
  name: words('Điều chỉnh tên, mục tiêu, sản phẩm', 'Change of name, goals or products'),
  money: words('Điều chỉnh kinh phí', 'Change of money'),
})

/** How a task may end. */
export const taskEnds = states({
  graded: words('Nghiệm thu có xếp loại', 'Accepted with a grade'),
  by_content: words('Nghiệm thu theo từng nội dung', 'Accepted by content'),
  finished: words('Hoàn thành, không xếp loại', 'Finished without a grade'),
  stopped: words('Chấm dứt trước hạn, có thu hồi nếu có', 'Ended early, with recovery where due'),
  failed: words('Không thành công, chấp nhận rủi ro', 'Failed, the risk is accepted'),
})

export const kindStates = states({
  draft: { vi: 'Đang soạn', en: 'Being written', tone: 'info' },
  in_force: { vi: 'Có hiệu lực', en: 'In force', tone: 'success' },
})

/** Where a proposal comes from. */
export const origins = states({
  needs: words('Nhu cầu của doanh nghiệp đã khảo sát', 'Surveyed needs of enterprises'),
  agency: words('Cơ quan, tổ chức đề xuất', 'Proposed by an agency or body'),
  enterprise: words('Doanh nghiệp đề xuất', 'Proposed by an enterprise'),
  office: words('Cơ quan điều hành đề xuất', 'Proposed by the coordinator'),
})

/** Where a task stands. */
export const taskStates = states({
  preparing: { vi: 'Đang chuẩn bị', en: 'Being prepared', tone: 'info' },
  approved: { vi: 'Đã phê duyệt nhiệm vụ', en: 'Approved, no contract yet', tone: 'info' },
  running: { vi: 'Đang thực hiện nhiệm vụ', en: 'Running', tone: 'success' },
  accepted: { vi: 'Đã nghiệm thu nhiệm vụ', en: 'Accepted, to be closed', tone: 'success' },
  ended: { vi: 'Nhiệm vụ đã kết thúc', en: 'The task has ended', tone: 'neutral' },
  dropped: { vi: 'Không được chọn', en: 'Not chosen', tone: 'error' },
})
export type TaskState = StateOf<typeof taskStates>

/** How an acceptance grades a task: Circular 11/2014/TT-BKHCN, art. 13. */
export const taskGrades = states({
  excellent: words('Xếp loại xuất sắc', 'Graded as excellent'),
  passed: words('Xếp loại đạt', 'Graded as passed'),
  failed: words('Xếp loại không đạt', 'Graded as not passed'),
})

/** Who commits the money of a content. */
export const committers = states({
  contract: words('Theo hợp đồng của nhiệm vụ', 'By the contract of the task'),
  decision: words('Theo quyết định của từng lượt', 'By the decision of each turn'),
})
