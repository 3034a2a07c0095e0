import { applicationStates } from '../applications/index.ts'
import { budgetOverview } from '../budget/index.ts'
import { dueWords, inPlan, planChooser } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest, View } from '../platform/page.ts'
import { FirstDays } from '../setup/index.ts'
import { Badge, listHref, Millions, Moment, Section } from '../ui/index.ts'
import { FunnelChart, SpendingChart, TargetChart } from './chart-views.tsx'
import { dashboardCharts } from './charts.ts'
import { subjectHref } from './news.ts'
import { BudgetProgress, planYears, TargetCards } from './progress-view.tsx'
import { dashboard } from './queries.ts'
import { planTransition } from './transition.ts'
import { TransitionNotice } from './transition-page.tsx'

type Dashboard = Output<typeof dashboard>
/** The first page of the programme's staff. */
export async function staffView(request: PageRequest): Promise<View> {
  const { t } = request
  const data = await request.execute(dashboard, { year: request.url.searchParams.get('year') ?? undefined })
  const { plan } = data
  const charts = await request.execute(dashboardCharts, { year: data.budgetYear ?? undefined })
  const { plans: passing } = mayRun(request.actor, planTransition)
    ? await request.execute(planTransition, {})
    : { plans: [] }
  return {
    title: t('Bảng theo dõi', 'Dashboard'),
    lead: t(
      `Kế hoạch ${plan.number}, ${planYears(request, plan)}.`,
      `Plan ${plan.number}, ${planYears(request, plan)}.`,
    ),
    actions: <Years request={request} data={data} />,
    body: (
      <>
        {await FirstDays({ request })}
        {await planChooser(request, plan.id)}
        <TransitionNotice request={request} passing={passing} />
        <div class="grid gap-x-5 lg:grid-cols-2">
          <Due request={request} data={data} />
          <div>
            <Waiting request={request} data={data} />
            {request.mayOpen('/reports') ? <Reports request={request} data={data} /> : null}
          </div>
        </div>
        <Section title={t('Chỉ tiêu và kết quả', 'Targets and results')} id="targets">
          <TargetCards request={request} targets={data.targets} firstYear={plan.firstYear} year={data.year} />
        </Section>
        <Section
          title={
            data.budgetYear === null
              ? t(
                  `Kinh phí ${plan.estimateSource.vi} cả giai đoạn (triệu đồng)`,
                  `Money of ${plan.estimateSource.en}, all years (million đồng)`,
                )
              : t(
                  `Kinh phí ${plan.estimateSource.vi} năm ${data.budgetYear} (triệu đồng)`,
                  `Money of ${plan.estimateSource.en}, ${data.budgetYear} (million đồng)`,
                )
          }
          id="budget"
          actions={
            request.mayOpen('/budget') ? <a href="/budget">{t('Sổ kinh phí', 'The ledger')}</a> : undefined
          }
        >
          <BudgetProgress
            request={request}
            source={plan.estimateSource}
            lines={data.budget}
            total={data.total}
            year={data.budgetYear}
            period={plan}
            links={request.mayOpen('/budget/entries') ? data.plan.budgetSource : null}
          />
          <OwnMoney request={request} data={data} />
          <TaskMoney request={request} data={data} />
          {await OtherSources({ request, data })}
        </Section>
        <TargetChart request={request} targets={data.targets} firstYear={plan.firstYear} year={data.year} />
        <SpendingChart request={request} charts={charts} source={plan.estimateSource} />
        <FunnelChart request={request} charts={charts} />
        {data.activity.length === 0 && !request.mayOpen('/reports') ? null : (
          <Activity request={request} data={data} />
        )}
        <p class="no-print">
          <a href="/progress">{t('Trang tiến độ công khai', 'The public page')}</a>
        </p>
      </>
    ),
  }
}

/** What enterprises put in beside the state money; nothing where no application tells of it. */
function OwnMoney({ request, data }: { request: PageRequest; data: Dashboard }) {
  const { t, language, mayOpen } = request
  const { ownFunds: own, budgetYear: year } = data
  if (own === null || own.turns + own.open === 0) return null
  const money = (amount: bigint) => <Millions amount={amount} language={language} />
  const href = `${inPlan(request, `/budget?year=${year ?? 'all'}`)}#own-money`
  return (
    <p class="mt-4">
      {t(
        'Doanh nghiệp tự bỏ ra (không phải ngân sách): hứa',
        'Own money of enterprises (no budget): promised',
      )}{' '}
      <b>{money(own.promised)}</b>{' '}
      {t(`cho ${own.turns} lượt đã quyết định, bên cạnh`, `for ${own.turns} turns decided, beside`)}{' '}
      {money(own.support)} {t('kinh phí hỗ trợ; dự kiến', 'of support; offered')} {money(own.offered)}{' '}
      {t(`trong ${own.open} hồ sơ chưa quyết định.`, `in ${own.open} applications not decided.`)}{' '}
      {t('Đã bỏ ra', 'Put in')} {money(own.paidIn)}, {t('đã chứng minh', 'proven')} {money(own.proven)},{' '}
      {t('ngân sách đã chi cho các lượt đó', 'state money paid of those turns')} {money(own.paid)}.{' '}
      {mayOpen('/budget') ? <a href={href}>{t('Theo nội dung', 'By content')}</a> : null}
    </p>
  )
}

