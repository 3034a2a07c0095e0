import { heldRows } from '../../controls/index.ts'
import { planColumn, planFilters } from '../../plan/index.ts'
import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { formatDong } from '../../platform/money.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Dong,
  Evidence,
  Facts,
  formPage,
  listPage,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../ui/index.ts'
import { showTurn } from '../turn-queries.ts'
import { approveChange, askChange, askedChange, refuseChange, withdrawChange } from './commands.ts'
import { changeFields, changeStates } from './fields.ts'
import { type Change, listChanges, type ShownChange, showChange } from './queries.ts'

/* Changes of turns: the list, one of them, and the form that asks for one. */

const at = '/support/changes'
const title = words('Thay đổi của lượt hỗ trợ', 'Changes of support turns')
const crumbs = ({ t }: PageRequest) => [
  { label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' },
  { label: t(title), href: at },
]

/** What a change is about, in one line. */
const told = ({ dueOn, scope, release }: Pick<Change, 'dueOn' | 'scope' | 'release'>) =>
  words(
    [
      ...(dueOn === null ? [] : [`hạn ${formatDate(dueOn)}`]),
      ...(release === null ? [] : [`giảm ${formatDong(release, 'vi')} đồng`]),
      ...(scope === null ? [] : ['đổi phạm vi']),
    ].join('; '),
    [
      ...(dueOn === null ? [] : [`by ${formatDate(dueOn)}`]),
      ...(release === null ? [] : [`${formatDong(release, 'en')} đồng less`]),
      ...(scope === null ? [] : ['another scope']),
    ].join('; '),
  )

export const changeList = listPage({
  route: `GET ${at}`,
  title,
  lead: words(
    'Doanh nghiệp hoặc cán bộ đề nghị đổi hạn, phạm vi, giảm kinh phí; người khác quyết định; được chấp thuận thì có hiệu lực trong lượt hỗ trợ.',
    'The enterprise or an officer asks for another day, another scope or less money; another person decides; what is approved is in force in the turn.',
  ),
  query: listChanges,
  empty: ({ t }) => t('Chưa có đề nghị thay đổi nào.', 'No change was asked for yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm doanh nghiệp', 'Find an enterprise') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: changeStates.choices(request.t),
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { dueOn, release, scope, reason } = changeFields.columns<Change>(t, {})
    return [
      {
        key: 'change',
        label: words('Điều thay đổi', 'The change'),
        value: (row) => t(told(row)),
        cell: (row) => <a href={`${at}/${row.id}`}>{t(told(row))}</a>,
      },
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(changeStates.names[row.state]),
        cell: (row) => <StateBadge of={changeStates} is={row.state} t={t} />,
      },
      {
        key: 'askedOn',
        label: words('Ngày đề nghị', 'Day of the request'),
        kind: 'date',
        sort: 'askedOn',
        value: (row) => row.askedOn,
      },
      {
        key: 'decidedOn',
        label: words('Ngày quyết định', 'Day of the decision'),
        kind: 'date',
        value: (row) => row.decidedOn,
      },
      { ...dueOn, exportOnly: true },
      { ...release, exportOnly: true },
      { ...scope, exportOnly: true },
      { ...reason, exportOnly: true },
      { key: 'turn', label: words('Lượt số', 'Turn number'), value: (row) => row.turnId, exportOnly: true },
      ...(await planColumn<Change>(request)),
    ]
  },
})

type ActKey = 'approve' | 'refuse' | 'withdraw'
const held = async ({ id }: ShownChange, request: PageRequest) =>
  (await heldRows(request, 'turnChange', askedChange, [id]))(id)
const isAsked = ({ state }: ShownChange) => state === 'asked'

