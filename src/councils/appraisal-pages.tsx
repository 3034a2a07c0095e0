import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import {
  act,
  actsOf,
  Dong,
  Empty,
  Facts,
  listPage,
  Notice,
  OpenLink,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
  Table,
} from '../ui/index.ts'
import { recordAddress } from './kinds.ts'
import { giveOpinion } from './opinions.ts'
import { type AppraisalRow, listAppraisals, showAppraisal } from './queries.ts'
import { appraisalStates, appraisalWays } from './rules.ts'

/* Appraisals by two officers or a council: the list, and one of them. */

const title = words('Thẩm định', 'Appraisals')
export const appraisalCrumbs = ({ t, mayOpen }: PageRequest) =>
  mayOpen('/appraisals') ? [{ label: t(title), href: '/appraisals' }] : []

const otherWays = (t: PageRequest['t']) => appraisalWays.choices(t).filter(({ value }) => value !== 'officer')

export const appraisalList = listPage({
  route: 'GET /appraisals',
  place: { group: 'programme', order: 24, label: title },
  title,
  lead: words(
    'Hồ sơ do hai công chức hoặc hội đồng thẩm định, theo đợt kêu gọi. Không ai đọc được điểm, ý kiến của người khác trước khi nộp phiếu của mình.',
    'What two officers or a council appraise, as the call says. Nobody reads the scores or opinion of another before his own are in.',
  ),
  query: listAppraisals,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên', 'Search by name') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: appraisalStates.choices(t),
    },
    { name: 'way', kind: 'select', label: words('Ai thẩm định', 'Who appraises'), choices: otherWays(t) },
  ],
  columns: ({ t }) => [
    {
      key: 'title',
      label: words('Được thẩm định', 'What is appraised'),
      sort: 'title',
      value: (row: AppraisalRow) => t(row.title, row.titleEn),
      cell: (row: AppraisalRow) => <a href={`/appraisals/${row.id}`}>{t(row.title, row.titleEn)}</a>,
    },
    {
      key: 'way',
      label: words('Ai thẩm định', 'Who appraises'),
      value: (row: AppraisalRow) => t(appraisalWays.names[row.way]),
    },
    {
      key: 'begunOn',
      label: words('Bắt đầu thẩm định', 'Appraisal began on'),
      kind: 'date',
      sort: 'begunOn',
      value: (row: AppraisalRow) => row.begunOn,
    },
    {
      key: 'given',
      label: words('Phiếu, ý kiến đã nộp', 'Sheets and opinions in'),
      kind: 'number',
      value: (row: AppraisalRow) => row.given,
    },
    {
      key: 'concludedOn',
      label: words('Kết luận ngày', 'Concluded on'),
      kind: 'date',
      sort: 'concludedOn',
      value: (row: AppraisalRow) => row.concludedOn,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row: AppraisalRow) => t(appraisalStates.names[row.state]),
      cell: (row: AppraisalRow) => <StateBadge of={appraisalStates} is={row.state} t={t} />,
    },
  ],
})

export type Shown = Output<typeof showAppraisal>
type ActKey = 'opinion'

const acts = actsOf<Shown, ActKey>('/appraisals/{id}', {
  opinion: act(giveOpinion, {
    title: words('Cho ý kiến thẩm định độc lập', 'Give an opinion apart'),
    path: 'opinions',
    open: ({ mayGive }) => mayGive,
    fields: ({ f, t, record, request }) => (
      <>
        <p>
          {t('Kinh phí đề nghị', 'Requested')}: <Dong amount={record.requested} language={request.language} />
          .{' '}
          {t(
            'Ý kiến gửi rồi không sửa được; bạn đọc được ý kiến của người kia sau khi gửi.',
            'What is sent is not changed; you read the other opinion once yours is in.',
          )}
        </p>
        {f.money('amount', {
          label: t('Mức đề xuất', 'Proposed amount'),
          hint: t('Ghi 0 nếu đề nghị không hỗ trợ.', '0 where no support is proposed.'),
        })}
        {f.area('remark', { label: t('Ý kiến thẩm định', 'Note of the appraisal'), rows: 5 })}
      </>
    ),
    done: words('Đã ghi ý kiến.', 'The opinion is recorded.'),
  }),
})

