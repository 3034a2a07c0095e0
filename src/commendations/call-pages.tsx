import { listAppraisalRules } from '../councils/index.ts'
import { planColumn, planFilters, planNames } from '../plan/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  listPage,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { cancelCall, createCall, editCall, openCall } from './call-commands.ts'
import { type CallRow, callChoices, listCalls, type ShownCall, showCall } from './call-queries.ts'
import { callFields, callStates, listStates } from './fields.ts'
import { createList } from './list-commands.ts'
import { nominate } from './nomination-commands.ts'
import { RuleList } from './rule-pages.tsx'
import { takesNominations } from './rules.ts'

/* Calls for nominations: the list, one with its acts, and the form that draws one up. */

export const at = '/commendation-calls'
export const title = words('Đợt đề nghị khen thưởng', 'Calls for nominations')
/** Members of councils read what is before them, and not the calls. */
export const crumbs = (request: PageRequest) =>
  request.mayOpen(at) ? [{ label: request.t(title), href: at }] : []

export const callList = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 70, label: title },
  title,
  lead: words(
    'Tôn vinh, khen thưởng tập thể, cá nhân: thông báo đợt, nhận đề nghị, kiểm tra, lấy ý kiến, hội đồng, trình cơ quan nội vụ, quyết định.',
    'Commendation of groups and persons: call, nominations, check, opinions, council, submission to home affairs, decision.',
  ),
  query: listCalls,
  actions: (request) => (
    <>
      <Act command={createCall} request={request} href={`${at}/new`} kind="primary">
        {request.t('Soạn đợt đề nghị khen thưởng', 'Draw up a call for nominations')}
      </Act>
      <LinkButton href="/nominations">{request.t('Các đề nghị', 'Nominations')}</LinkButton>
      {request.mayOpen('/commendation-lists') ? (
        <LinkButton href="/commendation-lists">{request.t('Các danh sách', 'Lists')}</LinkButton>
      ) : null}
      <LinkButton href="/commendation-rules">
        {request.t('Tiêu chuẩn, giấy tờ', 'Criteria, papers')}
      </LinkButton>
    </>
  ),
  empty: ({ t }) => t('Chưa có đợt đề nghị khen thưởng nào.', 'There is no call for nominations yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên đợt', 'By the name of a call') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: callStates.choices(request.t),
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const {
      title: name,
      plan: _plan,
      form,
      line,
      closesOn,
      ...others
    } = callFields.columns<CallRow>(t, {
      title: { cell: (row) => <a href={`${at}/${row.id}`}>{row.title}</a> },
      plan: { value: (row) => row.plan },
      form: { value: (row) => t(row.form, row.formEn) },
      line: { value: (row) => row.line },
    })
    return [
      name,
      form,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: CallRow) => t(callStates.names[row.state]),
        cell: (row: CallRow) => <StateBadge of={callStates} is={row.state} t={t} />,
      },
      closesOn,
      {
        key: 'nominated',
        label: words('Số đề nghị', 'Nominations sent'),
        kind: 'number',
        value: (row: CallRow) => row.nominated,
      },
      {
        key: 'commended',
        label: words('Được khen thưởng', 'Commended'),
        kind: 'number',
        value: (row: CallRow) => row.commended,
      },
      ...(await planColumn<CallRow>(request)),
      ...Object.values(others).map((column) => ({ ...column, exportOnly: true as const })),
      line,
    ]
  },
})

async function choicesOf(request: PageRequest) {
  const { t } = request
  const { plans } = await request.execute(planNames, {})
  const { forms, lines } = await request.execute(callChoices, {})
  const { rules, sheets } = await request.execute(listAppraisalRules, {})
  const named = (row: { readonly id: number; readonly name: string; readonly nameEn: string }) => ({
    value: row.id,
    label: t(row.name, row.nameEn),
  })
  return {
    planId: plans.map(({ id, number }) => ({ value: id, label: number })),
    formId: forms.map(named),
    lineId: lines.map((row) => ({
      ...named(row),
      label: `${row.plan}: ${t(row.name, row.nameEn)}`.slice(0, 110),
    })),
    appraisalRuleId: rules.filter(({ holds }) => holds).map(named),
    scoreSheetId: sheets.filter(({ holds }) => holds).map(named),
  }
}

export const drawnUp = formPage({
  command: createCall,
  address: `${at}/new`,
  record: choicesOf,
  title: words('Soạn đợt đề nghị khen thưởng', 'Draw up a call for nominations'),
  crumbs,
  initial: ({ planId }, { system }) => ({
    ...(planId[0] === undefined ? {} : { planId: String(planId[0].value) }),
    ...{
      forGroups: 'true',
      forPersons: 'true',
      byAgencies: 'true',
      byAssociations: 'true',
      byEnterprises: 'true',
    },
    opensOn: formatDate(today(system.now())),
  }),
  fields: ({ f, t, record }) => callFields.form(f, t, { choices: record }),
  submit: words('Soạn đợt đề nghị khen thưởng', 'Draw up a call for nominations'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã soạn; xin thông báo đợt đề nghị.', 'It is drawn up; publish it next.'),
  }),
})

const ofCall = (request: PageRequest) => request.execute(showCall, { id: numberOf(request, 'id') })
const toCall = (
  request: PageRequest,
  { id, title: name }: { readonly id: number; readonly title: string },
) => [...crumbs(request), { label: name, href: `${at}/${id}` }]

