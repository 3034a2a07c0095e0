import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { decisionKindKeys, decisionKinds } from '../platform/signing.ts'
import { Act, Facts, FileLink, formPage, listPage, Section, StateBadge } from '../ui/index.ts'
import {
  type DelegationRow,
  delegateSigning,
  delegationStates,
  endDelegation,
  listDelegations,
  listSigningAgencies,
} from './delegations.ts'

const title = words('Ai ký quyết định gì', 'Who signs what')
const up = ({ t }: PageRequest) => ({ label: t('Kiểm soát', 'Controls'), href: '/controls' })
const toList = (request: PageRequest) => ({ label: request.t(title), href: '/controls/signing' })

/** Who signs each kind of decision today. */
async function Today({ request }: { request: PageRequest }) {
  const { t } = request
  const { rows } = await request.execute(listDelegations, { state: 'now' })
  return (
    <Section title={t('Hôm nay', 'Today')}>
      <Facts
        columns={2}
        items={decisionKindKeys.map((kind) => {
          const row = rows.find((one) => one.kind === kind)
          return [
            t(decisionKinds[kind]),
            row === undefined ? t('Ủy ban nhân dân', "People's Committee") : <Head row={row} t={t} />,
          ] as const
        })}
      />
    </Section>
  )
}

function Head({ row, t }: { row: DelegationRow; t: PageRequest['t'] }) {
  return (
    <>
      {t('Thủ trưởng của', 'Head of')} {row.agency.name}
      <span class="hint block">
        {row.heads.length > 0
          ? row.heads.join(', ')
          : t(
              'chưa có tài khoản thủ trưởng: cơ quan điều hành ghi quyết định đã ký',
              'no account of the head: the coordinator records what was signed',
            )}
      </span>
    </>
  )
}

export const delegationsPage = listPage({
  route: 'GET /controls/signing',
  title,
  query: listDelegations,
  breadcrumbs: (request) => [up(request)],
  lead: words(
    'Ủy ban nhân dân ký, trừ loại quyết định đã ủy quyền cho thủ trưởng một cơ quan bằng văn bản, từ ngày đến ngày.',
    "The People's Committee signs, but for kinds of decision that it has delegated to the head of an agency by a paper, from a day to a day.",
  ),
  actions: (request) => (
    <Act command={delegateSigning} request={request} href="/controls/signing/new" kind="primary">
      {request.t('Ủy quyền ký', 'Delegate signing')}
    </Act>
  ),
  above: (request) => Today({ request }),
  filters: ({ t }) => [
    {
      name: 'kind',
      label: words('Loại quyết định', 'Kind of decision'),
      kind: 'select',
      choices: decisionKindKeys.map((kind) => ({ value: kind, label: t(decisionKinds[kind]) })),
    },
    {
      name: 'state',
      label: words('Tình trạng', 'State'),
      kind: 'select',
      choices: delegationStates.choices(t),
    },
  ],
  columns: (request) => {
    const { t } = request
    return [
      {
        key: 'kind',
        label: words('Loại quyết định', 'Kind of decision'),
        value: (row) => t(decisionKinds[row.kind]),
      },
      { key: 'agency', label: words('Thủ trưởng của', 'Head of'), value: (row) => row.agency.name },
      {
        key: 'from',
        label: words('Từ ngày', 'From'),
        kind: 'date',
        sort: 'from',
        value: (row) => row.fromDay,
      },
      { key: 'to', label: words('Đến ngày', 'To'), kind: 'date', value: (row) => row.toDay },
      {
        key: 'document',
        label: words('Văn bản ủy quyền', 'Paper of the delegation'),
        value: (row) => row.documentNumber,
        cell: (row) => (
          <>
            {row.documentNumber}, {formatDate(row.documentDate)}
            {row.file === null ? null : (
              <span class="block">
                <FileLink file={row.file} t={t} />
              </span>
            )}
          </>
        ),
      },
      {
        key: 'documentDate',
        label: words('Ngày văn bản', 'Day of the document'),
        kind: 'date',
        value: (row) => row.documentDate,
        exportOnly: true,
      },
      {
        key: 'heads',
        label: words('Người ký', 'Signed by'),
        value: (row) => row.heads.join(', '),
        exportOnly: true,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(delegationStates.names[row.state]),
        cell: (row) => (
          <span class="flex flex-wrap items-center gap-2">
            <StateBadge of={delegationStates} is={row.state} t={t} />
            {row.endedReason === null ? null : <span class="hint">{row.endedReason}</span>}
            {row.state === 'past' ? null : (
              <Act command={endDelegation} request={request} href={`/controls/signing/${row.id}/end`} small>
                {t('Kết thúc', 'End')}
              </Act>
            )}
          </span>
        ),
      },
      {
        key: 'endedReason',
        label: words('Lý do kết thúc', 'Why it ended'),
        value: (row) => row.endedReason,
        exportOnly: true,
      },
    ]
  },
  empty: ({ t }) => t('Chưa có việc ủy quyền ký nào.', 'No signing has been delegated.'),
})

