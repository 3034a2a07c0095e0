import { type Words, words } from '../platform/language.ts'
import type { TemplateKind } from '../templates/index.ts'
import {
  byHand,
  contentTable,
  moneyTable,
  paragraph,
  parties,
  signed,
  stepTable,
  unchecked,
} from './document-blocks.ts'
import type { TaskState } from './lists.ts'

/* The papers of the steps between a proposal and the end of a task: plain layouts with what the program keeps, and room for what is said at the step. */

export const stepDocuments = {
  proposal: words('Phiếu đề xuất nhiệm vụ', 'Sheet of a proposed task'),
  definition: words('Biên bản xác định nhiệm vụ', 'Minutes that define a task'),
  listing: words('Quyết định phê duyệt nhiệm vụ đặt hàng', 'Decision that puts a task on the list'),
  call: words(
    'Thông báo tuyển chọn hoặc giao trực tiếp nhiệm vụ',
    'Call for a host of a task, or its assignment',
  ),
  opening: words('Biên bản mở hồ sơ nhiệm vụ', 'Minutes of the opening of a dossier'),
  review: words('Biên bản xét duyệt hồ sơ nhiệm vụ', 'Minutes of the review of a dossier'),
  cost: words('Biên bản thẩm định kinh phí nhiệm vụ', 'Minutes of the appraisal of the cost of a task'),
  report: words('Báo cáo tiến độ nhiệm vụ', 'Progress report of a task'),
  checking: words('Biên bản kiểm tra nhiệm vụ', 'Minutes of a check of a task'),
  change: words('Quyết định điều chỉnh nhiệm vụ', 'Decision that changes a task'),
  settlement: words(
    'Biên bản quyết toán nội dung nhiệm vụ',
    'Minutes of the settlement of contents of a task',
  ),
  visit: words('Biên bản thẩm định tại doanh nghiệp', 'Minutes of a visit to an enterprise'),
  acceptance: words('Biên bản nghiệm thu nhiệm vụ', 'Minutes of the acceptance of a task'),
  registration: words('Văn bản đăng ký kết quả nhiệm vụ', 'Letter that registers the results of a task'),
  ending: words('Quyết định chấm dứt nhiệm vụ', 'Decision that ends a task early'),
} as const
type StepDocument = keyof typeof stepDocuments

const before: readonly TaskState[] = ['preparing']
const during: readonly TaskState[] = ['approved', 'running']
const after: readonly TaskState[] = ['running', 'accepted', 'ended']

/** In which states of the task each is made, and of which register its number is; minutes and sheets have none. */
export const stepMade = {
  proposal: { in: before, numbers: null },
  definition: { in: before, numbers: null },
  listing: { in: before, numbers: 'decision' },
  call: { in: before, numbers: 'letter' },
  opening: { in: before, numbers: null },
  review: { in: before, numbers: null },
  cost: { in: before, numbers: null },
  report: { in: during, numbers: null },
  checking: { in: during, numbers: null },
  change: { in: during, numbers: 'decision' },
  settlement: { in: after, numbers: null },
  visit: { in: after, numbers: null },
  acceptance: { in: after, numbers: null },
  registration: { in: ['accepted', 'ended'], numbers: 'letter' },
  ending: { in: [...during, 'ended'], numbers: 'decision' },
} as const satisfies Record<
  StepDocument,
  { readonly in: readonly TaskState[]; readonly numbers: 'decision' | 'letter' | null }
>

