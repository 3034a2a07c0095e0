import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  act,
  actsOf,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  Notice,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { choicesOf } from './choices.ts'
import {
  confirmCommunication,
  enteredApart,
  recordCommunication,
  returnCommunication,
  withdrawCommunication,
} from './commands.ts'
import { communicationCorrection } from './correction.tsx'
import { communicationFields } from './fields.ts'
import { at, crumbs, quantityOf } from './list-pages.tsx'
import { showCommunication } from './queries.ts'
import { type CommunicationState, communicationStates, mayBecome } from './rules.ts'

/* One communication with its acts, and the form that enters one. */

type Shown = Output<typeof showCommunication>
type ActKey = 'confirm' | 'return' | 'withdraw'
const why = ({ id }: Shown, request: PageRequest) => whyApart(request, enteredApart, id)

const acts = actsOf<Shown, ActKey>('/communication/{id}', {
  confirm: act(confirmCommunication, {
    title: words('Xác nhận để được tính', 'Confirm it, so that it counts'),
    path: 'confirmation',
    open: ({ state, hasProof }) => mayBecome(state, 'confirmed') && hasProof,
    held: why,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Ghi chú', 'Note'), rows: 2 })}
      </>
    ),
    done: words('Đã xác nhận; được tính từ bây giờ.', 'It is confirmed and counts from now on.'),
  }),
  return: act(returnCommunication, {
    title: words('Trả lại hoạt động truyền thông', 'Return communication'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => mayBecome(state, 'returned'),
    held: why,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Điều còn thiếu', 'What is missing'), rows: 2 })}
      </>
    ),
    done: words('Đã trả lại.', 'It is returned.'),
  }),
  withdraw: act(withdrawCommunication, {
    title: words('Rút hoạt động này', 'Withdraw the communication'),
    path: 'withdrawal',
    kind: 'danger',
    open: ({ state }) => mayBecome(state, 'withdrawn'),
    fields: reasonFields,
    done: words('Đã rút; không được tính.', 'It is withdrawn and does not count.'),
  }),
})

const isActed = (request: PageRequest, record: Shown) =>
  record.state !== 'confirmed' || request.actor.grants.has('coordinator') ? acts.open(request, record) : []

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const record = await request.execute(showCommunication, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, record, sent)
  // what sends something back or takes it back is opened by its button alone
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || first === 'confirm' ? first : undefined
  const { title: _title, number: _number, ...facts } = communicationFields.facts(record, t, language)
  return recordView({
    title: record.title,
    lead: `${t(record.channel, record.channelEn)} · ${formatDate(record.heldOn)}`,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'communication', id: record.id }],
      state: { key: record.state, shown: <StateBadge of={communicationStates} is={record.state} t={t} /> },
      steps: stepsOf<CommunicationState>(
        (['entered', 'confirmed'] as const).map((key) => [key, t(communicationStates.names[key])]),
        record.state,
        {
          ...{ entered: record.enteredOn, returned: record.enteredOn },
          ...{ confirmed: record.confirmedOn, withdrawn: record.withdrawnOn },
        },
        record.state === 'returned' || record.state === 'withdrawn'
          ? {
              after: record.confirmedOn === null ? 'entered' : 'confirmed',
              label: t(communicationStates.names[record.state]),
              ends: record.state === 'withdrawn',
            }
          : undefined,
      ),
    },
    finished: record.state === 'withdrawn' || record.state === 'confirmed',
    marks: (
      <>
        {record.hasProof ? null : (
          <Notice tone="warning">
            {t(
              'Chưa có minh chứng; xin bổ sung bằng nút Sửa.',
              'It has no proof yet; add it by the button that edits.',
            )}
          </Notice>
        )}
        {record.remark === null ? null : (
          <Notice tone={record.state === 'returned' ? 'warning' : 'info'} title={t('Ghi chú', 'Note')}>
            <p class="whitespace-pre-line">{record.remark}</p>
          </Notice>
        )}
        {record.reason === null ? null : (
          <Notice title={t('Lý do', 'Reason')}>
            <p class="whitespace-pre-line">{record.reason}</p>
          </Notice>
        )}
      </>
    ),
    actions: (
      <>
        {chosen === undefined
          ? isActed(request, record).map((each) => (
              <LinkButton href={`${at}/${record.id}?do=${each}#act`}>{t(acts.title(each))}</LinkButton>
            ))
          : null}
        {await communicationCorrection.button(request, record.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, record, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts
          columns={2}
          items={[
            [t(communicationFields.labels.agencyId), t(record.agency, record.agencyEn)],
            [t(communicationFields.labels.channelId), t(record.channel, record.channelEn)],
            [t(communicationFields.labels.number), quantityOf(request, record)],
            ...Object.values(facts),
            [
              t(communicationFields.labels.lineId),
              record.lineId === null ? null : (
                <OpenLink request={request} href={`/budget/lines/${record.lineId}`}>
                  {record.line}
                </OpenLink>
              ),
            ],
            [
              t('Chiến dịch này theo kênh', 'This campaign by channel'),
              record.campaign === null ? null : (
                <a href={`${at}/sums?campaign=${encodeURIComponent(record.campaign)}`}>{record.campaign}</a>
              ),
            ],
          ]}
        />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng truyền thông', 'Proof of the communication'),
      files: record.file === null ? [] : [{ what: record.title, file: record.file }],
    }),
  })
}

const entered = formPage({
  command: recordCommunication,
  address: `${at}/new`,
  record: choicesOf,
  title: words('Ghi hoạt động truyền thông', 'Enter communication'),
  crumbs,
  initial: (_choices, { actor, system }) => ({
    origin: 'own',
    agencyId: actor.agencyId === null ? undefined : String(actor.agencyId),
    heldOn: formatDate(today(system.now())),
  }),
  fields: ({ f, t, record }) => communicationFields.form(f, t, { choices: record }),
  submit: words('Ghi hoạt động', 'Enter it'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã ghi; chờ người khác xác nhận.', 'It is entered; another person confirms it.'),
  }),
})

export const communicationPages = [
  page({ route: 'GET /communication/{id}', for: showCommunication, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...entered.pages,
]
