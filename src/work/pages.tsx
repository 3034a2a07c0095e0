import { FirstStepsList } from '../first-steps/index.ts'
import { mayRun, staff, withAccount } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { beforePlan, publicView } from '../portal/index.ts'
import { Act, Badge, LinkButton, type ListColumn, listHref, listPage } from '../ui/index.ts'
import { type Counts, countsOf } from './counts.ts'
import { isCharged, workKinds } from './kinds.ts'
import { assignMany } from './officers.ts'
import { dueStates, listWork, type WorkRow } from './queries.ts'
import { whoseKeys } from './waiting.ts'

const whoseNames = {
  open: words('Của tôi và chưa giao ai', 'Mine and nobody’s'),
  mine: words('Tôi phụ trách', 'I am in charge of'),
  nobody: words('Chưa có người phụ trách', 'Nobody in charge'),
  agency: words('Cả việc của đồng nghiệp', "Colleagues' too"),
} as const

/** The counts by kind under the same choice of whose work. */
const countsHere = (request: PageRequest) => {
  const whose = request.url.searchParams.get('whose')
  return countsOf(
    request,
    whoseKeys.find((key) => key === whose),
  )
}

/** What waits for whoever is signed in. */
export const workPage = listPage({
  route: 'GET /work',
  place: { group: 'programme', order: 0, main: withAccount, label: words('Việc của tôi', 'My work') },
  title: words('Việc của tôi', 'My work'),
  query: listWork,
  actions: (request) => (
    <>
      <GiveSeveral request={request} />
      <Dashboards request={request} />
    </>
  ),
  breadcrumbs: ({ t, url }) =>
    url.searchParams.has('group') ? [{ label: t('Việc của tôi', 'My work'), href: '/work' }] : [],
  filters: async (request) => {
    const { t, language, actor } = request
    const { kinds } = await countsHere(request)
    return [
      {
        name: 'kind',
        label: words('Loại việc', 'Kind of work'),
        kind: 'select',
        choices: kinds.map(({ kind, label, count }) => ({
          value: kind,
          label: `${t(label)} (${formatNumber(count, language)})`,
        })),
      },
      { name: 'due', label: words('Thời hạn', 'Due'), kind: 'select', choices: dueStates.choices(t) },
      ...(mayRun(actor, { may: staff })
        ? [
            {
              name: 'whose',
              label: words('Việc của ai', 'Whose work'),
              kind: 'select' as const,
              all: whoseNames.open,
              choices: (['mine', 'nobody', 'agency'] as const).map((key) => ({
                value: key,
                label: t(whoseNames[key]),
              })),
            },
          ]
        : []),
    ]
  },
  above: async (request) => (
    <>
      {await FirstStepsList({ request })}
      <Summary request={request} counts={await countsHere(request)} />
    </>
  ),
  empty: ({ t }) =>
    t('Việc mới hiện ở đây, chuông báo ở đầu trang.', 'New work shows here; the bell above tells of it.'),
  columns,
})

/** The way to giving several pieces of the kind that is listed to one person. */
function GiveSeveral({ request }: { request: PageRequest }) {
  const { t, url } = request
  const kind = workKinds.find((one) => one.kind === url.searchParams.get('kind'))
  if (kind === undefined || !isCharged(kind)) return null
  const kept = new URLSearchParams(
    [...url.searchParams].filter(([name]) => ['kind', 'group', 'whose'].includes(name)),
  )
  return (
    <Act command={assignMany} request={request} href={`/work/officers?${kept}`}>
      {t('Giao nhiều việc', 'Give several')}
    </Act>
  )
}

function Dashboards({ request: { t, actor, mayOpen } }: { request: PageRequest }) {
  // Somebody invited to one matter sees that.
  if (actor.enterpriseId === null && !mayOpen('/dashboard')) return null
  return actor.enterpriseId === null ? (
    <LinkButton href="/dashboard">{t('Bảng theo dõi Chương trình', "The programme's dashboard")}</LinkButton>
  ) : (
    <>
      <LinkButton href="/overview">
        {t('Hồ sơ và kết quả của doanh nghiệp', 'The enterprise at a glance')}
      </LinkButton>
      <LinkButton href="/applications/new" kind="primary">
        {t('Đăng ký hỗ trợ', 'Apply for support')}
      </LinkButton>
    </>
  )
}

/** How much waits and how much of it is late, and for whom the account stands in. */
function Summary({ request, counts }: { request: PageRequest; counts: Counts }) {
  const { t, language, url } = request
  if (counts.total === 0 && counts.standingInFor.length === 0) return null
  return (
    <p class="mb-3 flex flex-wrap items-center gap-2" role="status">
      <span>
        {t(
          `${formatNumber(counts.total, 'vi')} việc đang chờ.`,
          `${formatNumber(counts.total, 'en')} ${counts.total === 1 ? 'piece' : 'pieces'} of work waiting.`,
        )}
      </span>
      {counts.late === 0 ? null : (
        <a href={listHref(url, { due: 'late' })}>
          <Badge tone="error">
            {t(dueStates.names.late)}: {formatNumber(counts.late, language)}
          </Badge>
        </a>
      )}
      {counts.standingInFor.length === 0 ? null : (
        <Badge tone="info">
          {t('Đang làm thay', 'Standing in for')}: {counts.standingInFor.join(', ')}
        </Badge>
      )}
    </p>
  )
}