const task = [
  paragraph(
    'Tên nhiệm vụ: {ten_nhiem_vu}. Loại nhiệm vụ: {loai_nhiem_vu}. Kế hoạch số {ke_hoach}, năm bắt đầu {nam}.',
  ),
  paragraph(
    '{#chu_tri}Tổ chức chủ trì: {chu_tri}. {/chu_tri}{#chu_nhiem}Chủ nhiệm nhiệm vụ: {chu_nhiem}.{/chu_nhiem}',
  ),
]
const content = [
  paragraph('Mục tiêu: {muc_tieu}'),
  paragraph('{#san_pham}Sản phẩm: {san_pham}{/san_pham}'),
  paragraph('Thời gian thực hiện: {so_thang} tháng. Tổng kinh phí: {tong_kinh_phi} đồng.'),
]
const contract = paragraph(
  '{#so_hop_dong}Hợp đồng số {so_hop_dong} ngày {ngay_hop_dong}, hết hạn ngày {het_han_hop_dong}.{/so_hop_dong}',
)
const minutes = (subject: string, blocks: TemplateKind['shipped']['blocks']): TemplateKind['shipped'] => ({
  kind: 'BIÊN BẢN',
  subject: `${subject} “{ten_nhiem_vu}”`,
  blocks: [
    ...byHand('Thời gian, địa điểm, thành phần'),
    ...task,
    ...blocks,
    ...byHand('Ý kiến, kiến nghị'),
    ...byHand('Kết luận'),
    unchecked,
  ],
  recipients: ['Các bên', 'Lưu: VT'],
})
const decides = (
  subject: string,
  decided: string,
  blocks: TemplateKind['shipped']['blocks'] = [],
): TemplateKind['shipped'] => ({
  kind: 'QUYẾT ĐỊNH',
  subject: `${subject} “{ten_nhiem_vu}”`,
  legalBases: ['Căn cứ Kế hoạch số {ke_hoach}'],
  blocks: [
    paragraph([{ text: 'Điều 1. ', bold: true }, { text: decided }]),
    ...blocks,
    paragraph([
      { text: 'Điều 2. ', bold: true },
      { text: '{co_quan}{#chu_tri}, {chu_tri}{/chu_tri} và các cơ quan liên quan thực hiện Quyết định này.' },
    ]),
    unchecked,
  ],
  recipients: ['Như Điều 2', 'Lưu: VT'],
})

export const stepLayouts: Readonly<Record<StepDocument, TemplateKind['shipped']>> = {
  proposal: {
    kind: 'PHIẾU ĐỀ XUẤT',
    subject: 'Nhiệm vụ “{ten_nhiem_vu}”',
    blocks: [...task, ...content, ...byHand('Tính cấp thiết, địa chỉ áp dụng'), unchecked],
    recipients: ['{co_quan}', 'Lưu: VT'],
  },
  definition: minutes('Xác định nhiệm vụ', content),
  listing: decides(
    'Phê duyệt đưa vào danh mục đặt hàng nhiệm vụ',
    'Đưa nhiệm vụ “{ten_nhiem_vu}” ({loai_nhiem_vu}) vào danh mục nhiệm vụ đặt hàng năm {nam}:',
    content,
  ),
  call: {
    kind: 'THÔNG BÁO',
    subject: 'Tuyển chọn, giao trực tiếp tổ chức chủ trì nhiệm vụ “{ten_nhiem_vu}”',
    blocks: [...task, ...content, ...byHand('Hồ sơ, nơi nhận và thời hạn nộp hồ sơ'), unchecked],
    recipients: ['Các tổ chức, cá nhân đăng ký', 'Lưu: VT'],
  },
  opening: minutes('Mở, kiểm tra hồ sơ đăng ký chủ trì nhiệm vụ', [...byHand('Hồ sơ đã nhận, hồ sơ hợp lệ')]),
  review: minutes('Xét duyệt hồ sơ nhiệm vụ', [...content, contentTable]),
  cost: minutes('Thẩm định kinh phí nhiệm vụ', [moneyTable]),
  report: {
    kind: 'BÁO CÁO',
    subject: 'Tiến độ nhiệm vụ “{ten_nhiem_vu}”',
    blocks: [
      ...task,
      contract,
      stepTable,
      contentTable,
      ...byHand('Kết quả trong kỳ, kinh phí đã sử dụng'),
      ...byHand('Khó khăn, kiến nghị'),
      unchecked,
    ],
    recipients: ['{co_quan}', 'Lưu: VT'],
  },
  checking: minutes('Kiểm tra nhiệm vụ', [contract, contentTable]),
  change: decides('Điều chỉnh nhiệm vụ', 'Điều chỉnh nhiệm vụ “{ten_nhiem_vu}” như sau:', [
    contract,
    ...byHand('Nội dung trước và sau điều chỉnh'),
  ]),
  settlement: minutes('Thanh toán, quyết toán nội dung nhiệm vụ', [contract, moneyTable]),
  visit: minutes('Thẩm định tại doanh nghiệp thuộc nhiệm vụ', [
    contract,
    ...byHand('Doanh nghiệp, kết quả áp dụng'),
  ]),
  acceptance: minutes('Nghiệm thu nhiệm vụ', [
    contract,
    contentTable,
    paragraph('{#xep_loai}Xếp loại: {xep_loai}.{/xep_loai}'),
  ]),
  registration: {
    kind: 'CÔNG VĂN',
    subject: 'Đăng ký, lưu giữ kết quả nhiệm vụ “{ten_nhiem_vu}”',
    blocks: [
      ...task,
      contract,
      paragraph('{#xep_loai}Xếp loại: {xep_loai}.{/xep_loai}'),
      contentTable,
      unchecked,
    ],
    recipients: ['Tổ chức đầu mối thông tin khoa học và công nghệ', 'Lưu: VT'],
  },
  ending: decides(
    'Chấm dứt nhiệm vụ',
    'Chấm dứt nhiệm vụ “{ten_nhiem_vu}” trước hạn{#ghi_chu_ket_thuc}: {ghi_chu_ket_thuc}{/ghi_chu_ket_thuc}.',
    [
      ...parties,
      contract,
      paragraph(
        '{#phai_hoan_tra}Tổ chức chủ trì hoàn trả ngân sách nhà nước {phai_hoan_tra} đồng.{/phai_hoan_tra}',
      ),
      signed,
    ],
  ),
}

