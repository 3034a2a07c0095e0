import { closingCrumbs, cutoffKinds } from '../budget/index.ts'
import { today } from '../platform/dates.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Act, Badge, Day, Notice, Section, StateBadge } from '../ui/index.ts'
import { drawUpSettlement, enterTreasury } from './settlement.ts'
import { showYear } from './settlement-queries.ts'
import { settlementStates } from './settlement-rules.ts'
import { Figures, Tasks, type Year } from './year-figures.tsx'

/* A year on its way to its closing, with the Treasury's figures beside the ledger's. */

export const yearAt = (year: number) => `/budget/years/${year}`

/** Where what bars the settlement is done away with. */
const wayTo = (bar: string, year: number): string => {
  switch (bar) {
    case 'payments':
      return '/budget/payments?state=drafted'
    case 'committed':
      return `/budget/year-end/new?kind=carry&year=${year}`
    case 'proposals':
      return `/budget/year-end?state=proposed&year=${year}`
    case 'free':
      return `/budget/year-end/new?kind=cancel&year=${year}`
    default:
      return `${yearAt(year)}/treasury`
  }
}

function Steps({ request, row }: { request: PageRequest; row: Year }) {
  const { t, mayOpen } = request
  const { year, settlement, closed } = row
  const done = <Badge tone="success">{t('Hoàn thành', 'Done')}</Badge>
  const open = (label: string) => <Badge tone="warning">{label}</Badge>
  const barsOf = (bars: readonly string[]) =>
    row.bars
      .filter(({ bar }) => bars.includes(bar))
      .map(({ bar, vi, en }) => {
        const href = wayTo(bar, year)
        return <li>{mayOpen(href) ? <a href={href}>{t(vi, en)}</a> : t(vi, en)}</li>
      })
  const step = (label: string, bars: readonly string[]) => {
    const left = barsOf(bars)
    return (
      <li>
        <b>{label}</b> {left.length === 0 ? done : open(t('Chưa xong', 'Not done'))}
        {left.length === 0 ? null : <ul class="ml-5 list-disc">{left}</ul>}
      </li>
    )
  }
  const agreed = settlement?.state === 'agreed'
  return (
    <Section title={t('Các bước khóa sổ', 'Steps to the closing')} id="steps">
      <ol class="grid list-decimal gap-3 pl-5">
        {step(
          t('Chi, chuyển nguồn hoặc hủy cam kết còn lại', 'Pay, carry over or release what is committed'),
          ['payments', 'committed'],
        )}
        {step(t('Chuyển nguồn hoặc hủy số dư dự toán', 'Carry over or cancel what is free'), [
          'proposals',
          'free',
        ])}
        {step(t('Đối chiếu số liệu với Kho bạc', 'Reconcile with the Treasury'), [
          'unreconciled',
          'unexplained',
          'advanced',
        ])}
        <li>
          <b>{t('Lập và thống nhất quyết toán', 'Draw up and agree to the settlement')}</b>{' '}
          {settlement === null || settlement.state === 'returned' ? (
            open(t('Chưa xong', 'Not done'))
          ) : (
            <StateBadge of={settlementStates} is={settlement.state} t={t} />
          )}
          {settlement === null ? null : (
            <>
              {' '}
              <a href={`/budget/settlements/${settlement.id}`}>
                {t('Xem quyết toán', 'Open the settlement')}
              </a>
            </>
          )}
          {row.bars.length === 0 &&
          (settlement === null || settlement.state === 'returned') &&
          row.lines.length > 0 ? (
            <div class="mt-2">
              <Act
                command={drawUpSettlement}
                request={request}
                href={`${yearAt(year)}/settlement`}
                kind="primary"
              >
                {t('Lập quyết toán', 'Draw up the settlement')}
              </Act>
            </div>
          ) : null}
        </li>
        <li>
          <b>{t('Ghi khóa sổ', 'Close the year')}</b>{' '}
          {closed === null ? (
            open(t('Chưa khóa', 'Not closed'))
          ) : (
            <>
              {done} {closed.documentNumber}, <Day day={closed.closedOn} />
            </>
          )}
          {closed === null && agreed && mayOpen('/budget/years/close') ? (
            <div class="mt-2">
              <a class="btn btn-primary" href={`/budget/years/close?year=${year}`}>
                {t('Khóa sổ năm này', 'Close this year')}
              </a>
            </div>
          ) : null}
        </li>
      </ol>
    </Section>
  )
}

function Days({ request, row }: { request: PageRequest; row: Year }) {
  const { t, system } = request
  const now = today(system.now())
  if (row.cutoffs.length === 0)
    return (
      <Notice tone="info">
        {t(
          'Chưa có văn bản về mốc ngày của năm này nên chương trình không chặn, không nhắc.',
          'No text on the days of this year was found: nothing is barred and nothing reminds.',
        )}
      </Notice>
    )
  return (
    <Section title={t('Mốc ngày', 'Days by which it ends')} id="days">
      <ul class="grid gap-1">
        {row.cutoffs.map(({ kind, on, article }) => (
          <li>
            <Day day={on} />: {t(cutoffKinds.names[kind])} <span class="hint">({article})</span>{' '}
            {on < now ? <Badge tone="neutral">{t('Đã hết', 'Past')}</Badge> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const yearPage = page({
  route: 'GET /budget/years/{year}',
  for: showYear,
  async run(request) {
    const { t } = request
    const row = await request.execute(showYear, { year: request.params.year })
    return {
      title: t(`Khóa sổ năm ${row.year}`, `Closing of ${row.year}`),
      lead: t(`Kế hoạch ${row.plan}`, `Plan ${row.plan}`),
      breadcrumbs: closingCrumbs(request),
      actions: (
        <>
          <Act command={enterTreasury} request={request} href={`${yearAt(row.year)}/treasury`}>
            {t('Ghi số liệu Kho bạc', "Enter the Treasury's figures")}
          </Act>
          {request.mayOpen('/budget/treasury-figures/import') ? (
            <a
              class="btn border-base-content/40 bg-base-100"
              href={`/budget/treasury-figures/import?year=${row.year}`}
            >
              {t('Nhập bảng đối chiếu', 'Import the statement')}
            </a>
          ) : null}
          <a class="btn border-base-content/40 bg-base-100" href={`/budget/year-end?year=${row.year}`}>
            {t('Chuyển nguồn, hủy dự toán', 'Carried over, cancelled')}
          </a>
        </>
      ),
      body: (
        <>
          <Steps request={request} row={row} />
          <Days request={request} row={row} />
          <Figures request={request} lines={row.lines} />
          <Tasks request={request} tasks={row.tasks} />
        </>
      ),
    }
  },
})
