import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { dongInWords } from '../platform/money-words.ts'
import type { Context } from '../platform/operation.ts'
import { type Head, headFields, listField, type TemplateFields } from '../templates/index.ts'
import { taskEnds, taskGrades } from './lists.ts'
import { noTask } from './task-commands.ts'
import { type EntryRow, entriesOf } from './task-entries.ts'
import { contentsOf, readableTasks, type TaskContentRow } from './task-queries.ts'

/* A task as the documents of its steps tell of it: what a Word template of them may name. */

interface Partner {
  readonly name: string
  readonly taxCode: string | null
  readonly shareOfWork: string | null
}

export interface TaskDocument extends Head {
  readonly id: number
  readonly title: string
  readonly kind: string
  readonly goal: string
  readonly products: string | null
  readonly year: number
  readonly months: number
  readonly plan: string
  readonly line: string | null
  readonly hostName: string | null
  readonly hostTaxCode: string | null
  readonly leaderName: string | null
  readonly approvedOn: string | null
  readonly approvedNumber: string | null
  readonly approvedMoney: bigint | null
  readonly contractOn: string | null
  readonly contractNumber: string | null
  readonly endsOn: string | null
  readonly outcome: string | null
  readonly grade: string | null
  readonly outcomeNote: string | null
  readonly recovery: bigint
  /** Those that were not voted down. */
  readonly contents: readonly TaskContentRow[]
  readonly budgetSources: ReadonlySet<number>
  readonly partners: readonly Partner[]
  /** The steps that count, in their order. */
  readonly entries: readonly EntryRow[]
}

/** A task with what its documents tell. @throws Problem 404 */
export async function taskDocument({ db, actor }: Context, id: number, head: Head): Promise<TaskDocument> {
  const task = await db
    .selectFrom('scienceTask as t')
    .innerJoin('plan as p', 'p.id', 't.planId')
    .innerJoin('taskKind as k', 'k.id', 't.kindId')
    .leftJoin('budgetLine as l', 'l.id', 't.lineId')
    .select(['t.id', 't.title', 'k.name as kind', 't.goal', 't.products', 't.year', 't.months'])
    .select(['p.number as plan', 'l.code as line', 't.hostName', 't.hostTaxCode', 't.leaderName'])
    .select(['t.approvedOn', 't.approvedNumber', 't.approvedMoney', 't.contractOn', 't.contractNumber'])
    .select(['t.endsOn', 't.outcome', 't.grade', 't.outcomeNote', 't.recovery'])
    .where('t.id', '=', id)
    .where(readableTasks(actor))
    .executeTakeFirst()
  if (task === undefined) throw noTask()
  const budget = await db.selectFrom('fundingSource').select('id').where('kind', '=', 'budget').execute()
  return {
    ...head,
    ...task,
    contents: (await contentsOf(db, id)).filter(({ passed }) => passed !== false),
    budgetSources: new Set(budget.map((source) => source.id)),
    partners: await db
      .selectFrom('scienceTaskPartner')
      .select(['name', 'taxCode', 'shareOfWork'])
      .where('taskId', '=', id)
      .orderBy('id')
      .execute(),
    entries: (await entriesOf(db, id)).filter(({ struckOn }) => struckOn === null),
  }
}

type Money = TaskContentRow['money']
const sumOf = (money: Money) => money.reduce((sum, { amount }) => sum + amount, 0n)
const inDong = (amount: bigint | null) => (amount === null ? '' : formatDong(amount, 'vi'))
const dayOf = (day: string | null | undefined) => (day == null ? '' : formatDate(day))
const allMoney = ({ contents }: TaskDocument) => contents.flatMap(({ money }) => money)
const ofState = (of: TaskDocument, money: Money) =>
  sumOf(money.filter(({ sourceId }) => of.budgetSources.has(sourceId)))
const stateMoney = (of: TaskDocument) => of.approvedMoney ?? ofState(of, allMoney(of))

interface NumberedContent extends TaskContentRow {
  readonly place: number
  readonly fromState: bigint
}

