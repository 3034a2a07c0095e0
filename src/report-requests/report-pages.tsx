import { whyApart } from '../controls/index.ts'
import { documentDownload } from '../documents/write/export.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Facts,
  LinkButton,
  listPage,
  Notice,
  recordView,
  Section,
  type Sent,
  stepsOf,
} from '../ui/index.ts'
import {
  acceptReport,
  approveReport,
  beginReport,
  recallReport,
  reportWritten,
  returnReport,
  saveReport,
  sendSigned,
  submitReport,
} from './answers.ts'
import { askExtension, settleExtension } from './extensions.ts'
import { extensionFields } from './fields.ts'
import { checkReportFile, reportWorkbook } from './import.ts'
import { listReports, type Report, type ReportRow, showReport } from './queries.ts'
import { Answers, Extensions, Rounds } from './report-sections.tsx'
import { ReportState } from './request-pages.tsx'
import { answerStates, waitingStates } from './rules.ts'
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

type Key =
  | 'begin'
  | 'submit'
  | 'sendSigned'
  | 'approve'
  | 'recall'
  | 'accept'
  | 'giveBack'
  | 'extend'
  | 'settle'
const version = ({ version: of }: Report) => ({ version: String(of) })
const isWritten = ({ state, mine }: Report) => mine && (state === 'begun' || state === 'returned')

const acts = actsOf<Report, Key>('/report-answers/{id}', {
  begin: act(beginReport, {
    title: words('Bắt đầu soạn báo cáo', 'Begin a report'),
    path: 'beginning',
    open: ({ state, mine }) => mine && state === 'asked',
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p class="max-w-prose">
          {t(
            'Số chương trình đã có của đơn vị trong kỳ được điền sẵn; sửa số nào thì ghi lý do.',
            'What the program knows of the period is filled in; where you change a figure, say why.',
          )}
        </p>
      </>
    ),
    submit: (_record, t) => t('Bắt đầu soạn', 'Begin to write'),
    done: words(
      'Đã điền sẵn số chương trình có; xin điền tiếp.',
      'What the program knows is filled in; please go on.',
    ),
    to: (output) => `${to(output)}/edit`,
  }),
  approve: act(approveReport, {
    title: words('Duyệt và gửi báo cáo', 'Approve and send a report'),
    path: 'approval',
    open: ({ state, mine }) => mine && state === 'approving',
    held: ({ id }, request) => whyApart(request, reportWritten, id),
    initial: version,
    fields: ({ f, record }) => f.hidden('version', record.version),
    submit: (_record, t) => t('Duyệt và gửi', 'Approve and send'),
    done: words('Đã gửi báo cáo.', 'The report is sent.'),
  }),
  recall: act(recallReport, {
    title: words('Đưa báo cáo về soạn tiếp', 'Take a report back to be written on'),
    path: 'recall',
    open: ({ state, mine }) => mine && state === 'approving',
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Cần sửa gì', 'What is to be changed'), rows: 2 })}
      </>
    ),
    submit: (_record, t) => t('Đưa về soạn tiếp', 'Take it back to write'),
    done: words('Đã đưa về soạn tiếp.', 'It is written on.'),
  }),
  accept: act(acceptReport, {
    title: words('Chấp nhận báo cáo', 'Accept the report'),
    path: 'acceptance',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, reportWritten, id),
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Nhận xét', 'Remarks'), rows: 2 })}
      </>
    ),
    submit: (_record, t) => t('Chấp nhận', 'Accept'),
    done: words('Đã chấp nhận báo cáo.', 'The report is accepted.'),
  }),
  giveBack: act(returnReport, {
    title: words('Trả lại báo cáo', 'Return the report'),
    path: 'return',
    open: ({ state }) => state === 'sent' || state === 'accepted',
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Nhận xét', 'Remarks'), rows: 3 })}
      </>
    ),
    kind: 'danger',
    submit: (_record, t) => t('Trả lại', 'Send back'),
    done: words('Đã trả lại báo cáo.', 'The report is returned.'),
  }),
  submit: act(submitReport, {
    title: words('Trình thủ trưởng duyệt báo cáo', 'Give a report to its own head'),
    path: 'submission',
    open: isWritten,
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p class="max-w-prose">
          {t(
            'Thủ trưởng hoặc người khác của đơn vị duyệt rồi báo cáo mới gửi đi.',
            'Its head, or another person of its house, approves it; then it is sent.',
          )}
        </p>
      </>
    ),
    submit: (_record, t) => t('Trình thủ trưởng', 'Give it to the head'),
    done: words('Đã trình duyệt.', 'It waits to be approved.'),
  }),
  sendSigned: act(sendSigned, {
    title: words('Gửi kèm bản ký quét', 'Send with a signed scan'),
    path: 'signed',
    open: (record) => isWritten(record) && record.scans,
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('signer', {
          label: t('Người ký báo cáo', 'Who signed the report'),
          hint: t('Chỉ dùng khi đơn vị có một tài khoản.', 'Only where the recipient has one account alone.'),
        })}
        {f.file('fileId', { label: t('Bản ký quét', 'Signed scan') })}
      </>
    ),
    submit: (_record, t) => t('Gửi báo cáo', 'Send this report'),
    done: words('Đã gửi báo cáo.', 'The report is sent.'),
  }),
  settle: act(settleExtension, {
    title: words('Trả lời đề nghị gia hạn', 'Answer the wish for more time'),
    path: 'extension',
    open: ({ wished }) => wished,
    initial: (record) => ({
      ...version(record),
      dueOn: formatDate(record.extensions.find(({ state }) => state === 'asked')?.wishedOn ?? record.dueOn),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.radio('outcome', {
          label: t('Trả lời', 'Answer'),
          choices: [
            { value: 'granted', label: t('Đồng ý gia hạn', 'Granted') },
            { value: 'refused', label: t('Không gia hạn', 'More time refused') },
          ],
        })}
        {f.date('dueOn', { label: t('Hạn mới', 'New deadline') })}
        {f.area('reply', { label: t('Lý do', 'Reason'), rows: 2 })}
      </>
    ),
    done: words('Đã trả lời.', 'It is answered.'),
  }),
  extend: act(askExtension, {
    title: words('Xin gia hạn báo cáo', 'Ask for more time for a report'),
    path: 'extensions',
    open: ({ state, mine, wished }) =>
      mine && !wished && (waitingStates as readonly string[]).includes(state),
    fields: ({ f, t }) => extensionFields.form(f, t),
    submit: (_record, t) => t('Xin gia hạn', 'Ask for more time'),
    done: words('Đã xin gia hạn.', 'More time is asked for.'),
  }),
})

async function reportView(request: PageRequest, sent?: Sent<Key>): Promise<PageResult> {
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
    marks:
      of.remark === null ? null : (
        <Notice tone={of.state === 'returned' ? 'warning' : 'info'} title={t('Nhận xét', 'Remarks')}>
          <p class="whitespace-pre-line">{of.remark}</p>
        </Notice>
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
        <Rounds of={of} request={request} />
        <Extensions of={of} request={request} />
      </>
    ),
  })
}

export const reportRecordPages = [
  page({ route: 'GET /report-answers/{id}', for: showReport, run: (request) => reportView(request) }),
  ...acts.receivers(reportView),
  page({
    route: 'GET /report-answers/{id}/workbook.xlsx',
    may: readers,
    run: async (request) =>
      documentDownload(request, await request.execute(reportWorkbook, { id: numberOf(request, 'id') })),
  }),
]