/** Own money of tasks beside the State's. */
function TaskMoney({ request: { t, language }, data }: { request: PageRequest; data: Dashboard }) {
  const { taskFunds: of } = data
  if (of === null) return null
  const money = (amount: bigint) => <Millions amount={amount} language={language} />
  return (
    <p class="mt-2">
      {t(`${of.tasks} nhiệm vụ có vốn đối ứng: hứa`, `${of.tasks} tasks with own money: promised`)}{' '}
      {money(of.ownAgreed)}, {t('đã chứng minh', 'proven')} {money(of.proven)};{' '}
      {t('ngân sách đã chi', 'state money paid')} {money(of.paid)} {t('trên', 'of')} {money(of.stateAgreed)}.
    </p>
  )
}

/** What other sources than that of the estimate gave, in the year or period that is shown. */
async function OtherSources({ request, data }: { request: PageRequest; data: Dashboard }) {
  const { t, language, mayOpen } = request
  if (!mayOpen('/budget')) return null
  const { bySource } = await request.execute(budgetOverview, { year: data.budgetYear ?? undefined })
  const others = bySource.filter(
    ({ key, signed, cell }) =>
      key !== data.plan.budgetSource && (signed.total > 0n || cell.allocated > 0n || cell.committed > 0n),
  )
  if (others.length === 0) return null
  const money = (amount: bigint) => <Millions amount={amount} language={language} />
  return (
    <ul class="mt-2 list-disc pl-5">
      {others.map(({ name, nameEn, signed, cell }) => (
        <li>
          {t(name, nameEn)}: {t('dự toán của kế hoạch', 'estimate of the plan')} {money(signed.total)},{' '}
          {t('đã giao', 'allocated')} {money(cell.allocated)}, {t('đã cam kết', 'committed')}{' '}
          {money(cell.committed)}, {t('đã giải ngân', 'paid')} {money(cell.disbursed)}
        </li>
      ))}
    </ul>
  )
}

function Years({ request, data }: { request: PageRequest; data: Dashboard }) {
  const years = Array.from(
    { length: data.plan.lastYear - data.plan.firstYear + 1 },
    (_, place) => data.plan.firstYear + place,
  )
  const choices = [
    { label: request.t('Cả giai đoạn', 'Whole period'), year: null },
    ...years.map((year) => ({ label: String(year), year })),
  ]
  return (
    <nav class="flex flex-wrap gap-2" aria-label={request.t('Năm', 'Year')}>
      {choices.map(({ label, year }) =>
        year === data.budgetYear ? (
          <span class="btn btn-sm btn-primary" aria-current="true">
            {label}
          </span>
        ) : (
          <a
            class="btn btn-sm border-base-content/40 bg-base-100"
            href={listHref(request.url, { year: year === null ? null : String(year) })}
          >
            {label}
          </a>
        ),
      )}
    </nav>
  )
}

