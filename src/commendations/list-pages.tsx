import { listAgencies } from '../agencies/index.ts'
import { whyApart } from '../controls/index.ts'
import { documentDownload } from '../documents/write/export.ts'
import { AskFields, OpinionRounds } from '../opinions/index.ts'
import { addDays, formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { issueCertificates } from './certificates.ts'
import { calledNominee } from './councils.ts'
import { listFile } from './document.ts'
import { decisionFields, forwardFields, listFields, listStates, submissionFields } from './fields.ts'
import {
  askListOpinions,
  createList,
  decidedApart,
  decideList,
  dropList,
  forwardList,
  returnList,
  submitList,
  tieMoney,
} from './list-commands.ts'
import { at, crumbs } from './list-list.tsx'
import { Members } from './list-members.tsx'
import { type ShownList, showList } from './list-queries.ts'
import { listNominations } from './nomination-queries.ts'

/* One list of nominees with its acts, and the forms that make one and ask for opinions on it. */

export const listMade = formPage({
  command: createList,
  address: `${at}/new`,
  record: async (request) => {
    const callId = Number(request.url.searchParams.get('callId') ?? '') || undefined
    const { rows } = await request.execute(listNominations, {
      ...{ state: 'complete', limit: 1000, plan: 'all' },
      ...(callId === undefined ? {} : { callId }),
    })
    return { callId: callId ?? rows[0]?.callId, rows }
  },
  title: words('Lập danh sách đề nghị khen thưởng', 'Make a list of nominees'),
  crumbs,
  initial: ({ callId, rows }) => ({
    callId: callId === undefined ? undefined : String(callId),
    title: rows[0]?.call,
    nominations: rows.filter((row) => row.callId === callId).map(({ id }) => String(id)),
  }),
  fields: ({ f, t, form, record: { callId, rows } }) => {
    const typed = Number([form.values.callId ?? ''].flat()[0]) || callId
    return (
      <>
        {f.hidden('callId', typed ?? '')}
        {listFields.form(f, t)}
        {f.checks('nominations', {
          label: t('Các đề nghị đủ hồ sơ', 'Nominations that are complete'),
          choices: rows
            .filter((row) => row.callId === typed)
            .map((row) => ({ value: row.id, label: calledNominee(row) })),
        })}
      </>
    )
  },
  submit: words('Lập danh sách', 'Make the list'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã lập; xin lấy ý kiến, đưa ra hội đồng hoặc trình.',
      'It is made; ask for opinions, put it before a council, or submit it.',
    ),
  }),
})

const ofList = (request: PageRequest) => request.execute(showList, { id: numberOf(request, 'id') })

export const opinionsAsked = formPage({
  command: askListOpinions,
  address: `${at}/{id}/rounds/new`,
  record: async (request) => ({
    of: await ofList(request),
    agencies: (await request.execute(listAgencies, { state: 'living', limit: 1000 })).rows,
  }),
  title: words('Xin ý kiến về danh sách đề nghị', 'Ask for opinions on a list of nominees'),
  lead: ({ record }) => record.of.title,
  crumbs: (request, { of }) => [...crumbs(request), { label: of.title, href: `${at}/${of.id}` }],
  initial: (_record, { system }) => ({ dueOn: formatDate(addDays(today(system.now()), 10)) }),
  fields: ({ f, t, record: { of, agencies } }) => (
    <>
      {f.hidden('version', of.version)}
      <AskFields f={f} t={t} agencies={agencies} />
    </>
  ),
  submit: words('Gửi', 'Send'),
  cancel: ({ of }) => `${at}/${of.id}`,
  done: ({ id }) => ({ to: `${at}/${id}`, message: words('Đã gửi xin ý kiến.', 'Opinions are asked for.') }),
})

type ActKey = 'submit' | 'forward' | 'return' | 'decide' | 'certify' | 'money' | 'drop'
const listed = ({ members }: ShownList) => members.filter(({ state }) => state === 'listed')

