import { planChooser } from '../plan/index.ts'
import { yearSpan } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page, type View } from '../platform/page.ts'
import { Badge, FileLink, LinkButton, listPage, Moment, Notice, StateBadge } from '../ui/index.ts'
import { batchStates } from './batch-states.ts'
import { listBatches, takeoverSteps } from './queries.ts'
import { stepOf, steps } from './steps.ts'
import { templateOf } from './template.ts'

/* The guided page of a take-over, its templates and the history of its batches. */

export const takeoverCrumb = (t: Translate) => ({
  label: t('Tiếp nhận số liệu cũ', 'Take-over of old data'),
  href: '/takeover',
})

type Come = Output<typeof takeoverSteps>['steps'][number]

/** How far a step has come, in words. */
function Standing({ come, request: { t, language } }: { come: Come; request: PageRequest }) {
  const rows = { vi: formatNumber(come.rows, 'vi'), en: formatNumber(come.rows, 'en') }
  return (
    <p class="flex flex-wrap gap-2">
      {come.rows === 0 ? (
        <Badge>{t('Chưa có dòng nào', 'No row yet')}</Badge>
      ) : (
        <Badge tone="success">{t(`Đã tiếp nhận ${rows.vi} dòng`, `${rows.en} rows taken over`)}</Badge>
      )}
      {come.waiting === 0 ? null : (
        <Badge tone="warning">
          {t(
            `${formatNumber(come.waiting, language)} lô chờ duyệt`,
            `${formatNumber(come.waiting, language)} batches wait`,
          )}
        </Badge>
      )}
    </p>
  )
}

/** Says which steps can be done before there is a plan, and which wait for one. */
function WithoutPlan({ request: { t }, come }: { request: PageRequest; come: readonly Come[] }) {
  const names = (ofPlan: boolean) =>
    come
      .filter((one) => one.ofPlan === ofPlan)
      .map(({ key }) => stepOf(key).name)
      .reduce((all, name) => ({ vi: [...all.vi, name.vi], en: [...all.en, name.en] }), {
        vi: [] as string[],
        en: [] as string[],
      })
  const [now, then] = [names(false), names(true)]
  return (
    <Notice tone="info" title={t('Chưa có kế hoạch được chấp nhận', 'No plan has been accepted yet')}>
      <p class="max-w-prose">
        {t(
          `Tiếp nhận được ngay: ${now.vi.join(', ')}. Các bước khác thuộc về một kế hoạch nên cần kế hoạch trước: ${then.vi.join(', ')}. `,
          `Can be taken over now: ${now.en.join(', ')}. The other steps are of a plan, which has to come first: ${then.en.join(', ')}. `,
        )}
        <a href="/plan-drafts">{t('Đưa kế hoạch vào', 'Bring the plan in')}</a>
      </p>
    </Notice>
  )
}

