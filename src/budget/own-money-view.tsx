import { mayRun } from '../platform/actor.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Amount, Section, Table } from '../ui/index.ts'
import { type OwnSums, ownFunds } from './own-money.ts'

/**
 * What enterprises promise to put in beside the state money, by content, in the year or period that is shown; nothing where there is no
 * application, and for whom the money of every enterprise is not.
 */
export async function OwnMoney({ request, year }: { request: PageRequest; year: number | null }) {
  const { t, language, url } = request
  if (!mayRun(request.actor, ownFunds)) return null
  const { rows, total } = await request.execute(ownFunds, { year: year ?? undefined })
  if (rows.length === 0) return null
  const unit = url.searchParams.get('unit') === 'dong' ? 'dong' : 'million'
  const money = (amount: bigint) => <Amount amount={amount} unit={unit} language={language} />
  const heads = {
    content: t('Nội dung', 'Content'),
    line: t('Mục', 'Line'),
    year: t('Năm', 'Year'),
    turns: t('Lượt đã quyết định', 'Turns decided'),
    promised: t('Doanh nghiệp hứa bỏ ra', 'Promised by enterprises'),
    support: t('Kinh phí hỗ trợ của các lượt đó', 'State money of those turns'),
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
            {(['turns', 'promised', 'support', 'open', 'offered'] as const).map((key) => (
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
    </Section>
  )
}