/** The opinions of two officers side by side. */
function Opinions({ appraisal, request }: { appraisal: Shown; request: PageRequest }) {
  const { t, language } = request
  const caption = t('Ý kiến thẩm định', 'Note of the appraisal')
  return (
    <Section title={caption} id="opinions">
      {appraisal.seats.length === 0 ? (
        <Empty>{t('Chưa ai cho ý kiến.', 'Nobody has given an opinion yet.')}</Empty>
      ) : (
        <Table caption={caption} stack>
          <thead>
            <tr>
              <th>{t('Người thẩm định', 'Who appraised')}</th>
              <th class="num">{t('Mức đề xuất', 'Proposed amount')}</th>
              <th>{t('Ý kiến', 'Opinion')}</th>
            </tr>
          </thead>
          <tbody>
            {appraisal.seats.map((seat) => (
              <tr>
                <td data-label={t('Người thẩm định', 'Who appraised')}>{seat.name}</td>
                <td class="num" data-label={t('Mức đề xuất', 'Proposed amount')}>
                  {seat.opinion === null ? '—' : <Dong amount={seat.opinion.amount} language={language} />}
                </td>
                <td data-label={t('Ý kiến', 'Opinion')}>
                  {seat.opinion === null ? (
                    t(
                      'Đã nộp; đọc được khi ý kiến của bạn, hoặc cả hai ý kiến, đã nộp.',
                      'In; it is read once yours, or both, are in.',
                    )
                  ) : (
                    <span class="whitespace-pre-line">{seat.opinion.remark}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {appraisal.difference === null ? null : (
        <Notice tone={appraisal.difference === 0n ? 'success' : 'warning'}>
          {appraisal.difference === 0n ? (
            t('Hai ý kiến cùng một mức.', 'Both opinions name the same amount.')
          ) : (
            <>
              {t('Hai ý kiến chênh nhau', 'The opinions differ by')}{' '}
              <b>
                <Dong amount={appraisal.difference} language={language} />
              </b>
              .{' '}
              {t(
                'Mức thẩm định nằm giữa hai ý kiến, lý do ghi ở ý kiến thẩm định của hồ sơ.',
                'What is proposed lies between them, and the note of the appraisal says why.',
              )}
            </>
          )}
        </Notice>
      )}
    </Section>
  )
}

const way = ['open', 'concluded'] as const

async function appraisalView(request: PageRequest, sent?: Sent<ActKey>) {
  const { t, language } = request
  const appraisal = await request.execute(showAppraisal, { id: request.params.id })
  const chosen = acts.chosen(request, appraisal, sent)
  const { state } = appraisal
  return recordView({
    title: t(`Thẩm định: ${appraisal.title}`, `Appraisal: ${appraisal.titleEn}`),
    lead: t(appraisalWays.names[appraisal.way]),
    breadcrumbs: appraisalCrumbs(request),
    head: {
      matters: [{ record: 'appraisal', id: appraisal.id }],
      state: { key: state, shown: <StateBadge of={appraisalStates} is={state} t={t} /> },
      steps: stepsOf<typeof state>(
        way.map((key) => [key, t(appraisalStates.names[key])] as const),
        state,
        { open: appraisal.begunOn, concluded: appraisal.concludedOn, set_aside: appraisal.setAsideOn },
        state === 'set_aside'
          ? {
              after: appraisal.concludedOn === null ? 'open' : 'concluded',
              label: t(appraisalStates.names.set_aside),
              ends: true,
            }
          : undefined,
      ),
    },
    act: chosen === undefined ? null : await acts.form(request, appraisal, chosen, sent),
    finished: state !== 'open' && sent === undefined,
    decision: <Opinions appraisal={appraisal} request={request} />,
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts
          columns={3}
          items={[
            [
              t('Được thẩm định', 'What is appraised'),
              <OpenLink request={request} href={recordAddress(appraisal.record, appraisal.recordId)}>
                {t(appraisal.title, appraisal.titleEn)}
              </OpenLink>,
            ],
            [t('Ai thẩm định', 'Who appraises'), t(appraisalWays.names[appraisal.way])],
            [t('Kinh phí đề nghị', 'Requested'), <Dong amount={appraisal.requested} language={language} />],
            [t('Bắt đầu thẩm định', 'Appraisal began on'), formatDate(appraisal.begunOn)],
            ...(appraisal.setAsideReason === null
              ? []
              : [[t('Vì sao không còn dùng', 'Why it counts no more'), appraisal.setAsideReason] as const]),
          ]}
        />
      </Section>
    ),
  })
}

export const appraisalPage = page({
  route: 'GET /appraisals/{id}',
  for: showAppraisal,
  run: (request) => appraisalView(request),
})
export const appraisalReceivers = acts.receivers(appraisalView)
