import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { formatDong } from '../../platform/money.ts'
import { dongInWords } from '../../platform/money-words.ts'
import type { Context } from '../../platform/operation.ts'
import type { LetterOf } from '../../support/index.ts'
import { type Head, headFields, headOf, listField, templateKind } from '../../templates/index.ts'
import { noEvent } from '../commands.ts'
import { costKinds } from './fields.ts'

/* The statement of costs of an event ("Bảng kê chi phí"), out of the template in use: the paper that payments of travel, fees and the like rest on. */

interface Line {
  readonly at: number
  readonly kind: string
  readonly title: string
  readonly quantity: number
  readonly unit: string
  readonly unitCost: bigint
  readonly spent: bigint
  readonly voucher: string
}

interface StatementRecord extends Head {
  readonly title: string
  readonly startsOn: string
  readonly place: string
  readonly line: string
  readonly lines: readonly Line[]
}

async function statementRecord(
  { db }: Pick<Context, 'db'>,
  eventId: number,
  head: Head,
): Promise<StatementRecord> {
  const event = await db
    .selectFrom('plannedEvent as e')
    .leftJoin('budgetLine as l', 'l.id', 'e.lineId')
    .select(['e.title', 'e.startsOn', 'e.place', 'l.code', 'l.title as lineTitle'])
    .where('e.id', '=', eventId)
    .executeTakeFirst()
  if (event === undefined) throw noEvent()
  const rows = await db
    .selectFrom('eventCost')
    .select(['kind', 'title', 'quantity', 'unit', 'unitCost', 'spent', 'voucherNumber', 'voucherOn'])
    .where('eventId', '=', eventId)
    .orderBy('id')
    .execute()
  const { code, lineTitle, ...facts } = event
  return {
    ...{ ...head, ...facts, line: code === null ? '' : `${code}. ${lineTitle}` },
    lines: rows.map(({ kind, spent, voucherNumber, voucherOn, ...row }, place) => ({
      ...{ ...row, at: place + 1, kind: costKinds.wordsOf(kind).vi, spent: spent ?? 0n },
      voucher: voucherOn === null ? '' : `${voucherNumber}, ${formatDate(voucherOn)}`,
    })),
  }
}

const sumOf = ({ lines }: StatementRecord) => lines.reduce((sum, { spent }) => sum + spent, 0n)
const right = { align: 'right' } as const

const statementTemplate = templateKind<StatementRecord>({
  key: 'event-costs',
  label: words('Bảng kê chi phí sự kiện', 'Statement of costs of an event'),
  about: words(
    'Khi trình quyết toán chi phí của một sự kiện; là căn cứ chi thù lao, đi lại, in ấn.',
    'When the costs of an event are proposed for settlement; payments of fees, travel and printing rest on it.',
  ),
  record: words('Sự kiện theo lịch', 'Planned events'),
  fields: {
    ...headFields,
    ten_su_kien: { label: words('Tên sự kiện', 'Name of the event'), value: ({ title }) => title },
    ngay_su_kien: {
      label: words('Ngày của sự kiện', 'Day of the event'),
      value: ({ startsOn }) => formatDate(startsOn),
    },
    dia_diem: { label: words('Nơi tổ chức', 'Place'), value: ({ place }) => place },
    muc_du_toan: { label: words('Mục dự toán', 'Budget line'), value: ({ line }) => line },
    tong_so: {
      label: words('Tổng số đã chi, đồng', 'Spent in all, đồng'),
      value: (record) => formatDong(sumOf(record), 'vi'),
    },
    tong_so_bang_chu: {
      label: words('Tổng số bằng chữ', 'The sum in words'),
      value: (record) => dongInWords(sumOf(record)),
    },
    cac_khoan: listField<StatementRecord, Line>({
      label: words('Các khoản chi', 'Lines of cost'),
      rows: ({ lines }) => lines,
      fields: {
        stt: { label: words('Số thứ tự', 'Position'), value: ({ at }) => String(at) },
        loai_khoan: { label: words('Loại chi phí', 'Kind of cost'), value: ({ kind }) => kind },
        ten_khoan: { label: words('Khoản chi', 'What is paid for'), value: ({ title }) => title },
        so_luong: {
          label: words('Số lượng, đơn vị', 'Quantity and unit'),
          value: ({ quantity, unit }) => `${quantity} ${unit}`,
        },
        du_kien: {
          label: words('Dự kiến, đồng', 'Planned, đồng'),
          value: ({ quantity, unitCost }) => formatDong(BigInt(quantity) * unitCost, 'vi'),
        },
        da_chi: {
          label: words('Đã chi, đồng', 'Spent, đồng'),
          value: ({ spent }) => formatDong(spent, 'vi'),
        },
        chung_tu: { label: words('Chứng từ', 'Voucher'), value: ({ voucher }) => voucher },
      },
    }),
  },
  async records({ db }) {
    const rows = await db
      .selectFrom('plannedEvent as e')
      .select(['e.id', 'e.title'])
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('eventCost as c').select('c.id').whereRef('c.eventId', '=', 'e.id')),
      )
      .orderBy('e.id', 'desc')
      .limit(20)
      .execute()
    return rows.map(({ id, title }) => ({ id, label: words(title, title) }))
  },
  read: async (context, id) => statementRecord(context, id, await headOf(context, 'estimate')),
  shipped: {
    kind: 'BẢNG KÊ CHI PHÍ',
    subject: '{ten_su_kien}',
    blocks: [
      {
        type: 'paragraph',
        text: 'Ngày {ngay_su_kien}, tại {dia_diem}.{#muc_du_toan} Mục dự toán: {muc_du_toan}.{/muc_du_toan}',
      },
      {
        type: 'table',
        unit: 'Đơn vị tính: đồng',
        columns: [
          { title: 'STT', width: 0.5 },
          { title: 'Loại', width: 1.4 },
          { title: 'Khoản chi', width: 2.4 },
          { title: 'Số lượng', width: 1 },
          { title: 'Dự kiến', ...right, width: 1.3 },
          { title: 'Đã chi', ...right, width: 1.3 },
          { title: 'Chứng từ', width: 1.6 },
        ],
        rows: [
          {
            cells: [
              '{#cac_khoan}{stt}',
              '{loai_khoan}',
              '{ten_khoan}',
              '{so_luong}',
              '{du_kien}',
              '{da_chi}',
              '{chung_tu}{/cac_khoan}',
            ],
          },
          { bold: true, cells: ['', 'Tổng cộng', '', '', '', '{tong_so}', ''] },
        ],
      },
      { type: 'paragraph', text: 'Bằng chữ: {tong_so_bang_chu}.' },
      {
        type: 'paragraph',
        text: [{ text: '(Mẫu chưa đối chiếu với mẫu của văn bản quy định.)', italic: true }],
      },
    ],
    recipients: ['Kế toán', 'Lưu: VT'],
  },
})

export const statementOf = (eventId: number): LetterOf<StatementRecord> => ({
  kind: statementTemplate,
  numbers: null,
  read: (context, head) => statementRecord(context, eventId, head),
})
