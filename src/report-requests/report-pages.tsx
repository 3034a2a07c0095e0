import { documentDownload } from '../documents/write/export.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import {
  Act,
  Facts,
  FormProblem,
  LinkButton,
  listPage,
  Notice,
  recordView,
  Section,
  type Sent,
  stepsOf,
} from '../ui/index.ts'
import { saveReport } from './answers.ts'
import { removeAttachment } from './attachments.ts'
import { checkReportFile, reportWorkbook } from './import.ts'
import { linkSaid, linksView, OwnLink } from './link-office.tsx'
import { giveLinks } from './links.ts'
import { listReports, type ReportRow, showReport } from './queries.ts'
import { acts, type Key } from './report-acts.tsx'
import { Answers, Extensions, Rounds } from './report-sections.tsx'
import { ReportState } from './request-pages.tsx'
import { answerStates, isWritten } from './rules.ts'
import { readers } from './sight.ts'

/* Reports by their recipients: the list of the office and of each recipient, and the page of one. */

export const title = words('Báo cáo của các đơn vị', 'Reports of recipients')
export const to = ({ id }: { readonly id: number }) => `/report-answers/${id}`
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/report-answers' }]
export const ofReport = (request: PageRequest) => request.execute(showReport, { id: request.params.id })

export const reportsPage = listPage({
  route: 'GET /report-answers',
  place: {
    group: 'reporting',
    order: 33,
    main: ['agency'],
    label: title,
  },
  title,
  lead: words(
    'Mỗi dòng một báo cáo mà một đơn vị phải gửi: đã mở, đang soạn, chờ duyệt, đã gửi, trả lại, chấp nhận, quá hạn.',
    'A row for each report that a recipient owes: opened, being written, waits for its head, sent, returned, accepted, late.',
  ),
  query: listReports,
  filters: async (request) => {
    const { t } = request
    return [
      { name: 'q', kind: 'search', label: words('Tìm', 'Search') },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: [
          ...answerStates.choices(t),
          { value: 'late', label: t('Quá hạn', 'Overdue') },
          { value: 'unopened', label: t('Chưa mở xem', 'Not opened') },
          { value: 'wished', label: t('Đang xin gia hạn', 'More time wished') },
        ],
      },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const day = (
      key: 'openedOn' | 'begunOn' | 'submittedOn' | 'sentOn' | 'settledOn',
      label: ReturnType<typeof words>,
    ) => ({
      ...{ key, label, kind: 'date' as const },
      value: (row: ReportRow) => row[key],
    })
    return [
      {
        key: 'title',
        label: words('Yêu cầu báo cáo', 'Requests for reports'),
        value: (row: ReportRow) => row.title,
        cell: (row: ReportRow) => <a href={to(row)}>{row.title}</a>,
      },
      {
        key: 'recipient',
        label: words('Đơn vị báo cáo', 'Who reports'),
        sort: 'recipient',
        value: (row: ReportRow) => t(row.recipient, row.recipientEn),
      },
      {
        key: 'due',
        label: words('Thời hạn', 'Due'),
        kind: 'date',
        sort: 'due',
        value: (row: ReportRow) => row.dueOn,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: ReportRow) => t(answerStates.names[row.state]),
        cell: (row: ReportRow) => <ReportState row={row} t={t} />,
      },
      day('openedOn', words('Đã mở', 'Opened')),
      day('begunOn', words('Ngày bắt đầu soạn', 'First written on')),
      day('submittedOn', words('Ngày trình duyệt', 'Given to its head on')),
      day('sentOn', words('Gửi ngày', 'Day of sending')),
      day('settledOn', words('Xem xét ngày', 'Looked at on')),
      {
        key: 'rounds',
        label: words('Số lần gửi', 'Times sent'),
        kind: 'number',
        value: (row: ReportRow) => row.rounds,
      },
      ...(await planColumn<ReportRow>(request)),
    ]
  },
  empty: ({ t }) => t('Không có báo cáo nào.', 'There is no report.'),
})

