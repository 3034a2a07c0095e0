import type { Child } from 'hono/jsx'
import { holds, signedIn } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type PageRequest,
  type PageResult,
  page,
  submit,
  type View,
} from '../platform/page.ts'
import { Badge, Day, Dong, Facts, FileLink, LinkButton, Section, StateBadge, Table } from '../ui/index.ts'
import { type Act, ActionForm, acts, actTitles, type Shown } from './action-forms.tsx'
import { appraiseApplication, checkApplication, decideApplication, withdrawApplication } from './commands.ts'
import { crumbs } from './list-pages.tsx'
import { showApplication } from './queries.ts'
import { outcomes } from './rules.ts'
import { applicationStates } from './states.ts'

/** The forms open to this user on this application; the first is the next step. */
function actsFor(request: PageRequest, application: Shown): Act[] {
  const can = (action: Shown['actions'][number]) => application.actions.includes(action)
  const open: Act[] = []
  if (holds(request.actor, ['coordinator'])) {
    if (can('check')) open.push('check')
    if (application.state === 'checked') open.push('appraise')
  }
  if (holds(request.actor, ['coordinator', 'leader']) && can('refuse')) open.push('decide')
  if (holds(request.actor, ['coordinator'])) {
    if (can('appraise') && application.state !== 'checked') open.push('appraise')
    if (can('return') && application.state === 'checked') open.push('return')
  }
  if (holds(request.actor, ['coordinator', 'enterprise']) && can('withdraw')) open.push('withdraw')
  return open
}

export const showPage = page({
  route: 'GET /applications/{id}',
  may: signedIn,
  run: (request) => showView(request, null, null),
})

const receivers = [
  {
    act: 'check',
    path: 'check',
    command: checkApplication,
    done: words('Đã ghi kết quả kiểm tra.', 'The check is recorded.'),
  },
  {
    act: 'return',
    path: 'return',
    command: checkApplication,
    done: words('Đã trả lại hồ sơ.', 'The application is returned.'),
  },
  {
    act: 'appraise',
    path: 'appraisal',
    command: appraiseApplication,
    done: words('Đã ghi kết quả thẩm định.', 'The appraisal is recorded.'),
  },
  {
    act: 'decide',
    path: 'decision',
    command: decideApplication,
    done: words('Đã ghi quyết định.', 'The decision is recorded.'),
  },
  {
    act: 'withdraw',
    path: 'withdrawal',
    command: withdrawApplication,
    done: words('Đã rút hồ sơ.', 'The application is withdrawn.'),
  },
] as const

export const actReceivers = receivers.map(({ act, path, command, done }) =>
  page({
    route: `POST /applications/{id}/${path}`,
    for: command,
    run: (request): Promise<PageResult> => {
      const handlers = {
        input: (values: FormState['values']) => ({
          ...values,
          id: request.params.id,
          ...(act === 'return' ? { outcome: 'returned' } : {}),
        }),
        done: () => ({ to: `/applications/${request.params.id}`, message: request.t(done) }),
        again: (form: FormState) => showView(request, act, form),
      }
      // Each command has its own types, so each is named.
      if (command === appraiseApplication) return submit(request, appraiseApplication, handlers)
      if (command === decideApplication) return submit(request, decideApplication, handlers)
      if (command === withdrawApplication) return submit(request, withdrawApplication, handlers)
      return submit(request, checkApplication, handlers)
    },
  }),
)

async function showView(request: PageRequest, act: Act | null, form: FormState | null): Promise<View> {
  const { t, url } = request
  const application = await request.execute(showApplication, { id: request.params.id })
  const open = actsFor(request, application)
  const wished = act ?? acts.find((other) => other === url.searchParams.get('do'))
  // A form that was sent is shown again even if the state has moved on meanwhile: what was typed must not be lost.
  const chosen = act ?? open.find((other) => other === wished) ?? open.find((other) => other !== 'withdraw')
  const editable = holds(request.actor, ['coordinator', 'enterprise']) && application.actions.includes('edit')
  return {
    title: t(`Hồ sơ số ${application.id}`, `Application ${application.id}`),
    lead: `${application.enterprise} · ${t(application.content, application.contentEn)}`,
    breadcrumbs: crumbs(t),
    actions: (
      <>
        {editable ? (
          <LinkButton
            href={`/applications/${application.id}/edit`}
            kind={chosen === undefined ? 'primary' : 'plain'}
          >
            {application.state === 'returned'
              ? t('Bổ sung, nộp lại', 'Complete and file again')
              : t('Sửa', 'Edit')}
          </LinkButton>
        ) : null}
        {chosen === undefined && open.includes('withdraw') ? (
          <LinkButton href={`/applications/${application.id}?do=withdraw#act`} kind="danger">
            {t(actTitles.withdraw)}
          </LinkButton>
        ) : null}
        {application.turnId === null ? null : (
          <LinkButton href={`/support/${application.turnId}`} kind="primary">
            {t('Xem lượt hỗ trợ', 'Show the support turn')}
          </LinkButton>
        )}
      </>
    ),
    body: (
      <>
        <Summary request={request} application={application} />
        {chosen === undefined ? null : (
          <ActionForm
            request={request}
            application={application}
            act={chosen}
            others={open.filter((other) => other !== chosen)}
            form={form ?? freshForm(proposal(application, chosen))}
          />
        )}
        <Findings request={request} application={application} />
        <Priority request={request} application={application} />
        <Appraisal request={request} application={application} />
        <Decision request={request} application={application} />
      </>
    ),
  }
}