const contentFields = {
  stt: { label: words('Số thứ tự', 'Position'), value: ({ place }) => String(place) },
  ten_noi_dung: { label: words('Nội dung thực hiện', 'Content that is done'), value: ({ title }) => title },
  ket_qua_dau_ra: {
    label: words('Kết quả đầu ra', 'Output of the content'),
    value: ({ output }) => output,
  },
  tu_ngay: {
    label: words('Thực hiện từ ngày', 'Done from'),
    value: ({ startsOn }) => dayOf(startsOn),
  },
  den_ngay: {
    label: words('Thực hiện đến ngày', 'Done until'),
    value: ({ endsOn }) => dayOf(endsOn),
  },
  ho_so_thanh_toan: {
    label: words('Hồ sơ thanh toán của nội dung', 'Papers that release its payment'),
    value: ({ paymentPapers }) => paymentPapers ?? '',
  },
  tong_noi_dung: {
    label: words('Kinh phí của nội dung, đồng', 'Money of the content, đồng'),
    value: ({ money }) => inDong(sumOf(money)),
  },
  ngan_sach_noi_dung: {
    label: words('Ngân sách của nội dung, đồng', "State's part of the content, đồng"),
    value: ({ fromState }) => inDong(fromState),
  },
  von_khac_noi_dung: {
    label: words('Nguồn khác của nội dung, đồng', 'Other money of the content, đồng'),
    value: ({ money, fromState }) => inDong(sumOf(money) - fromState),
  },
} as const satisfies TemplateFields<NumberedContent>

const partnerFields = {
  ten_phoi_hop: { label: words('Tổ chức phối hợp', 'Partner organisation'), value: ({ name }) => name },
  ma_so_thue_phoi_hop: {
    label: words('Mã số thuế của tổ chức phối hợp', 'Tax code of the partner'),
    value: ({ taxCode }) => taxCode ?? '',
  },
  phan_viec: {
    label: words('Phần việc phối hợp', 'Its part of the work'),
    value: ({ shareOfWork }) => shareOfWork ?? '',
  },
} as const satisfies TemplateFields<Partner>

const entryFields = {
  ten_buoc: { label: words('Bước của nhiệm vụ', 'Step of the task'), value: ({ step }) => step },
  ngay_buoc: {
    label: words('Ngày thực hiện bước', 'Day of the step'),
    value: ({ happenedOn }) => formatDate(happenedOn),
  },
  van_ban_buoc: {
    label: words('Số văn bản của bước', 'Document of the step'),
    value: ({ documentNumber }) => documentNumber ?? '',
  },
  ket_luan_buoc: {
    label: words('Kết luận của bước', 'Conclusion of the step'),
    value: ({ passed }) => (passed ? 'đạt' : 'không đạt'),
  },
  ghi_chu_buoc: {
    label: words('Kết quả, ghi chú của bước', 'Outcome, note of the step'),
    value: ({ note }) => note ?? '',
  },
} as const satisfies TemplateFields<EntryRow>

const nameIn = (of: { readonly names: Readonly<Record<string, { vi: string }>> }, key: string | null) =>
  key === null ? '' : (of.names[key]?.vi ?? '')

