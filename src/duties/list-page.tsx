import { listAgencies } from '../agencies/index.ts'
import { dueWords, itemStates, planColumn, planFilters, planYears } from '../plan/index.ts'
import { holds } from '../platform/actor.ts'
import { formatDate, today, yearOf } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Act, Badge, type Choice, Day, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { doneFields } from './fields.ts'
import { prolongMany, remindMany } from './many-pages.tsx'
import { type DutyRow, listDuties, remindDuties } from './queries.ts'
import { requestDuty } from './requests.ts'
import { reminderSteps, reminders } from './rules.ts'

/** Where the work stands, and when it was done. */
export function State({ request: { t }, row }: { request: PageRequest; row: DutyRow }) {
  return (
    <>
      <StateBadge of={itemStates} is={row.state} t={t} />
      {row.doneOn === null ? null : (
        <span class="hint block">
          <Day day={row.doneOn} />
          {row.doneLate ? t(', sau hạn', ', after its day') : ''}
        </span>
      )}
    </>
  )
}

/** The day that counts, the working day to be done by, and how long there is still. */
function Due({ request: { t }, row }: { request: PageRequest; row: DutyRow }) {
  const urgent = row.reminder === 'late' || row.reminder === '1'
  return (
    <>
      <span>{t(dueOf(row))}</span>
      {row.dayOff === null || row.doneOn !== null ? null : (
        <span class="hint block" title={t(row.dayOff)}>
          {t('ngày làm việc cuối: ', 'last working day: ')}
          {formatDate(row.workingOn)}
        </span>
      )}
      {row.left === null ? null : (
        <span class={`block text-sm ${urgent ? 'font-semibold text-error' : ''}`}>{t(row.left)}</span>
      )}
    </>
  )
}

/** What is due soon or late, as counts that filter the list. */
async function reminderCounts(request: PageRequest) {
  const { t, actor } = request
  const { counts } = await request.execute(remindDuties, {})
  const own =
    actor.agencyIds.length !== 1 || holds(actor, ['coordinator', 'leader', 'auditor'])
      ? ''
      : `&agencyId=${actor.agencyId}`
  const steps = (['late', '1', '7', '30'] as const).filter((step) => counts[step] > 0)
  if (steps.length === 0) return null
  return (
    <p class="mb-4 flex flex-wrap items-center gap-2">
      <span class="font-semibold">
        {own === ''
          ? t('Nhắc việc:', 'Reminders:')
          : t('Nhắc việc của cơ quan bạn:', 'Reminders of your agency:')}
      </span>
      {steps.map((step) => (
        <a href={`/duties?reminder=${step}${own}`}>
          <Badge tone={reminders.tones[step]}>
            {t(reminders.names[step])}: {counts[step]}
          </Badge>
        </a>
      ))}
    </p>
  )
}

/** The years with this one among them: work may be asked for after the last plan's end. */
function withYear(years: Choice[], year: number): Choice[] {
  return years.some(({ value }) => value === year) ? years : [{ value: year, label: String(year) }, ...years]
}

/** The day that counts, as the plan or the request names it. */
export const dueOf = (row: DutyRow): Words => dueWords({ on: row.dueOn, before: row.dueBefore })

