import type { Child } from 'hono/jsx'
import { whyApart } from '../controls/index.ts'
import { documentDownload } from '../documents/write/export.ts'
import { planColumn, planFilters, planYears } from '../plan/index.ts'
import { today as day, formatDate } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { type Page, type PageRequest, page, type RecordHead, type View } from '../platform/page.ts'
import {
  Act,
  Badge,
  Evidence,
  type EvidenceFile,
  Facts,
  LinkButton,
  listPage,
  Moment,
  Notice,
  recordView,
  Section,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { beginPages, kindChoices } from './begin-pages.tsx'
import { draftReport, editReport, restateReport } from './commands.ts'
import { PeriodicDue } from './due-view.tsx'
import { estimateYear } from './estimating.tsx'
import { periodRules } from './periods.ts'
import { dueReports, listReports, reportDocument, showReport } from './queries.ts'
import { Digest, EvidenceList, NumberAndDate, type Report, ReportedPlans } from './report-details.tsx'
import { DifferenceTable, Preview, titleOf, up } from './report-view.tsx'
import { reportStates } from './rules.ts'
import { sealedApart, sealReport } from './seal.ts'
import { verification } from './verification-page.tsx'

function due(report: { dueOn: string | null; dueBefore: boolean }, t: Translate): string {
  if (report.dueOn === null) return t('Kế hoạch không định ngày', 'No day in the plan')
  const day = formatDate(report.dueOn)
  return report.dueBefore ? t(`trước ngày ${day}`, `before ${day}`) : t(`chậm nhất ngày ${day}`, `by ${day}`)
}

const list = listPage({
  route: 'GET /reports',
  place: {
    group: 'reporting',
    order: 60,
    main: ['coordinator', 'leader', 'home_affairs', 'auditor', 'head'],
    label: words('Báo cáo', 'Reports'),
  },
  title: words('Báo cáo của Chương trình', "The programme's reports"),
  lead: words(
    'Báo cáo năm gửi trước ngày nêu trong Kế hoạch, và báo cáo 6 tháng, quý, đột xuất. Số liệu lấy từ hồ sơ có minh chứng; báo cáo đã chốt giữ nguyên.',
    'The yearly reports that the plan asks for, and those of half a year, a quarter or days that are named. Figures come from records with evidence; a sealed report stays as it is.',
  ),
  query: listReports,
  actions: (request) => (
    <>
      <LinkButton href="/report-kinds">{request.t('Các loại báo cáo', 'Kinds of report')}</LinkButton>
      <Act command={draftReport} request={request} href="/reports/new" kind="primary">
        {request.t('Lập dự thảo báo cáo', 'Draft a report')}
      </Act>
    </>
  ),
  filters: async (request) => {
    return [
      {
        name: 'year',
        kind: 'select',
        label: words('Năm', 'Year'),
        choices: await planYears(request),
      },
      {
        name: 'kindId',
        kind: 'select',
        label: words('Loại báo cáo', 'Kind of report'),
        choices: await kindChoices(request),
      },
      {
        name: 'period',
        kind: 'select',
        label: words('Kỳ báo cáo', 'Reporting period'),
        choices: periodRules.choices(request.t),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: reportStates.choices(request.t),
      },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => [
    {
      key: 'year',
      label: words('Báo cáo', 'Report'),
      sort: 'year',
      value: (row) => request.t(row.title, row.titleEn),
      cell: (row) => (
        <a href={`/reports/${row.id}`}>
          {request.t(row.title, row.titleEn)}
          {row.edition === 1 ? '' : request.t(` (lập lại lần ${row.edition})`, ` (edition ${row.edition})`)}
        </a>
      ),
    },
    { key: 'of', label: words('Năm', 'Year'), value: (row) => row.year, exportOnly: true },
    {
      key: 'fromOn',
      label: words('Từ ngày', 'From'),
      kind: 'date',
      value: (row) => row.fromOn,
      exportOnly: true,
    },
    {
      key: 'toOn',
      label: words('Đến ngày', 'To'),
      kind: 'date',
      value: (row) => row.toOn,
      exportOnly: true,
    },
    {
      key: 'edition',
      label: words('Bản', 'Issue'),
      kind: 'number',
      value: (row) => row.edition,
      exportOnly: true,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      sort: 'state',
      value: (row) => request.t(reportStates.names[row.state]),
      cell: (row) => <StateBadge of={reportStates} is={row.state} t={request.t} />,
    },
    {
      key: 'due',
      label: words('Thời hạn', 'Due'),
      sort: 'due',
      kind: 'date',
      value: (row) => row.dueOn,
      cell: (row) => due(row, request.t),
    },
    ...(await planColumn<{ plan: string }>(request)),
    { key: 'number', label: words('Số', 'Number'), value: (row) => row.number },
    {
      key: 'datedOn',
      label: words('Ngày', 'Day'),
      kind: 'date',
      sort: 'datedOn',
      value: (row) => row.datedOn,
    },
    {
      key: 'sealedAt',
      label: words('Chốt lúc', 'Sealed at'),
      sort: 'sealedAt',
      kind: 'moment',
      value: (row) => row.sealedAt,
    },
    { key: 'sealedBy', label: words('Người chốt', 'Sealed by'), value: (row) => row.sealedBy },
    {
      key: 'pdf',
      label: words('SHA-256 của PDF', 'SHA-256 of the PDF'),
      value: (row) => row.pdfSha256,
      cell: (row) => <Digest sha256={row.pdfSha256} />,
    },
  ],
  above: async (request) => (
    <>
      {await PeriodicDue({ request })}
      {await missing(request)}
    </>
  ),
})

/** Years of the plan that have no report yet. */
async function missing(request: PageRequest): Promise<Child> {
  const { t } = request
  const { years } = await request.execute(dueReports, {
    plan: request.url.searchParams.get('plan') ?? undefined,
  })
  const several = new Set(years.map(({ planId }) => planId)).size > 1
  const open = years.filter((row) => row.reportId === null)
  if (open.length === 0) return null
  return (
    <Section title={t('Năm chưa có báo cáo', 'Years without a report')}>
      <ul class="grid gap-3">
        {open.map((row) => (
          <li class="flex flex-wrap items-center gap-3">
            <span>
              {t('Năm', 'Year')} <b>{row.year}</b>: {due(row, t)}
              {several ? ` · ${t('Kế hoạch', 'Plan')} ${row.plan}` : ''}
            </span>
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
            <Act
              command={draftReport}
              request={request}
              action="/reports/new"
              kind="primary"
              small
              values={{ year: row.year, planId: row.planId }}
            >
              {t(`Lập dự thảo năm ${row.year}`, `Draft ${row.year}`)}
            </Act>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const show = page({
  route: 'GET /reports/{id}',
  for: showReport,
  run: async (request) => {
    const report = await request.execute(showReport, { id: request.params.id })
    return reportView(request, report)
  },
})

async function reportView(request: PageRequest, report: Report): Promise<View> {
  const { t } = request
  const draft = report.state === 'draft'
  const later = report.editions.find((edition) => edition.edition > report.edition)
  return recordView({
    title: titleOf(report, t),
    breadcrumbs: [up(t)],
    head: headOf(report, later, t),
    actions: (
      <>
        {draft && report.form?.estimates === true ? (
          <Act command={estimateYear} request={request} href={`/reports/${report.id}/estimates`}>
            {t('Ước thực hiện cả năm', 'Expected of the whole year')}
          </Act>
        ) : null}
        {draft ? (
          <>
            <Act command={editReport} request={request} href={`/reports/${report.id}/edit`}>
              {t('Sửa', 'Edit')}
            </Act>
            <Act
              command={sealReport}
              request={request}
              href={`/reports/${report.id}/seal`}
              kind="primary"
              held={await whyApart(request, sealedApart, report.id)}
            >
              {t('Chốt báo cáo', 'Seal the report')}
            </Act>
          </>
        ) : null}
        {!draft && later === undefined ? (
          <Act command={restateReport} request={request} href={`/reports/${report.id}/restate`}>
            {t('Lập lại', 'Restate')}
          </Act>
        ) : null}
        <LinkButton href={`/reports/${report.id}/document?format=docx`}>DOCX</LinkButton>
        <LinkButton href={`/reports/${report.id}/document?format=pdf`}>PDF</LinkButton>
        <LinkButton href={`/reports/${report.id}/document?format=xlsx`}>XLSX</LinkButton>
      </>
    ),
    marks: (
      <div class="no-print">
        {later === undefined ? null : (
          <Notice tone="warning" title={t('Đã có bản lập lại', 'There is a later edition')}>
            <a href={`/reports/${later.id}`}>
              {t('Bản lập lại lần', 'Restatement number')} {later.edition}
            </a>
          </Notice>
        )}
        {report.differences.length === 0 ? null : <DifferenceTable report={report} t={t} />}
        {draft && report.heading.place !== report.lawfulHeading.place ? (
          <Notice tone="warning" title={t('Tên cơ quan ở đầu văn bản', 'The heading of the document')}>
            {t(
              `Vào ngày của báo cáo, cơ quan điều hành là ${report.lawfulHeading.issuer}, ${report.lawfulHeading.superior}. Để trống các mục đó khi sửa để lấy lại tên theo ngày báo cáo.`,
              `On the report's day the programme is carried by ${report.lawfulHeading.issuer}, ${report.lawfulHeading.superior}. Empty those fields when editing to take them.`,
            )}
          </Notice>
        ) : null}
      </div>
    ),
    summary: (
      <div class="no-print">
        <Section>
          <ReportFacts report={report} t={t} />
        </Section>
      </div>
    ),
    evidence: (
      <div class="no-print">
        {
          await Evidence({
            request,
            title: t('Tệp của báo cáo đã chốt', 'Files of the sealed report'),
            files: filesOfReport(report),
          })
        }
      </div>
    ),
    rest: <Preview report={report} sample={request.system.sample} t={t} />,
  })
}

/** When it is due, its number and day, and what its seal says. */
function ReportFacts({ report, t }: { report: Report; t: Translate }) {
  return (
    <Facts
      columns={3}
      items={[
        [t('Thời hạn', 'Due'), due(report, t)],
        ...(report.toOn === null
          ? []
          : [
              [
                t('Số liệu tính', 'Figures of'),
                `${formatDate(report.fromOn ?? report.toOn)} – ${formatDate(report.toOn)}`,
              ] as const,
            ]),
        ...(report.beside.length === 0
          ? []
          : [
              [
                t('Báo cáo năm của các kế hoạch', 'The year’s report of the plans'),
                <ReportedPlans report={report} />,
              ] as const,
            ]),
        [t('Số và ngày', 'Number and date'), <NumberAndDate report={report} t={t} />],
        ...(report.restatement === null
          ? []
          : [[t('Lý do lập lại', 'Reason of the restatement'), report.restatement] as const]),
        ...(report.sealedAt === null
          ? []
          : [
              [t('Chốt lúc', 'Sealed at'), <Moment at={report.sealedAt} />] as const,
              [t('Người chốt', 'Sealed by'), report.sealedBy] as const,
              [
                t('Toàn vẹn', 'Integrity'),
                <a href={`/reports/${report.id}/verification`}>{t('Kiểm tra SHA-256', 'Verify SHA-256')}</a>,
              ] as const,
              ...(report.figures.evidenceFile === undefined
                ? []
                : [
                    [
                      t('Minh chứng', 'Evidence'),
                      <EvidenceList file={report.figures.evidenceFile} t={t} />,
                    ] as const,
                  ]),
            ]),
      ]}
    />
  )
}

const way = ['draft', 'sealed'] as const

/** Where a report stands; an edition that a later one took the place of ends there. */
function headOf(report: Report, later: Report['editions'][number] | undefined, t: Translate): RecordHead {
  const { id, state, sealedAt } = report
  const steps = stepsOf<(typeof way)[number]>(
    way.map((key) => [key, t(reportStates.names[key])]),
    state,
    { sealed: sealedAt === null ? null : day(new Date(sealedAt)) },
  )
  return {
    wide: true,
    matters: [{ record: 'report', id }],
    state: { key: state, shown: <StateBadge of={reportStates} is={state} t={t} /> },
    steps:
      later === undefined
        ? steps
        : [
            ...steps,
            { label: t(`Bản lập lại ${later.edition}`, `Restatement ${later.edition}`), at: 'ended' },
          ],
  }
}

/** The files that were sealed, as far as they were kept. */
function filesOfReport({ files, year }: Report): EvidenceFile[] {
  if (files === null) return []
  const name = (type: string) => `${year}.${type}`
  return [
    { what: 'PDF', file: files.pdfId === null ? null : { id: files.pdfId, name: name('pdf') } },
    { what: 'DOCX', file: { id: files.docxId, name: name('docx') } },
    { what: 'XLSX', file: { id: files.xlsxId, name: name('xlsx') } },
  ]
}

const documentPage = page({
  route: 'GET /reports/{id}/document',
  for: reportDocument,
  run: async (request) => {
    const file = await request.execute(reportDocument, {
      id: request.params.id,
      format: request.url.searchParams.get('format') ?? 'docx',
    })
    return documentDownload(request, file)
  },
})

export const reportReadPages: readonly Page[] = [list, ...beginPages, show, documentPage, verification]