function proposal(application: Shown, act: Act): FormState['values'] {
  if (act === 'check') return { outcome: 'checked' }
  if (act === 'appraise') return { amount: String(application.appraised ?? application.requested) }
  return {}
}

interface Part {
  readonly request: PageRequest
  readonly application: Shown
}

function Summary({ request: { t, language, actor }, application }: Part) {
  const enterprise: Child =
    actor.enterpriseId === null ? (
      <a href={`/enterprises/${application.enterpriseId}`}>{application.enterprise}</a>
    ) : (
      application.enterprise
    )
  return (
    <Section title={t('Nội dung hồ sơ', 'Content of the application')} id="summary">
      <Facts
        columns={3}
        items={[
          [t('Tình trạng', 'State'), <StateBadge of={applicationStates} is={application.state} t={t} />],
          [t('Doanh nghiệp', 'Enterprise'), enterprise],
          [t('Mã số thuế', 'Tax code'), application.taxCode],
          [t('Nội dung', 'Content'), t(application.content, application.contentEn)],
          [t('Năm', 'Year'), String(application.year)],
          [t('Ngày nộp', 'Filed on'), <Day day={application.filedOn} />],
          [t('Kinh phí đề nghị', 'Requested'), <Dong amount={application.requested} language={language} />],
          [
            t('Kinh phí của doanh nghiệp', 'Own funds of the enterprise'),
            <Dong amount={application.ownFunds} language={language} />,
          ],
          [t('Hồ sơ kèm theo', 'Papers of the application'), <FileLink file={application.file} t={t} />],
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
  return (
    <Section
      title={t('Các điều kiện', 'Conditions')}
      id="findings"
      lead={t(
        'Từng quy định được áp dụng, căn cứ, dữ liệu đã xét và kết quả.',
        'Each rule applied, its source, what it looked at and how it came out.',
      )}
    >
      <Table caption={t('Các điều kiện', 'Conditions')} stack>
        <thead>
          <tr>
            <th>{t('Điều kiện', 'Condition')}</th>
            <th>{t('Kết quả', 'Result')}</th>
            <th>{t('Đã xét', 'Considered')}</th>
            <th>{t('Căn cứ', 'Basis')}</th>
          </tr>
        </thead>
        <tbody>
          {application.findings.map((finding) => (
            <tr>
              <td data-label={t('Điều kiện', 'Condition')}>{t(finding.name)}</td>
              <td data-label={t('Kết quả', 'Result')}>
                <StateBadge of={outcomes} is={finding.outcome} t={t} />
              </td>
              <td data-label={t('Đã xét', 'Considered')}>{t(finding.words)}</td>
              <td data-label={t('Căn cứ', 'Basis')}>{t(finding.source)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function Priority({ request: { t, actor }, application }: Part) {
  const { place } = application
  return (
    <Section
      title={t('Thứ tự ưu tiên', 'Order of priority')}
      id="priority"
      lead={t(
        `Kế hoạch ${application.planNumber}, mục II.2.`,
        `Plan ${application.planNumber}, section II.2.`,
      )}
      actions={
        actor.enterpriseId === null ? (
          <a href={`/applications/ranking?year=${application.year}`}>
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
          {t(place.reason)}
        </p>
      )}
      <ul class="grid gap-2">
        {application.criteria.map((criterion) => (
          <li class="flex items-baseline gap-2">
            {criterion.met ? (
              <Badge tone="success">{t('Đạt', 'Met')}</Badge>
            ) : criterion.declared ? (
              <Badge tone="warning">{t('Tự khai, chờ xác nhận', 'Declared, to be confirmed')}</Badge>
            ) : (
              <Badge>{t('Không đạt', 'Not met')}</Badge>
            )}
            <span>
              <b>{criterion.code})</b> {t(criterion.text, criterion.textEn)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Appraisal({ request: { t, language }, application: { appraisal } }: Part) {
  if (appraisal === null) return null
  return (
    <Section title={t('Thẩm định', 'Appraisal')} id="appraisal">
      <Facts
        columns={1}
        items={[
          [t('Mức đề xuất', 'Proposed amount'), <Dong amount={appraisal.amount} language={language} />],
          [t('Ý kiến', 'Opinion'), <span class="whitespace-pre-line">{appraisal.note}</span>],
          [
            t('Thứ tự khi thẩm định', 'Rank as seen then'),
            `${t(`Hạng ${appraisal.rank} trên ${appraisal.of}.`, `Rank ${appraisal.rank} of ${appraisal.of}.`)} ${t(appraisal.reason)}`,
          ],
        ]}
      />
    </Section>
  )
}

function Decision({ request: { t }, application }: Part) {
  const { decision } = application
  if (decision === null) return null
  const withdrawn = application.state === 'withdrawn'
  return (
    <Section
      title={withdrawn ? t('Việc rút hồ sơ', 'Withdrawal of the application') : t('Quyết định', 'Decision')}
      id="decision"
    >
      <Facts
        columns={1}
        items={[
          [t('Kết quả', 'Result'), <StateBadge of={applicationStates} is={application.state} t={t} />],
          ...(decision.on === null
            ? []
            : [[t('Văn bản', 'Document'), `${decision.number ?? '—'}, ${formatDate(decision.on)}`] as const]),
          [t('Lý do', 'Reason'), <span class="whitespace-pre-line">{decision.reason}</span>],
          ...(decision.file === null
            ? []
            : [[t('Tệp', 'File'), <FileLink file={decision.file} t={t} />] as const]),
        ]}
      />
    </Section>
  )
}
