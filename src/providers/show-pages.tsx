import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Day,
  Empty,
  Evidence,
  Facts,
  FileLink,
  formPage,
  LinkButton,
  Notice,
  RecordTable,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  addLicence,
  confirmProvider,
  endLicence,
  endProvider,
  enteredApart,
  recordProvider,
  setProviderRule,
  suspendProvider,
} from './commands.ts'
import { licenceCorrection, providerCorrection } from './correction.tsx'
import { licenceFields, licenceKinds, providerFields, providerStates, ruleFields } from './fields.ts'
import { at, crumbs, ratedWords } from './list-pages.tsx'
import { type ShownProvider, showProvider, showProviderRule } from './queries.ts'
import { mayBecome, rolesOf } from './rules.ts'

/* One of the register with its acts, and the forms of the register. */

type ActKey = 'confirm' | 'licence' | 'suspend' | 'end'

const acts = actsOf<ShownProvider, ActKey>('/providers/{id}', {
  confirm: act(confirmProvider, {
    title: words('Xác nhận vào sổ', 'Confirm on the register'),
    path: 'confirmation',
    open: ({ state }) => mayBecome(state, 'confirmed'),
    held: ({ id }, request) => whyApart(request, enteredApart, id),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', { label: t('Ghi chú', 'Note'), rows: 2 })}
      </>
    ),
    done: words('Đã xác nhận; có thể chọn ở hồ sơ, chứng nhận.', 'It is confirmed and can be picked.'),
  }),
  licence: act(addLicence, {
    title: words('Ghi giấy phép, chỉ định', 'Add a licence'),
    path: 'licences',
    open: ({ state }) => state !== 'ended',
    fields: ({ f, t }) => licenceFields.form(f, t),
    done: words('Đã ghi giấy phép, chỉ định.', 'The licence is added.'),
  }),
  suspend: act(suspendProvider, {
    title: words('Cho tạm ngừng', 'Suspend'),
    path: 'suspension',
    kind: 'danger',
    open: ({ state }) => mayBecome(state, 'suspended'),
    fields: reasonFields,
    done: words('Đã tạm ngừng; không chọn được nữa.', 'It is suspended and cannot be picked.'),
  }),
  end: act(endProvider, {
    title: words('Đưa ra khỏi sổ', 'Take off the register'),
    path: 'end',
    kind: 'danger',
    open: ({ state }) => mayBecome(state, 'ended'),
    fields: reasonFields,
    done: words('Đã đưa ra khỏi sổ.', 'It is off the register.'),
  }),
})

interface Part {
  readonly request: PageRequest
  readonly provider: ShownProvider
}

function About({ request, provider }: Part) {
  const { t, language } = request
  const {
    name: _title,
    consultant: _a,
    certifier: _b,
    laboratory: _c,
    inspection: _d,
    trainer: _e,
    ...facts
  } = providerFields.facts(provider, t, language)
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts
        columns={2}
        items={[
          [t('Loại việc', 'Kinds of work'), t(rolesOf(provider))],
          ...Object.values(facts),
          [t('Đánh giá của doanh nghiệp', 'Rated by enterprises'), ratedWords(request, provider)],
          [t('Ngày ghi vào sổ', 'On the register since'), formatDate(provider.enteredOn)],
          [t('Ngày xác nhận vào sổ', 'Confirmed on'), <Day day={provider.confirmedOn} />],
        ]}
      />
    </Section>
  )
}

const standings = {
  valid: { tone: 'success', said: words('Còn hiệu lực', 'Valid') },
  expiring: { tone: 'warning', said: words('Sắp hết hạn', 'Expires soon') },
  expired: { tone: 'error', said: words('Hết hiệu lực', 'Expired') },
  ended: { tone: 'error', said: words('Đã chấm dứt', 'Brought to an end') },
} as const

