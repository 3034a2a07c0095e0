import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, formPage, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { createCouncil } from './council-commands.ts'
import { councilStates } from './council-fields.ts'
import { type CouncilRow, listCouncils } from './council-queries.ts'
import { listAppraisalRules } from './rule-queries.ts'

/* The list of councils, and how one is begun. */

const title = words('Hội đồng', 'Councils')
/** The way up to the list. */
export const crumbs = ({ t, mayOpen }: PageRequest) =>
  mayOpen('/councils') ? [{ label: t(title), href: '/councils' }] : []

export const councilList = listPage({
  route: 'GET /councils',
  place: { group: 'tasks', order: 25, main: ['council_member'], label: title },
  title,
  lead: words(
    'Hội đồng lập theo quy chế, có quyết định thành lập; mỗi hồ sơ đưa ra hội đồng có phiếu của từng thành viên và một kết luận.',
    'Councils are formed by their rule and appointed by decision; each record put before one has a sheet of each member and one conclusion.',
  ),
  query: listCouncils,
  actions: (request) => (
    <>
      <Act command={createCouncil} request={request} href="/councils/new" kind="primary">
        {request.t('Lập hội đồng', 'Form a council')}
      </Act>
      {request.mayOpen('/councils/rules') ? (
        <LinkButton href="/councils/rules">
          {request.t('Quy chế hội đồng, phiếu điểm', 'Rules of councils and score sheets')}
        </LinkButton>
      ) : null}
    </>
  ),
  empty: (request) => (
    <Act command={createCouncil} request={request} href="/councils/new">
      {request.t('Lập hội đồng', 'Form a council')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, số', 'Name, number') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: councilStates.choices(t),
    },
  ],
  columns: ({ t }) => [
    {
      key: 'name',
      label: words('Tên hội đồng', 'Name of the council'),
      sort: 'name',
      value: (row: CouncilRow) => row.name,
      cell: (row: CouncilRow) => <a href={`/councils/${row.id}`}>{row.name}</a>,
    },
    {
      key: 'rule',
      label: words('Quy chế hội đồng', 'Rule of councils'),
      value: (row: CouncilRow) => t(row.rule, row.ruleEn),
    },
    {
      key: 'number',
      label: words('Số quyết định', 'Number of the decision'),
      value: (row: CouncilRow) => row.number,
    },
    {
      key: 'decidedOn',
      label: words('Ngày quyết định', 'Day of the decision'),
      kind: 'date',
      sort: 'decidedOn',
      value: (row: CouncilRow) => row.decidedOn,
    },
    {
      key: 'members',
      label: words('Số thành viên', 'Members'),
      kind: 'number',
      value: (row: CouncilRow) => row.members,
    },
    {
      key: 'appraisals',
      label: words('Hồ sơ đã đưa ra', 'Put before it'),
      kind: 'number',
      value: (row: CouncilRow) => row.appraisals,
    },
    {
      key: 'concluded',
      label: words('Hồ sơ đã kết luận', 'Concluded by it'),
      kind: 'number',
      value: (row: CouncilRow) => row.concluded,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row: CouncilRow) => t(councilStates.names[row.state]),
      cell: (row: CouncilRow) => <StateBadge of={councilStates} is={row.state} t={t} />,
    },
  ],
})

export const councilBegun = formPage({
  command: createCouncil,
  address: '/councils/new',
  record: async (request) => request.execute(listAppraisalRules, {}),
  title: words('Lập hội đồng', 'Form a council'),
  lead: words(
    'Thành viên được thêm ở bước sau, rồi ghi quyết định thành lập.',
    'Members are added afterwards, then the decision that appoints it is recorded.',
  ),
  crumbs,
  fields: ({ f, t, record: { rules, sheets } }) => {
    const choices = (
      rows: readonly { id: number; name: string; nameEn: string; holds: boolean; instrument: string }[],
    ) =>
      rows
        .filter(({ holds }) => holds)
        .map(({ id, name, nameEn, instrument }) => ({
          value: id,
          label: `${t(name, nameEn)} (${instrument})`,
        }))
    return (
      <>
        {f.text('name', { label: t('Tên hội đồng', 'Name of the council') })}
        {f.select('ruleId', {
          label: t('Quy chế hội đồng', 'Rule of councils'),
          choices: choices(rules),
          empty: t('Chọn quy chế', 'Choose a rule'),
        })}
        {f.select('sheetId', {
          label: t('Mẫu phiếu điểm', 'Score sheet'),
          hint: t('Để trống: chỉ bỏ phiếu.', 'Left empty: votes alone.'),
          choices: choices(sheets),
          empty: t('Không cho điểm', 'No scores'),
        })}
        {f.area('note', { label: t('Ghi chú', 'Note'), rows: 2 })}
      </>
    )
  },
  submit: words('Lập hội đồng', 'Form a council'),
  cancel: '/councils',
  done: ({ id }) => ({
    to: `/councils/${id}`,
    message: words('Đã tạo; xin thêm thành viên.', 'It is begun; please add its members.'),
  }),
})