export const stepAbout: Readonly<Record<StepDocument, Words>> = {
  proposal: words(
    'Nhiệm vụ như đề xuất, gửi cơ quan rà soát.',
    'The task as it is proposed, for its sifting.',
  ),
  definition: words('Khi hội đồng xác định nhiệm vụ.', 'When a council defines the task.'),
  listing: words('Dự thảo quyết định danh mục nhiệm vụ.', 'The draft of the decision on the list.'),
  call: words('Mời tổ chức đăng ký chủ trì, hoặc giao trực tiếp.', 'Asks for hosts, or assigns the task.'),
  opening: words('Khi mở và kiểm tra hồ sơ.', 'When the dossier is opened and checked.'),
  review: words('Khi xét duyệt hồ sơ, có bảng nội dung.', 'When the dossier is reviewed, with the contents.'),
  cost: words('Khi thẩm định kinh phí, có bảng kinh phí.', 'When the cost is appraised, with the money.'),
  report: words('Tổ chức chủ trì báo cáo theo kỳ.', 'What the host reports of a period.'),
  checking: words('Khi kiểm tra nhiệm vụ đang thực hiện.', 'When a running task is checked.'),
  change: words('Dự thảo quyết định gia hạn, thay đổi.', 'The draft of a decision that prolongs or changes.'),
  settlement: words('Khi thanh toán, quyết toán từng nội dung.', 'When contents are paid and settled.'),
  visit: words('Khi tổ chuyên gia đến doanh nghiệp.', 'When experts visit an enterprise.'),
  acceptance: words(
    'Khi nghiệm thu, có bảng nội dung và xếp loại.',
    'At the acceptance, with contents and grade.',
  ),
  registration: words('Gửi nơi đăng ký kết quả nhiệm vụ.', 'To where results are registered.'),
  ending: words('Dự thảo quyết định chấm dứt trước hạn.', 'The draft of the decision that ends it early.'),
}