function Due({ request, data }: { request: PageRequest; data: Dashboard }) {
  const { t } = request
  return (
    <Section
      title={t('Việc đến hạn', 'Due work')}
      id="due"
      actions={<a href="/duties">{t(`Tất cả (${data.dueCount})`, `All (${data.dueCount})`)}</a>}
    >
      {data.lateCount === 0 && data.soonCount === 0 ? null : (
        <p class="mb-2 flex flex-wrap gap-2">
          {data.lateCount === 0 ? null : (
            <Badge tone="error">{t(`${data.lateCount} việc quá hạn`, `${data.lateCount} overdue`)}</Badge>
          )}
          {data.soonCount === 0 ? null : (
            <Badge tone="warning">
              {t(`${data.soonCount} việc đến kỳ nhắc`, `${data.soonCount} with a reminder today`)}
            </Badge>
          )}
        </p>
      )}
      {data.due.length === 0 ? (
        <p>{t('Không có việc nào đang chờ.', 'Nothing is waiting.')}</p>
      ) : (
        <ul class="grid gap-3">
          {data.due.map((item) => (
            <li>
              <a href={`/duties/${item.id}`}>{t(dueWords({ on: item.dueOn, before: item.dueBefore }))}</a>{' '}
              {item.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
              <p class="line-clamp-2">{t(item.text)}</p>
              <p class="hint">
                {item.code} · {t(item.agency)}
                {item.plan === data.plan.number ? '' : ` · ${t('Kế hoạch', 'Plan')} ${item.plan}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Waiting({ request, data }: { request: PageRequest; data: Dashboard }) {
  const { t, language } = request
  return (
    <Section
      title={t('Hồ sơ và phản ánh đang chờ', 'What waits')}
      id="waiting"
      actions={<a href="/applications">{t('Hồ sơ đề nghị', 'Applications')}</a>}
    >
      {data.waiting.length === 0 ? (
        <p>{t('Không có hồ sơ nào đang chờ.', 'No application is waiting.')}</p>
      ) : null}
      <ul class="grid gap-2">
        {data.waiting.map((row) => (
          <li class="flex items-baseline justify-between gap-2">
            <span>
              {t(applicationStates.names[row.state])}
              <span class="hint block">
                {t(`lâu nhất từ ${formatDate(row.oldest)}`, `the oldest since ${formatDate(row.oldest)}`)}
              </span>
            </span>
            <a class="figure-link text-xl" href={`/applications?state=${row.state}`}>
              {formatNumber(row.count, language)}
            </a>
          </li>
        ))}
        <li class="flex items-baseline justify-between gap-2 border-t border-base-300 pt-2">
          <span>{t('Khó khăn, vướng mắc chưa giải quyết', 'Open obstacles')}</span>
          <a class="figure-link text-xl" href="/obstacles?state=open">
            {formatNumber(data.openObstacles, language)}
          </a>
        </li>
        {data.openValues === 0 ? null : (
          <li class="flex items-baseline justify-between gap-2">
            <span>{t('Số của chỉ số chờ xác nhận', 'Values that wait to be confirmed')}</span>
            <a class="figure-link text-xl" href="/indicator-values?state=entered">
              {formatNumber(data.openValues, language)}
            </a>
          </li>
        )}
      </ul>
    </Section>
  )
}

function Reports({ request, data }: { request: PageRequest; data: Dashboard }) {
  const { t } = request
  return (
    <Section
      title={t('Báo cáo chưa chốt', 'Reports not sealed')}
      id="reports"
      actions={<a href="/reports">{t('Báo cáo', 'Reports')}</a>}
    >
      {data.reports.length + data.restatements.length === 0 ? (
        <p>{t('Không còn báo cáo nào chưa chốt.', 'No report is left unsealed.')}</p>
      ) : null}
      <ul class="grid gap-3">
        {data.reports.map((row) => (
          <li>
            <a href={row.reportId === null ? '/reports' : `/reports/${row.reportId}`}>
              {t('Báo cáo năm', 'Report on')} {row.year}
            </a>{' '}
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
            <p class="hint">
              {row.plan === data.plan.number ? '' : `${t('Kế hoạch', 'Plan')} ${row.plan} · `}
              {t(dueWords({ on: row.dueOn, before: row.dueBefore }))} ·{' '}
              {row.reportId === null ? t('chưa lập', 'not begun') : t('đang là dự thảo', 'a draft')}
            </p>
          </li>
        ))}
        {data.restatements.map((row) => (
          <li>
            <a href={`/reports/${row.reportId}`}>
              {t('Báo cáo năm', 'Report on')} {row.year}
            </a>
            <p class="hint">
              {row.plan === data.plan.number ? '' : `${t('Kế hoạch', 'Plan')} ${row.plan} · `}
              {t(`đang lập lại lần ${row.edition}`, `edition ${row.edition} is being written`)}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Activity({ request, data }: { request: PageRequest; data: Dashboard }) {
  const { t } = request
  return (
    <Section title={t('Việc mới ghi nhận', 'What happened last')} id="activity">
      {data.activity.length === 0 ? (
        <p>{t('Chưa có gì.', 'Nothing yet.')}</p>
      ) : (
        <ul class="grid gap-2">
          {data.activity.map((event) => {
            const href = subjectHref(event.subject)
            return (
              <li class="flex flex-wrap gap-x-3">
                <span class="hint min-w-36">
                  <Moment at={event.at} />
                </span>
                <span>
                  {href === null ? t(event.words) : <a href={href}>{t(event.words)}</a>}
                  <span class="hint"> · {event.actor}</span>
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
