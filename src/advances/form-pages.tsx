import {
  BasisFields,
  Counterpart,
  contentPaidField,
  paperAsked,
  paymentFields,
  paymentKinds,
  paymentNote,
  sameVoucherBox,
  showCommitment,
  taskTurnField,
} from '../budget/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formPage } from '../ui/index.ts'
import { draftAdvance } from './commands.ts'
import { dueFields } from './fields.ts'
import { at } from './list-pages.tsx'
import { advanceTermOf } from './queries.ts'

/* The form that draws an advance up: a payment, with the day by which it is cleared. */

const drawn = formPage({
  command: draftAdvance,
  address: '/budget/commitments/{id}/advance',
  title: words('Lập chứng từ tạm ứng', 'Draw up an advance'),
  record: async (request) => {
    const shown = await request.execute(showCommitment, { id: request.params.id })
    return {
      ...shown,
      paperAsked: await paperAsked(request),
      term: await request.execute(advanceTermOf, { id: shown.id }),
    }
  },
  lead: ({ t, record: { purpose, term } }) =>
    `${purpose}. ${
      term === null
        ? t(
            'Chưa có quy định về thời hạn: xin ghi hạn hoàn và lý do.',
            'No term is entered: give the day by which it is cleared, and why.',
          )
        : t(
            `Hoàn trong ${term.days} ngày kể từ ngày chi (${term.source}).`,
            `Cleared within ${term.days} days after the payment (${term.source}).`,
          )
    }`,
  crumbs: (request, record) => [
    { label: request.t('Cam kết', 'Commitments'), href: '/budget/commitments' },
    { label: request.t('Cam kết này', 'This commitment'), href: `/budget/commitments/${record.id}` },
  ],
  initial: (record, request) => ({
    on: formatDate(today(request.system.now())),
    kind: record.enterpriseId === null ? 'contractor' : 'enterprise',
    basis: 'contract',
  }),
  above: ({ request, record }) => <Counterpart request={request} standings={record.standings} />,
  fields: ({ f, t, form, record, request: { language } }) => (
    <>
      {paymentFields.form(f, t, {
        choices: {
          kind: paymentKinds
            .choices(t)
            .filter(({ value }) => record.enterpriseId === null || value === 'enterprise'),
        },
      })}
      {contentPaidField({ f, t }, record.contents)}
      {taskTurnField({ f, t, language }, record.turns, record.contents)}
      {dueFields.form(f, t)}
      <BasisFields f={f} t={t} asked={record.paperAsked} />
      {paymentNote.form(f, t)}
      {sameVoucherBox({ f, t, form })}
    </>
  ),
  submit: words('Gửi duyệt chi tạm ứng', 'Send the advance to be released'),
  cancel: (record) => `/budget/commitments/${record.id}`,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã lập chứng từ tạm ứng; người khác duyệt chi.',
      'The advance is drawn up; another person releases it.',
    ),
  }),
})

export const advanceFormPages = drawn.pages
