import type { Child } from 'hono/jsx'
import { mayRun } from '../platform/actor.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Amount, Section, Table } from '../ui/index.ts'
import { type OwnSums, ownFunds, type taskSides } from './own-money.ts'

/**
 * What enterprises promise to put in beside the state money, by content, in the year or period that is shown; nothing where there is no
 * application, and for whom the money of every enterprise is not.
 */
export async function OwnMoney({ request, year }: { request: PageRequest; year: number | null }) {
  const { t, language, url } = request
  if (!mayRun(request.actor, ownFunds)) return null
  const { rows, total, tasks } = await request.execute(ownFunds, { year: year ?? undefined })
  if (rows.length + tasks.length === 0) return null
  const unit = url.searchParams.get('unit') === 'dong' ? 'dong' : 'million'
  const money = (amount: bigint) => <Amount amount={amount} unit={unit} language={language} />
  const heads = {
    content: t('Nội dung', 'Content'),
    line: t('Mục', 'Line'),
    year: t('Năm', 'Year'),
    turns: t('Lượt đã quyết định', 'Turns decided'),
    promised: t('Doanh nghiệp hứa bỏ ra', 'Promised by enterprises'),
    support: t('Kinh phí hỗ trợ của các lượt đó', 'State money of those turns'),
    paid: t('Đã chi hỗ trợ', 'State money paid'),
    paidIn: t('Đã bỏ ra', 'Put in'),
    proven: t('Đã chứng minh', 'Proven'),
    settled: t('Vốn đối ứng đã quyết toán', 'Own money that is settled'),
    open: t('Hồ sơ chưa quyết định', 'Applications not decided'),
    offered: t('Doanh nghiệp dự kiến bỏ ra', 'Offered by enterprises'),
  }
  const sums = (of: OwnSums) => (
    <>
      <td class="num" data-label={heads.turns}>
        {formatNumber(of.turns, language)}
      </td>
      <td class="num" data-label={heads.promised}>
        {money(of.promised)}
      </td>
      <td class="num" data-label={heads.support}>
        {money(of.support)}
      </td>
      {(['paid', 'paidIn', 'proven', 'settled'] as const).map((key) => (
        <td class="num" data-label={heads[key]}>
          {money(of[key])}
        </td>
      ))}
      <td class="num" data-label={heads.open}>
        {formatNumber(of.open, language)}
      </td>
      <td class="num" data-label={heads.offered}>
        {money(of.offered)}
      </td>
    </>
  )
  return (
    <Section
      title={t('Kinh phí doanh nghiệp bỏ ra', 'Money that enterprises put in')}
      id="own-money"
      lead={t(
        'Không phải ngân sách: không giao, không cam kết bằng quyết định. Số hứa là của các lượt đã quyết định hỗ trợ, số dự kiến là của hồ sơ chưa quyết định.',
        'No budget: no decision allocates or commits it. Promised is what the turns decided on say; offered is what applications say that are not decided.',
      )}
    >
      <Table
        caption={t('Kinh phí doanh nghiệp bỏ ra theo nội dung', 'Money that enterprises put in, by content')}
        stack
      >
        <thead>
          <tr>
            <th scope="col">{heads.content}</th>
            <th scope="col">{heads.line}</th>
            <th scope="col" class="num">
              {heads.year}
            </th>
            {(
              [
                'turns',
                'promised',
                'support',
                'paid',
                'paidIn',
                'proven',
                'settled',
                'open',
                'offered',
              ] as const
            ).map((key) => (
              <th scope="col" class="num whitespace-normal">
                {heads[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <td data-label={heads.content}>{t(row.content, row.contentEn)}</td>
              <td data-label={heads.line}>{row.line ?? '—'}</td>
              <td class="num" data-label={heads.year}>
                {row.year}
              </td>
              {sums(row)}
            </tr>
          ))}
          <tr class="sum">
            <th scope="row" colspan={3}>
              {t('Tổng cộng', 'Grand total')}
            </th>
            {sums(total)}
          </tr>
        </tbody>
      </Table>
      <p class="mt-3">
        <a href="/budget/own-payments">{t('Xem từng khoản vốn đối ứng', 'See own money item by item')}</a>
      </p>
      <TaskSides request={request} tasks={tasks} money={money} />
    </Section>
  )
}

/** Own money of tasks beside the State's; nothing where no task has any. */
function TaskSides(of: {
  request: PageRequest
  tasks: Awaited<ReturnType<typeof taskSides>>
  money: (amount: bigint) => Child
}) {
  const { request, tasks, money } = of
  const { t, mayOpen } = request
  if (tasks.length === 0) return null
  const title = t('Vốn đối ứng của nhiệm vụ', 'Own money of tasks')
  const keys = ['stateAgreed', 'paid', 'ownAgreed', 'paidIn', 'proven', 'settled'] as const
  const heads = {
    stateAgreed: t('Ngân sách được duyệt', 'State money agreed'),
    paid: t('Ngân sách đã chi', 'State money paid in all'),
    ownAgreed: t('Vốn đối ứng hứa', 'Own money promised'),
    paidIn: t('Đã bỏ ra', 'Put in'),
    proven: t('Đã chứng minh', 'Proven'),
    settled: t('Vốn đối ứng đã quyết toán', 'Own money that is settled'),
  }
  return (
    <Table caption={title} stack>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {keys.map((key) => (
            <th scope="col" class="num whitespace-normal">
              {heads[key]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr>
            <td data-label={title}>
              {mayOpen(`/science-tasks/${task.id}`) ? (
                <a href={`/science-tasks/${task.id}#counterpart`}>{task.title}</a>
              ) : (
                task.title
              )}
            </td>
            {keys.map((key) => (
              <td class="num" data-label={heads[key]}>
                {money(task[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