const acts = actsOf<ShownList, ActKey>('/commendation-lists/{id}', {
  submit: act(submitList, {
    title: words('Trình cơ quan nội vụ', 'Submit to home affairs'),
    path: 'submission',
    open: ({ state }) => state === 'draft' || state === 'returned',
    initial: (_of, { system }) => ({ submittedOn: formatDate(today(system.now())) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {submissionFields.form(f, t)}
      </>
    ),
    done: words('Đã trình; cơ quan nội vụ được báo.', 'It is submitted; home affairs is told.'),
  }),
  forward: act(forwardList, {
    title: words('Trình UBND tỉnh', "Forward to the People's Committee"),
    path: 'forwarding',
    open: ({ state }) => state === 'submitted',
    initial: (_of, { system }) => ({ forwardedOn: formatDate(today(system.now())) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {forwardFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi trình UBND tỉnh.', "It is forwarded to the People's Committee."),
  }),
  return: act(returnList, {
    title: words('Trả lại danh sách', 'Send the list back'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'submitted',
    fields: reasonFields,
    done: words('Đã trả lại danh sách.', 'The list is returned.'),
  }),
  decide: act(decideList, {
    title: words('Ghi quyết định khen thưởng', 'Record the decision to commend'),
    path: 'decision',
    open: ({ state }) => state === 'forwarded',
    held: ({ id }, request) => whyApart(request, decidedApart, id),
    initial: (of, { system }) => ({
      decidedOn: formatDate(today(system.now())),
      commended: listed(of).map(({ id }) => String(id)),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.checks('commended', {
          label: t('Được khen thưởng', 'Commended'),
          choices: listed(record).map((one) => ({ value: one.id, label: calledNominee(one) })),
        })}
        {decisionFields.form(f, t)}
        {f.area('reason', { label: t('Lý do với người không được khen', 'Why the others are not'), rows: 2 })}
      </>
    ),
    done: words('Đã ghi quyết định khen thưởng.', 'The decision to commend is entered.'),
  }),
  certify: act(issueCertificates, {
    title: words('Tạo giấy chứng nhận', 'Make the certificates'),
    path: 'certificates',
    open: ({ members }) => members.some(({ state, certified }) => state === 'commended' && !certified),
    fields: ({ t }) => (
      <p class="hint">
        {t(
          'Mỗi tập thể, cá nhân được khen một tệp Word theo mẫu đang dùng.',
          'A Word file for each who is commended, by the template in use.',
        )}
      </p>
    ),
    done: words('Đã tạo giấy chứng nhận.', 'The certificates are made.'),
  }),
  money: act(tieMoney, {
    title: words('Gắn cam kết chi', 'Tie the commitment that pays'),
    path: 'commitment',
    open: ({ lineId, commitmentId, state }) =>
      lineId !== null && commitmentId === null && state !== 'dropped',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.select('commitmentId', {
          label: t('Cam kết chi khen thưởng', 'Commitment that pays for commendation'),
          choices: record.commitments.map(({ id, label }) => ({ value: id, label })),
          empty: t('Chọn cam kết của mục dự toán', 'Choose a commitment of the line'),
        })}
      </>
    ),
    done: words('Đã gắn cam kết chi.', 'The commitment is tied.'),
  }),
  drop: act(dropList, {
    title: words('Thôi danh sách', 'Drop the list'),
    path: 'dropping',
    kind: 'danger',
    open: ({ state }) => state === 'draft' || state === 'returned',
    fields: reasonFields,
    done: words(
      'Đã thôi danh sách; các đề nghị chờ danh sách khác.',
      'The list is dropped; its nominations wait for another one.',
    ),
  }),
})
/** What is asked for by its button alone, never proposed. */
const aside: readonly ActKey[] = ['return', 'drop', 'money', 'certify']

function stepsOfList(of: ShownList, request: PageRequest) {
  const { t } = request
  const { state } = of
  return stepsOf<ShownList['state']>(
    (['draft', 'submitted', 'forwarded', 'decided'] as const).map((key) => [key, t(listStates.names[key])]),
    state === 'returned' ? 'submitted' : state,
    { draft: of.begunOn, submitted: of.submittedOn, forwarded: of.forwardedOn, decided: of.decidedOn },
    state === 'dropped' ? { after: 'draft', label: t(listStates.names.dropped), ends: true } : undefined,
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const of = await ofList(request)
  const first = acts.chosen(request, of, sent)
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = first !== undefined && (wished || !aside.includes(first)) ? first : undefined
  const { appraisal } = of
  return recordView({
    title: of.title,
    lead: t(of.form, of.formEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'commendation_list', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={listStates} is={of.state} t={t} /> },
      steps: stepsOfList(of, request),
    },
    finished: of.state === 'decided' || of.state === 'dropped',
    actions: (
      <>
        {of.state === 'draft' ? (
          <Act command={askListOpinions} request={request} href={`${at}/${of.id}/rounds/new`}>
            {t('Gửi xin ý kiến', 'Ask for opinions')}
          </Act>
        ) : null}
        {of.byCouncil && appraisal === null && of.state === 'draft' && request.mayOpen('/councils') ? (
          <LinkButton href="/councils">{t('Đưa ra hội đồng', 'Put it before a council')}</LinkButton>
        ) : null}
        {request.mayOpen(`${at}/${of.id}/document.docx`) ? (
          <>
            <LinkButton href={`${at}/${of.id}/document.docx`}>DOCX</LinkButton>
            <LinkButton href={`${at}/${of.id}/document.pdf`}>PDF</LinkButton>
          </>
        ) : null}
        {acts
          .open(request, of)
          .filter((key) => key !== chosen)
          .map((key) => (
            <LinkButton href={`${at}/${of.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
          ))}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <>
        <Section title={t('Trình và quyết định', 'Submission and decision')} id="about">
          <Facts
            columns={2}
            items={
              [
                [
                  t('Đợt đề nghị khen thưởng', 'Calls for nominations'),
                  <OpenLink request={request} href={`/commendation-calls/${of.callId}`}>
                    {of.call}
                  </OpenLink>,
                ],
                [
                  t('Kết luận của hội đồng', 'What the council concludes'),
                  appraisal === null ? (
                    of.byCouncil ? (
                      t('Chưa ra hội đồng', 'Not before a council yet')
                    ) : (
                      t('Không có hội đồng', 'No council')
                    )
                  ) : (
                    <OpenLink request={request} href={`/appraisals/${appraisal.id}`}>
                      {appraisal.concluded
                        ? t('Hội đồng đã kết luận', 'The council concluded')
                        : t('Hội đồng đang xét', 'Before the council')}
                    </OpenLink>
                  ),
                ],
                [t(submissionFields.labels.submission), of.submission],
                [
                  t(submissionFields.labels.submittedOn),
                  of.submittedOn === null ? null : formatDate(of.submittedOn),
                ],
                [t('Cơ quan nội vụ yêu cầu', 'Asked for by home affairs'), of.remark],
                [t(forwardFields.labels.forwardNumber), of.forwardNumber],
                [
                  t(forwardFields.labels.forwardedOn),
                  of.forwardedOn === null ? null : formatDate(of.forwardedOn),
                ],
                [t(decisionFields.labels.decisionNumber), of.decisionNumber],
                [t(decisionFields.labels.decidedOn), of.decidedOn === null ? null : formatDate(of.decidedOn)],
                [t('Mục dự toán chi trả', 'Line of the budget that pays'), of.line],
                [
                  t('Cam kết chi khen thưởng', 'Commitment that pays for commendation'),
                  of.commitmentId === null ? null : (
                    <OpenLink request={request} href={`/budget/commitments/${of.commitmentId}`}>
                      {of.commitment}
                    </OpenLink>
                  ),
                ],
                [t('Lý do', 'Reason'), of.reason],
              ].filter(([, value]) => value !== null) as [string, string][]
            }
          />
        </Section>
        <Members request={request} of={of} />
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Văn bản', 'Document'),
      files: [
        { what: t(submissionFields.labels.submissionFileId), file: of.submissionFile },
        { what: t(decisionFields.labels.decisionFileId), file: of.decisionFile },
      ].flatMap(({ what, file }) => (file === null ? [] : [{ what, file }])),
    }),
    rest: <OpinionRounds rounds={of.rounds} request={request} />,
  })
}

export const listPages = [
  page({ route: `GET ${at}/{id}`, for: showList, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...(['docx', 'pdf'] as const).map((format) =>
    page({
      route: `GET ${at}/{id}/document.${format}`,
      for: listFile,
      run: async (request) =>
        documentDownload(request, await request.execute(listFile, { id: request.params.id, format })),
    }),
  ),
]
