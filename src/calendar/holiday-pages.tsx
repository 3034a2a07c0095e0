import { mayRun, staff } from '../platform/actor.ts'
import { formatDate, today, yearOf } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import {
  Badge,
  Day,
  FactCells,
  Form,
  fields,
  Notice,
  PostButton,
  Section,
  StateBadge,
  Table,
} from '../ui/index.ts'
import { addHoliday, changeHoliday, removeHoliday } from './holiday-commands.ts'
import { dayKinds, holidayFields } from './holiday-fields.ts'
import { showHolidays } from './holiday-queries.ts'
import { weekday } from './holidays.ts'

const weekdays: readonly Words[] = [
  words('Chủ nhật', 'Sunday'),
  words('thứ Hai', 'Monday'),
  words('thứ Ba', 'Tuesday'),
  words('thứ Tư', 'Wednesday'),
  words('thứ Năm', 'Thursday'),
  words('thứ Sáu', 'Friday'),
  words('thứ Bảy', 'Saturday'),
]

type Shown = Awaited<ReturnType<typeof readYear>>
const readYear = (request: PageRequest, year: string | null) =>
  request.execute(showHolidays, { year: year ?? '' })

async function holidaysView(
  request: PageRequest,
  forms: { add?: FormState; change?: FormState } = {},
): Promise<View> {
  const { t, url, actor, language } = request
  const typedDay = forms.change?.values.day ?? forms.add?.values.day
  const shown = await readYear(
    request,
    url.searchParams.get('year') ?? /\d{4}/.exec(typeof typedDay === 'string' ? typedDay : '')?.[0] ?? null,
  )
  const mayEdit = mayRun(actor, changeHoliday)
  const chosen = shown.days.find(
    (row) => row.day === (forms.change?.values.day ?? url.searchParams.get('day')),
  )
  return {
    title: t(`Ngày nghỉ và ngày làm bù năm ${shown.year}`, `Days off and worked weekends of ${shown.year}`),
    lead: t(
      'Thứ Bảy, Chủ nhật và các ngày nghỉ dưới đây không phải ngày làm việc; thời hạn của các nhiệm vụ tính theo lịch này.',
      'Saturdays, Sundays and the days off below are not worked; the deadlines of duties follow this calendar.',
    ),
    breadcrumbs: [{ label: t('Nhiệm vụ của các cơ quan', 'Duties of agencies'), href: '/duties' }],
    body: (
      <>
        <Years request={request} shown={shown} />
        {shown.decided ? null : (
          <Notice tone="warning">
            {t(
              `Theo quy định chung (Điều 111, 112 Bộ luật Lao động 45/2019/QH14), chưa có quyết định của năm ${shown.year}: ngày nghỉ Tết, ngày liền kề Quốc khánh và ngày hoán đổi có thể khác.`,
              `By the general rule (Labour Code 45/2019/QH14, art. 111 and 112); there is no decision for ${shown.year} yet: the days of Tết, the day beside National Day and exchanged days may differ.`,
            )}
          </Notice>
        )}
        <Section>
          <Days request={request} shown={shown} mayEdit={mayEdit} />
        </Section>
        {mayEdit && chosen !== undefined ? (
          <Section id="change" title={t('Sửa ngày', 'Correct the day')}>
            <DayForm
              request={request}
              id="change-day"
              form={forms.change ?? freshForm(holidayFields.texts(chosen, language))}
              action={`/calendar/days/${chosen.day}`}
              fixedDay={chosen.day}
            />
          </Section>
        ) : null}
        {mayEdit && (chosen === undefined || forms.add !== undefined) ? (
          <Section
            id="add"
            title={t('Thêm ngày', 'Add a day')}
            lead={t(
              'Theo thông báo hằng năm về nghỉ Tết, nghỉ lễ và hoán đổi ngày làm việc.',
              'By the yearly decision on Tết, public holidays and exchanged working days.',
            )}
          >
            <DayForm
              request={request}
              id="add-day"
              form={forms.add ?? freshForm({ kind: 'holiday' })}
              action="/calendar/days"
            />
          </Section>
        ) : null}
      </>
    ),
  }
}

function Years({ request: { t, system }, shown }: { request: PageRequest; shown: Shown }) {
  const now = yearOf(today(system.now()))
  const years = [
    ...new Set([...shown.years, now, now + 1, shown.year - 1, shown.year, shown.year + 1]),
  ].sort()
  return (
    <nav class="no-print mb-4 flex flex-wrap gap-2" aria-label={t('Năm', 'Year')}>
      {years.map((year) => (
        <a
          class={`btn btn-sm ${year === shown.year ? 'btn-primary' : 'border-base-content/40 bg-base-100'}`}
          href={`/calendar?year=${year}`}
          aria-current={year === shown.year ? 'page' : undefined}
        >
          {year}
        </a>
      ))}
    </nav>
  )
}

