import { planNames } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { formPage } from '../ui/index.ts'
import { addSession, editEvent, planEvent } from './commands.ts'
import { eventFields, sessionFields } from './fields.ts'
import { eventChoices, showPlanned } from './queries.ts'

/* The forms of a planned event: what it is, and its programme. */

export const title = words('Sự kiện theo lịch', 'Planned events')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/events' }]
export const ofEvent = (request: PageRequest) => request.execute(showPlanned, { id: request.params.id })

async function choicesOf(request: PageRequest) {
  const { t } = request
  const { plans } = await request.execute(planNames, {})
  const { kinds, lines } = await request.execute(eventChoices, {})
  return {
    planId: plans.map(({ id, number }) => ({ value: id, label: number })),
    kindId: kinds.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
    lineId: lines.map(({ id, plan, name, nameEn }) => ({
      value: id,
      label: plans.length > 1 ? `${plan}: ${t(name, nameEn)}` : t(name, nameEn),
    })),
  }
}

export const planned = formPage({
  command: planEvent,
  address: '/events/new',
  record: choicesOf,
  title: words('Lập sự kiện', 'Plan an event'),
  crumbs,
  initial: ({ planId }) => (planId[0] === undefined ? {} : { planId: String(planId[0].value) }),
  fields: ({ f, t, record }) => eventFields.form(f, t, { choices: record }),
  submit: words('Lập sự kiện', 'Plan an event'),
  cancel: '/events',
  done: ({ id }) => ({
    to: `/events/${id}`,
    message: words('Đã lập; xin thêm chương trình.', 'It is planned; add its programme.'),
  }),
})

export const edited = formPage({
  command: editEvent,
  address: '/events/{id}/edit',
  record: async (request) => ({ of: await ofEvent(request), choices: await choicesOf(request) }),
  title: words('Sửa sự kiện', 'Edit an event'),
  crumbs: (request, { of }) => [...crumbs(request), { label: of.title, href: `/events/${of.id}` }],
  stored: ({ of }, { t, language }) => ({
    values: {
      ...{ version: String(of.version), ...eventFields.texts(of, language) },
      ...{ planId: String(of.planId), kindId: String(of.kindId) },
      lineId: of.lineId === null ? undefined : String(of.lineId),
    },
    labels: Object.fromEntries(eventFields.keys.map((key) => [key, t(eventFields.labels[key])])),
  }),
  fields: ({ f, t, record: { choices } }) => eventFields.form(f, t, { choices }),
  submit: words('Lưu', 'Save'),
  cancel: ({ of }) => `/events/${of.id}`,
  done: ({ id }) => ({ to: `/events/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

export const sessionAdded = formPage({
  command: addSession,
  address: '/events/{id}/sessions/new',
  record: ofEvent,
  title: words('Thêm phần của chương trình', 'Add a part to the programme'),
  lead: ({ record }) => record.title,
  crumbs: (request, of) => [...crumbs(request), { label: of.title, href: `/events/${of.id}` }],
  initial: (of, { language }) =>
    sessionFields.texts(
      {
        ...{ heldOn: of.sessions.at(-1)?.heldOn ?? of.startsOn, startsAt: '', title: '' },
        ...{ speaker: null, speakerFrom: null },
      },
      language,
    ),
  fields: ({ f, t }) => sessionFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: ({ id }) => `/events/${id}`,
  done: ({ id }) => ({ to: `/events/${id}#programme`, message: words('Đã thêm.', 'Added.') }),
})
