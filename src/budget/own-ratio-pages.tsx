import { enterprisePart } from '../enterprises/index.ts'
import { planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { Badge, Dong, Facts, LinkButton, listPage, OpenLink, Section } from '../ui/index.ts'
import { enterpriseSides, listRatios, type RatioRow } from './own-ratio.ts'

/* State money beside own money by enterprise: a list, a page of one, a part of the enterprise's own page. */

const title = words('Tỷ lệ vốn đối ứng theo doanh nghiệp', 'Own money by enterprise')
const at = '/budget/own-ratios'

const percent = (share: number | null, { language }: PageRequest) =>
  share === null ? '—' : `${formatNumber(share / 10, language)} %`

function Ahead({ request: { t }, row }: { request: PageRequest; row: RatioRow }) {
  return row.ahead ? (
    <Badge tone="warning">{t('chi trước vốn đối ứng', 'paid ahead of own money')}</Badge>
  ) : (
    <span>{t('không', 'none')}</span>
  )
}

function Sides({ request, row }: { request: PageRequest; row: RatioRow }) {
  const { t, language } = request
  const money = (amount: bigint) => <Dong amount={amount} language={language} />
  return (
    <Facts
      columns={2}
      items={[
        [
          t('Ngân sách đã chi / được duyệt', 'State money paid / agreed'),
          <>
            {money(row.paid)} / {money(row.stateAgreed)} <b>{percent(row.stateShare, request)}</b>
          </>,
        ],
        [
          t('Vốn đối ứng đã chứng minh / hứa', 'Own money proven / promised'),
          <>
            {money(row.proven)} / {money(row.ownAgreed)} <b>{percent(row.ownShare, request)}</b>
          </>,
        ],
        [t('Vốn đối ứng đã bỏ ra', 'Own money put in'), money(row.paidIn)],
        [t('Vốn đối ứng đã quyết toán', 'Own money that is settled'), money(row.settled)],
        [t('Lượt hỗ trợ', 'Support turns'), formatNumber(row.turns, language)],
        [t('Chi trước vốn đối ứng', 'Paid ahead of own money'), <Ahead request={request} row={row} />],
      ]}
    />
  )
}

const lead = words(
  'Cộng mọi lượt hỗ trợ của doanh nghiệp. Lượt do hợp đồng nhiệm vụ chi trả: số được duyệt là số lượt dùng của nội dung, số đã chi tính theo tỷ lệ đã chi của nội dung đó. Giới hạn chi vẫn xét theo từng lượt, nội dung, nhiệm vụ.',
  'Over all turns of the enterprise. Of a turn that the contract of a task pays, what it draws of the content is agreed, and of it is paid what the content is paid in proportion. What may be paid is held turn by turn, content by content.',
)

export const ratioList = listPage({
  route: `GET ${at}`,
  title,
  lead,
  query: listRatios,
  breadcrumbs: ({ t }) => [
    { label: t('Vốn đối ứng đã bỏ ra', 'Own money put in'), href: '/budget/own-payments' },
  ],
  empty: ({ t }) => t('Chưa có lượt hỗ trợ nào.', 'There are no support turns yet.'),
  filters: async (request) => {
    const { t } = request
    return [
      { name: 'q', kind: 'search', label: words('Tìm tên, mã số thuế', 'Name, tax code') },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: [
          { value: 'ahead', label: t('Chi trước vốn đối ứng', 'Paid ahead of own money') },
          { value: 'in_step', label: t('Đúng tiến độ vốn đối ứng', 'In step with own money') },
        ],
      },
      ...(await planFilters(request)),
    ]
  },
  columns: (request) => {
    const { t, language } = request
    const money = (
      key: 'stateAgreed' | 'paid' | 'ownAgreed' | 'proven' | 'paidIn' | 'settled',
      vi: string,
      en: string,
    ) => ({
      key,
      label: words(vi, en),
      kind: 'money' as const,
      ...(key === 'paidIn' || key === 'settled' ? { exportOnly: true } : { sort: key }),
      value: (row: RatioRow) => row[key],
      cell: (row: RatioRow) => <Dong amount={row[key]} language={language} />,
    })
    const ratio = (key: 'stateShare' | 'ownShare', vi: string, en: string) => ({
      key,
      label: words(vi, en),
      kind: 'number' as const,
      value: (row: RatioRow) => (row[key] === null ? null : row[key] / 10),
      cell: (row: RatioRow) => percent(row[key], request),
    })
    return [
      {
        key: 'name',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'name',
        value: (row) => row.name,
        cell: (row) => (
          <OpenLink request={request} href={`/enterprises/${row.id}/own-money`}>
            {row.name}
          </OpenLink>
        ),
      },
      { key: 'taxCode', label: words('Mã số thuế', 'Tax code'), value: (row) => row.taxCode },
      money('paid', 'Ngân sách đã chi (đồng)', 'State money paid (đồng)'),
      money('stateAgreed', 'Ngân sách được duyệt (đồng)', 'State money agreed (đồng)'),
      ratio('stateShare', 'Ngân sách đã chi / được duyệt (%)', 'State money paid / agreed (%)'),
      money('proven', 'Vốn đối ứng đã chứng minh (đồng)', 'Own money proven (đồng)'),
      money('ownAgreed', 'Vốn đối ứng đã hứa (đồng)', 'Own money promised (đồng)'),
      ratio('ownShare', 'Vốn đối ứng đã chứng minh / hứa (%)', 'Own money proven / promised (%)'),
      {
        key: 'ahead',
        label: words('Chi trước vốn đối ứng', 'Paid ahead of own money'),
        value: (row) => (row.ahead ? t('có', 'yes') : t('không', 'none')),
        cell: (row) => <Ahead request={request} row={row} />,
      },
      {
        key: 'turns',
        label: words('Lượt hỗ trợ', 'Support turns'),
        kind: 'number',
        value: (row) => row.turns,
      },
      money('paidIn', 'Vốn đối ứng đã bỏ ra (đồng)', 'Own money put in (đồng)'),
      money('settled', 'Vốn đối ứng đã quyết toán (đồng)', 'Own money that is settled (đồng)'),
    ]
  },
})

export const enterpriseMoneyPage = page({
  route: 'GET /enterprises/{id}/own-money',
  for: enterpriseSides,
  async run(request) {
    const { t } = request
    const row = await request.execute(enterpriseSides, { id: numberOf(request, 'id') })
    return {
      title: t(`Ngân sách và vốn đối ứng: ${row.name}`, `State money and own money: ${row.name}`),
      lead: t(lead),
      breadcrumbs: [{ label: row.name, href: `/enterprises/${row.id}` }],
      actions: request.mayOpen(at) ? <LinkButton href={at}>{t(title)}</LinkButton> : null,
      body: (
        <Section>
          <Sides request={request} row={row} />
        </Section>
      ),
    }
  },
})

/** On the page of an enterprise that has turns. */
enterprisePart(async (request, enterpriseId) => {
  const { t } = request
  if (!request.mayOpen(`/enterprises/${enterpriseId}/own-money`)) return null
  try {
    const row = await request.execute(enterpriseSides, { id: enterpriseId })
    if (row.turns === 0) return null
    return (
      <Section title={t('Ngân sách và vốn đối ứng', 'State money and own money')} id="own-money">
        <Sides request={request} row={row} />
      </Section>
    )
  } catch (error) {
    // whoever reads the register alone reads no money
    if (error instanceof Problem && error.status === 404) return null
    throw error
  }
})
