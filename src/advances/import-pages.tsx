import { paymentKinds } from '../budget/index.ts'
import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { enterers } from './commands.ts'
import {
  applyAdvances,
  checkAdvances,
  showAdvanceImport,
  showAdvanceImportRows,
  showAdvancesToMend,
} from './import.ts'
import { advanceColumns, bases } from './import-rules.ts'
import { at, crumbs } from './list-pages.tsx'

export const advanceImportPages = importRoom({
  command: checkAdvances,
  list: at,
  title: words('Nhập tạm ứng từ Excel', 'Import advances from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 200 dòng.', 'XLSX or CSV, at most 200 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một khoản: Số hợp đồng, quyết định của cam kết (hoặc Cam kết số), Nội dung nhiệm vụ, Loại khoản chi, Số tiền, Số chứng từ chi, Ngày chi, Căn cứ chi với số và ngày văn bản, Hạn hoàn tạm ứng, Lý do của thời hạn, Ghi chú.',
      'One advance in a row: number of the contract or decision committed by (or of the commitment), content of the task, kind, sum, voucher, day, what it rests on with number and day, day to be cleared by, why this day, note.',
    ),
    `${t('Loại khoản chi', 'Kind of payment')}: ${t(quotedNames(paymentKinds))}. ${t('Căn cứ chi', 'What the payment rests on')}: ${t(quotedNames(bases))}.`,
    t(
      'Cam kết số ở địa chỉ trang của cam kết; chỉ phải ghi khi nhiều cam kết theo cùng một văn bản. Nội dung nhiệm vụ chỉ phải ghi khi nhiệm vụ có nhiều nội dung.',
      'The number of a commitment stands in the address of its page; it is needed where several are by one document. The content is needed where the task has several.',
    ),
    t(
      'Mỗi dòng theo đúng các quy định như khi lập tay: tỷ lệ, thời hạn, vốn đối ứng, số còn của cam kết. Lập xong, người khác duyệt chi từng khoản.',
      'Each row keeps to all that holds for one drawn up by hand: share, term, own money, what the commitment holds. Another person then releases each.',
    ),
  ],
  more: (form, t) => {
    const f = fields(form, t, checkAdvances)
    return (
      <>
        {f.file('paperId', {
          label: t('Bản quét chứng từ của bảng', 'Scan of the vouchers of the table'),
          hint: t('Một tệp PDF gồm các chứng từ trong bảng.', 'One PDF of the vouchers of the table.'),
        })}
        {f.file('basisPaperId', {
          label: t('Bản quét văn bản căn cứ', 'Scan of what they rest on'),
          hint: t(
            'Một tệp PDF gồm các hợp đồng, biên bản, bảng kê; phải có khi khoản chi phải kèm văn bản.',
            'One PDF of the contracts, minutes and statements; needed where a payment needs its paper.',
          ),
        })}
      </>
    )
  },
  template: {
    name: 'mau-nhap-tam-ung',
    title: words('Mẫu nhập tạm ứng', 'Template of advances'),
    columns: advanceColumns,
  },
  readers: [...officers],
  writers: [...enterers],
  crumbs,
  rows: showAdvanceImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: advanceColumns.documentNumber, value: (row) => row.label },
    problemsColumn(t, advanceColumns),
  ],
  found: (request) => request.execute(showAdvanceImport, { id: numberOf(request, 'id') }),
  again: async (request) => {
    const { paperId, basisPaperId } = await request.execute(showAdvanceImport, {
      id: numberOf(request, 'id'),
    })
    const scans: Readonly<Record<string, number>> =
      basisPaperId === null ? { paperId } : { paperId, basisPaperId }
    return scans
  },
  apply: applyAdvances,
  done: ({ vi, en }) =>
    words(
      `Đã lập ${vi.added} chứng từ tạm ứng, chờ người khác duyệt chi.`,
      `Drew up ${en.added} advances; another person releases them.`,
    ),
  toMend: showAdvancesToMend,
})
