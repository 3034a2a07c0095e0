import { planColumn, planFilters } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { listCallRules } from './asked.ts'
import { createCall } from './commands.ts'
import { callFields } from './fields.ts'
import { type CallRow, listCalls } from './queries.ts'
import { callStates } from './rules.ts'

export const title = words('Đợt kêu gọi', 'Calls')

/** The way up to the list. */
export const crumbs = ({ t, mayOpen }: PageRequest) =>
  mayOpen('/calls') ? [{ label: t(title), href: '/calls' }] : []

export const callList = listPage({
  route: 'GET /calls',
  place: { group: 'work', order: 22, main: ['enterprise'], label: title },
  title,
  lead: words(
    'Mỗi đợt nêu nội dung hỗ trợ, số suất, kinh phí, thời gian nhận hồ sơ và giấy tờ phải nộp; người khác phê duyệt rồi mới mở.',
    'Each names contents, places, money, when applications are taken and which papers they need; it opens once another person has approved it.',
  ),
  query: listCalls,
  actions: (request) => (
    <>
      <Act command={createCall} request={request} href="/calls/new" kind="primary">
        {request.t('Soạn đợt kêu gọi', 'Draw up a call')}
      </Act>
      {mayRun(request.actor, listCallRules) ? (
        <LinkButton href="/calls/rules">{request.t('Quy định nhận theo đợt', 'Rule on calls')}</LinkButton>
      ) : null}
    </>
  ),
  empty: (request) => (
    <Act command={createCall} request={request} href="/calls/new">
      {request.t('Soạn đợt kêu gọi', 'Draw up a call')}
    </Act>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, số', 'Name, number') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: callStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const {
      title: name,
      plan: _plan,
      unit,
      appraisalRule: rule,
      scoreSheet: sheet,
      ...others
    } = callFields.columns<CallRow>(t, {
      title: { cell: (row) => <a href={`/calls/${row.id}`}>{row.title}</a> },
      plan: { value: (row) => row.plan },
      unit: { value: (row) => row.unit, exportOnly: true },
      task: { value: (row) => row.task },
      appraisalRule: {
        value: (row) =>
          row.appraisalRule === null ? null : t(row.appraisalRule, row.appraisalRuleEn ?? row.appraisalRule),
      },
      scoreSheet: {
        value: (row) =>
          row.scoreSheet === null ? null : t(row.scoreSheet, row.scoreSheetEn ?? row.scoreSheet),
      },
    })
    return [
      name,
      ...(await planColumn<CallRow>(request)),
      ...Object.values(others),
      unit,
      rule,
      sheet,
      { key: 'places', label: words('Số suất', 'Places'), kind: 'number', value: (row) => row.places },
      {
        key: 'money',
        label: words('Kinh phí (đồng)', 'Budget (đồng)'),
        kind: 'money',
        value: (row) => row.money,
      },
      {
        key: 'applications',
        label: words('Hồ sơ đã nộp', 'Applications filed'),
        kind: 'number',
        value: (row) => row.applications,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(callStates.names[row.state]),
        cell: (row) => <StateBadge of={callStates} is={row.state} t={t} />,
      },
    ]
  },
})
