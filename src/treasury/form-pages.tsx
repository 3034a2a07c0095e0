import { paymentStates } from '../budget/index.ts'
import { payeeFields } from '../claims/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { type Fields, formPage } from '../ui/index.ts'
import { changeBatch, drawBatch, setAccount } from './batches.ts'
import { batchFields } from './fields.ts'
import { batchCrumbs, batchesAt } from './list-pages.tsx'
import { listable, showBatch } from './queries.ts'

/* The forms of a list: drawn up out of payments, changed, the account of one of its payments. */

type Order = Output<typeof listable>[number]

function ordersField(of: {
  f: Fields<'orderIds'>
  t: Translate
  orders: readonly Order[]
  language: 'vi' | 'en'
}) {
  const { f, t, orders, language } = of
  if (orders.length === 0)
    return (
      <p class="hint">
        {t(
          'Không có chứng từ chi nào chờ duyệt hoặc đã duyệt mà chưa vào bảng kê.',
          'No payment waits or is released that is on no list yet.',
        )}
      </p>
    )
  return f.checks('orderIds', {
    label: t('Chứng từ chi của bảng kê', 'Payments of the list'),
    choices: orders.map((order) => ({
      value: order.id,
      label: `${order.documentNumber}, ${formatDate(order.on)} · ${formatDong(order.amount, language)} đ · ${order.payee} · ${t(paymentStates.names[order.state])}`,
    })),
  })
}

const drawn = formPage({
  command: drawBatch,
  address: `${batchesAt}/new`,
  title: words('Lập bảng kê gửi Kho bạc', 'Draw up a list for the Treasury'),
  crumbs: batchCrumbs,
  record: (request) => request.execute(listable, {}),
  initial: (orders, { system }) => ({
    drawnOn: formatDate(today(system.now())),
    // what waits is what a list is drawn up for
    orderIds: orders.filter(({ state }) => state === 'drafted').map(({ id }) => String(id)),
  }),
  fields: ({ f, t, record, request }) => (
    <>
      {batchFields.form(f, t)}
      {ordersField({ f, t, orders: record, language: request.language })}
    </>
  ),
  submit: words('Lập bảng kê', 'Draw up a list'),
  cancel: batchesAt,
  done: ({ id }) => ({
    to: `${batchesAt}/${id}`,
    message: words(
      'Đã lập bảng kê; người khác duyệt và gửi.',
      'The list is drawn up; another person releases it.',
    ),
  }),
})

const changed = formPage({
  command: changeBatch,
  address: `${batchesAt}/{id}/edit`,
  title: words('Sửa bảng kê gửi Kho bạc', 'Change a list for the Treasury'),
  crumbs: batchCrumbs,
  record: async (request) => ({
    batch: await request.execute(showBatch, { id: request.params.id }),
    orders: await request.execute(listable, { batchId: request.params.id }),
  }),
  initial: ({ batch }) => ({
    ...{ number: batch.number, drawnOn: formatDate(batch.drawnOn), note: batch.note ?? '' },
    orderIds: batch.rows.map(({ orderId }) => String(orderId)),
  }),
  fields: ({ f, t, record, request }) => (
    <>
      {f.hidden('version', record.batch.version)}
      {batchFields.form(f, t)}
      {ordersField({ f, t, orders: record.orders, language: request.language })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ batch }) => `${batchesAt}/${batch.id}`,
  done: ({ id }) => ({ to: `${batchesAt}/${id}`, message: words('Đã sửa bảng kê.', 'The list is changed.') }),
})

const account = formPage({
  command: setAccount,
  address: `${batchesAt}/{id}/rows/{row}/account`,
  title: words('Tài khoản nhận tiền', 'Account that is paid'),
  crumbs: batchCrumbs,
  record: async (request) => {
    const batch = await request.execute(showBatch, { id: request.params.id })
    const row = batch.rows.find(({ id }) => String(id) === request.params.row)
    if (row === undefined) throw notFound(words('chứng từ của bảng kê', 'Payment of the list'))
    return { batch, row }
  },
  lead: ({ record }) => record.row.documentNumber,
  initial: ({ row }) => ({
    payee: row.payee === '—' ? '' : row.payee,
    payeeAccount: row.payeeAccount ?? '',
    payeeBank: row.payeeBank ?? '',
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.batch.version)}
      {payeeFields.form(f as unknown as Fields<keyof typeof payeeFields.labels>, t, { without: ['note'] })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ batch }) => `${batchesAt}/${batch.id}`,
  done: ({ id }) => ({
    to: `${batchesAt}/${id}`,
    message: words('Đã ghi tài khoản nhận tiền.', 'The account is saved.'),
  }),
})

export const batchForms = [...drawn.pages, ...changed.pages, ...account.pages]
