import { holds, signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import {
  Badge,
  Day,
  Dong,
  Empty,
  Facts,
  FileLink,
  LinkButton,
  listPage,
  recordColumns,
  recordFilters,
  Section,
  StateBadge,
  Table,
  Timeline,
} from '../ui/index.ts'
import { recordCertificate } from './certificate-commands.ts'
import { listContents } from './queries.ts'
import { certificateKinds, mayCertify, mayFollow, turnStates, turnSteps, validities } from './rules.ts'
import { cancelTurn, moveTurn } from './turn-commands.ts'
import { type Act, acts, TurnForm } from './turn-forms.tsx'
import type { TurnRow } from './turn-queries.ts'
import { listTurns, showTurn } from './turn-queries.ts'

export const turnsPage = listPage({
  route: 'GET /support',
  may: signedIn,
  place: { group: 'work', order: 30, label: words('Lượt hỗ trợ', 'Support turns') },
  title: words('Lượt hỗ trợ doanh nghiệp', 'Support turns of enterprises'),
  lead: words(
    'Một lượt là một doanh nghiệp áp dụng một hệ thống, công cụ một lần.',
    'A turn is one enterprise applying one system or tool once.',
  ),
  query: listTurns,
  filters: async (request) => {
    const { t } = request
    const contents = await request.execute(listContents, {})
    return recordFilters({
      states: turnStates.choices(t),
      contents: contents.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
    })
  },
  columns: ({ t }) => [
    ...recordColumns<TurnRow>(t, '/support', words('Lượt', 'Turn')),
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => t(turnStates.names[row.state]),
      cell: (row) => <StateBadge of={turnStates} is={row.state} t={t} />,
    },
    {
      key: 'decided',
      label: words('Ngày quyết định', 'Day of the decision'),
      kind: 'date',
      sort: 'decided',
      value: (row) => row.decidedOn,
    },
    {
      key: 'finished',
      label: words('Hoàn thành', 'Done'),
      kind: 'date',
      value: (row) => row.finishedOn,
      exportOnly: true,
    },
    {
      key: 'committed',
      label: words('Cam kết (đồng)', 'Committed (đồng)'),
      kind: 'money',
      value: (row) => row.committed,
    },
    {
      key: 'disbursed',
      label: words('Đã chi (đồng)', 'Disbursed (đồng)'),
      kind: 'money',
      value: (row) => row.disbursed,
    },
    {
      key: 'certificates',
      label: words('Chứng nhận', 'Certificates'),
      kind: 'number',
      value: (row) => row.certificates,
    },
  ],
})

export type ShownTurn = Output<typeof showTurn>

export const turnPage = page({
  route: 'GET /support/{id}',
  may: signedIn,
  run: (request) => turnView(request, null, null),
})

export const stepReceiver = receiver({
  command: moveTurn,
  address: '/support/{id}/steps',
  done: ({ id, state }) => ({
    to: `/support/${id}`,
    message:
      state === 'finished'
        ? words('Lượt hỗ trợ đã hoàn thành và được tính vào chỉ tiêu.', 'The turn is finished and counted.')
        : words('Đã ghi bước thực hiện.', 'The step is recorded.'),
  }),
  again: (request, form) => turnView(request, 'step', form),
})

export const cancelReceiver = receiver({
  command: cancelTurn,
  address: '/support/{id}/cancellation',
  done: ({ id }) => ({
    to: `/support/${id}`,
    message: words('Đã hủy lượt hỗ trợ.', 'The turn is cancelled.'),
  }),
  again: (request, form) => turnView(request, 'cancel', form),
})

export const certificateReceiver = receiver({
  command: recordCertificate,
  address: '/support/{id}/certificates',
  input: (_values, request) => ({ turnId: request.params.id }),
  done: (_output, { request }) => ({
    to: `/support/${request.params.id}`,
    message: words('Đã ghi nhận chứng nhận.', 'The certificate is recorded.'),
  }),
  again: (request, form) => turnView(request, 'certificate', form),
})

function actsFor(request: PageRequest, turn: ShownTurn): Act[] {
  if (!holds(request.actor, ['coordinator'])) return []
  const open: Act[] = []
  if (turn.next !== null) open.push('step')
  if (mayCertify(turn.state)) open.push('certificate')
  if (mayFollow(turn.state, 'cancelled')) open.push('cancel')
  return open
}

