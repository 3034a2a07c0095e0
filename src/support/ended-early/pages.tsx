import { heldRows } from '../../controls/index.ts'
import { planColumn, planFilters } from '../../plan/index.ts'
import { words } from '../../platform/language.ts'
import { formatDong } from '../../platform/money.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Dong,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  listPage,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../ui/index.ts'
import { confirmUnrecovered, refuseUnrecovered, saidUnrecovered, sayUnrecovered } from './commands.ts'
import { unrecoveredFields, unrecoveredStates } from './fields.ts'
import {
  type EndedEarly,
  listEndedEarly,
  moneyOfEnded,
  type ShownUnrecovered,
  showUnrecovered,
} from './queries.ts'

/* Turns that were ended early with money paid: recovered, or why not. */

const at = '/support/ended-early'
const title = words('Lượt đã hủy có kinh phí đã chi', 'Turns ended early with money paid')
const crumbs = ({ t }: PageRequest) => [
  { label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' },
  { label: t(title), href: at },
]

export const endedEarlyList = listPage({
  route: `GET ${at}`,
  title,
  lead: words(
    'Lượt hủy giữa chừng mà đã chi tiền thì phải thu hồi theo quyết định, hoặc nêu vì sao không thu hồi bằng văn bản, người khác xác nhận.',
    'What was paid on a turn that was ended early is recovered by a decision, or a document says why not, and another person confirms.',
  ),
  query: listEndedEarly,
  empty: ({ t }) => t('Không có lượt nào như vậy.', 'There is no such turn.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm doanh nghiệp', 'Find an enterprise') },
    {
      name: 'unsettled',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: [{ value: 'on', label: request.t('Còn khoản chưa giải quyết', 'Something is open') }],
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const money = (key: 'paid' | 'recovering' | 'said' | 'open', vi: string, en: string) =>
      ({ key, label: words(vi, en), kind: 'money', value: (row: EndedEarly) => row[key] }) as const
    return [
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
        cell: (row) => (
          <div>
            <a href={`/support/${row.id}`}>
              {row.id}. {row.enterprise}
            </a>
            <div class="hint">{t(row.content, row.contentEn)}</div>
          </div>
        ),
      },
      money('paid', 'Đã chi, chưa nộp lại (đồng)', 'Paid and not paid back (đồng)'),
      money('recovering', 'Đang thu hồi (đồng)', 'Being recovered (đồng)'),
      money('said', 'Có văn bản không thu hồi (đồng)', 'Not recovered by a document (đồng)'),
      { ...money('open', 'Còn phải giải quyết (đồng)', 'Still open (đồng)'), sort: 'open' },
      {
        key: 'content',
        label: words('Nội dung', 'Content'),
        value: (row) => t(row.content, row.contentEn),
        exportOnly: true,
      },
      ...(await planColumn<EndedEarly>(request)),
    ]
  },
})

type ActKey = 'confirm' | 'refuse'
const isEntered = ({ state }: ShownUnrecovered) => state === 'entered'
const held = async ({ id }: ShownUnrecovered, request: PageRequest) =>
  (await heldRows(request, 'payment', saidUnrecovered, [id]))(id)

