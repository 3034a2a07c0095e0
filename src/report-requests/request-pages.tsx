import { listAgencies } from '../agencies/index.ts'
import { documentDownload } from '../documents/write/export.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { written } from '../platform/numbers.ts'
import type { FormState } from '../platform/page.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import { listStanding } from '../standing-duties/index.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Facts,
  FormProblem,
  formPage,
  LinkButton,
  listPage,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
  Table,
} from '../ui/index.ts'
import { consolidationFile, consolidationFormats } from './document.ts'
import { requestFields } from './fields.ts'
import { listForms } from './form-queries.ts'
import { libraryTitle } from './library-pages.tsx'
import { mailLinks } from './link-letters.ts'
import { LinkTools, lettersQueued, linkSaid, linksView } from './link-office.tsx'
import { giveLinks } from './links.ts'
import { listRequests, type ReportRow, type RequestRow, showRequest } from './queries.ts'
import { askReports, closeRequest, remindRequest, usualPeriod } from './requests.ts'
import { answerStates, requestStates } from './rules.ts'
import { office } from './sight.ts'

/* Requests for reports: whom the office asks for what, and how far each of them is. */

export const title = words('Yêu cầu báo cáo', 'Requests for reports')
const to = ({ id }: { readonly id: number }) => `/report-requests/${id}`
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/report-requests' }]
type Request = Awaited<ReturnType<typeof ofRequest>>
const ofRequest = (request: PageRequest) => request.execute(showRequest, { id: request.params.id })

export const requestsPage = listPage({
  route: 'GET /report-requests',
  place: { group: 'reporting', order: 32, label: title },
  title,
  lead: words(
    'Cơ quan điều hành hỏi sở, ngành, hội, doanh nghiệp theo biểu mẫu, định kỳ hay đột xuất; xem ai đã mở, đang soạn, đã gửi, quá hạn; tổng hợp.',
    'The coordinator asks agencies, associations and enterprises with a form, once or each period; sees who has opened it, writes, has sent, is late; consolidates.',
  ),
  query: listRequests,
  actions: (request) => (
    <>
      <Act command={askReports} request={request} href="/report-requests/new" kind="primary">
        {request.t('Gửi yêu cầu báo cáo', 'Ask for reports')}
      </Act>
      <LinkButton href="/report-answers">
        {request.t('Báo cáo của các đơn vị', 'Reports of recipients')}
      </LinkButton>
      <LinkButton href="/report-forms">{request.t(libraryTitle)}</LinkButton>
    </>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm', 'Search') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: requestStates.choices(request.t),
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { title: name, ...others } = requestFields.columns<RequestRow>(t, {
      title: { cell: (row) => <a href={to(row)}>{row.title}</a> },
      form: { value: (row) => `${row.form} (${row.edition})` },
    })
    const count = (
      key: 'asked' | 'opened' | 'begun' | 'sent' | 'accepted' | 'late',
      label: ReturnType<typeof words>,
    ) => ({
      ...{ key, label, kind: 'number' as const },
      value: (row: RequestRow) => row[key],
    })
    return [
      name,
      {
        key: 'due',
        label: words('Thời hạn', 'Due'),
        kind: 'date',
        sort: 'due',
        value: (row: RequestRow) => row.dueOn,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: RequestRow) => t(requestStates.names[row.state]),
        cell: (row: RequestRow) => <StateBadge of={requestStates} is={row.state} t={t} />,
      },
      count('asked', words('Số nơi được hỏi', 'Asked of')),
      count('opened', words('Đã mở', 'Opened')),
      count('begun', words('Đã soạn', 'Begun')),
      count('sent', words('Đã gửi', 'Sent')),
      count('accepted', words('Đã chấp nhận', 'Accepted')),
      count('late', words('Quá hạn', 'Overdue')),
      ...(await planColumn<RequestRow>(request)),
      ...Object.values(others),
    ]
  },
  empty: ({ t }) => t('Chưa yêu cầu báo cáo nào.', 'No report was asked for yet.'),
})

/** What the form offers: forms with questions, agencies in being, the standing duties that reports are asked on. */
async function choicesOf(request: PageRequest) {
  const { t } = request
  const { rows: forms } = await request.execute(listForms, { newest: 'on', limit: 1000 })
  const { rows: agencies } = await request.execute(listAgencies, { state: 'living', limit: 1000 })
  const { rows: duties } = await request.execute(listStanding, { sort: 'code', limit: 1000 })
  const byCode = new Map(duties.map(({ code, text, textEn }) => [code, t(text, textEn)]))
  return {
    forms: forms
      .filter(({ questions }) => questions > 0)
      .map(({ id, name, edition }) => ({
        value: id,
        label: t(`${name} (phiên bản ${edition})`, `${name} (edition ${edition})`),
      })),
    agencies: agencies.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
    duties: [...byCode].map(([value, text]) => ({ value, label: `${value}. ${text}` })),
  }
}

