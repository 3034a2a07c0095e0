import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Dong, listPage, StateBadge } from '../ui/index.ts'
import { accountedFields, claimStates, payeeFields } from './fields.ts'
import { type ClaimListed, listClaims } from './queries.ts'

export const claimsAt = '/claims'
export const claimsTitle = words('Đề nghị thanh toán', 'Claims of payment')
export const claimCrumbs = (request: PageRequest) => [{ label: request.t(claimsTitle), href: claimsAt }]

/** The turn or the content that a claim is for, linked where the reader may open it. */
export function Whereof({
  row,
  request,
}: {
  row: Pick<ClaimListed, 'turnId' | 'taskId' | 'content' | 'contentEn'>
  request: PageRequest
}) {
  const href = row.turnId === null ? `/science-tasks/${row.taskId}` : `/support/${row.turnId}`
  const said = request.t(row.content, row.contentEn)
  return request.mayOpen(href) ? <a href={href}>{said}</a> : <span>{said}</span>
}

export const claimList = listPage({
  route: `GET ${claimsAt}`,
  place: {
    group: 'money',
    order: 62,
    main: ['accountant', 'task_host', 'task_leader'],
    label: claimsTitle,
  },
  title: claimsTitle,
  lead: words(
    'Doanh nghiệp, tổ chức chủ trì đề nghị thanh toán theo từng khoản chi phí kèm ảnh chứng từ. Từng khoản được chấp nhận, cắt giảm có lý do và điều khoản, hoặc hỏi lại.',
    'Enterprises and hosts claim by lines of cost with photos of their vouchers. Each line is accepted, cut with its reason and article, or asked about.',
  ),
  query: listClaims,
  empty: ({ t }) => t('Chưa có đề nghị thanh toán nào.', 'There is no claim yet.'),
  filters: async (request) => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm người đề nghị, chủ tài khoản', 'Claimant, or holder of the account'),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: claimStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t, language } = request
    const money = (key: 'amount' | 'accepted' | 'cut', label: { vi: string; en: string }) =>
      ({
        key,
        label,
        sort: key,
        kind: 'money',
        value: (row: ClaimListed) => row[key],
        cell: (row: ClaimListed) => <Dong amount={row[key]} language={language} />,
      }) as const
    return [
      {
        key: 'claimant',
        label: words('Người đề nghị thanh toán', 'Claimant'),
        sort: 'claimant',
        value: (row) => row.claimant,
        cell: (row) => <a href={`${claimsAt}/${row.id}`}>{row.claimant}</a>,
      },
      {
        key: 'content',
        label: words('Nội dung', 'Content'),
        value: (row) => t(row.content, row.contentEn),
        cell: (row) => (
          <span class="block min-w-40">
            <Whereof row={row} request={request} />
          </span>
        ),
      },
      {
        key: 'sentOn',
        label: words('Ngày gửi đề nghị', 'Claim sent on'),
        sort: 'sentOn',
        kind: 'date',
        value: (row) => row.sentOn,
      },
      money('amount', words('Số tiền đề nghị (đồng)', 'Amount claimed (đồng)')),
      money('accepted', words('Số được chấp nhận (đồng)', 'Accepted (đồng)')),
      money('cut', words('Số cắt giảm (đồng)', 'Amount cut (đồng)')),
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(claimStates.names[row.state]),
        cell: (row) => <StateBadge of={claimStates} is={row.state} t={t} />,
      },
      ...(await planColumn<ClaimListed>(request)),
      {
        key: 'year',
        label: words('Năm', 'Year'),
        sort: 'year',
        value: (row) => row.year,
        exportOnly: true,
      },
      {
        key: 'advance',
        label: accountedFields.labels.advanceId,
        value: (row) => row.advanceNumber,
        exportOnly: true,
      },
      {
        key: 'payee',
        label: payeeFields.labels.payee,
        value: (row) => row.payee,
        exportOnly: true,
      },
      {
        key: 'payeeAccount',
        label: payeeFields.labels.payeeAccount,
        value: (row) => row.payeeAccount,
        exportOnly: true,
      },
      {
        key: 'payeeBank',
        label: payeeFields.labels.payeeBank,
        value: (row) => row.payeeBank,
        exportOnly: true,
      },
    ]
  },
})
