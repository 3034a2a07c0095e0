import { z } from 'zod'
import { numbered } from '../outgoing/index.ts'
import { choice, id, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { keepLetter, type LetterOf, letterInput, prepareLetter } from '../support/index.ts'
import { type Filled, headOf, type TemplateKind, templateKind } from '../templates/index.ts'
import {
  contentTable,
  heading,
  moneyTable,
  paragraph,
  parties,
  signed,
  stepTable,
  unchecked,
} from './document-blocks.ts'
import { type TaskDocument, taskDocument, taskDocumentFields } from './document-record.ts'
import type { TaskState } from './lists.ts'
import { stepAbout, stepDocuments, stepLayouts, stepMade } from './step-documents.ts'
import { lockTask } from './task-commands.ts'

/*
 * The documents of a task's steps, out of Word templates; those of the lesser steps are in step-documents.ts. No layout of them was compared with a
 * text of law: the shipped ones are plain and say so on their last line, until an officer uploads the form that his province uses.
 */

/** What may be made of a task. */
export const taskDocuments = states({
  notice: words('Thông báo về nhiệm vụ', 'Notice on a task'),
  approval: words('Quyết định phê duyệt nhiệm vụ', 'Decision that approves a task'),
  contract: words('Hợp đồng thực hiện nhiệm vụ', 'Contract of a task'),
  recognition: words(
    'Quyết định công nhận kết quả nhiệm vụ',
    'Decision that recognises the results of a task',
  ),
  liquidation: words(
    'Biên bản thanh lý hợp đồng nhiệm vụ',
    'Minutes of the liquidation of a contract of a task',
  ),
  ...stepDocuments,
})
type DocumentKey = (typeof taskDocuments.keys)[number]

/** In which states of the task each is made, and of which register its number is; minutes have none. */
const made: Readonly<
  Record<
    DocumentKey,
    { readonly in: readonly TaskState[]; readonly numbers: LetterOf<TaskDocument>['numbers'] }
  >
> = {
  notice: {
    in: ['preparing', 'approved', 'running', 'accepted', 'ended', 'dropped'],
    numbers: 'letter',
  },
  approval: { in: ['preparing', 'approved'], numbers: 'decision' },
  contract: { in: ['approved', 'running'], numbers: 'contract' },
  recognition: { in: ['accepted', 'ended'], numbers: 'decision' },
  liquidation: { in: ['accepted', 'ended'], numbers: null },
  ...stepMade,
}

/** The documents that may be made of a task in a state. */
export const documentsIn = (state: TaskState): readonly DocumentKey[] =>
  taskDocuments.keys.filter((key) => made[key].in.includes(state))

const shipped: Readonly<Record<DocumentKey, TemplateKind['shipped']>> = {
  notice: {
    kind: 'THÔNG BÁO',
    subject: 'Về nhiệm vụ “{ten_nhiem_vu}”',
    addressees: ['{chu_tri}'],
    blocks: [
      paragraph(
        '{co_quan} thông báo về nhiệm vụ “{ten_nhiem_vu}” ({loai_nhiem_vu}) thuộc Kế hoạch số {ke_hoach}. Các bước đã thực hiện:',
      ),
      stepTable,
      unchecked,
    ],
    recipients: ['{chu_tri}', 'Lưu: VT'],
  },
  approval: {
    kind: 'QUYẾT ĐỊNH',
    subject: 'Phê duyệt nhiệm vụ “{ten_nhiem_vu}”',
    legalBases: ['Căn cứ Kế hoạch số {ke_hoach}'],
    blocks: [
      paragraph([{ text: 'Điều 1. ', bold: true }, { text: 'Phê duyệt nhiệm vụ “{ten_nhiem_vu}”:' }]),
      paragraph('Tổ chức chủ trì: {chu_tri}. Chủ nhiệm nhiệm vụ: {chu_nhiem}.'),
      paragraph('Mục tiêu: {muc_tieu}'),
      paragraph('{#san_pham}Sản phẩm: {san_pham}{/san_pham}'),
      paragraph('Thời gian thực hiện: {so_thang} tháng.'),
      paragraph(
        'Kinh phí: {tong_kinh_phi} đồng (bằng chữ: {tong_kinh_phi_bang_chu}), trong đó ngân sách nhà nước {ngan_sach} đồng, nguồn khác {von_khac} đồng; chi tiết tại Phụ lục.',
      ),
      paragraph([
        { text: 'Điều 2. ', bold: true },
        { text: '{co_quan}, {chu_tri} và các cơ quan liên quan thực hiện Quyết định này.' },
      ]),
      unchecked,
    ],
    recipients: ['Như Điều 2', 'Lưu: VT'],
    appendices: [{ label: 'Phụ lục', title: 'Kinh phí theo nội dung', blocks: [moneyTable] }],
  },
  contract: {
    kind: 'HỢP ĐỒNG',
    subject: 'Thực hiện nhiệm vụ “{ten_nhiem_vu}”',
    legalBases: [
      'Căn cứ Kế hoạch số {ke_hoach}',
      'Căn cứ Quyết định số {so_phe_duyet} ngày {ngay_phe_duyet} phê duyệt nhiệm vụ',
    ],
    blocks: [
      paragraph('Hai bên gồm:'),
      ...parties,
      heading('Điều 1. Nhiệm vụ'),
      paragraph(
        'Bên B thực hiện nhiệm vụ “{ten_nhiem_vu}” trong {so_thang} tháng, theo các nội dung ở Phụ lục I.',
      ),
      paragraph('Mục tiêu: {muc_tieu}'),
      heading('Điều 2. Kinh phí'),
      paragraph(
        'Tổng kinh phí {tong_kinh_phi} đồng (bằng chữ: {tong_kinh_phi_bang_chu}); Bên A cấp {ngan_sach} đồng từ ngân sách nhà nước, Bên B bảo đảm {von_khac} đồng; chi tiết tại Phụ lục II.',
      ),
      heading('Điều 3. Thanh toán'),
      paragraph(
        'Bên A thanh toán theo tiến độ và theo cơ cấu nguồn kinh phí đã duyệt, khi Bên B có hồ sơ thanh toán của từng nội dung.',
      ),
      heading('Điều 4. Báo cáo, kiểm tra, nghiệm thu'),
      paragraph(
        'Bên B báo cáo tiến độ, chịu kiểm tra, nộp hồ sơ nghiệm thu theo quy định của loại nhiệm vụ.',
      ),
      heading('Điều 5. Hiệu lực'),
      paragraph('Hợp đồng có hiệu lực từ ngày ký; hai Phụ lục là một phần của Hợp đồng.'),
      signed,
      unchecked,
    ],
    recipients: ['Như trên', 'Lưu: VT'],
    appendices: [
      { label: 'Phụ lục I', title: 'Nội dung, sản phẩm, tiến độ', landscape: true, blocks: [contentTable] },
      { label: 'Phụ lục II', title: 'Kinh phí theo nội dung và nguồn', blocks: [moneyTable] },
    ],
  },
  recognition: {
    kind: 'QUYẾT ĐỊNH',
    subject: 'Công nhận kết quả nhiệm vụ “{ten_nhiem_vu}”',
    legalBases: [
      'Căn cứ Quyết định số {so_phe_duyet} ngày {ngay_phe_duyet} phê duyệt nhiệm vụ',
      'Căn cứ Hợp đồng số {so_hop_dong} ngày {ngay_hop_dong}',
    ],
    blocks: [
      paragraph([
        { text: 'Điều 1. ', bold: true },
        {
          text: 'Công nhận kết quả nhiệm vụ “{ten_nhiem_vu}” do {chu_tri} chủ trì, {chu_nhiem} làm chủ nhiệm.',
        },
      ]),
      paragraph('{#xep_loai}Xếp loại: {xep_loai}.{/xep_loai}'),
      paragraph('{#ghi_chu_ket_thuc}{ghi_chu_ket_thuc}{/ghi_chu_ket_thuc}'),
      paragraph([
        { text: 'Điều 2. ', bold: true },
        { text: '{co_quan}, {chu_tri} và các cơ quan liên quan thực hiện Quyết định này.' },
      ]),
      unchecked,
    ],
    recipients: ['Như Điều 2', 'Lưu: VT'],
  },
  liquidation: {
    kind: 'BIÊN BẢN',
    subject: 'Thanh lý Hợp đồng số {so_hop_dong} ngày {ngay_hop_dong}',
    blocks: [
      paragraph('Hai bên gồm:'),
      ...parties,
      paragraph(
        'thống nhất thanh lý Hợp đồng số {so_hop_dong} ngày {ngay_hop_dong} thực hiện nhiệm vụ “{ten_nhiem_vu}”. Kết thúc nhiệm vụ: {ket_thuc}{#xep_loai}, {xep_loai}{/xep_loai}.',
      ),
      paragraph('{#phai_hoan_tra}Bên B hoàn trả ngân sách nhà nước {phai_hoan_tra} đồng.{/phai_hoan_tra}'),
      { ...moneyTable, caption: 'Kinh phí theo nội dung' },
      signed,
      unchecked,
    ],
    recipients: ['Hai bên', 'Lưu: VT'],
  },
  ...stepLayouts,
}

const about: Readonly<Record<DocumentKey, Words>> = {
  notice: words('Gửi tổ chức chủ trì về một bước của nhiệm vụ.', 'Tells the host of a step of the task.'),
  approval: words(
    'Dự thảo quyết định phê duyệt, có phụ lục kinh phí theo nội dung.',
    'The draft of the approval, with the money by content as its annex.',
  ),
  contract: words(
    'Dự thảo hợp đồng với tổ chức chủ trì, có phụ lục nội dung và phụ lục kinh phí.',
    'The draft of the contract with the host, with contents and money as its annexes.',
  ),
  recognition: words('Dự thảo quyết định sau nghiệm thu.', 'The draft of the decision after the acceptance.'),
  liquidation: words('Khi hợp đồng nhiệm vụ thanh lý.', 'When the contract of the task is liquidated.'),
  ...stepAbout,
}

const kinds = Object.fromEntries(
  taskDocuments.keys.map((key): [DocumentKey, TemplateKind<TaskDocument>] => [
    key,
    templateKind<TaskDocument>({
      key: `task-${key}`,
      label: taskDocuments.names[key],
      about: about[key],
      record: words('Nhiệm vụ khoa học và công nghệ', 'S&T task'),
      fields: taskDocumentFields,
      async records({ db }) {
        const rows = await db
          .selectFrom('scienceTask')
          .select(['id', 'title'])
          .where('state', 'in', made[key].in)
          .orderBy('id', 'desc')
          .limit(20)
          .execute()
        return rows.map(({ id: of, title }) => ({ id: of, label: words(title, title) }))
      },
      read: async (context, of) =>
        taskDocument(context, of, await headOf(context, made[key].numbers ?? 'minutes')),
      shipped: shipped[key],
    }),
  ]),
) as Readonly<Record<DocumentKey, TemplateKind<TaskDocument>>>

const letterOf = (taskId: number, key: DocumentKey): LetterOf<TaskDocument> => ({
  kind: kinds[key],
  numbers: made[key].numbers,
  read: (context, head) => taskDocument(context, taskId, head),
})

interface Asked {
  readonly document: DocumentKey
  readonly number?: number | undefined
  readonly give: boolean
}

/** Minutes are no document of the register. */
const withoutNumber: Rule<Asked> = {
  of: ['document', 'number', 'give'],
  judge: ({ document, number, give }) =>
    made[document].numbers === null && (number !== undefined || give)
      ? {
          field: number === undefined ? 'give' : 'number',
          words: words('Biên bản không lấy số của sổ.', 'Minutes take no number of the register.'),
        }
      : null,
}

/** Makes a document of a task with the template in use on its day, and keeps it with the task. */
export const draftTaskDocument = command({
  name: 'scienceTasks.draftDocument',
  summary: words('Tạo văn bản của nhiệm vụ', 'Make a document of a task'),
  route: 'POST /science-tasks/{id}/documents',
  input: z.object({ id: id(), version: whole(1), document: choice(taskDocuments.keys), ...letterInput }),
  output: z.object({ id: z.int(), documentId: z.int(), fileId: z.int() }),
  may: ['coordinator'],
  needs: [numbered],
  rules: [notAhead('issuedOn'), withoutNumber],
  subject: ({ id }) => `science-task:${id}`,
  prepare: (context, input) => prepareLetter(context, letterOf(input.id, input.document), input),
  async run(context, input, filled: Filled | null) {
    // the same version as when it was filled: nothing that it tells has changed since
    const task = await lockTask(context.db, input.id, input.version)
    if (!documentsIn(task.state).includes(input.document))
      throw conflict(
        'scienceTasks.noDocument',
        words(
          'Nhiệm vụ chưa tới bước có văn bản này, hoặc đã qua.',
          'The task is not at a step with this document, or is past it.',
        ),
        'document',
      )
    const kept = await keepLetter(context, letterOf(input.id, input.document), input, filled, {
      ...{ record: `science-task:${input.id}`, enterpriseId: null },
      title: `${taskDocuments.names[input.document].vi}: ${task.title}`.slice(0, 200),
    })
    return { id: input.id, ...kept }
  },
})
