import type { Child } from 'hono/jsx'
import { CriterionState, proofStep } from '../enterprises/index.ts'
import { listGuide } from '../guide/index.ts'
import { TakenOverMark } from '../imports/index.ts'
import { citedPlan, MovedMark, moveButton } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page, type RecordHead, receiver, type View } from '../platform/page.ts'
import { Documents } from '../templates/index.ts'
import {
  Act,
  Conditions,
  Day,
  Dong,
  Evidence,
  Facts,
  LinkButton,
  OpenLink,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { type ActKey, applicationActs, type Shown } from './acts.tsx'
import { decisionCorrection } from './decision-correction.tsx'
import { applicationFields } from './fields.ts'
import { editApplication } from './file.ts'
import { Filings, SameAgain } from './filings-view.tsx'
import { crumbs } from './list-pages.tsx'
import { withdrawObjection } from './objections.ts'
import { Objections } from './objections-view.tsx'
import { removeApplicationPaper } from './papers.ts'
import { Papers } from './papers-pages.tsx'
import { showApplication } from './queries.ts'
import { rankApplications } from './rank-queries.ts'
import { outcomes } from './rules.ts'
import { Appraisal, Appraisers, Decision, type Part } from './show-sections.tsx'
import { applicationStates, openStates } from './states.ts'

export const showPage = page({
  route: 'GET /applications/{id}',
  for: showApplication,
  run: (request) => showView(request),
})

export const actReceivers = applicationActs.receivers(showView)

export const paperRemovedLater = receiver({
  command: removeApplicationPaper,
  address: '/applications/{id}/papers/{paper}/removal',
  again: (request) => showView(request),
  done: ({ id }) => ({ to: `/applications/${id}#papers`, message: words('Đã bỏ.', 'Removed.') }),
})

async function showView(request: PageRequest, sent?: Sent<ActKey>): Promise<View> {
  const { t } = request
  const application = await request.execute(showApplication, { id: request.params.id })
  const open = applicationActs.open(request, application)
  const next = applicationActs.chosen(request, application, sent)
  // what was granted is the usual end: an objection to its amount is opened by its button alone
  const unasked = sent === undefined && !request.url.searchParams.has('do')
  const chosen = application.state === 'accepted' && next === 'object' && unasked ? undefined : next
  const settled = !openStates.includes(application.state)
  return recordView({
    title: t(`Hồ sơ số ${application.id}`, `Application ${application.id}`),
    lead: `${application.enterprise} · ${t(application.content, application.contentEn)}`,
    breadcrumbs: crumbs(t),
    head: headOf(application, t),
    actions: (
      <>
        {application.actions.includes('edit') ? (
          <Act
            command={editApplication}
            request={request}
            href={`/applications/${application.id}/edit`}
            kind={chosen === undefined ? 'primary' : 'plain'}
          >
            {application.state === 'returned'
              ? t('Bổ sung, nộp lại', 'Complete and file again')
              : t('Sửa', 'Edit')}
          </Act>
        ) : null}
        {application.decidedOn === null ? null : await decisionCorrection.button(request, application.id)}
        {chosen === undefined && open.includes('withdraw') ? (
          <LinkButton href={`/applications/${application.id}?do=withdraw#act`} kind="danger">
            {t(applicationActs.title('withdraw'))}
          </LinkButton>
        ) : null}
        {settled ? null : await moveButton(request, 'application', application.id, application.planId)}
        {application.turnId === null ? null : (
          <LinkButton href={`/support/${application.turnId}`} kind="primary">
            {t('Xem lượt hỗ trợ', 'Show the support turn')}
          </LinkButton>
        )}
      </>
    ),
    marks: (
      <>
        <TakenOverMark mark={application.takenOver} request={request} />
        {request.actor.enterpriseId === null ? <SameAgain filings={application.filings} t={t} /> : null}
        <MovedMark moves={application.moves} t={t} />
      </>
    ),
    act: chosen === undefined ? null : await applicationActs.form(request, application, chosen, sent),
    finished: settled && sent === undefined,
    decision: (
      <>
        <Appraisers request={request} application={application} />
        <Decision request={request} application={application} />
        <Appraisal request={request} application={application} />
      </>
    ),
    summary: await Summary({ request, application }),
    conditions: <Findings request={request} application={application} />,
    evidence: await Evidence({
      request,
      title: t('Hồ sơ, văn bản kèm theo', 'Papers'),
      files: [
        { what: t('Hồ sơ kèm theo', 'Papers of the application'), file: application.file },
        ...application.papers.map(({ name, file }) => ({ what: name, file })),
        { what: t('Văn bản quyết định', 'The decision document'), file: application.decision?.file ?? null },
      ],
    }),
    rest: (
      <>
        <Documents request={request} title={t('Thư báo', 'Letters')} documents={application.letters} />
        <Objections request={request} application={application} />
        <Papers request={request} application={application} />
        <Filings filings={application.filings} t={t} language={request.language} />
        <Priority request={request} application={application} />
      </>
    ),
  })
}

export const objectionWithdrawn = receiver({
  command: withdrawObjection,
  address: '/applications/{id}/objection-withdrawal',
  again: (request) => showView(request),
  done: ({ id }) => ({
    to: `/applications/${id}#objections`,
    message: words('Đã rút kiến nghị.', 'It is withdrawn.'),
  }),
})

const way = ['filed', 'checked', 'appraised', 'accepted'] as const

/** Where an application stands on its way; a return goes back behind its filing, a refusal or withdrawal ends it. */
function headOf(application: Shown, t: PageRequest['t']): RecordHead {
  const { id, state, filedOn, decidedOn, appraisal } = application
  const label = (key: typeof state) => t(applicationStates.names[key])
  const settled = state === 'refused' || state === 'withdrawn'
  return {
    matters: [{ record: 'application', id }],
    state: { key: state, shown: <StateBadge of={applicationStates} is={state} t={t} /> },
    steps: stepsOf<typeof state>(
      way.map((key) => [key, label(key)]),
      state,
      { ...application.stepDays, filed: filedOn, accepted: decidedOn, refused: decidedOn },
      way.some((key) => key === state)
        ? undefined
        : {
            after: state === 'returned' || appraisal === null ? 'filed' : 'appraised',
            label: label(state),
            ends: settled,
          },
    ),
  }
}

async function Summary({ request, application }: Part) {
  const { t, language, mayOpen } = request
  const guides = (await request.execute(listGuide, { contentId: application.contentId })).rows
  const href = `/enterprises/${application.enterpriseId}`
  const enterprise: Child = mayOpen(href) ? (
    <a href={href}>{application.enterprise}</a>
  ) : (
    application.enterprise
  )
  const {
    year,
    description: _below,
    requested,
    ownFunds,
    ...others
  } = applicationFields.facts(application, t, language)
  return (
    <Section title={t('Nội dung hồ sơ', 'Content of the application')} id="summary">
      <Facts
        columns={3}
        items={[
          [t('Doanh nghiệp', 'Enterprise'), enterprise],
          [t('Mã số thuế', 'Tax code'), application.taxCode],
          ...(application.call === null
            ? []
            : [
                [
                  t('Đợt kêu gọi', 'Calls'),
                  <OpenLink request={request} href={`/calls/${application.call.id}`}>
                    {application.call.title}
                  </OpenLink>,
                ] as const,
              ]),
          ...(application.feeds === null
            ? []
            : [
                [
                  t('Khi được hỗ trợ thì thuộc nhiệm vụ', 'Once supported it is under the task'),
                  <OpenLink request={request} href={`/science-tasks/${application.feeds.taskId}`}>
                    {`${application.feeds.task} · ${application.feeds.content}`}
                  </OpenLink>,
                ] as const,
              ]),
          [
            t('Nội dung', 'Content'),
            <>
              {t(application.content, application.contentEn)}
              {guides.map(({ id, title, titleEn }) => (
                <a class="block" href={`/guide/${id}`}>
                  {t(`Hướng dẫn: ${title}`, `Guide: ${titleEn}`)}
                </a>
              ))}
            </>,
          ],
          year,
          [t('Ngày nộp', 'Filed on'), <Day day={application.filedOn} />],
          [t('Lần nộp', 'Filing'), String(application.round)],
          [requested[0], <Dong amount={application.requested} language={language} />],
          [ownFunds[0], <Dong amount={application.ownFunds} language={language} />],
          ...Object.values<readonly [string, Child]>(others),
          ...(application.lateReason === null
            ? []
            : [
                [
                  t('Lý do nhận hồ sơ của năm đã qua', 'Why it is taken for a year that is over'),
                  application.lateReason,
                ] as const,
              ]),
        ]}
      />
      <p class="mt-4 whitespace-pre-line">{application.description}</p>
      {application.checkNote === null ? null : (
        <p class="mt-3 whitespace-pre-line">
          <b>{t('Ý kiến kiểm tra:', 'Note of the check:')}</b> {application.checkNote}
        </p>
      )}
    </Section>
  )
}

function Findings({ request: { t }, application }: Part) {
  if (application.takenOver !== null && application.findings.length === 0) {
    return (
      <Section title={t('Các điều kiện', 'Conditions')} id="findings">
        <p>
          {t(
            'Hồ sơ tiếp nhận từ sổ cũ: kết quả đã có được ghi lại, các điều kiện không xét lại.',
            'Taken over from old records: its outcome is recorded as it was, the conditions are not judged again.',
          )}
        </p>
      </Section>
    )
  }
  return (
    <Conditions
      title={t('Các điều kiện', 'Conditions')}
      lead={t(
        'Từng quy định được áp dụng, căn cứ, dữ liệu đã xét và kết quả.',
        'Each rule applied, its source, what it looked at and how it came out.',
      )}
      conditions={application.findings.map((finding) => ({
        name: t(finding.name),
        met: finding.outcome === 'met',
        outcome: <StateBadge of={outcomes} is={finding.outcome} t={t} />,
        considered: t(finding.words),
        basis: t(finding.source),
      }))}
      t={t}
    />
  )
}

function Priority({ request, application }: Part) {
  const { t, actor } = request
  const { place } = application
  return (
    <Section
      title={t('Thứ tự ưu tiên', 'Order of priority')}
      id="priority"
      lead={`${t(citedPlan(application.planNumber, application.orderArticle))}.`}
      actions={
        mayRun(actor, rankApplications) ? (
          <a href={`/applications/ranking?plan=${application.planId}&year=${application.year}`}>
            {t('Bảng xếp thứ tự cả năm', "The year's ranked list")}
          </a>
        ) : null
      }
    >
      {place === null ? null : (
        <p class="mb-3">
          <b>
            {t(
              `Hạng ${place.rank} trên ${place.of} hồ sơ năm ${application.year}.`,
              `Rank ${place.rank} of ${place.of} in ${application.year}.`,
            )}
          </b>{' '}
          {t(place.reason)}{' '}
          <OpenLink request={request} href={`/applications/${application.id}/rank`}>
            {t(`Vì sao hạng ${place.rank}?`, `Why rank ${place.rank}?`)}
          </OpenLink>
        </p>
      )}
      <ul class="grid gap-2">
        {application.criteria.map((criterion) => (
          <li class="flex items-baseline gap-2">
            <span class="shrink-0">
              <CriterionState
                criterion={{
                  met: criterion.unknown ? null : criterion.met || criterion.declared,
                  by: criterion.declared ? 'enterprise' : null,
                  proof: criterion.proof,
                }}
                t={t}
              />
            </span>
            <span>
              <b>{criterion.code})</b> {t(criterion.text, criterion.textEn)}{' '}
              <CriterionLink {...{ request, application, criterion }} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** One step to where a criterion is filled in that is not known, or confirmed that was declared; for whoever may. */
function CriterionLink(props: Part & { criterion: Part['application']['criteria'][number] }) {
  const { request, application, criterion } = props
  const { t } = request
  const at = `/enterprises/${application.enterpriseId}`
  const [href, said] = criterion.declared
    ? [
        `/enterprises/criteria?enterpriseId=${application.enterpriseId}`,
        t('Xem minh chứng, xác nhận', 'See the evidence and confirm'),
      ]
    : !criterion.unknown
      ? [null, '']
      : criterion.bySize
        ? [`${at}/years/new`, t('Ghi số liệu năm', 'Record yearly figures')]
        : criterion.proof !== null
          ? proofStep(application.enterpriseId, criterion.proof, request)
          : [`${at}/criteria/${criterion.criterionId}`, t('Ghi nhận', 'Record')]
  if (href === null || !request.mayOpen(href)) return null
  return (
    <a class="inline-block min-h-6" href={href}>
      {said}
      <span class="sr-only">
        {' '}
        {t('tiêu chí', 'criterion')} {criterion.code}
      </span>
    </a>
  )
}