async function guideView(request: PageRequest): Promise<View> {
  const { t } = request
  const { plan, steps: come } = await request.execute(takeoverSteps, {})
  const waiting = come.some((step) => step.waiting > 0)
  return {
    title: t('Tiếp nhận số liệu cũ', 'Take-over of old data'),
    lead: t(
      'Hồ sơ, kinh phí, chứng nhận, lớp học của các năm trước đang ở bảng tính được đưa vào theo từng bước; mỗi tệp được kiểm tra từng dòng, người khác duyệt rồi mới ghi.',
      'Applications, money, certificates and courses of past years come in from sheets step by step; each file is checked row by row and written once another person approves it.',
    ),
    actions: (
      <>
        <LinkButton href="/takeover/imports">{t('Các lô đã lập', 'History of batches')}</LinkButton>
        <LinkButton href="/takeover/template">
          {t('Tệp mẫu đủ các trang', 'Template with all sheets')}
        </LinkButton>
      </>
    ),
    body: (
      <>
        {plan === null ? <WithoutPlan request={request} come={come} /> : await planChooser(request, plan.id)}
        {plan === null ? null : (
          <p class="mb-4">
            {t('Số liệu thuộc', 'The data belong to')}{' '}
            <b>
              {t('Kế hoạch', 'Plan')} {plan.number} ({yearSpan(plan.firstYear, plan.lastYear)})
            </b>
            .
          </p>
        )}
        {waiting ? (
          <Notice tone="warning">
            <a href="/takeover/imports?state=proposed">
              {t('Có lô đang chờ người khác duyệt.', 'Batches wait for another person to approve them.')}
            </a>
          </Notice>
        ) : null}
        <ol class="grid gap-4">
          {come.map((one, at) => {
            const step = stepOf(one.key)
            const check = `/takeover/${one.key}/check`
            return (
              <li class="panel" id={`step-${one.key}`}>
                <div class="flex flex-wrap items-baseline justify-between gap-3">
                  <h2>
                    {at + 1}. {t(step.name)}
                  </h2>
                  <Standing come={one} request={request} />
                </div>
                <p class="mt-2">{t(step.needs)}</p>
                {plan === null && one.ofPlan ? (
                  <p class="mt-2">
                    <Badge tone="info">{t('Cần có kế hoạch', 'Needs a plan')}</Badge>
                  </p>
                ) : null}
                <p class="no-print mt-3 flex flex-wrap gap-3">
                  {request.mayOpen(check) && (plan !== null || !one.ofPlan) ? (
                    <LinkButton href={check} kind="primary" small>
                      {t('Kiểm tra tệp', 'Check a file')}
                    </LinkButton>
                  ) : null}
                  <LinkButton href={`/takeover/${one.key}/template`} small>
                    {t('Tệp mẫu', 'Template')}
                  </LinkButton>
                  {one.approved + one.waiting === 0 ? null : (
                    <LinkButton href={`/takeover/imports?step=${one.key}`} small>
                      {t('Các lô của bước', 'Batches of this step')}
                    </LinkButton>
                  )}
                </p>
              </li>
            )
          })}
        </ol>
      </>
    ),
  }
}

export const guidePage = page({
  route: 'GET /takeover',
  for: takeoverSteps,
  place: { group: 'work', order: 60, label: words('Tiếp nhận số liệu cũ', 'Take-over of old data') },
  run: guideView,
})

export const wholeTemplate = page({
  route: 'GET /takeover/template',
  for: takeoverSteps,
  run: ({ language }) => templateOf(steps, language),
})

export const stepTemplate = page({
  route: 'GET /takeover/{step}/template',
  for: takeoverSteps,
  run: ({ language, params }) => templateOf([stepOf(params.step ?? '')], language),
})

export const batchesPage = listPage({
  route: 'GET /takeover/imports',
  title: words('Các lô tiếp nhận', 'Batches of the take-over'),
  lead: words(
    'Mỗi lô là một tệp đã kiểm tra, do một người trình và người khác duyệt; hoàn tác được cả lô khi chưa có gì dựa trên đó.',
    'Each batch is a checked file that one person proposed and another approved; it can be undone whole while nothing stands on it.',
  ),
  query: listBatches,
  breadcrumbs: ({ t }) => [takeoverCrumb(t)],
  filters: ({ t }) => [
    {
      name: 'step',
      kind: 'select',
      label: words('Bước', 'Step'),
      choices: steps.map(({ key, name }) => ({ value: key, label: t(name) })),
    },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: batchStates.choices(t) },
  ],
  columns: ({ t }) => [
    {
      key: 'id',
      label: words('Lô', 'Batch'),
      value: (row) => row.id,
      cell: (row) => <a href={`/takeover/imports/${row.id}`}>{row.id}</a>,
    },
    { key: 'step', label: words('Bước', 'Step'), value: (row) => t(stepOf(row.step).name) },
    {
      key: 'file',
      label: words('Tệp', 'File'),
      value: (row) => row.file.name,
      cell: (row) => <FileLink file={row.file} t={t} />,
    },
    { key: 'rows', label: words('Số dòng', 'Number of rows'), kind: 'number', value: (row) => row.rows },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => t(batchStates.names[row.state]),
      cell: (row) => <StateBadge of={batchStates} is={row.state} t={t} />,
    },
    {
      key: 'proposed',
      label: words('Người tiếp nhận', 'Taken over by'),
      value: (row) => row.proposedBy,
      cell: (row) => (
        <>
          {row.proposedBy} · <Moment at={row.proposedAt} />
        </>
      ),
    },
    {
      key: 'settled',
      label: words('Người duyệt', 'Approved by'),
      value: (row) => row.settledBy,
      cell: (row) =>
        row.settledAt === null ? (
          '—'
        ) : (
          <>
            {row.settledBy} · <Moment at={row.settledAt} />
          </>
        ),
    },
  ],
})
