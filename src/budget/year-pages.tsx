import { heldRows } from '../controls/index.ts'
import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Badge, Day, Empty, formPage, LinkButton, OpenLink, RecordTable, Section } from '../ui/index.ts'
import { approveCorrection, closeYear, proposeCorrection, proposed, showYears } from './closings.ts'

/** The way up from what belongs to the closing of years. */
export const closingCrumbs = ({ t }: Pick<PageRequest, 't'>) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t('Khóa sổ', 'Closing'), href: '/budget/years' },
]

const show = page({
  route: 'GET /budget/years',
  for: showYears,
  place: { group: 'money', order: 66, label: words('Khóa sổ năm', 'Closing of years') },
  async run(request) {
    const { t } = request
    const { closed, open, corrections } = await request.execute(showYears, {})
    const held = await heldRows(
      request,
      'payment',
      proposed,
      corrections.filter(({ approvedAt }) => approvedAt === null).map(({ id }) => id),
    )
    return {
      title: t('Khóa sổ và điều chỉnh', 'Closed years and corrections'),
      lead: t(
        'Năm đã khóa không ghi thêm, trừ một bút toán cho mỗi điều chỉnh được người khác duyệt.',
        'A closed year takes nothing more but one booking for each correction that another person approved.',
      ),
      breadcrumbs: closingCrumbs(request).slice(0, 1),
      actions: (
        <>
          <Act command={closeYear} request={request} href="/budget/years/close" kind="primary">
            {t('Khóa sổ một năm', 'Close a year')}
          </Act>
          <Act command={proposeCorrection} request={request} href="/budget/corrections/new">
            {t('Đề nghị điều chỉnh', 'Propose a correction')}
          </Act>
        </>
      ),
      body: (
        <>
          <Section title={t('Các năm chưa khóa sổ', 'Years that are open')}>
            {open.length === 0 ? (
              <Empty>{t('Không có năm nào.', 'There are none.')}</Empty>
            ) : (
              <ul class="flex flex-wrap gap-4">
                {open.map((year) => (
                  <li>
                    <a href={`/budget/years/${year}`}>
                      {t(`Các bước khóa sổ năm ${year}`, `Steps to the closing of ${year}`)}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Section title={t('Năm đã khóa sổ', 'Closed years')}>
            {closed.length === 0 ? (
              <Empty>{t('Chưa năm nào khóa sổ.', 'No year is closed yet.')}</Empty>
            ) : (
              <ul class="grid gap-2">
                {closed.map((row) => (
                  <li>
                    <a href={`/budget/years/${row.year}`}>
                      <b>{row.year}</b>
                    </a>
                    : {row.documentNumber}, <Day day={row.closedOn} /> · {row.by} ·{' '}
                    <a href={`/files/${row.fileId}`}>{t('văn bản', 'document')}</a>
                    {row.takenOver.map(({ batchId, entries }) => (
                      <p class="hint">
                        {t(
                          `${entries} bút toán tiếp nhận sau khi khóa sổ:`,
                          `${entries} entries taken over after the closing:`,
                        )}{' '}
                        <OpenLink request={request} href={`/takeover/imports/${batchId}`}>
                          {t(`lô ${batchId}`, `batch ${batchId}`)}
                        </OpenLink>
                      </p>
                    ))}
                  </li>
                ))}
              </ul>
            )}
          </Section>
          {corrections.length === 0 ? null : (
            <Section title={t('Điều chỉnh', 'Corrections')} id="corrections">
              <RecordTable
                caption={t('Điều chỉnh', 'Corrections')}
                stack
                rows={corrections}
                columns={[
                  { head: t('Năm', 'Year'), cell: (row) => row.year },
                  { head: t('Lý do', 'Reason'), cell: (row) => row.reason },
                  { head: t('Người đề nghị', 'Proposed by'), cell: (row) => row.proposedBy },
                  {
                    head: t('Tình trạng', 'State'),
                    cell: (row) =>
                      row.entryId !== null ? (
                        <LinkButton href={`/budget/entries?year=${row.year}`} small>
                          {t('Đã ghi sổ', 'Booked')}
                        </LinkButton>
                      ) : row.approvedAt !== null ? (
                        <Badge tone="info">
                          {t('Đã duyệt, chờ ghi', 'Approved, to be booked')} ({row.approvedBy})
                        </Badge>
                      ) : (
                        <Act
                          command={approveCorrection}
                          request={request}
                          action={`/budget/corrections/${row.id}/approve`}
                          small
                          held={held(row.id)}
                        >
                          {t('Duyệt', 'Approve')}
                        </Act>
                      ),
                  },
                ]}
              />
            </Section>
          )}
        </>
      ),
    }
  },
})

const close = formPage({
  command: closeYear,
  address: '/budget/years/close',
  title: words('Khóa sổ năm ngân sách', 'Close a budget year'),
  lead: words(
    'Sau thời gian chỉnh lý. Việc khóa sổ không lấy lại được.',
    'After the adjusting period. A closing cannot be undone.',
  ),
  crumbs: closingCrumbs,
  initial: (_record, request) => ({
    closedOn: today(request.system.now()),
    year: request.url.searchParams.get('year') ?? undefined,
  }),
  fields: ({ f, t }) => (
    <>
      {f.number('year', { label: t('Năm', 'Year'), required: true })}
      <div class="grid gap-4 sm:grid-cols-2">
        {f.text('documentNumber', { label: t('Số văn bản', 'Number of the document'), required: true })}
        {f.date('closedOn', { label: t('Ngày khóa sổ', 'Day of the closing'), required: true })}
      </div>
      {f.file('fileId', { label: t('Văn bản (tệp)', 'Document (file)'), required: true })}
    </>
  ),
  submit: words('Ghi khóa sổ', 'Close the year'),
  kind: 'danger',
  cancel: '/budget/years',
  done: ({ year }) => ({
    to: '/budget/years',
    message: words(`Đã khóa sổ năm ${year}.`, `The year ${year} is closed.`),
  }),
})

const propose = formPage({
  command: proposeCorrection,
  address: '/budget/corrections/new',
  title: words('Đề nghị điều chỉnh năm đã khóa', 'Propose a correction'),
  lead: words(
    'Người khác duyệt; sau đó chính bạn ghi được một bút toán vào năm này.',
    'Another person approves; then you can make one booking into this year.',
  ),
  crumbs: closingCrumbs,
  fields: ({ f, t }) => (
    <>
      {f.number('year', { label: t('Năm', 'Year'), required: true })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: words('Gửi duyệt', 'Send for approval'),
  cancel: '/budget/years',
  done: () => ({
    to: '/budget/years#corrections',
    message: words('Đã gửi đề nghị điều chỉnh.', 'The correction is proposed.'),
  }),
})

const approve = receiver({
  command: approveCorrection,
  address: '/budget/corrections/{id}/approve',
  done: ({ year }) => ({
    to: '/budget/years#corrections',
    message: words(`Đã duyệt điều chỉnh năm ${year}.`, `The correction of ${year} is approved.`),
  }),
})

export const yearPages: readonly Page[] = [show, ...close.pages, ...propose.pages, approve]