const acts = actsOf<ShownChange, ActKey>('/support/changes/{id}', {
  approve: act(approveChange, {
    title: words('Chấp thuận thay đổi', 'Approve the change'),
    path: 'approval',
    open: isAsked,
    held,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('documentNumber', { label: t('Số phụ lục, văn bản', 'Number of the annex or document') })}
      </>
    ),
    done: words('Đã chấp thuận; thay đổi có hiệu lực.', 'It is approved and in force.'),
  }),
  refuse: act(refuseChange, {
    title: words('Không chấp thuận', 'Refuse the change'),
    path: 'refusal',
    kind: 'danger',
    open: isAsked,
    held,
    fields: reasonFields,
    done: words('Đã không chấp thuận thay đổi.', 'The change is refused.'),
  }),
  withdraw: act(withdrawChange, {
    title: words('Rút đề nghị', 'Take the request back'),
    path: 'withdrawal',
    kind: 'danger',
    open: isAsked,
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Đã rút đề nghị thay đổi.', 'It is taken back.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const change = await request.execute(showChange, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, change, sent)
  const { labels } = changeFields
  const lines = (said: string | null) =>
    said === null ? null : <span class="whitespace-pre-line">{said}</span>
  const items = [
    [t('Doanh nghiệp', 'Enterprise'), change.enterprise],
    [
      t('Lượt hỗ trợ', 'Support turn'),
      <a href={`/support/${change.turnId}`}>
        {change.turnId}. {t(change.content, change.contentEn)}
      </a>,
    ],
    [t(labels.dueOn), change.dueOn === null ? null : formatDate(change.dueOn)],
    [
      t('Hạn trước khi đổi', 'Last day before'),
      change.dueBefore === null ? null : formatDate(change.dueBefore),
    ],
    [
      t(labels.release),
      change.release === null ? null : <Dong amount={change.release} language={language} />,
    ],
    [t(labels.scope), lines(change.scope)],
    [t('Phạm vi trước khi đổi', 'Scope before'), lines(change.scopeBefore)],
    [t(labels.reason), lines(change.reason)],
    [t('Số phụ lục, văn bản', 'Number of the annex or document'), change.documentNumber],
    [
      t('Ngày quyết định', 'Day of the decision'),
      change.decidedOn === null ? null : formatDate(change.decidedOn),
    ],
    [t('Lý do không chấp thuận', 'Why it is refused'), lines(change.remark)],
  ] as const
  return recordView({
    title: t('Đề nghị thay đổi lượt hỗ trợ', 'Change of a support turn'),
    lead: t(told(change)),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'support_change', id: change.id }],
      state: { key: change.state, shown: <StateBadge of={changeStates} is={change.state} t={t} /> },
      steps: stepsOf<ShownChange['state']>(
        (['asked', 'approved'] as const).map((key) => [key, t(changeStates.names[key])]),
        change.state,
        { asked: change.askedOn, [change.state]: change.decidedOn ?? change.askedOn },
        change.state === 'refused' || change.state === 'withdrawn'
          ? { after: 'asked', label: t(changeStates.names[change.state]), ends: true }
          : undefined,
      ),
    },
    finished: change.state !== 'asked',
    act: chosen === undefined ? null : await acts.form(request, change, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng', 'Evidence'),
      files: [{ what: t(labels.fileId), file: change.file }],
    }),
  })
}

const asked = formPage({
  command: askChange,
  address: '/support/{id}/changes/new',
  title: words('Đề nghị thay đổi lượt hỗ trợ', 'Ask for a change of a turn'),
  crumbs: (request) => [
    { label: request.t('Lượt hỗ trợ', 'Support turns'), href: '/support' },
    { label: String(request.params.id), href: `/support/${request.params.id}` },
  ],
  record: (request) => request.execute(showTurn, { id: numberOf(request, 'id') }),
  lead: ({ record, t }) => `${record.enterprise} · ${t(record.content, record.contentEn)}`,
  initial: ({ scope }) => ({ scope: scope ?? '' }),
  fields: ({ f, t }) => changeFields.form(f, t),
  submit: words('Gửi đề nghị', 'Ask'),
  cancel: (_record, request) => `/support/${request.params.id}`,
  done: ({ changeId }) => ({
    to: `${at}/${changeId}`,
    message: words('Đã gửi; người khác quyết định.', 'It is sent; another person decides.'),
  }),
})

/** The changes of a turn on its page, with the button that asks for one. */
export async function ChangesOfTurn({
  request,
  turnId,
  open,
}: {
  readonly request: PageRequest
  readonly turnId: number
  readonly open: boolean
}) {
  const { t } = request
  const { rows } = await request.execute(listChanges, { turnId, limit: 100 })
  if (rows.length === 0 && !open) return null
  return (
    <Section
      title={t('Thay đổi của lượt', 'Changes of the turn')}
      id="changes"
      actions={
        open && rows.every(({ state }) => state !== 'asked') ? (
          <Act command={askChange} request={request} href={`/support/${turnId}/changes/new`} small>
            {t('Đề nghị thay đổi', 'Ask for a change')}
          </Act>
        ) : undefined
      }
    >
      {rows.length === 0 ? (
        <p class="hint">{t('Chưa có thay đổi nào.', 'Nothing was changed.')}</p>
      ) : (
        <ul class="list">
          {rows.map((row) => (
            <li class="py-1">
              <a href={`${at}/${row.id}`}>{t(told(row))}</a>{' '}
              <StateBadge of={changeStates} is={row.state} t={t} />
              <span class="hint block">
                <Day day={row.askedOn} />
                {row.documentNumber === null ? '' : ` · ${row.documentNumber}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

export const changePages = [
  page({ route: `GET ${at}/{id}`, for: showChange, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...asked.pages,
]
