import { mayRun } from '../../platform/actor.ts'
import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import {
  type FormState,
  freshForm,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../../platform/page.ts'
import { Act, Empty, Facts, Form, fields, formPage, LinkButton, Section } from '../../ui/index.ts'
import { crumbs } from '../form-pages.tsx'
import { showRegistration } from '../registration/queries.ts'
import { comers } from '../registration/rules.ts'
import { noteAtDoor, noteSheet, removeAttendance } from './commands.ts'
import { showAttendance } from './queries.ts'

/* The attendance of an event at the desk: how many came, and the sheet of a day, many at once. */

const title = words('Điểm danh', 'Attendance')

async function sheetView(request: PageRequest, form?: FormState): Promise<View> {
  const { t, url } = request
  const asked = [form?.values.heldOn ?? url.searchParams.get('day') ?? undefined].flat()[0]
  const q = url.searchParams.get('q') ?? undefined
  const day = asked === undefined || asked === '' ? undefined : asked
  const of = await request.execute(showAttendance, { id: request.params.id, day, q })
  const at = `/events/${of.id}`
  return {
    title: t(title),
    lead: of.title,
    breadcrumbs: [...crumbs(request), { label: of.title, href: at }],
    actions: (
      <>
        <LinkButton href={`${at}/registrations`}>
          {t('Danh sách đăng ký', 'List of registrations')}
        </LinkButton>
        {of.state === 'closed' || of.state === 'cancelled' ? null : (
          <Act command={noteAtDoor} request={request} href={`${at}/door`} kind="primary">
            {t('Điểm danh tại cửa', 'Note somebody at the door')}
          </Act>
        )}
      </>
    ),
    body: (
      <>
        <Section title={t('Người đã dự', 'Who came')} id="came">
          <Facts
            columns={3}
            items={[
              [t('Số người đã dự', 'Persons who came'), of.came.total],
              ...of.came.by.map(({ kind, n }) => [t(comers.names[kind]), n] as const),
            ]}
          />
        </Section>
        {of.day === null ? (
          <Empty>{t('Chưa đến ngày của sự kiện.', 'The event is still to come.')}</Empty>
        ) : of.state === 'closed' || of.state === 'cancelled' || !mayRun(request.actor, noteSheet) ? null : (
          <Sheet request={request} of={{ ...of, day: of.day }} form={form} q={q} />
        )}
      </>
    ),
  }
}

type Shown = Awaited<ReturnType<typeof showAttendance.run>>

/** The sheet of a day: who of the list is not noted yet, to be ticked. */
function Sheet(props: {
  request: PageRequest
  of: Shown & { day: string }
  form: FormState | undefined
  q: string | undefined
}) {
  const { of, q } = props
  const { t } = props.request
  const at = `/events/${of.id}`
  const form = props.form ?? freshForm({ heldOn: formatDate(of.day) })
  const f = fields(form, t, noteSheet)
  return (
    <Section
      title={t(`Bảng điểm danh ngày ${formatDate(of.day)}`, `Sheet of ${formatDate(of.day)}`)}
      id="sheet"
      lead={t(
        `Đã ghi ${of.noted} người. Đánh dấu những người có mặt theo bảng ký rồi ghi.`,
        `${of.noted} are noted. Tick who was there by the signed sheet, and enter it.`,
      )}
    >
      {of.days.length < 2 ? null : (
        <p class="mb-3 flex flex-wrap gap-3">
          {of.days.map((day) =>
            day === of.day ? (
              <b>{formatDate(day)}</b>
            ) : (
              <a href={`${at}/attendance?day=${day}`}>{formatDate(day)}</a>
            ),
          )}
        </p>
      )}
      {of.more || q !== undefined ? (
        <form method="get" action={`${at}/attendance`} class="mb-3 flex flex-wrap items-end gap-2">
          <input type="hidden" name="day" value={of.day} />
          <label for="q" class="block">
            {t('Tìm tên, đơn vị, số đăng ký', 'Name, employer, number')}
            <input class="input block" type="search" id="q" name="q" value={q ?? ''} />
          </label>
          <button class="btn" type="submit">
            {t('Tìm', 'Search')}
          </button>
        </form>
      ) : null}
      {of.missing.length === 0 ? (
        <Empty>{t('Không còn ai chưa được ghi.', 'Nobody is left to be noted.')}</Empty>
      ) : (
        <Form
          form={form}
          t={t}
          action={`${at}/attendance`}
          submit={t('Ghi người có mặt', 'Note who was there')}
        >
          {f.hidden('heldOn', formatDate(of.day))}
          {f.checks('registrations', {
            label: t('Có mặt', 'Present'),
            choices: of.missing.map(({ id, number, name, organisation }) => ({
              value: id,
              label: `${number}. ${name}${organisation === null ? '' : `, ${organisation}`}`,
            })),
          })}
        </Form>
      )}
    </Section>
  )
}

export const sheetPage = page({
  route: 'GET /events/{id}/attendance',
  for: showAttendance,
  run: (request) => sheetView(request),
})

export const sheetSent = receiver({
  command: noteSheet,
  address: '/events/{id}/attendance',
  again: sheetView,
  done: ({ id, added }, { values }) => ({
    to: `/events/${id}/attendance?day=${dayIn(String(values.heldOn ?? ''))}`,
    message: words(`Đã ghi ${added} người có mặt.`, `Noted: ${added}.`),
  }),
})

/** The day of a form as an address bears it. */
const dayIn = (typed: string) => typed.split('/').toReversed().join('-')

export const attendanceRemoved = formPage({
  command: removeAttendance,
  address: '/event-registrations/{id}/attendance-removal',
  record: (request) => request.execute(showRegistration, { id: request.params.id }),
  title: words('Bỏ điểm danh ghi sai', 'Take a wrongly noted attendance back'),
  lead: ({ record }) => record.name,
  crumbs: (request, of) => [
    ...crumbs(request),
    { label: of.event.title, href: `/events/${of.event.id}` },
    { label: of.name, href: `/event-registrations/${of.id}` },
  ],
  fields: ({ f, t, record }) => (
    <>
      {f.select('heldOn', {
        label: t('Ngày có mặt', 'Days attended'),
        choices: record.cameOn.map((day) => ({ value: day, label: formatDate(day) })),
      })}
      {f.text('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: words('Bỏ điểm danh', 'Take it back'),
  kind: 'danger',
  cancel: ({ id }) => `/event-registrations/${id}`,
  done: ({ id }) => ({ to: `/event-registrations/${id}`, message: words('Đã bỏ.', 'Removed.') }),
})