const shownByHand = ['day', 'kind', 'name', 'nameEn', 'source', 'toCheck'] as const

function Days({ request, shown, mayEdit }: { request: PageRequest; shown: Shown; mayEdit: boolean }) {
  const { t, language } = request
  const { once } = freshForm()
  const { day, kind, name, source } = holidayFields.headings(t)
  const others = holidayFields.besides(...shownByHand)
  return (
    <Table caption={t(`Ngày nghỉ năm ${shown.year}`, `Days off of ${shown.year}`)} stack>
      <thead>
        <tr>
          {[day, kind, name, source, ...others.map((key) => holidayFields.headings(t)[key])].map(
            (heading) => (
              <th scope="col">{heading}</th>
            ),
          )}
          {mayEdit ? <th scope="col">{t('Sửa', 'Edit')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {shown.days.map((row) => (
          <tr>
            <td data-label={day}>
              <Day day={row.day} />{' '}
              <span class="hint block">{t(weekdays[weekday(row.day)] ?? words('', ''))}</span>
            </td>
            <td data-label={kind}>
              <StateBadge of={dayKinds} is={row.kind} t={t} />
            </td>
            <td data-label={name}>{t(row.name, row.nameEn)}</td>
            <td data-label={source}>
              {row.source}{' '}
              {row.toCheck ? <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge> : null}
            </td>
            <FactCells of={others.map((key) => holidayFields.facts(row, t, language)[key])} />
            {mayEdit ? <EditCell request={request} year={shown.year} day={row.day} once={once} /> : null}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function EditCell(props: { request: PageRequest; year: number; day: string; once: string }) {
  const { year, day, once } = props
  const { t } = props.request
  return (
    <td data-label={t('Sửa', 'Edit')}>
      <span class="flex flex-wrap items-center gap-3">
        <a href={`/calendar?year=${year}&day=${day}#change`}>
          {t('Sửa', 'Edit')}
          <span class="sr-only"> {formatDate(day)}</span>
        </a>
        <PostButton
          action={`/calendar/days/${day}/remove`}
          label={t('Bỏ', 'Remove')}
          once={`${once}-${day}`}
          kind="danger"
          small
        />
      </span>
    </td>
  )
}

function DayForm(props: {
  request: PageRequest
  id: string
  form: FormState
  action: string
  fixedDay?: string
}) {
  const { t } = props.request
  const f = fields(props.form, t)
  const fixed =
    props.fixedDay === undefined ? null : (
      <p>
        <Day day={props.fixedDay} />
      </p>
    )
  return (
    <Form
      form={props.form}
      t={t}
      id={props.id}
      action={props.action}
      submit={props.fixedDay === undefined ? t('Thêm', 'Add') : t('Lưu', 'Save')}
      cancel={props.fixedDay === undefined ? undefined : `/calendar?year=${yearOf(props.fixedDay)}`}
    >
      {holidayFields.form(f, t, {
        without: fixed === null ? [] : ['day'],
        after: { day: fixed },
      })}
    </Form>
  )
}

const backTo = (day: string) => `/calendar?year=${yearOf(day)}`

export const holidayPages: readonly Page[] = [
  page({
    route: 'GET /calendar',
    may: staff,
    place: {
      group: 'system',
      order: 35,
      label: words('Ngày nghỉ, ngày làm việc', 'Days off, working days'),
    },
    run: (request) => holidaysView(request),
  }),
  receiver({
    command: addHoliday,
    address: '/calendar/days',
    done: ({ day }) => ({ to: backTo(day), message: words('Đã thêm ngày.', 'The day is added.') }),
    again: (request, add) => holidaysView(request, { add }),
  }),
  receiver({
    command: changeHoliday,
    address: '/calendar/days/{day}',
    done: ({ day }) => ({ to: backTo(day), message: words('Đã lưu.', 'Saved.') }),
    again: (request, form) =>
      holidaysView(request, { change: { ...form, values: { ...form.values, day: request.params.day } } }),
  }),
  receiver({
    command: removeHoliday,
    address: '/calendar/days/{day}/remove',
    done: ({ day }) => ({ to: backTo(day), message: words('Đã bỏ ngày.', 'The day is removed.') }),
    again: (request) => holidaysView(request),
  }),
]