export const asked = formPage({
  command: askReports,
  address: '/report-requests/new',
  record: choicesOf,
  title: words('Gửi yêu cầu báo cáo', 'Ask for reports'),
  lead: words(
    'Nơi được hỏi nhận thông báo và thấy việc trong trang Việc của tôi; số chương trình đã có được điền sẵn khi bắt đầu soạn.',
    'Who is asked is told and has it as work; what the program knows is filled in when a report is begun.',
  ),
  crumbs,
  initial: ({ forms }, request) => {
    const { fromOn, toOn } = usualPeriod(today(request.system.now()))
    return {
      formId:
        request.url.searchParams.get('formId') ??
        (forms[0] === undefined ? undefined : String(forms[0].value)),
      ...{ fromOn: formatDate(fromOn), toOn: formatDate(toOn), workingDays: '10', scans: 'on' },
    }
  },
  fields: ({ f, t, record }) => (
    <>
      {requestFields.form(f, t, { choices: { formId: record.forms, dutyCode: record.duties } })}
      {f.checks('agencyIds', {
        label: t('Cơ quan, hội được hỏi', 'Agencies and associations that are asked'),
        choices: record.agencies,
      })}
      {f.area('taxCodes', {
        label: t('Mã số thuế của doanh nghiệp được hỏi', 'Tax codes of enterprises that are asked'),
        hint: t('Cách nhau bằng dấu chấm phẩy.', 'Separated by semicolons.'),
        rows: 2,
      })}
    </>
  ),
  submit: words('Gửi yêu cầu báo cáo', 'Ask for reports'),
  cancel: '/report-requests',
  done: (output) => ({ to: to(output), message: words('Đã yêu cầu báo cáo.', 'Reports are asked for.') }),
})