async function turnView(request: PageRequest, act: Act | null, form: FormState | null): Promise<View> {
  const { t, url } = request
  const turn = await request.execute(showTurn, { id: request.params.id })
  const open = actsFor(request, turn)
  const wished = url.searchParams.get('do')
  // A form that was sent is shown again even if the state has moved on meanwhile: what was typed must not be lost.
  const chosen = act ?? acts.find((other) => other === wished && open.includes(other)) ?? open[0]
  return {
    title: t(`Lượt hỗ trợ số ${turn.id}`, `Support turn ${turn.id}`),
    lead: `${turn.enterprise} · ${t(turn.content, turn.contentEn)}`,
    breadcrumbs: [{ label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' }],
    actions: (
      <LinkButton href={`/applications/${turn.applicationId}`}>
        {t('Hồ sơ đề nghị', 'The application')}
      </LinkButton>
    ),
    body: (
      <>
        <Summary request={request} turn={turn} />
        {chosen === undefined ? null : (
          <TurnForm
            request={request}
            turn={turn}
            act={chosen}
            others={open.filter((other) => other !== chosen)}
            form={form ?? freshForm()}
          />
        )}
        <Steps request={request} turn={turn} />
        <Certificates request={request} turn={turn} />
      </>
    ),
  }
}

interface Part {
  readonly request: PageRequest
  readonly turn: ShownTurn
}

function Summary({ request: { t, language, actor }, turn }: Part) {
  const { money } = turn
  const own = actor.enterpriseId !== null
  return (
    <Section
      title={t('Thông tin chung', 'General information')}
      id="summary"
      actions={
        own ? null : (
          <a href={`/budget/commitments/${money.commitmentId}`}>
            {t('Xem cam kết kinh phí', 'See the commitment')}
          </a>
        )
      }
    >
      <Facts
        columns={3}
        items={[
          [t('Tình trạng', 'State'), <StateBadge of={turnStates} is={turn.state} t={t} />],
          [
            t('Doanh nghiệp', 'Enterprise'),
            own ? turn.enterprise : <a href={`/enterprises/${turn.enterpriseId}`}>{turn.enterprise}</a>,
          ],
          [t('Mã số thuế', 'Tax code'), turn.taxCode],
          [t('Nội dung', 'Content'), t(turn.content, turn.contentEn)],
          [t('Năm kế hoạch', 'Plan year'), String(turn.year)],
          [t('Ngày hoàn thành', 'Done on'), <Day day={turn.finishedOn} />],
          [t('Kinh phí cam kết', 'Funds committed'), <Dong amount={money.committed} language={language} />],
          [t('Đã giải ngân', 'Disbursed'), <Dong amount={money.disbursed} language={language} />],
          [t('Còn phải chi', 'Left to pay'), <Dong amount={money.remaining} language={language} />],
        ]}
      />
    </Section>
  )
}

function Steps({ request: { t }, turn }: Part) {
  const passed = turn.steps.map((step) => ({
    title: t(turnStates.names[step.state]),
    at: step.happenedOn,
    done: true,
    body: (
      <div class="hint">
        {step.documentNumber === null ? null : (
          <p>{t(`Văn bản số ${step.documentNumber}`, `Document ${step.documentNumber}`)}</p>
        )}
        {step.note === null ? null : <p class="whitespace-pre-line">{step.note}</p>}
        {step.file === null ? null : <FileLink file={step.file} t={t} />}
      </div>
    ),
  }))
  const start = turn.next === null ? turnSteps.length : turnSteps.indexOf(turn.next)
  const ahead = turnSteps
    .slice(start)
    .map((step) => ({ title: t(turnStates.names[step]), at: null, done: false }))
  return (
    <Section title={t('Tiến độ', 'Progress')} id="steps">
      <Timeline items={[...passed, ...ahead]} />
    </Section>
  )
}

function Certificates({ request: { t }, turn }: Part) {
  return (
    <Section title={t('Chứng nhận', 'Certificates')} id="certificates">
      {turn.certificates.length === 0 ? (
        <Empty>
          {t('Chưa có chứng nhận nào từ lượt hỗ trợ này.', 'No certificate has come of this turn so far.')}
        </Empty>
      ) : (
        <Table caption={t('Chứng nhận', 'Certificates')} stack>
          <thead>
            <tr>
              <th>{t('Số', 'Number')}</th>
              <th>{t('Loại', 'Kind')}</th>
              <th>{t('Tiêu chuẩn', 'Standard')}</th>
              <th>{t('Hiệu lực', 'Validity')}</th>
              <th>{t('Chỉ tiêu', 'Target')}</th>
            </tr>
          </thead>
          <tbody>
            {turn.certificates.map((certificate) => (
              <tr>
                <td data-label={t('Số', 'Number')}>
                  <a href={`/certificates/${certificate.id}`}>{certificate.number}</a>
                </td>
                <td data-label={t('Loại', 'Kind')}>
                  <div>
                    {t(certificateKinds.names[certificate.kind])}
                    {certificate.product === null ? null : <div class="hint">{certificate.product}</div>}
                  </div>
                </td>
                <td data-label={t('Tiêu chuẩn', 'Standard')}>{certificate.standard}</td>
                <td data-label={t('Hiệu lực', 'Validity')}>
                  <StateBadge of={validities} is={certificate.validity} t={t} />
                </td>
                <td data-label={t('Chỉ tiêu', 'Target')}>
                  {certificate.counted ? (
                    <Badge tone="success">{t('Đã tính', 'Counted')}</Badge>
                  ) : (
                    t('Chưa tính', 'Not counted')
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}