async function reportView(request: PageRequest, sent?: Sent<Key>, refused?: FormState): Promise<PageResult> {
  const { t } = request
  const of = await ofReport(request)
  const names = answerStates.names
  const chosen = acts.chosen(request, of, sent)
  return recordView({
    title: of.title,
    lead: t(of.recipient, of.recipientEn),
    breadcrumbs: crumbs(request),
    actions: (
      <>
        {isWritten(of) ? (
          <Act command={saveReport} request={request} href={`${to(of)}/edit`} kind="primary">
            {t('Điền báo cáo', 'Fill it in')}
          </Act>
        ) : null}
        <LinkButton href={`${to(of)}/workbook.xlsx`}>XLSX</LinkButton>
        {isWritten(of) ? (
          <Act command={checkReportFile} request={request} href={`/report-answers/import?answerId=${of.id}`}>
            {t('Nhập tệp đã điền', 'Take the filled file in')}
          </Act>
        ) : null}
      </>
    ),
    head: {
      matters: [{ record: 'report_answer', id: of.id }],
      state: { key: of.state, shown: <ReportState row={of} t={t} /> },
      steps: stepsOf<(typeof answerStates.keys)[number]>(
        (['asked', 'begun', 'approving', 'sent', 'accepted'] as const).map((key) => [key, t(names[key])]),
        of.state,
        {
          ...{ begun: of.begunOn, approving: of.submittedOn, sent: of.sentOn, accepted: of.settledOn },
          returned: of.settledOn,
        },
        of.state === 'returned'
          ? { after: 'sent', label: t(names.returned), ends: false }
          : of.state === 'missing'
            ? { after: 'asked', label: t(names.missing), ends: true }
            : undefined,
      ),
    },
    marks: (
      <>
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        {of.remark === null ? null : (
          <Notice tone={of.state === 'returned' ? 'warning' : 'info'} title={t('Nhận xét', 'Remarks')}>
            <p class="whitespace-pre-line">{of.remark}</p>
          </Notice>
        )}
        {of.ownRemark === null ? null : (
          <Notice tone="info" title={t('Đơn vị mình cần sửa', 'To be changed, says its own house')}>
            <p class="whitespace-pre-line">{of.ownRemark}</p>
          </Notice>
        )}
      </>
    ),
    finished: of.state === 'accepted' || of.state === 'missing',
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <>
        <Section>
          <Facts
            columns={3}
            items={[
              [t('Đơn vị báo cáo', 'Who reports'), t(of.recipient, of.recipientEn)],
              [t('Kỳ báo cáo', 'Reporting periods'), `${formatDate(of.fromOn)} - ${formatDate(of.toOn)}`],
              [t('Thời hạn', 'Due'), formatDate(of.dueOn)],
              [t('Người duyệt', 'Approved by'), of.approvedBy],
              [t('Liên kết riêng', 'Personal link'), linkSaid(of, t)],
              [
                t('Bản ký quét', 'Signed scan'),
                of.file === null ? null : <a href={`/files/${of.file.id}`}>{of.file.name}</a>,
              ],
              [
                t('Yêu cầu báo cáo', 'Requests for reports'),
                request.mayOpen(`/report-requests/${of.requestId}`) ? (
                  <a href={`/report-requests/${of.requestId}`}>{of.title}</a>
                ) : null,
              ],
            ]}
          />
        </Section>
        <Answers of={of} request={request} />
      </>
    ),
    rest: (
      <>
        <OwnLink of={of} request={request} />
        <Rounds of={of} request={request} />
        <Extensions of={of} request={request} />
      </>
    ),
  })
}

export const reportRecordPages = [
  page({ route: 'GET /report-answers/{id}', for: showReport, run: (request) => reportView(request) }),
  ...acts.receivers(reportView),
  receiver({
    command: removeAttachment,
    address: '/report-answers/{id}/attachments/{attachment}/removal',
    again: (request, form) => reportView(request, undefined, form),
    done: (output) => ({ to: to(output), message: words('Đã bỏ tệp.', 'The file is taken out.') }),
  }),
  receiver({
    command: giveLinks,
    address: '/report-answers/{answerId}/link',
    done: (output, { request }) => linksView(request, output, `/report-answers/${request.params.answerId}`),
  }),
  page({
    route: 'GET /report-answers/{id}/workbook.xlsx',
    may: readers,
    run: async (request) =>
      documentDownload(request, await request.execute(reportWorkbook, { id: numberOf(request, 'id') })),
  }),
]