async function Licences({ request, provider }: Part) {
  const { t } = request
  const { labels } = licenceFields
  const rows = await Promise.all(
    provider.licences.map(async (row) => ({
      row,
      button: row.endedOn === null ? await licenceCorrection.button(request, row.id) : null,
    })),
  )
  return (
    <Section title={t('Giấy phép, chỉ định', 'Licences')} id="licences">
      {rows.length === 0 ? (
        <Empty>{t('Chưa ghi giấy phép nào.', 'No licence is entered.')}</Empty>
      ) : (
        <RecordTable
          caption={t('Giấy phép, chỉ định', 'Licences')}
          stack
          rows={rows}
          columns={[
            {
              head: t(labels.number),
              cell: ({ row }) => (
                <div>
                  {row.number}
                  <div class="hint">{t(licenceKinds.names[row.kind])}</div>
                  <FileLink file={row.file} t={t} />
                </div>
              ),
            },
            {
              head: t(labels.issuer),
              cell: ({ row }) => (
                <div>
                  {row.issuer}
                  <div class="hint">{formatDate(row.issuedOn)}</div>
                </div>
              ),
            },
            { head: t(labels.scope), cell: ({ row }) => row.scope },
            { head: t(labels.expiresOn), cell: ({ row }) => <Day day={row.endedOn ?? row.expiresOn} /> },
            {
              head: t('Hiệu lực', 'Validity'),
              cell: ({ row, button }) => (
                <div>
                  <Badge tone={standings[row.standing].tone}>{t(standings[row.standing].said)}</Badge>
                  {row.endReason === null ? null : <div class="hint">{row.endReason}</div>}
                  {button}
                  {row.endedOn === null ? (
                    <Act command={endLicence} request={request} href={`${at}/licences/${row.id}/end`} small>
                      {t('Ghi chấm dứt', 'Bring to an end')}
                    </Act>
                  ) : null}
                </div>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}

const hrefs = { turn: '/support', certificate: '/certificates', task: '/science-tasks' } as const
const kindsOfWork = {
  turn: words('Lượt hỗ trợ', 'Support turn'),
  certificate: words('Chứng nhận', 'Certificates'),
  task: words('Nhiệm vụ khoa học và công nghệ', 'S&T task'),
} as const

function Done({ request, provider }: Part) {
  const { t } = request
  return (
    <>
      <Section title={t('Đã làm cho Chương trình', 'Done for the programme')} id="work">
        {provider.work.length === 0 ? (
          <Empty>{t('Chưa có hồ sơ nào chọn đơn vị này.', 'No record has picked it yet.')}</Empty>
        ) : (
          <ul class="list">
            {provider.work.map(({ kind, id, about, on }) => (
              <li class="py-1">
                <a href={`${hrefs[kind]}/${id}`}>{about}</a>
                <span class="hint block">
                  {t(kindsOfWork[kind])}
                  {on === null ? '' : ` · ${formatDate(on)}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('Đánh giá của doanh nghiệp', 'Rated by enterprises')} id="ratings">
        {provider.said.length === 0 ? (
          <Empty>{t('Chưa có đánh giá', 'Not rated yet')}</Empty>
        ) : (
          <ul class="list">
            {provider.said.map(({ turnId, enterprise, score, words: said, ratedOn }) => (
              <li class="py-1">
                <b>{score}/5</b> <a href={`/support/${turnId}`}>{enterprise}</a>
                <span class="hint block">{formatDate(ratedOn)}</span>
                <span class="whitespace-pre-line">{said}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const provider = await request.execute(showProvider, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, provider, sent)
  // only what comes next opens by itself
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || (first === 'confirm' && provider.state === 'proposed') ? first : undefined
  const key = provider.state === 'suspended' ? 'confirmed' : provider.state
  return recordView({
    title: provider.name,
    lead: t(rolesOf(provider)),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'provider', id: provider.id }],
      state: { key: provider.state, shown: <StateBadge of={providerStates} is={provider.state} t={t} /> },
      steps: stepsOf<ShownProvider['state']>(
        (['proposed', 'confirmed', 'ended'] as const).map((state) => [state, t(providerStates.names[state])]),
        key,
        { proposed: provider.enteredOn, confirmed: provider.confirmedOn },
      ),
    },
    finished: provider.state === 'ended',
    actions: (
      <>
        {chosen !== undefined
          ? null
          : acts
              .open(request, provider)
              .map((each) => (
                <LinkButton href={`${at}/${provider.id}?do=${each}#act`}>{t(acts.title(each))}</LinkButton>
              ))}
        {await providerCorrection.button(request, provider.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, provider, chosen, sent),
    summary: (
      <>
        {provider.expired === null ? null : (
          <Notice tone="error" title={t('Giấy phép đã hết hạn', 'Licence that expired')}>
            <p>{formatDate(provider.expired)}</p>
          </Notice>
        )}
        {provider.reason === null ? null : (
          <Notice title={t('Lý do', 'Reason')}>
            <p class="whitespace-pre-line">{provider.reason}</p>
          </Notice>
        )}
        <About request={request} provider={provider} />
        {await Licences({ request, provider })}
        <Done request={request} provider={provider} />
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Bản chụp giấy phép, chỉ định', 'Scan of the licence'),
      files: provider.licences.flatMap(({ number, file }) => (file === null ? [] : [{ what: number, file }])),
    }),
  })
}

const entered = formPage({
  command: recordProvider,
  address: `${at}/new`,
  title: words('Ghi tổ chức, chuyên gia hỗ trợ vào sổ', 'Enter a provider on the register'),
  crumbs,
  fields: ({ f, t }) => providerFields.form(f, t),
  submit: words('Ghi vào sổ', 'Enter on the register'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã ghi; chờ người khác xác nhận.', 'It is entered; another person confirms it.'),
  }),
})

const ended = formPage({
  command: endLicence,
  address: `${at}/licences/{id}/end`,
  title: words('Ghi giấy phép, chỉ định bị thu hồi, chấm dứt', 'End a licence of a provider'),
  crumbs,
  initial: (_record, { system }) => ({ endedOn: formatDate(today(system.now())) }),
  fields: ({ f, t }) => (
    <>
      {f.date('endedOn', { label: t('Ngày chấm dứt', 'Day of the end') })}
      {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: ({ providerId }) => ({
    to: `${at}/${providerId}#licences`,
    message: words('Đã ghi chấm dứt giấy phép.', 'The licence is ended.'),
  }),
})

const rules = formPage({
  command: setProviderRule,
  address: `${at}/rules`,
  title: words('Quy định về chọn và đánh giá đơn vị hỗ trợ', 'How providers are picked and rated'),
  lead: words(
    'Khi chọn đơn vị có giấy phép đã hết hạn, biểu mẫu luôn nói rõ; chỉ chặn nếu chọn ở đây.',
    'A form always says that a licence has expired; it stops the choice only where that is decided here.',
  ),
  crumbs,
  record: (request) => request.execute(showProviderRule, {}),
  initial: (record) => ({
    expiredStops: record.expiredStops ? 'true' : '',
    leastRatings: String(record.leastRatings),
    reason: record.reason ?? '',
  }),
  fields: ({ f, t }) => ruleFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã lưu quy định.', 'The rules are saved.') }),
})

export const providerPages = [
  page({ route: 'GET /providers/{id}', for: showProvider, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...entered.pages,
  ...ended.pages,
  ...rules.pages,
]