export const newDelegation = formPage({
  command: delegateSigning,
  address: '/controls/signing/new',
  record: ({ execute }: PageRequest) => execute(listSigningAgencies, {}),
  title: words('Ủy quyền ký', 'Delegate signing'),
  lead: words(
    'Từ ngày đầu đến ngày cuối, chỉ thủ trưởng cơ quan được ủy quyền (hoặc người làm thay) ký loại quyết định này trong chương trình.',
    'From its first to its last day only the head of that agency, or a deputy, signs such decisions in the program.',
  ),
  crumbs: (request) => [up(request), toList(request)],
  initial: () => ({ fromDay: today(new Date()) }),
  fields: ({ f, t, record }) => (
    <>
      {f.select('kind', {
        label: t('Loại quyết định', 'Kind of decision'),
        required: true,
        empty: t('Chọn loại quyết định', 'Choose the kind'),
        choices: decisionKindKeys.map((kind) => ({ value: kind, label: t(decisionKinds[kind]) })),
      })}
      {f.select('agencyId', {
        label: t('Thủ trưởng của', 'Head of'),
        required: true,
        empty: t('Chọn cơ quan', 'Choose the agency'),
        hint: t(
          'Cơ quan chưa có tài khoản thủ trưởng: cơ quan điều hành ghi quyết định đã ký.',
          'Where the head has no account the coordinator records what was signed.',
        ),
        choices: record.agencies.map(({ id, name, heads }) => ({
          value: id,
          label: heads.length === 0 ? name : `${name}: ${heads.join(', ')}`,
        })),
      })}
      {f.date('fromDay', { label: t('Từ ngày', 'From'), required: true })}
      {f.date('toDay', {
        label: t('Đến ngày', 'To'),
        hint: t('Bỏ trống: đến khi kết thúc.', 'Empty: until it is ended.'),
      })}
      {f.text('documentNumber', { label: t('Số văn bản ủy quyền', 'Number of the paper'), required: true })}
      {f.date('documentDate', { label: t('Ngày văn bản', 'Day of the document'), required: true })}
      {f.file('fileId', { label: t('Văn bản ủy quyền', 'Paper of the delegation') })}
    </>
  ),
  submit: words('Ủy quyền ký', 'Delegate signing'),
  cancel: '/controls/signing',
  done: () => ({ to: '/controls/signing', message: words('Đã ủy quyền ký.', 'Signing is delegated.') }),
})

export const delegationEnd = formPage({
  command: endDelegation,
  address: '/controls/signing/{id}/end',
  title: words('Kết thúc ủy quyền ký', 'End a delegation of signing'),
  lead: words(
    'Từ lúc này Ủy ban nhân dân lại ký. Quyết định đã ký giữ nguyên.',
    "From now on the People's Committee signs again. What was signed stays.",
  ),
  crumbs: (request) => [up(request), toList(request)],
  fields: ({ f, t }) =>
    f.area('reason', { label: t('Lý do, văn bản', 'Reason, instrument'), required: true }),
  submit: words('Kết thúc', 'End'),
  kind: 'danger',
  cancel: '/controls/signing',
  done: () => ({
    to: '/controls/signing',
    message: words('Việc ủy quyền đã kết thúc.', 'The delegation has ended.'),
  }),
})
