import { planColumn, planFilters } from '../../plan/index.ts'
import { words } from '../../platform/language.ts'
import type { PageRequest } from '../../platform/page.ts'
import { Badge, LinkButton, type ListFilter, listPage, StateBadge } from '../../ui/index.ts'
import { at, title } from './addresses.ts'
import { foundFields, remedyStates, visitStates, visitWays } from './fields.ts'
import { listRemedies, listVisits, type Remedy, type Visit } from './queries.ts'

/* The visits, and what they found. */

export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: at }]

/** What a link from a record's page names stays until it is cleared. */
function keptFilters({ url, t }: PageRequest): readonly ListFilter[] {
  const kept = [
    ['turnId', words('Lượt hỗ trợ', 'Support turn')],
    ['visitPlanId', words('Danh sách kiểm tra', 'List of visits')],
  ] as const
  return kept.flatMap(([name, label]): ListFilter[] => {
    const value = url.searchParams.get(name) ?? ''
    return value === ''
      ? []
      : [{ name, kind: 'select', label, choices: [{ value, label: `${t(label)} ${value}` }] }]
  })
}

const links = (request: PageRequest) =>
  (
    [
      [`${at}/findings`, words('Phát hiện và khắc phục', 'Found and remedied')],
      [`${at}/plans`, words('Danh sách kiểm tra', 'Lists of visits')],
      [`${at}/checklists`, words('Bảng kiểm', 'Checklists')],
      [`${at}/import`, words('Nhập từ Excel', 'Import from Excel')],
    ] as const
  ).map(([href, label]) =>
    request.mayOpen(href) ? <LinkButton href={href}>{request.t(label)}</LinkButton> : null,
  )

export const visitList = listPage({
  route: `GET ${at}`,
  place: { group: 'work', order: 33, label: title },
  title,
  lead: words(
    'Kiểm tra lượt hỗ trợ tại chỗ: chọn theo rủi ro và bốc thăm, xem theo bảng kiểm, chụp ảnh, điều phát hiện có hạn khắc phục. Một lần ngoài danh sách được lên lịch từ trang của lượt hỗ trợ.',
    'Support turns are visited: picked by risk and lot, looked at by a checklist, photographed; what is found is put right by a day. A visit beside the lists is planned on the page of its turn.',
  ),
  query: listVisits,
  actions: (request) => <>{links(request)}</>,
  empty: ({ t }) => t('Chưa có lần kiểm tra nào.', 'There is no visit yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm doanh nghiệp', 'Find an enterprise') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: [
        { value: 'late', label: request.t('Quá ngày chưa kiểm tra', 'Past its day and not visited') },
        { value: 'unremedied', label: request.t('Còn điều chưa khắc phục', 'Something is not remedied') },
        ...visitStates.choices(request.t),
      ],
    },
    {
      name: 'how',
      kind: 'select',
      label: words('Vì sao kiểm tra', 'How it was picked'),
      choices: visitWays.choices(request.t),
    },
    ...keptFilters(request),
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    return [
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
        cell: (row) => (
          <div>
            <a href={`${at}/${row.id}`}>{row.enterprise}</a>
            <div class="hint">{t(row.content, row.contentEn)}</div>
          </div>
        ),
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(visitStates.names[row.state]),
        cell: (row) => (
          <>
            <StateBadge of={visitStates} is={row.state} t={t} />
            {row.late ? <Badge tone="error">{t('Quá ngày', 'Past its day')}</Badge> : null}
          </>
        ),
      },
      {
        key: 'plannedOn',
        label: words('Ngày dự kiến', 'Planned for'),
        kind: 'date',
        sort: 'plannedOn',
        value: (row) => row.plannedOn,
      },
      {
        key: 'visitedOn',
        label: words('Ngày kiểm tra', 'Day of the visit'),
        kind: 'date',
        sort: 'visitedOn',
        value: (row) => row.visitedOn,
      },
      {
        key: 'how',
        label: words('Vì sao kiểm tra', 'How it was picked'),
        value: (row) => t(visitWays.names[row.how]),
      },
      {
        key: 'found',
        label: words('Phát hiện (còn mở)', 'Found (still open)'),
        value: (row) => `${row.found} (${row.open})`,
      },
      {
        key: 'photographs',
        label: words('Số ảnh', 'Number of photographs'),
        kind: 'number',
        value: (row) => row.photographs,
      },
      { key: 'turn', label: words('Lượt số', 'Turn number'), value: (row) => row.turnId, exportOnly: true },
      {
        key: 'content',
        label: words('Nội dung', 'Content'),
        value: (row) => t(row.content, row.contentEn),
        exportOnly: true,
      },
      ...(await planColumn<Visit>(request)),
    ]
  },
})

export const remedyList = listPage({
  route: `GET ${at}/findings`,
  title: words('Phát hiện khi kiểm tra và việc khắc phục', 'What visits found, and its remedy'),
  lead: words(
    'Mỗi điều phát hiện có việc phải khắc phục và hạn; kết thúc bằng minh chứng doanh nghiệp gửi hoặc bằng lần kiểm tra khác.',
    'What was found is put right by its day; it is closed by the proof that the enterprise sent or by another visit.',
  ),
  query: listRemedies,
  empty: ({ t }) => t('Chưa có phát hiện nào.', 'Nothing was found yet.'),
  filters: async (request) => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm doanh nghiệp, điều phát hiện', 'Enterprise, what was found'),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: [
        { value: 'unclosed', label: request.t('Chưa khắc phục xong', 'Not remedied') },
        { value: 'late', label: request.t('Quá hạn khắc phục', 'Remedy overdue') },
        ...remedyStates.choices(request.t),
      ],
    },
    ...keptFilters(request).filter(({ name }) => name === 'turnId'),
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    return [
      {
        key: 'content',
        label: foundFields.labels.content,
        value: (row) => row.content,
        cell: (row) => (
          <a href={`${at}/findings/${row.id}`}>
            {row.content.length > 120 ? `${row.content.slice(0, 119)}…` : row.content}
          </a>
        ),
      },
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
      },
      { key: 'remedy', label: foundFields.labels.remedy, value: (row) => row.remedy, exportOnly: true },
      {
        key: 'dueOn',
        label: foundFields.labels.dueOn,
        kind: 'date',
        sort: 'dueOn',
        value: (row) => row.dueOn,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(remedyStates.names[row.state]),
        cell: (row) => (
          <>
            <StateBadge of={remedyStates} is={row.state} t={t} />
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      {
        key: 'answeredOn',
        label: words('Báo khắc phục ngày', 'Said to be remedied on'),
        kind: 'date',
        value: (row) => row.answeredOn,
        exportOnly: true,
      },
      {
        key: 'closedOn',
        label: words('Xác nhận ngày', 'Closed on'),
        kind: 'date',
        value: (row) => row.closedOn,
        exportOnly: true,
      },
      ...(await planColumn<Remedy>(request)),
    ]
  },
})
