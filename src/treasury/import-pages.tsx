import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { applyAnswer, checkAnswer, showAnswerImport, showAnswerRows, showAnswersToMend } from './answer.ts'
import { answerColumns } from './answer-rules.ts'
import { drawers } from './batches.ts'
import { results } from './fields.ts'
import { batchCrumbs, batchesAt } from './list-pages.tsx'
import { listBatches } from './queries.ts'
import type { Fit } from './rules.ts'

/* The Treasury's list comes in: the form, what each row is taken to be, the button that confirms it. */

const fitNames: Readonly<Record<Fit, ReturnType<typeof words>>> = {
  whole: words('khớp số, số tiền, người nhận', 'number, sum and payee agree'),
  payee: words('khác người nhận tiền', 'another payee'),
  sum: words('khác số tiền', 'another sum'),
  number: words('khác số chứng từ', 'another number'),
}

export const answerImportPages = importRoom({
  command: checkAnswer,
  list: batchesAt,
  base: '/treasury',
  title: words('Nhập danh sách của Kho bạc', "Import the Treasury's list"),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một chứng từ: Số chứng từ, Số tiền, Ngày Kho bạc xử lý; thêm người nhận, số tài khoản nếu có.',
      'Each row is a payment: its number, the sum, the day of the Treasury; payee and account where they are there.',
    ),
    t(
      'Kết quả để trống là đã chi; bị trả lại thì ghi “Kho bạc trả lại” và lý do.',
      'An empty result is a payment made; what is sent back says “Kho bạc trả lại” and why.',
    ),
    t(
      'Mỗi dòng được đề xuất khớp với một chứng từ của bảng kê; bạn xem rồi xác nhận. Chỗ khác nhau, thiếu, bị trả lại thành việc phải xử lý.',
      'Each row is proposed to be of a payment of the list; you look and confirm. What differs, is missing or was sent back becomes work.',
    ),
  ],
  more: async (form, t, request) => {
    const f = fields(form, t, checkAnswer)
    const { rows } = await request.execute(listBatches, { sort: 'sentOn' })
    return (
      <>
        {f.select('batchId', {
          label: t('Bảng kê gửi Kho bạc', 'Lists for the Treasury'),
          choices: rows
            .filter(({ state }) => state === 'sent' || state === 'answered')
            .map(({ id, number }) => ({ value: id, label: number })),
          empty: t('— chọn —', '— choose —'),
        })}
        {f.date('dueOn', {
          label: t('Xử lý chênh lệch trước ngày', 'Differences are settled by'),
          hint: t('Do bạn đặt; hiện trong việc phải làm.', 'You set it; it stands in the list of work.'),
        })}
      </>
    )
  },
  initial: ({ url }) => ({ batchId: url.searchParams.get('batchId') ?? undefined }),
  template: {
    name: 'mau-danh-sach-kho-bac',
    title: words('Mẫu danh sách Kho bạc trả lời', "Template of the Treasury's answer"),
    columns: answerColumns,
    kinds: { amount: 'money', on: 'date' },
  },
  readers: officers,
  writers: drawers,
  crumbs: batchCrumbs,
  rows: showAnswerRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: answerColumns.number, value: (row) => row.label },
    {
      key: 'order',
      label: words('Đề xuất khớp với', 'Proposed match'),
      value: (row) =>
        row.fit === null
          ? row.result === null
            ? ''
            : t('Không có trong bảng kê', 'Not on the list')
          : `${row.order} (${t(fitNames[row.fit])})`,
    },
    {
      key: 'result',
      label: answerColumns.result,
      value: (row) => (row.result === null ? '' : t(results.names[row.result])),
    },
    problemsColumn(t, answerColumns),
  ],
  found: (request) => request.execute(showAnswerImport, { id: numberOf(request, 'id') }),
  again: async (request) => {
    const { batchId, dueOn } = await request.execute(showAnswerImport, { id: numberOf(request, 'id') })
    return { batchId, dueOn }
  },
  apply: applyAnswer,
  done: ({ vi, en }) =>
    words(
      `Đã xác nhận ${vi.added} dòng của Kho bạc; chỗ chênh lệch ở trong việc phải làm.`,
      `Confirmed ${en.added} rows of the Treasury; what differs is in the list of work.`,
    ),
  toMend: showAnswersToMend,
})
