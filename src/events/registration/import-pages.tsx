import { checkedColumns, importRoom, quotedNames } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import { numberOf, type PageRequest } from '../../platform/page.ts'
import { fields } from '../../ui/index.ts'
import { crumbs } from '../form-pages.tsx'
import { applySeats, checkSeats, showSeatImport, showSeatImportRows, showSeatsToMend } from './import.ts'
import { seatColumns } from './import-rules.ts'
import { comers } from './rules.ts'

const found = (request: PageRequest) => request.execute(showSeatImport, { id: numberOf(request, 'id') })

export const seatImportPages = importRoom({
  command: checkSeats,
  list: '/events',
  base: '/events/registrations',
  title: words('Nhập danh sách người dự từ Excel', 'Import a list of persons from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một người: Đến từ, Họ và tên, tên doanh nghiệp, cơ quan, trường. Người đã có trong danh sách thì để yên.',
      'One person a row: where from, full name, the enterprise, agency or school. Who is on the list already is left alone.',
    ),
    `${t('Đến từ', 'Comes from')}: ${t(quotedNames(comers))}.`,
  ],
  more: (state, t) => {
    const f = fields(state, t, checkSeats)
    return (
      <>
        {f.hidden('eventId', String([state.values.eventId ?? ''].flat()[0]))}
        {f.date('attendedOn', {
          label: t('Đã có mặt ngày', 'Was there on'),
          hint: t(
            'Để trống nếu đây là danh sách người sẽ dự. Ghi ngày thì mọi người trong bảng được điểm danh ngày ấy.',
            'Leave empty for a list of who is to come. With a day everybody in the table is noted as present on it.',
          ),
        })}
        {f.check('consents', {
          label: t(
            'Những người này đã đồng ý để cơ quan tổ chức giữ thông tin trên',
            'These persons agreed that the organiser keeps this',
          ),
          required: true,
        })}
      </>
    )
  },
  initial: ({ url }: PageRequest) => ({ eventId: url.searchParams.get('eventId') ?? undefined }),
  template: {
    name: 'mau-danh-sach-du-su-kien',
    title: words('Mẫu danh sách người dự sự kiện', 'Template of persons for an event'),
    columns: seatColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showSeatImportRows,
  columns: ({ t }) => checkedColumns(t, seatColumns),
  found,
  again: async (request) => {
    const { eventId, attendedOn } = await found(request)
    return { eventId, consents: 'true', ...(attendedOn === null ? {} : { attendedOn }) }
  },
  apply: applySeats,
  done: ({ vi, en }) =>
    words(
      `Đã ghi tên ${vi.added} người mới; điểm danh thêm ${vi.changed} người đã có tên.`,
      `Put on the list: ${en.added}; noted of those on it: ${en.changed}.`,
    ),
  toMend: showSeatsToMend,
})
