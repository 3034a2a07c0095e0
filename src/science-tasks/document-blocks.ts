import type { Block, RichText } from '../documents/official/model.ts'

/* What the shipped layouts of a task's documents are made of. */

export const heading = (text: string): Block => ({ type: 'heading', level: 1, text })
export const paragraph = (text: RichText): Block => ({ type: 'paragraph', text })
export const unchecked: Block = {
  type: 'paragraph',
  text: [{ text: '(Mẫu chưa đối chiếu với mẫu của văn bản quy định.)', italic: true }],
}
export const parties: Block[] = [
  paragraph([{ text: 'Bên A: ', bold: true }, { text: '{co_quan}' }]),
  paragraph([{ text: 'Bên B (tổ chức chủ trì): ', bold: true }, { text: '{chu_tri}' }]),
  paragraph(
    '{#ma_so_thue_chu_tri}Mã số thuế: {ma_so_thue_chu_tri}. {/ma_so_thue_chu_tri}Chủ nhiệm nhiệm vụ: {chu_nhiem}.',
  ),
  paragraph('{#phoi_hop}Tổ chức phối hợp: {ten_phoi_hop}; {phan_viec}.{/phoi_hop}'),
]
export const signed: Block = {
  type: 'table',
  columns: [
    { title: 'ĐẠI DIỆN BÊN B', align: 'center' },
    { title: 'ĐẠI DIỆN BÊN A', align: 'center' },
  ],
  rows: [{ cells: ['\n\n\n', '\n\n\n{nguoi_ky}'] }],
}
const right = { align: 'right' } as const
export const moneyTable = {
  type: 'table',
  unit: 'Đơn vị tính: đồng',
  columns: [
    { title: 'STT', width: 0.5 },
    { title: 'Nội dung', width: 3 },
    { title: 'Tổng số', ...right, width: 1.4 },
    { title: 'Ngân sách nhà nước', ...right, width: 1.4 },
    { title: 'Nguồn khác', ...right, width: 1.4 },
  ],
  rows: [
    {
      cells: [
        '{#cac_noi_dung}{stt}',
        '{ten_noi_dung}',
        '{tong_noi_dung}',
        '{ngan_sach_noi_dung}',
        '{von_khac_noi_dung}{/cac_noi_dung}',
      ],
    },
    { bold: true, cells: ['', 'Tổng cộng', '{tong_kinh_phi}', '{ngan_sach}', '{von_khac}'] },
  ],
} satisfies Block
export const contentTable: Block = {
  type: 'table',
  columns: [
    { title: 'STT', width: 0.5 },
    { title: 'Nội dung', width: 2.4 },
    { title: 'Kết quả đầu ra', width: 2.4 },
    { title: 'Từ ngày', width: 1.1 },
    { title: 'Đến ngày', width: 1.1 },
    { title: 'Hồ sơ thanh toán', width: 1.8 },
  ],
  rows: [
    {
      cells: [
        '{#cac_noi_dung}{stt}',
        '{ten_noi_dung}',
        '{ket_qua_dau_ra}',
        '{tu_ngay}',
        '{den_ngay}',
        '{ho_so_thanh_toan}{/cac_noi_dung}',
      ],
    },
  ],
}

export const stepTable: Block = {
  type: 'table',
  columns: [
    { title: 'Bước', width: 3 },
    { title: 'Ngày', width: 1.2 },
    { title: 'Kết luận', width: 1.2 },
    { title: 'Ghi chú', width: 2.6 },
  ],
  rows: [{ cells: ['{#cac_buoc}{ten_buoc}', '{ngay_buoc}', '{ket_luan_buoc}', '{ghi_chu_buoc}{/cac_buoc}'] }],
}
/** Lines that are filled in by hand: nothing that the program keeps is left open. */
export const byHand = (label: string): Block[] => [
  paragraph([{ text: `${label}:`, bold: true }]),
  paragraph('…………………………………………………………………………………………'),
]