/** Where a report stands, and that it is late or more time is wished. */
export function ReportState({ row, t }: { row: ReportRow; t: PageRequest['t'] }) {
  return (
    <>
      <StateBadge of={answerStates} is={row.state} t={t} />{' '}
      {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
      {row.wished ? <Badge tone="warning">{t('Đang xin gia hạn', 'More time wished')}</Badge> : null}
    </>
  )
}

const acts = actsOf<Request, 'close'>('/report-requests/{id}', {
  close: act(closeRequest, {
    title: words('Kết thúc yêu cầu báo cáo', 'End a request for reports'),
    path: 'end',
    open: ({ state }) => state === 'open',
    initial: ({ version }) => ({ version: String(version) }),
    fields: reasonFields,
    kind: 'danger',
    submit: (_record, t) => t('Kết thúc', 'End'),
    done: words(
      'Đã kết thúc; nơi chưa gửi không còn phải gửi.',
      'It has ended; nobody owes a report any more.',
    ),
  }),
})

async function requestView(
  request: PageRequest,
  sent?: Sent<'close'>,
  refused?: FormState,
): Promise<PageResult> {
  const { t } = request
  const of = await ofRequest(request)
  const chosen = acts.chosen(request, of, sent)
  return recordView({
    title: of.title,
    lead: t(
      `Kỳ từ ${formatDate(of.fromOn)} đến ${formatDate(of.toOn)}`,
      `Period ${formatDate(of.fromOn)} to ${formatDate(of.toOn)}`,
    ),
    breadcrumbs: crumbs(request),
    actions: (
      <>
        <LinkButton href={`${to(of)}/consolidation`} kind="primary">
          {t('Bản tổng hợp', 'Consolidation')}
        </LinkButton>
        {of.state === 'open' && of.sent < of.asked ? (
          <Act command={remindRequest} request={request} action={`${to(of)}/reminders`}>
            {t('Nhắc nơi chưa gửi', 'Remind who has not sent')}
          </Act>
        ) : null}
      </>
    ),
    head: {
      matters: [{ record: 'report_request', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={requestStates} is={of.state} t={t} /> },
      steps: stepsOf<(typeof requestStates.keys)[number]>(
        requestStates.keys.map((key) => [key, t(requestStates.names[key])]),
        of.state,
        { open: of.askedOn, closed: of.closedOn },
      ),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    // who asks, looks and reminds; that it ends comes last
    finished: true,
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <>
        <Section>
          <Facts
            columns={3}
            items={[
              [
                t('Biểu mẫu', 'Form'),
                <a href={`/report-forms/${of.formId}`}>{`${of.form} (${of.edition})`}</a>,
              ],
              [t('Thời hạn', 'Due'), formatDate(of.dueOn)],
              [t('Theo văn bản nào', 'By which document'), of.basis],
              [t('Nhiệm vụ của kế hoạch', 'Duty of the plan'), of.dutyCode],
              [
                t('Kỳ trước', 'Period before'),
                of.previousId === null ? null : (
                  <a href={`/report-requests/${of.previousId}`}>{t('Xem', 'Show')}</a>
                ),
              ],
              [
                t('Kỳ sau', 'Period after'),
                of.nextId === null ? null : <a href={`/report-requests/${of.nextId}`}>{t('Xem', 'Show')}</a>,
              ],
            ]}
          />
        </Section>
        <Recipients of={of} t={t} />
        <LinkTools of={of} request={request} />
      </>
    ),
  })
}

function Recipients({ of, t }: { of: Request; t: PageRequest['t'] }) {
  const caption = t('Các nơi được hỏi', 'All that are asked')
  const heads = {
    state: t('Tình trạng', 'State'),
    opened: t('Đã mở', 'Opened'),
    due: t('Thời hạn', 'Due'),
    sent: t('Gửi ngày', 'Day of sending'),
    rounds: t('Số lần gửi', 'Times sent'),
  }
  return (
    <Section
      title={caption}
      id="recipients"
      lead={t(
        `Đã mở ${of.opened}, đã soạn ${of.begun}, đã gửi ${of.sent}, được chấp nhận ${of.accepted}, quá hạn ${of.late} trên ${of.asked} nơi.`,
        `Of ${of.asked}: opened ${of.opened}, begun ${of.begun}, sent ${of.sent}, accepted ${of.accepted}, late ${of.late}.`,
      )}
      actions={<a href={`/report-answers?requestId=${of.id}`}>{t('Xem dạng danh sách', 'As a list')}</a>}
    >
      <Table caption={caption} stack>
        <thead>
          <tr>
            <th scope="col">{t('Đơn vị báo cáo', 'Who reports')}</th>
            {Object.values(heads).map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.reports.map((row) => (
            <tr>
              <th scope="row">
                <a href={`/report-answers/${row.id}`}>{t(row.recipient, row.recipientEn)}</a>
              </th>
              <td data-label={heads.state}>
                <span>
                  <ReportState row={row} t={t} />
                </span>
              </td>
              <td data-label={heads.opened}>
                {row.openedOn === null ? t('Chưa', 'Not yet') : formatDate(row.openedOn)}
                {row.linkUntil === null ? null : (
                  <p class="hint">
                    {t('Liên kết riêng', 'Personal link')}: {linkSaid(row, t)}
                  </p>
                )}
              </td>
              <td data-label={heads.due}>{formatDate(row.dueOn)}</td>
              <td data-label={heads.sent}>{row.sentOn === null ? '' : formatDate(row.sentOn)}</td>
              <td data-label={heads.rounds}>{row.rounds}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

export const requestRecordPages = [
  page({ route: 'GET /report-requests/{id}', for: showRequest, run: (request) => requestView(request) }),
  ...acts.receivers(requestView),
  receiver({
    command: remindRequest,
    address: '/report-requests/{id}/reminders',
    again: (request, form) => requestView(request, undefined, form),
    done: (output) => {
      const { vi, en } = written(output)
      return { to: to(output), message: words(`Đã nhắc ${vi.waiting} nơi.`, `${en.waiting} are reminded.`) }
    },
  }),
  receiver({
    command: giveLinks,
    address: '/report-requests/{id}/links',
    again: (request, form) => requestView(request, undefined, form),
    done: (output, { request }) => linksView(request, output, to(output)),
  }),
  receiver({
    command: mailLinks,
    address: '/report-requests/{id}/letters',
    again: (request, form) => requestView(request, undefined, form),
    done: (output) => ({ to: to(output), message: lettersQueued(written(output)) }),
  }),
  ...consolidationFormats.map((format) =>
    page({
      route: `GET /report-requests/{id}/consolidation.${format}`,
      may: office,
      run: async (request) =>
        documentDownload(
          request,
          await request.execute(consolidationFile, { id: numberOf(request, 'id'), format }),
        ),
    }),
  ),
]