export const dutiesPage: Page = listPage({
  route: 'GET /duties',
  place: {
    group: 'reporting',
    order: 30,
    main: ['coordinator', 'home_affairs', 'statistics', 'agency', 'association', 'head'],
    label: words('Nhiệm vụ của cơ quan', 'Duties of the agency'),
  },
  title: words('Nhiệm vụ của các cơ quan', 'Duties of agencies'),
  lead: words(
    'Việc có thời hạn của kế hoạch. Khi cơ quan sáp nhập hoặc kết thúc, việc chưa xong tự chuyển cho cơ quan kế thừa.',
    'Dated work of the plan. When an agency merges or ends, open work passes to its successor by itself.',
  ),
  query: listDuties,
  many: [remindMany.act, prolongMany.act],
  above: reminderCounts,
  actions: (request) => (
    <>
      <LinkButton href="/duties/calendar">
        {request.t('Lịch và nhắc việc', 'Calendar and reminders')}
      </LinkButton>
      <Act command={requestDuty} request={request} href="/duties/new" kind="primary">
        {request.t('Yêu cầu đột xuất', 'Ask for work')}
      </Act>
    </>
  ),
  filters: async (request) => {
    const { t } = request
    const agencies = await request.execute(listAgencies, { limit: 1000 })
    return [
      { name: 'q', kind: 'search', label: words('Tìm', 'Search') },
      {
        name: 'agencyId',
        kind: 'select',
        label: words('Cơ quan chịu trách nhiệm', 'Carried by'),
        choices: agencies.rows.map((agency) => ({ value: agency.id, label: t(agency.name, agency.nameEn) })),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: itemStates.choices(t),
      },
      {
        name: 'year',
        kind: 'select',
        label: words('Năm', 'Year'),
        choices: withYear(await planYears(request), yearOf(today(request.system.now()))),
      },
      {
        name: 'reminder',
        kind: 'select',
        label: words('Nhắc việc', 'Reminder'),
        choices: reminderSteps.map((step) => ({ value: step, label: t(reminders.names[step]) })),
      },
      {
        name: 'kind',
        kind: 'select',
        label: words('Loại', 'Kind'),
        choices: [
          { value: 'planned', label: t('Theo kế hoạch', "By the plan's days") },
          { value: 'requested', label: t('Đột xuất', 'On request') },
        ],
      },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const done = doneFields.columns<DutyRow>(t, {})
    return [
      {
        key: 'code',
        label: words('Mục', 'Section'),
        sort: 'code',
        value: (row) => row.code,
        cell: (row) => (row.code === '' ? '—' : <a href={`/plan#${row.code}`}>{row.code}</a>),
      },
      {
        key: 'text',
        label: words('Nhiệm vụ', 'Duty'),
        sort: 'text',
        value: (row) => t(row.text, row.textEn),
        cell: (row) => (
          <>
            <a class="line-clamp-3" href={`/duties/${row.id}`}>
              {t(row.text, row.textEn)}
            </a>
            {row.request === null ? null : <Badge>{t('Đột xuất', 'On request')}</Badge>}
          </>
        ),
      },
      {
        key: 'agency',
        label: words('Cơ quan', 'Agency'),
        sort: 'agency',
        value: (row) => t(row.agency, row.agencyEn),
        cell: (row) => (
          <>
            <a href={`/agencies/${row.agencyId}`}>{t(row.agency, row.agencyEn)}</a>
            {row.agencyId === row.plannedAgencyId ? null : (
              <span class="hint block">
                {t('kế hoạch giao: ', 'the plan names: ')}
                {t(row.plannedAgency, row.plannedAgencyEn)}
              </span>
            )}
          </>
        ),
      },
      {
        key: 'planned',
        label: words('Cơ quan kế hoạch giao', 'Agency that the plan names'),
        value: (row) => t(row.plannedAgency, row.plannedAgencyEn),
        exportOnly: true,
      },
      { key: 'period', label: words('Kỳ', 'Due period'), sort: 'due', value: (row) => t(row.period) },
      {
        key: 'due',
        label: words('Thời hạn', 'Due'),
        sort: 'due',
        value: (row) => t(dueOf(row)),
        cell: (row) => <Due request={request} row={row} />,
      },
      {
        key: 'workingOn',
        label: words('Ngày làm việc cuối', 'Last working day'),
        kind: 'date',
        sort: 'due',
        value: (row) => row.workingOn,
        exportOnly: true,
      },
      {
        key: 'left',
        label: words('Thời gian còn lại', 'Time left'),
        value: (row) => (row.left === null ? null : t(row.left)),
        exportOnly: true,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        // Open work has no day on which it was done.
        sort: 'doneOn',
        value: (row) => t(itemStates.names[row.state]),
        cell: (row) => <State request={request} row={row} />,
      },
      done.doneOn,
      ...(await planColumn<DutyRow>(request)),
      done.note,
    ]
  },
})
