import { words } from '../platform/language.ts'
import type { Page } from '../platform/page.ts'
import { receiver } from '../platform/page.ts'
import { Act, formPage, listPage, StateBadge } from '../ui/index.ts'
import { carryOutErasure, erasureStates, listErasures, proposeErasure, withdrawErasure } from './erasures.ts'
import type { MarkedTable } from './leads.ts'
import { tableNames } from './names.ts'

const list = '/persons/erasures'

const propose = formPage({
  command: proposeErasure,
  address: `${list}/new`,
  title: words('Đề xuất xóa dữ liệu của một người', 'Propose that a person be erased'),
  lead: words(
    'Dữ liệu của người ấy bị xóa hoặc che, khóa mã hóa trong nhật ký bị hủy; chuỗi nhật ký vẫn nguyên vẹn. Không phục hồi được. Phần pháp luật buộc giữ thì giữ lại, và khi đó người khác duyệt việc xóa.',
    'The person’s data are deleted or put out and their keys in the audit trail destroyed; the chain stays whole. Nothing brings them back. What the law keeps stays, and then somebody else carries it out.',
  ),
  crumbs: ({ t }) => [{ label: t('Xóa dữ liệu cá nhân', 'Erasures'), href: list }],
  initial: (_record, { url }) => ({ q: url.searchParams.get('q') ?? '' }),
  fields: ({ f, t }) => (
    <>
      {f.text('q', {
        label: t('Thư điện tử, điện thoại, họ tên', 'E-mail, telephone, name'),
        required: true,
        personal: 'account',
      })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: words('Đề xuất xóa', 'Propose the erasure'),
  kind: 'danger',
  cancel: '/persons',
  done: () => ({ to: list, message: words('Đã đề xuất xóa.', 'The erasure is proposed.') }),
})

const erasures = listPage({
  route: `GET ${list}`,
  place: { group: 'system', order: 93, label: words('Xóa dữ liệu cá nhân', 'Erasures') },
  title: words('Xóa dữ liệu cá nhân', 'Erasures'),
  lead: words(
    'Ai được đề xuất xóa, ai đã được xóa, và phần nào giữ lại theo pháp luật. Sau khi xóa không còn tên ở đây.',
    'Who is proposed, who was erased, and what the law keeps. Once erased, no name stands here.',
  ),
  query: listErasures,
  actions: (request) => (
    <Act command={proposeErasure} request={request} href={`${list}/new`}>
      {request.t('Đề xuất xóa', 'Propose the erasure')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'state', label: words('Tình trạng', 'State'), kind: 'select', choices: erasureStates.choices(t) },
  ],
  columns: (request) => {
    const { t } = request
    return [
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(erasureStates.names[row.state]),
        cell: (row) => <StateBadge of={erasureStates} is={row.state} t={t} />,
      },
      { key: 'who', label: words('Người', 'Person'), value: (row) => row.who },
      { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason },
      {
        key: 'proposedBy',
        label: words('Người đề nghị', 'Proposed by'),
        value: (row) => row.proposedBy,
        cell: (row) => (
          <>
            {row.proposedBy ?? '—'}
            {row.settledBy === null ? null : (
              <span class="hint block">{t(`Duyệt: ${row.settledBy}`, `Approved by ${row.settledBy}`)}</span>
            )}
          </>
        ),
      },
      {
        key: 'proposedAt',
        label: words('Đề xuất lúc', 'Proposed at'),
        kind: 'moment',
        sort: 'proposedAt',
        value: (row) => row.proposedAt,
      },
      {
        key: 'settledBy',
        label: words('Người duyệt', 'Approved by'),
        value: (row) => row.settledBy,
        exportOnly: true,
      },
      {
        key: 'kept',
        label: words('Giữ theo pháp luật', 'Kept by law'),
        value: (row) =>
          Object.entries(row.kept)
            .map(([table, rows]) => `${t(tableNames[table as MarkedTable])}: ${rows}`)
            .join('; '),
      },
      {
        key: 'acts',
        label: words('Việc', 'Action'),
        value: () => null,
        cell: (row) =>
          row.state !== 'proposed' ? null : (
            <span class="flex flex-wrap gap-2">
              <Act
                command={carryOutErasure}
                request={request}
                action={`${list}/${row.id}/done`}
                kind="danger"
                small
              >
                {t('Xóa hẳn', 'Erase')}
              </Act>
              <Act command={withdrawErasure} request={request} action={`${list}/${row.id}/withdrawn`} small>
                {t('Rút', 'Withdraw')}
              </Act>
            </span>
          ),
      },
    ]
  },
  empty: ({ t }) => <p>{t('Chưa có ai được đề xuất xóa.', 'Nobody has been proposed.')}</p>,
})

const carryOut = receiver({
  command: carryOutErasure,
  address: `${list}/{id}/done`,
  done: () => ({ to: list, message: words('Đã xóa dữ liệu của người này.', 'The person is erased.') }),
  again: () => ({ to: list }),
})

const withdraw = receiver({
  command: withdrawErasure,
  address: `${list}/{id}/withdrawn`,
  done: () => ({ to: list, message: words('Đã rút đề xuất.', 'The proposal is withdrawn.') }),
  again: () => ({ to: list }),
})

export const erasurePages: readonly Page[] = [erasures, ...propose.pages, carryOut, withdraw]