/** The fields that a template of a task's documents may name. */
export const taskDocumentFields = {
  ...headFields,
  ten_nhiem_vu: { label: words('Tên nhiệm vụ', 'Title of the task'), value: ({ title }) => title },
  loai_nhiem_vu: { label: words('Loại nhiệm vụ', 'Kind of task'), value: ({ kind }) => kind },
  muc_tieu: { label: words('Mục tiêu của nhiệm vụ', 'Goal of the task'), value: ({ goal }) => goal },
  san_pham: {
    label: words('Sản phẩm dự kiến', 'Expected products'),
    value: ({ products }) => products ?? '',
  },
  nam: { label: words('Năm bắt đầu', 'Year in which it begins'), value: ({ year }) => String(year) },
  so_thang: {
    label: words('Số tháng thực hiện', 'Months of work'),
    value: ({ months }) => String(months),
  },
  ke_hoach: { label: words('Số, ký hiệu kế hoạch', 'Number of the plan'), value: ({ plan }) => plan },
  muc_du_toan: {
    label: words('Mục dự toán của nhiệm vụ', 'Line that pays the task'),
    value: ({ line }) => line ?? '',
  },
  chu_tri: {
    label: words('Tổ chức chủ trì', 'Host organisation'),
    value: ({ hostName }) => hostName ?? '',
  },
  ma_so_thue_chu_tri: {
    label: words('Mã số thuế của tổ chức chủ trì', 'Tax code of the host'),
    value: ({ hostTaxCode }) => hostTaxCode ?? '',
  },
  chu_nhiem: {
    label: words('Chủ nhiệm nhiệm vụ', 'Task leader'),
    value: ({ leaderName }) => leaderName ?? '',
  },
  so_phe_duyet: {
    label: words('Số quyết định phê duyệt nhiệm vụ', 'Number of the approval of the task'),
    value: ({ approvedNumber }) => approvedNumber ?? '',
  },
  ngay_phe_duyet: {
    label: words('Ngày phê duyệt nhiệm vụ', 'Day on which the task is approved'),
    value: ({ approvedOn }) => dayOf(approvedOn),
  },
  tong_kinh_phi: {
    label: words('Tổng kinh phí của nhiệm vụ, đồng', 'Money of the task in all, đồng'),
    value: (of) => inDong(sumOf(allMoney(of))),
  },
  tong_kinh_phi_bang_chu: {
    label: words('Tổng kinh phí của nhiệm vụ bằng chữ', 'Money of the task in all, in words'),
    value: (of) => dongInWords(sumOf(allMoney(of))),
  },
  ngan_sach: {
    label: words('Ngân sách nhà nước của nhiệm vụ, đồng', 'State money of the task, đồng'),
    value: (of) => inDong(stateMoney(of)),
  },
  ngan_sach_bang_chu: {
    label: words('Ngân sách nhà nước của nhiệm vụ bằng chữ', 'State money of the task, in words'),
    value: (of) => dongInWords(stateMoney(of)),
  },
  von_khac: {
    label: words('Nguồn khác của nhiệm vụ, đồng', 'Other money of the task, đồng'),
    value: (of) => inDong(sumOf(allMoney(of)) - ofState(of, allMoney(of))),
  },
  so_hop_dong: {
    label: words('Số hợp đồng nhiệm vụ', 'Number of the contract of the task'),
    value: ({ contractNumber }) => contractNumber ?? '',
  },
  ngay_hop_dong: {
    label: words('Ngày ký hợp đồng nhiệm vụ', 'Day of the contract of the task'),
    value: ({ contractOn }) => dayOf(contractOn),
  },
  het_han_hop_dong: {
    label: words('Hợp đồng đến hết ngày', 'Contract until the end of'),
    value: ({ endsOn }) => dayOf(endsOn),
  },
  ket_thuc: {
    label: words('Kết thúc nhiệm vụ', 'How it ended'),
    value: ({ outcome }) => nameIn(taskEnds, outcome),
  },
  xep_loai: {
    label: words('Xếp loại', 'Grade at acceptance'),
    value: ({ grade }) => nameIn(taskGrades, grade),
  },
  ghi_chu_ket_thuc: {
    label: words('Ghi chú khi kết thúc nhiệm vụ', 'Note on how it ended'),
    value: ({ outcomeNote }) => outcomeNote ?? '',
  },
  phai_hoan_tra: {
    label: words('Kinh phí phải hoàn trả (đồng)', 'Money to pay back (đồng)'),
    value: ({ recovery }) => (recovery === 0n ? '' : inDong(recovery)),
  },
  cac_noi_dung: listField<TaskDocument, NumberedContent>({
    label: words('Các nội dung của nhiệm vụ', 'Contents of the task'),
    rows: (of) =>
      of.contents.map((content, at) => ({
        ...content,
        place: at + 1,
        fromState: ofState(of, content.money),
      })),
    fields: contentFields,
  }),
  phoi_hop: listField<TaskDocument, Partner>({
    label: words('Các tổ chức phối hợp', 'Partners of the task'),
    rows: ({ partners }) => partners,
    fields: partnerFields,
  }),
  cac_buoc: listField<TaskDocument, EntryRow>({
    label: words('Các bước đã thực hiện', 'Steps that were taken'),
    rows: ({ entries }) => entries,
    fields: entryFields,
  }),
} as const satisfies TemplateFields<TaskDocument>
