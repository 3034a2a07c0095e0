import { documentDownload } from '../documents/write/export.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import {
  act,
  actsOf,
  Dong,
  Empty,
  Facts,
  LinkButton,
  listPage,
  Notice,
  OpenLink,
  RecordTable,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { concludeAppraisal } from './conclude.ts'
import { takeBack } from './council-commands.ts'
import { councilReaders } from './council-queries.ts'
import { Costs, notPassed, passed, Scores, Seats, Votes } from './council-views.tsx'
import { recordAddress } from './kinds.ts'
import { councilMinutes, minutesFormats } from './minutes.ts'
import { giveOpinion } from './opinions.ts'
import { type AppraisalRow, listAppraisals, showAppraisal } from './queries.ts'
import { councilPosts } from './quorum.ts'
import { appraisalStates, appraisalWays } from './rules.ts'

/* Appraisals by two officers or a council: the list, and one of them. */

const title = words('Thẩm định', 'Appraisals')
export const appraisalCrumbs = ({ t, mayOpen }: PageRequest) =>
  mayOpen('/appraisals') ? [{ label: t(title), href: '/appraisals' }] : []

const otherWays = (t: PageRequest['t']) => appraisalWays.choices(t).filter(({ value }) => value !== 'officer')

export const appraisalList = listPage({
  route: 'GET /appraisals',
  place: { group: 'tasks', order: 24, label: title },
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

type Shown = Output<typeof showAppraisal>
type ActKey = 'opinion' | 'conclude' | 'takeBack'

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
  conclude: act(concludeAppraisal, {
    title: words('Ghi kết luận của hội đồng', 'Record the conclusion of a council'),
    path: 'conclusion',
    open: ({ way: by, state }) => by === 'council' && state === 'open',
    initial: ({ version, seats }, { system }) => ({
      version: String(version),
      sessionOn: formatDate(today(system.now())),
      present: seats.filter(({ given }) => given).map(({ id }) => String(id)),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.date('sessionOn', {
          label: t('Ngày họp', 'Met on'),
          ...(record.meetsFrom === null
            ? {}
            : {
                hint: t(
                  `Theo quy chế: từ ngày ${formatDate(record.meetsFrom)}, khi tài liệu đã gửi đủ ngày.`,
                  `By the rule: from ${formatDate(record.meetsFrom)}, when the papers were out long enough.`,
                ),
              }),
        })}
        {f.area('earlyReason', {
          label: t('Lý do họp sớm hơn quy chế', 'Why it met earlier than the rule says'),
          rows: 2,
        })}
        {f.text('sessionPlace', { label: t('Nơi họp, hình thức họp', 'Where and how it met') })}
        {f.checks('present', {
          label: t('Có mặt', 'Present'),
          choices: record.seats
            .filter(({ keptOut }) => keptOut === null)
            .map(({ id, name, post }) => ({
              value: id,
              label: post === null ? name : `${name}, ${t(councilPosts.names[post])}`,
            })),
        })}
        {f.area('conclusion', { label: t('Kết luận của hội đồng', 'What the council concludes'), rows: 5 })}
      </>
    ),
    done: ({ passes }) =>
      passes
        ? words('Hội đồng đã kết luận: thông qua.', 'The council concluded: passed.')
        : words('Hội đồng đã kết luận: không đạt.', 'The council concluded: not passed.'),
  }),
  takeBack: act(takeBack, {
    title: words('Rút hồ sơ khỏi hội đồng', 'Take a record back from a council'),
    path: 'taking-back',
    kind: 'danger',
    open: ({ way: by, state }) => by === 'council' && state === 'open',
    fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 }),
    done: words('Đã rút hồ sơ khỏi hội đồng.', 'It is taken back from the council.'),
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
        <RecordTable
          caption={caption}
          stack
          rows={appraisal.seats}
          columns={[
            { head: t('Người thẩm định', 'Who appraised'), cell: (seat) => seat.name },
            {
              head: t('Mức đề xuất', 'Proposed amount'),
              num: true,
              cell: (seat) =>
                seat.opinion === null ? '—' : <Dong amount={seat.opinion.amount ?? 0n} language={language} />,
            },
            {
              head: t('Ý kiến', 'Opinion'),
              cell: (seat) =>
                seat.opinion === null ? (
                  t(
                    'Đã nộp; đọc được khi ý kiến của bạn, hoặc cả hai ý kiến, đã nộp.',
                    'In; it is read once yours, or both, are in.',
                  )
                ) : (
                  <span class="whitespace-pre-line">{seat.opinion.remark}</span>
                ),
            },
          ]}
        />
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

/** What the council concluded. */
function Conclusion({ appraisal, request }: { appraisal: Shown; request: PageRequest }) {
  const { t, language } = request
  if (appraisal.conclusion === null || appraisal.sessionOn === null) return null
  return (
    <Section title={t('Kết luận của hội đồng', 'What the council concludes')} id="conclusion">
      <Facts
        columns={3}
        items={[
          [t('Kết quả', 'Result'), t(appraisal.passes === true ? passed : notPassed)],
          [t('Ngày họp', 'Met on'), formatDate(appraisal.sessionOn)],
          [t('Nơi họp, hình thức họp', 'Where and how it met'), appraisal.sessionPlace],
          ...(appraisal.earlyReason === null
            ? []
            : [
                [
                  t('Lý do họp sớm hơn quy chế', 'Why it met earlier than the rule says'),
                  appraisal.earlyReason,
                ] as const,
              ]),
          ...(appraisal.result === null
            ? []
            : [
                [
                  t('Mức được đề xuất', 'What is proposed'),
                  <Dong amount={appraisal.result.allowed} language={language} />,
                ] as const,
              ]),
        ]}
      />
      <p class="mt-3 whitespace-pre-line">{appraisal.conclusion}</p>
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
    actions:
      appraisal.council !== null && state === 'concluded' && !appraisal.blind
        ? minutesFormats.map((format) => (
            <LinkButton href={`/appraisals/${appraisal.id}/minutes.${format}`}>
              {t(`Biên bản (${format.toUpperCase()})`, `Minutes (${format.toUpperCase()})`)}
            </LinkButton>
          ))
        : null,
    decision:
      appraisal.way === 'pair' ? (
        <Opinions appraisal={appraisal} request={request} />
      ) : (
        <>
          <Conclusion appraisal={appraisal} request={request} />
          <Seats appraisal={appraisal} request={request} />
          <Scores appraisal={appraisal} request={request} />
          <Votes appraisal={appraisal} request={request} />
          <Costs appraisal={appraisal} request={request} />
        </>
      ),
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
            ...(appraisal.council === null
              ? []
              : [
                  [
                    t('Hội đồng', 'Councils'),
                    <a href={`/councils/${appraisal.council.id}`}>{appraisal.council.name}</a>,
                  ] as const,
                ]),
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
export const minutesDownloads = minutesFormats.map((format) =>
  page({
    route: `GET /appraisals/{id}/minutes.${format}`,
    may: councilReaders,
    run: async (request) =>
      documentDownload(
        request,
        await request.execute(councilMinutes, { id: numberOf(request, 'id'), format }),
      ),
  }),
)
export const appraisalReceivers = acts.receivers(appraisalView)
