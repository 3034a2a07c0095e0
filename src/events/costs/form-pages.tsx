import { formatDate, today } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import type { PageRequest } from '../../platform/page.ts'
import { formPage } from '../../ui/index.ts'
import { crumbs } from '../form-pages.tsx'
import { addCost, editCost, linkCommitment, recordSpent } from './commands.ts'
import { costFields, spentFields } from './fields.ts'
import { costChoices, showCost, showCosts } from './queries.ts'
import { draftStatement } from './statement.ts'

/* The forms of the costs of an event. */

const toCosts = (request: PageRequest, of: { readonly id: number; readonly title: string }) => [
  ...crumbs(request),
  { label: of.title, href: `/events/${of.id}` },
  { label: request.t('Chi phí của sự kiện', 'Costs of the event'), href: `/events/${of.id}/costs` },
]
const ofCosts = (request: PageRequest) => request.execute(showCosts, { id: request.params.id })
const normsFor = async (request: PageRequest, id: number | string | undefined) =>
  (await request.execute(costChoices, { id })).norms.map((norm) => ({
    value: norm.id,
    label: request.t(norm.name, norm.nameEn),
  }))

export const costAdded = formPage({
  command: addCost,
  address: '/events/{id}/costs/new',
  record: async (request) => ({
    of: await ofCosts(request),
    norms: await normsFor(request, request.params.id),
  }),
  title: words('Thêm khoản chi của sự kiện', 'Add a cost of an event'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => toCosts(request, of),
  fields: ({ f, t, record: { norms } }) => costFields.form(f, t, { choices: { normId: norms } }),
  submit: words('Thêm khoản chi', 'Add the cost'),
  cancel: ({ of }) => `/events/${of.id}/costs`,
  done: ({ eventId }) => ({ to: `/events/${eventId}/costs`, message: words('Đã thêm.', 'Added.') }),
})

const ofCost = (request: PageRequest) => request.execute(showCost, { id: request.params.id })

export const costEdited = formPage({
  command: editCost,
  address: '/event-costs/{id}/edit',
  record: async (request) => {
    const of = await ofCost(request)
    return { of, norms: await normsFor(request, of.eventId) }
  },
  title: words('Sửa khoản chi của sự kiện', 'Edit a cost of an event'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => toCosts(request, { id: of.eventId, title: of.event }),
  stored: ({ of }, { t, language }) => ({
    values: {
      ...{ version: String(of.version), ...costFields.texts(of, language) },
      normId: of.normId === null ? undefined : String(of.normId),
    },
    labels: Object.fromEntries(costFields.keys.map((key) => [key, t(costFields.labels[key])])),
  }),
  fields: ({ f, t, record: { norms } }) => costFields.form(f, t, { choices: { normId: norms } }),
  submit: words('Lưu', 'Save'),
  cancel: ({ of }) => `/events/${of.eventId}/costs`,
  done: ({ eventId }) => ({ to: `/events/${eventId}/costs`, message: words('Đã lưu.', 'Saved.') }),
})

export const spentRecorded = formPage({
  command: recordSpent,
  address: '/event-costs/{id}/voucher',
  record: ofCost,
  title: words('Ghi chứng từ của khoản chi', 'Enter the voucher of a cost'),
  lead: ({ record }) => record.title,
  crumbs: (request, of) => toCosts(request, { id: of.eventId, title: of.event }),
  initial: (of, { language }) => ({
    ...{ version: String(of.version) },
    ...spentFields.texts({ ...of, fileId: null, spent: of.spent ?? of.planned }, language),
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {spentFields.form(f, t)}
    </>
  ),
  submit: words('Ghi chứng từ', 'Enter the voucher'),
  cancel: ({ eventId }) => `/events/${eventId}/costs`,
  done: ({ eventId }) => ({ to: `/events/${eventId}/costs`, message: words('Đã ghi.', 'Entered.') }),
})

export const commitmentLinked = formPage({
  command: linkCommitment,
  address: '/events/{id}/commitments/new',
  record: async (request) => ({
    of: await ofCosts(request),
    ...(await request.execute(costChoices, { id: request.params.id })),
  }),
  title: words('Gắn cam kết chi với sự kiện', 'Tie a commitment to an event'),
  lead: ({ record: { of, commitments }, t }) =>
    commitments.length === 0
      ? t(
          'Mục dự toán của sự kiện chưa có cam kết nào chưa gắn; ghi cam kết ở Kinh phí trước.',
          'The line of the event has no commitment that is free; enter one under Money first.',
        )
      : of.title,
  crumbs: (request, { of }) => toCosts(request, of),
  fields: ({ f, t, record: { commitments } }) =>
    f.select('commitmentId', {
      label: t('Cam kết chi', 'Commitment of money'),
      choices: commitments.map(({ id, documentNumber, purpose, year }) => ({
        value: id,
        label: `${documentNumber}: ${purpose} (${year})`.slice(0, 120),
      })),
    }),
  submit: words('Gắn cam kết', 'Tie the commitment'),
  cancel: ({ of }) => `/events/${of.id}/costs`,
  done: ({ id }) => ({ to: `/events/${id}/costs`, message: words('Đã gắn.', 'Tied.') }),
})

export const statementDrafted = formPage({
  command: draftStatement,
  address: '/events/{id}/settlement/document',
  record: ofCosts,
  title: words('Tạo văn bản bảng kê chi phí', 'Make the document of the statement of costs'),
  lead: ({ record }) => record.title,
  crumbs: toCosts,
  initial: (_of, { system }) => ({ issuedOn: formatDate(today(system.now())) }),
  fields: ({ f, t }) => (
    <>
      {f.date('issuedOn', { label: t('Ngày bảng kê chi phí', 'Day of the statement of costs') })}
      {f.text('signer', { label: t('Họ tên người ký', "Signatory's name") })}
    </>
  ),
  submit: words('Tạo văn bản', 'Make the document'),
  cancel: ({ id }) => `/events/${id}/costs`,
  done: ({ id }) => ({
    to: `/events/${id}#letters`,
    message: words('Đã tạo bảng kê.', 'The statement is made.'),
  }),
})