export const callEdited = formPage({
  command: editCall,
  address: `${at}/{id}/edit`,
  record: async (request) => ({ of: await ofCall(request), choices: await choicesOf(request) }),
  title: words('Sửa đợt đề nghị khen thưởng', 'Edit a call for nominations'),
  crumbs: (request, { of }) => toCall(request, of),
  stored: ({ of }, { t, language }) => {
    const chosen = (value: number | null) => (value === null ? undefined : String(value))
    return {
      values: {
        ...{ version: String(of.version), ...callFields.texts({ ...of, fileId: null }, language) },
        ...{ planId: String(of.planId), formId: String(of.formId), lineId: chosen(of.lineId) },
        ...{ appraisalRuleId: chosen(of.appraisalRuleId), scoreSheetId: chosen(of.scoreSheetId) },
      },
      labels: Object.fromEntries(callFields.keys.map((key) => [key, t(callFields.labels[key])])),
    }
  },
  fields: ({ f, t, record: { choices } }) => callFields.form(f, t, { choices }),
  submit: words('Lưu', 'Save'),
  cancel: ({ of }) => `${at}/${of.id}`,
  done: ({ id }) => ({ to: `${at}/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

type ActKey = 'open' | 'cancel'
const acts = actsOf<ShownCall, ActKey>('/commendation-calls/{id}', {
  open: act(openCall, {
    title: words('Thông báo đợt đề nghị', 'Publish the call'),
    path: 'opening',
    open: ({ state }) => state === 'draft',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p class="hint">
          {t(
            'Bên được đề nghị sẽ được báo; nội dung không sửa được nữa.',
            'Whoever may nominate is told; it is not changed any more.',
          )}
        </p>
      </>
    ),
    done: words('Đã thông báo đợt đề nghị.', 'The call is published.'),
  }),
  cancel: act(cancelCall, {
    title: words('Hủy đợt đề nghị', 'Cancel the call'),
    path: 'cancelling',
    kind: 'danger',
    open: ({ state, nominated }) => state !== 'cancelled' && nominated === 0,
    fields: reasonFields,
    done: words('Đã hủy đợt đề nghị.', 'The call is cancelled.'),
  }),
})

const whoNominates = (of: ShownCall, t: Translate) =>
  [
    of.byAgencies ? t(callFields.labels.byAgencies) : null,
    of.byAssociations ? t(callFields.labels.byAssociations) : null,
    of.byEnterprises ? t(callFields.labels.byEnterprises) : null,
  ]
    .filter((said) => said !== null)
    .join('; ')

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, system, language } = request
  const of = await ofCall(request)
  const first = acts.chosen(request, of, sent)
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || first !== 'cancel' ? first : undefined
  const takes = takesNominations(of, today(system.now()))
  const facts = callFields.facts({ ...of, fileId: null }, t, language)
  return recordView({
    title: of.title,
    lead: t(of.form, of.formEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'commendation_call', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={callStates} is={of.state} t={t} /> },
      steps: stepsOf<ShownCall['state']>(
        (['draft', 'open'] as const).map((key) => [key, t(callStates.names[key])]),
        of.state,
        { draft: of.begunOn, open: of.openedOn },
        of.state === 'cancelled'
          ? {
              after: of.openedOn === null ? 'draft' : 'open',
              label: t(callStates.names.cancelled),
              ends: true,
            }
          : undefined,
      ),
    },
    finished: of.state === 'cancelled',
    actions: (
      <>
        {takes ? (
          <Act command={nominate} request={request} href={`/nominations/new?callId=${of.id}`} kind="primary">
            {t('Ghi đề nghị khen thưởng', 'Nominate for commendation')}
          </Act>
        ) : null}
        {takes && request.mayOpen('/nominations/import') ? (
          <LinkButton href={`/nominations/import?callId=${of.id}`}>
            {t('Nhập đề nghị từ Excel', 'Import nominations')}
          </LinkButton>
        ) : null}
        <LinkButton href={`/nominations?callId=${of.id}`}>{t('Các đề nghị', 'Nominations')}</LinkButton>
        {of.complete > 0 ? (
          <Act command={createList} request={request} href={`/commendation-lists/new?callId=${of.id}`}>
            {t('Lập danh sách đề nghị', 'Make a list')}
          </Act>
        ) : null}
        {of.state === 'draft' ? (
          <Act command={editCall} request={request} href={`${at}/${of.id}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
        ) : null}
        {chosen === undefined
          ? acts
              .open(request, of)
              .map((key) => (
                <LinkButton href={`${at}/${of.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
              ))
          : null}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <>
        <Section title={t('Thông tin chung', 'General information')} id="about">
          <Facts
            columns={2}
            items={[
              [t(callFields.labels.contents), <span class="whitespace-pre-line">{of.contents}</span>],
              facts.opensOn,
              facts.closesOn,
              facts.forGroups,
              facts.forPersons,
              [t('Ai đề nghị', 'Who nominates'), whoNominates(of, t)],
              [
                t(callFields.labels.appraisalRuleId),
                of.appraisalRule ?? t('Không có hội đồng', 'No council'),
              ],
              ...(of.line === null ? [] : [[t(callFields.labels.lineId), of.line] as const]),
              ...(of.reason === null ? [] : [[t('Lý do', 'Reason'), of.reason] as const]),
            ]}
          />
        </Section>
        {of.lists.length === 0 ? null : (
          <Section title={t('Các danh sách của đợt', 'Lists of the call')} id="lists">
            <ul class="grid gap-2">
              {of.lists.map((one) => (
                <li>
                  <a href={`/commendation-lists/${one.id}`}>{one.title}</a>{' '}
                  <StateBadge of={listStates} is={one.state} t={t} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        <RuleList rules={of.rules} t={t} />
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Văn bản', 'Document'),
      files: of.file === null ? [] : [{ what: t(callFields.labels.fileId), file: of.file }],
    }),
  })
}

export const callPages = [
  page({ route: `GET ${at}/{id}`, for: showCall, run: (request) => view(request) }),
  ...acts.receivers(view),
]
