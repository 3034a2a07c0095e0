import { listAgencies } from '../../agencies/index.ts'
import { formatDate, today } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import type { PageRequest } from '../../platform/page.ts'
import { formPage } from '../../ui/index.ts'
import { crumbs, ofEvent } from '../form-pages.tsx'
import { addConclusion, draftMinutes, editConclusion, writeMinutes } from './commands.ts'
import { conclusionFields, minutesFields } from './fields.ts'
import { showConclusion, showMinutes } from './queries.ts'

/* The forms of the minutes of an event and of its conclusions. */

const toEvent = (request: PageRequest, of: { readonly id: number; readonly title: string }) => [
  ...crumbs(request),
  { label: of.title, href: `/events/${of.id}` },
]
const agenciesOf = async (request: PageRequest) =>
  (await request.execute(listAgencies, { state: 'living', limit: 1000 })).rows.map(
    ({ id, name, nameEn }) => ({
      value: id,
      label: request.t(name, nameEn),
    }),
  )

export const minutesWritten = formPage({
  command: writeMinutes,
  address: '/events/{id}/minutes/edit',
  record: async (request) => ({
    of: await ofEvent(request),
    ...(await request.execute(showMinutes, { id: request.params.id })),
  }),
  title: words('Ghi biên bản sự kiện', 'Write the minutes of an event'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => toEvent(request, of),
  initial: ({ minutes }, { language }) =>
    minutes === null ? {} : { version: String(minutes.version), ...minutesFields.texts(minutes, language) },
  fields: ({ f, t, record: { minutes } }) => (
    <>
      {minutes === null ? null : f.hidden('version', minutes.version)}
      {minutesFields.form(f, t)}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ of }) => `/events/${of.id}`,
  done: ({ id }) => ({ to: `/events/${id}#minutes`, message: words('Đã lưu.', 'Saved.') }),
})

export const minutesDrafted = formPage({
  command: draftMinutes,
  address: '/events/{id}/minutes/document',
  record: ofEvent,
  title: words('Tạo văn bản biên bản', 'Make the document of the minutes'),
  lead: ({ record }) => record.title,
  crumbs: toEvent,
  initial: (of, { system }) => ({
    version: String(of.version),
    issuedOn: formatDate(today(system.now())),
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.date('issuedOn', { label: t('Ngày biên bản', 'Day of the minutes') })}
      {f.text('signer', { label: t('Họ tên người ký', "Signatory's name") })}
    </>
  ),
  submit: words('Tạo văn bản', 'Make the document'),
  cancel: ({ id }) => `/events/${id}`,
  done: ({ id }) => ({
    to: `/events/${id}#letters`,
    message: words('Đã tạo biên bản.', 'The minutes are made.'),
  }),
})

export const conclusionAdded = formPage({
  command: addConclusion,
  address: '/events/{id}/conclusions/new',
  record: async (request) => ({ of: await ofEvent(request), agencies: await agenciesOf(request) }),
  title: words('Ghi kết luận của sự kiện', 'Enter a conclusion of an event'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => toEvent(request, of),
  fields: ({ f, t, record: { agencies } }) =>
    conclusionFields.form(f, t, { choices: { agencyId: agencies } }),
  submit: words('Ghi kết luận', 'Enter a conclusion'),
  cancel: ({ of }) => `/events/${of.id}`,
  done: ({ eventId }) => ({
    to: `/events/${eventId}#minutes`,
    message: words(
      'Đã ghi kết luận; cơ quan thực hiện được báo.',
      'The conclusion is entered; who carries it out is told.',
    ),
  }),
})

export const conclusionEdited = formPage({
  command: editConclusion,
  address: '/event-conclusions/{id}/edit',
  record: async (request) => ({
    of: await request.execute(showConclusion, { id: request.params.id }),
    agencies: await agenciesOf(request),
  }),
  title: words('Sửa kết luận của sự kiện', 'Edit a conclusion of an event'),
  crumbs: (request, { of }) => [
    ...toEvent(request, { id: of.eventId, title: of.event }),
    {
      label: request.t(`Kết luận ${of.number}`, `Conclusion ${of.number}`),
      href: `/event-conclusions/${of.id}`,
    },
  ],
  stored: ({ of }, { t, language }) => ({
    values: {
      ...{ version: String(of.version), ...conclusionFields.texts(of, language) },
      agencyId: String(of.agencyId),
    },
    labels: Object.fromEntries(conclusionFields.keys.map((key) => [key, t(conclusionFields.labels[key])])),
  }),
  fields: ({ f, t, record: { agencies } }) =>
    conclusionFields.form(f, t, { choices: { agencyId: agencies } }),
  submit: words('Lưu', 'Save'),
  cancel: ({ of }) => `/event-conclusions/${of.id}`,
  done: ({ id }) => ({ to: `/event-conclusions/${id}`, message: words('Đã lưu.', 'Saved.') }),
})