function columns(request: PageRequest): readonly ListColumn<WorkRow>[] {
  const { t } = request
  return [
    {
      key: 'work',
      label: words('Việc của tôi', 'My work'),
      value: (row) => t(row.label),
      cell: (row) => <Line row={row} request={request} />,
    },
    { key: 'subject', label: words('Về việc', 'About'), value: (row) => t(row.subject), exportOnly: true },
    {
      key: 'due',
      label: words('Thời hạn', 'Due'),
      kind: 'date',
      value: (row) => row.lastOn,
      exportOnly: true,
    },
    {
      key: 'left',
      label: words('Còn lại', 'Left'),
      value: (row) => (row.left === null ? null : t(row.left)),
      exportOnly: true,
    },
    {
      key: 'since',
      label: words('Chờ từ', 'Waits since'),
      kind: 'date',
      value: (row) => row.since,
      exportOnly: true,
    },
    {
      key: 'officer',
      label: words('Người phụ trách', 'Officer in charge'),
      value: (row) => row.officer?.name ?? null,
      exportOnly: true,
    },
    {
      key: 'count',
      label: words('Số lượng', 'Quantity'),
      kind: 'number',
      value: (row) => row.count,
      exportOnly: true,
    },
  ]
}

/** A piece of work: what is to be done and about what, and beside it (below on a phone) its clock and who is in charge. */
function Line({ row, request }: { row: WorkRow; request: PageRequest }) {
  const { t, language, mayOpen } = request
  return (
    <div class="flex flex-col gap-x-6 gap-y-1 sm:flex-row sm:justify-between">
      <div class="min-w-0 max-w-prose">
        <span class="font-semibold">{t(row.label)}</span>{' '}
        {row.count > 1 ? (
          <Badge>
            {formatNumber(row.count, language)} {t(row.counted ?? words('việc', 'pieces of work'))}
          </Badge>
        ) : null}
        <span class="line-clamp-2">
          {mayOpen(row.href) ? <a href={row.href}>{t(row.subject)}</a> : t(row.subject)}
        </span>
      </div>
      <div class="shrink-0 sm:w-72">
        <Clock row={row} t={t} />
        <span class="hint block">
          {t('từ', 'since')} {formatDate(row.since)}
          {row.assignable ? <Officer row={row} request={request} /> : null}
          {row.standingInFor === null ? '' : ` · ${t('làm thay', 'standing in for')} ${row.standingInFor}`}
        </span>
      </div>
    </div>
  )
}

/** Who is in charge of a row, with the way to change it. */
function Officer({ row, request: { t, mayOpen } }: { row: WorkRow; request: PageRequest }) {
  const href = `/work/officers/${row.record}/${row.recordId}`
  const name = row.officer?.name ?? t('Giao người phụ trách', 'Put somebody in charge')
  if (!mayOpen(href)) return row.officer === null ? null : <> · {name}</>
  return (
    <>
      {' · '}
      <a href={href}>{name}</a>
    </>
  )
}

/** The last day in time, how long there is still, and what the clock counts. */
function Clock({ row, t }: { row: WorkRow; t: PageRequest['t'] }) {
  if (row.lastOn === null) return null
  const { limit } = row
  return (
    <span class="block">
      {row.due === 'later' ? (
        <span>{row.left === null ? '' : t(row.left)}</span>
      ) : (
        <Badge tone={dueStates.tones[row.due]}>{t(row.left ?? dueStates.names[row.due])}</Badge>
      )}{' '}
      <span class="hint whitespace-nowrap">
        {t('hạn', 'due')} {formatDate(row.lastOn)}
      </span>
      {limit === null ? null : (
        <span class="hint block" title={t(limit.source)}>
          {t(`${limit.days} ngày làm việc`, `${limit.days} working days`)}
          {row.paused === 0
            ? ''
            : t(`, dừng ${row.paused} ngày chờ bổ sung`, `, stopped ${row.paused} while it was completed`)}
          {limit.toCheck ? t(' (mức nội bộ đề xuất)', ' (proposed house limit)') : ''}
        </span>
      )}
    </span>
  )
}

/** The first page is each user's own: what waits for an account, and the programme's progress for everybody else. */
export const firstPage = page({
  route: 'GET /',
  may: ['public'],
  run: async (request) => {
    const before = await beforePlan(request)
    if (before !== null) return before
    if (request.actor.userId === null) return publicView(request)
    // Bookmarks of the dashboard, which stood here.
    const year = request.url.searchParams.get('year')
    if (year !== null && request.actor.enterpriseId === null)
      return { to: `/dashboard?year=${encodeURIComponent(year)}` }
    return workPage.run(request)
  },
})
