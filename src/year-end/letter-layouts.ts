import type { Block, RichText } from '../documents/official/model.ts'
import type { TemplateKind } from '../templates/index.ts'

/* The shipped layouts of the papers of a year's end. None was compared with a text of law: each is plain and says so, until an officer uploads his own. */

type Shipped = TemplateKind['shipped']

const said = (text: RichText): Block => ({ type: 'paragraph', text })
const unchecked = said([{ text: '(Mẫu chưa đối chiếu với mẫu của văn bản quy định.)', italic: true }])
const right = { align: 'right' } as const
const article = (number: number, text: string) => said([{ text: `Điều ${number}. `, bold: true }, { text }])

const carried: Block = {
  type: 'table',
  unit: 'Đơn vị tính: đồng',
  columns: [
    { title: 'TT', width: 0.5 },
    { title: 'Mục', width: 0.8 },
    { title: 'Nội dung', width: 2.4 },
    { title: 'Nguồn', width: 1.4 },
    { title: 'Cam kết, nhiệm vụ', width: 2.4 },
    { title: 'Số tiền', ...right, width: 1.4 },
    { title: 'Căn cứ', width: 2 },
  ],
  rows: [
    {
      cells: [
        '{#cac_khoan}{stt}',
        '{muc}',
        '{ten_muc}',
        '{nguon}',
        '{cam_ket}',
        '{so_tien}',
        '{can_cu}{/cac_khoan}',
      ],
    },
    { bold: true, cells: ['', '', 'Tổng cộng', '', '', '{tong_so}', ''] },
  ],
}

export const yearEndLayouts = {
  proposal: {
    kind: 'BÁO CÁO',
    subject: 'Đề nghị {viec}',
    blocks: [
      said('{ly_do}'),
      said(
        '{co_quan} đề nghị {viec}, thực hiện Kế hoạch số {ke_hoach}: tổng số {tong_so} đồng (bằng chữ: {tong_so_bang_chu}), chi tiết tại Phụ lục.',
      ),
      unchecked,
    ],
    recipients: ['Cơ quan tài chính', 'Lưu: VT'],
    appendices: [{ label: 'Phụ lục', title: 'Chi tiết từng khoản', landscape: true, blocks: [carried] }],
  },
  decision: {
    kind: 'QUYẾT ĐỊNH',
    subject: 'Về việc {viec}',
    legalBases: ['Căn cứ Kế hoạch số {ke_hoach}'],
    blocks: [
      article(
        1,
        'Cho phép {viec}: tổng số {tong_so} đồng (bằng chữ: {tong_so_bang_chu}), chi tiết tại Phụ lục.',
      ),
      article(2, '{co_quan}, cơ quan tài chính và Kho bạc Nhà nước nơi giao dịch thực hiện Quyết định này.'),
      unchecked,
    ],
    recipients: ['Như Điều 2', 'Lưu: VT'],
    appendices: [{ label: 'Phụ lục', title: 'Chi tiết từng khoản', landscape: true, blocks: [carried] }],
  },
} as const satisfies Readonly<Record<string, Shipped>>

const settled: Block = {
  type: 'table',
  unit: 'Đơn vị tính: đồng',
  columns: [
    { title: 'Mục', width: 0.8 },
    { title: 'Nguồn', width: 1.6 },
    { title: 'Được sử dụng', ...right, width: 1.4 },
    { title: 'Đã chi', ...right, width: 1.4 },
    { title: 'Chuyển năm sau', ...right, width: 1.4 },
    { title: 'Đã hủy', ...right, width: 1.4 },
    { title: 'Còn lại', ...right, width: 1.4 },
  ],
  rows: [
    {
      cells: [
        '{#theo_muc}{muc}',
        '{nguon}',
        '{duoc_su_dung}',
        '{da_chi}',
        '{chuyen_sang}',
        '{da_huy}',
        '{con_lai}{/theo_muc}',
      ],
    },
    {
      bold: true,
      cells: [
        'Tổng cộng',
        '',
        '{tong_duoc_su_dung}',
        '{tong_da_chi}',
        '{tong_chuyen_sang}',
        '{tong_da_huy}',
        '{tong_con_lai}',
      ],
    },
  ],
}
const settledTasks: Block = {
  type: 'table',
  unit: 'Đơn vị tính: đồng',
  columns: [
    { title: 'Mục', width: 0.8 },
    { title: 'Cam kết, nhiệm vụ, nội dung', width: 3.4 },
    { title: 'Năm trước chuyển sang', ...right, width: 1.4 },
    { title: 'Cam kết trong năm', ...right, width: 1.4 },
    { title: 'Đã chi', ...right, width: 1.4 },
    { title: 'Chuyển năm sau', ...right, width: 1.4 },
  ],
  rows: [
    {
      cells: [
        '{#theo_nhiem_vu}{muc}',
        '{noi_dung}',
        '{nam_truoc_chuyen_sang}',
        '{cam_ket}',
        '{da_chi}',
        '{chuyen_sang}{/theo_nhiem_vu}',
      ],
    },
  ],
}
const figures: Block[] = [
  said(
    'Tổng kinh phí được sử dụng năm {nam}: {tong_duoc_su_dung} đồng; đã chi {tong_da_chi} đồng; chuyển nguồn sang năm {nam_sau}: {tong_chuyen_sang} đồng; hủy dự toán {tong_da_huy} đồng; số dư {tong_con_lai} đồng.',
  ),
  said('{#khop}Số liệu của sổ khớp với số liệu đối chiếu của Kho bạc Nhà nước.{/khop}'),
  said('{#chenh_lech}{cho_lech}{/chenh_lech}'),
  said('{#ghi_chu}{ghi_chu}{/ghi_chu}'),
]
const settledAppendices: Shipped['appendices'] = [
  { label: 'Phụ lục I', title: 'Quyết toán theo mục và nguồn', landscape: true, blocks: [settled] },
  {
    label: 'Phụ lục II',
    title: 'Quyết toán theo nhiệm vụ và nội dung',
    landscape: true,
    blocks: [settledTasks],
  },
]

export const settlementLayouts: Readonly<Record<'report' | 'minutes', Shipped>> = {
  report: {
    kind: 'BÁO CÁO',
    subject: 'Quyết toán kinh phí năm {nam} thực hiện Kế hoạch số {ke_hoach}',
    blocks: [...figures, unchecked],
    recipients: ['Cơ quan tài chính', 'Lưu: VT'],
    appendices: settledAppendices,
  },
  minutes: {
    kind: 'BIÊN BẢN',
    subject: 'Quyết toán kinh phí năm {nam} thực hiện Kế hoạch số {ke_hoach}',
    blocks: [
      ...figures,
      said('Các bên thống nhất số liệu quyết toán tại các Phụ lục.'),
      {
        type: 'table',
        columns: [
          { title: 'ĐẠI DIỆN CƠ QUAN TÀI CHÍNH', align: 'center' },
          { title: 'ĐẠI DIỆN ĐƠN VỊ SỬ DỤNG KINH PHÍ', align: 'center' },
        ],
        rows: [{ cells: ['\n\n\n', '\n\n\n{nguoi_ky}'] }],
      },
      unchecked,
    ],
    recipients: ['Các bên ký biên bản', 'Lưu: VT'],
    appendices: settledAppendices,
  },
}