const acts = actsOf<ShownUnrecovered, ActKey>('/support/unrecovered/{id}', {
  confirm: act(confirmUnrecovered, {
    title: words('Xác nhận không thu hồi', 'Confirm that it is not recovered'),
    path: 'confirmation',
    open: isEntered,
    held,
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Đã xác nhận không thu hồi.', 'It is confirmed.'),
  }),
  refuse: act(refuseUnrecovered, {
    title: words('Không nhận lý do này', 'Refuse the reason'),
    path: 'refusal',
    kind: 'danger',
    open: isEntered,
    held,
    fields: reasonFields,
    done: words('Đã trả lại: phải thu hồi hoặc nêu lại.', 'It is to be recovered, or said anew.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const one = await request.execute(showUnrecovered, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, one, sent)
  const { fileId: _evidence, ...facts } = unrecoveredFields.facts(one, t, language)
  return recordView({
    title: t(`Không thu hồi, lượt ${one.turnId}`, `Not recovered, turn ${one.turnId}`),
    lead: one.enterprise,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'support_unrecovered', id: one.id }],
      state: { key: one.state, shown: <StateBadge of={unrecoveredStates} is={one.state} t={t} /> },
      steps: stepsOf<ShownUnrecovered['state']>(
        (['entered', 'confirmed'] as const).map((key) => [key, t(unrecoveredStates.names[key])]),
        one.state,
        { entered: one.enteredOn, [one.state]: one.settledOn ?? one.enteredOn },
        one.state === 'refused'
          ? { after: 'entered', label: t(unrecoveredStates.names.refused), ends: true }
          : undefined,
      ),
    },
    finished: one.state !== 'entered',
    act: chosen === undefined ? null : await acts.form(request, one, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts
          columns={2}
          items={[
            [t('Lượt hỗ trợ', 'Support turn'), <a href={`/support/${one.turnId}`}>{one.turnId}</a>],
            ...Object.values(facts),
            ...(one.remark === null
              ? []
              : [[t('Vì sao không nhận lý do', 'Why the reason is refused'), one.remark] as const]),
          ]}
        />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng', 'Evidence'),
      files: [{ what: t(unrecoveredFields.labels.fileId), file: one.file }],
    }),
  })
}

const said = formPage({
  command: sayUnrecovered,
  address: '/support/{id}/unrecovered',
  title: words('Nêu vì sao không thu hồi', 'Say why it is not recovered'),
  crumbs,
  record: (request) => request.execute(moneyOfEnded, { id: numberOf(request, 'id') }),
  initial: (record) => ({ amount: record === null ? '' : formatDong(record.open, 'vi') }),
  fields: ({ f, t }) => unrecoveredFields.form(f, t),
  submit: words('Gửi để xác nhận', 'Send it to be confirmed'),
  cancel: (_record, request) => `/support/${request.params.id}`,
  done: ({ unrecoveredId }) => ({
    to: `/support/unrecovered/${unrecoveredId}`,
    message: words('Đã ghi; người khác xác nhận.', 'It is entered; another person confirms it.'),
  }),
})

/** What is to become of the money paid on a turn that was ended early, on its page; nothing where none was, and for whoever may not see it. */
export async function MoneyOfEnded({
  request,
  turnId,
}: {
  readonly request: PageRequest
  readonly turnId: number
}) {
  if (!request.mayOpen(at)) return null
  const money = await request.execute(moneyOfEnded, { id: turnId })
  if (money === null) return null
  const { t, language } = request
  const recovery = `/budget/commitments/${money.commitmentId}/recovery`
  const dong = (amount: bigint) => <Dong amount={amount} language={language} />
  return (
    <Section
      title={t('Kinh phí đã chi của lượt đã hủy', 'Money paid on the ended turn')}
      id="ended-early"
      actions={
        money.open === 0n ? undefined : (
          <>
            {request.mayOpen(recovery) ? (
              <LinkButton href={recovery} small>
                {t('Ghi quyết định thu hồi', 'Enter a decision of recovery')}
              </LinkButton>
            ) : null}
            <Act command={sayUnrecovered} request={request} href={`/support/${turnId}/unrecovered`} small>
              {t('Nêu vì sao không thu hồi', 'Say why it is not recovered')}
            </Act>
          </>
        )
      }
    >
      <Facts
        columns={3}
        items={[
          [t('Đã chi, chưa nộp lại', 'Paid and not paid back'), dong(money.paid)],
          [t('Đang thu hồi', 'Being recovered'), dong(money.recovering)],
          [t('Còn phải giải quyết', 'Still open'), dong(money.open)],
        ]}
      />
      {money.reasons.length === 0 ? null : (
        <ul class="list">
          {money.reasons.map((one) => (
            <li class="py-1">
              <OpenLink request={request} href={`/support/unrecovered/${one.id}`}>
                {formatDong(one.amount, language)}
              </OpenLink>{' '}
              <StateBadge of={unrecoveredStates} is={one.state} t={t} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

export const endedEarlyPages = [
  page({ route: 'GET /support/unrecovered/{id}', for: showUnrecovered, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...said.pages,
]
