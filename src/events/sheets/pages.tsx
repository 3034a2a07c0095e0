import { mayRun } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import { formatNumber } from '../../platform/numbers.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  barChart,
  Chart,
  Empty,
  Facts,
  formPage,
  LinkButton,
  listPage,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../ui/index.ts'
import { crumbs, ofEvent } from '../form-pages.tsx'
import { addQuestion, closeSheet, createSheet, openSheet, removeQuestion } from './commands.ts'
import { sheetFields, sheetKinds, sheetStates } from './fields.ts'
import {
  listSheets,
  listTestResults,
  type OptionRow,
  type ResultRow,
  type ShownSheet,
  showSheet,
  surveyResults,
  surveyTexts,
} from './queries.ts'
import { leastPersons } from './rules.ts'

/* Tests and surveys of an event: the office's pages. */

const withheld = words(
  `Chỉ nêu khi có từ ${leastPersons} người trả lời.`,
  `Told once ${leastPersons} persons have answered.`,
)

/** The tests and surveys of an event, on its page: how many answered, the means of tests. */
export async function Sheets({ eventId, request }: { eventId: number; request: PageRequest }) {
  const { t, actor, language } = request
  if (!mayRun(actor, listSheets)) return null
  const { sheets, both } = await request.execute(listSheets, { id: eventId })
  const percent = (share: number) => `${formatNumber(share, language)}%`
  return (
    <Section
      title={t('Kiểm tra, khảo sát', 'Tests and survey')}
      id="sheets"
      actions={
        <>
          <Act command={createSheet} request={request} href={`/events/${eventId}/sheets/new`}>
            {t('Lập phiếu hỏi', 'Begin a sheet')}
          </Act>
          {mayRun(actor, listTestResults) &&
          sheets.some(({ kind, answered }) => kind !== 'survey' && answered > 0) ? (
            <LinkButton href={`/events/${eventId}/test-results`}>
              {t('Kết quả từng người', 'Results of each person')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      {sheets.length === 0 ? (
        <Empty>{t('Chưa lập phiếu nào.', 'There is no sheet yet.')}</Empty>
      ) : (
        <ul class="grid gap-3">
          {sheets.map((sheet) => (
            <li>
              {mayRun(actor, showSheet) ? (
                <a href={`/event-sheets/${sheet.id}`}>{sheet.title}</a>
              ) : (
                sheet.title
              )}{' '}
              <StateBadge of={sheetStates} is={sheet.state} t={t} />
              <span class="hint block">
                {t(sheetKinds.wordsOf(sheet.kind))}
                {t(
                  `: ${sheet.questions} câu hỏi, ${sheet.answered} người trả lời`,
                  `: ${sheet.questions} questions, ${sheet.answered} answered`,
                )}
                {sheet.mean === null
                  ? ''
                  : t(
                      `, bình quân ${percent(sheet.mean)} số điểm`,
                      `, on average ${percent(sheet.mean)} of the points`,
                    )}
              </span>
              {sheet.kind === 'survey' && sheet.state !== 'draft' ? (
                <LinkButton href={`/event-sheets/${sheet.id}/results`} small>
                  {t('Kết quả khảo sát', 'Results of the survey')}
                </LinkButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {both === null ? null : (
        <p class="mt-3">
          {t(
            `${both.persons} người làm cả hai bài: trước ${percent(both.before)}, sau ${percent(both.after)} số điểm.`,
            `${both.persons} persons took both tests: ${percent(both.before)} of the points before, ${percent(both.after)} after.`,
          )}
        </p>
      )}
    </Section>
  )
}

export const sheetCreated = formPage({
  command: createSheet,
  address: '/events/{id}/sheets/new',
  record: ofEvent,
  title: words('Lập phiếu hỏi của sự kiện', 'Begin a sheet of questions'),
  lead: ({ record }) => record.title,
  crumbs: (request, of) => [...crumbs(request), { label: of.title, href: `/events/${of.id}` }],
  initial: () => ({ kind: 'survey' }),
  fields: ({ f, t }) => sheetFields.form(f, t),
  submit: words('Lập phiếu hỏi', 'Begin a sheet'),
  cancel: ({ id }) => `/events/${id}`,
  done: ({ id }) => ({
    to: `/event-sheets/${id}`,
    message: words('Đã lập; xin thêm câu hỏi.', 'Begun; add questions.'),
  }),
})

const ofSheet = (request: PageRequest) => request.execute(showSheet, { id: numberOf(request, 'id') })
const toEvent = (request: PageRequest, of: ShownSheet) => [
  ...crumbs(request),
  { label: of.event, href: `/events/${of.eventId}` },
]

export const questionAdded = formPage({
  command: addQuestion,
  address: '/event-sheets/{id}/questions/new',
  record: ofSheet,
  title: words('Thêm câu hỏi', 'Add a question'),
  lead: ({ record }) => record.title,
  crumbs: (request, of) => [...toEvent(request, of), { label: of.title, href: `/event-sheets/${of.id}` }],
  fields: ({ f, t, record }) => (
    <>
      {f.area('content', { label: t('Câu hỏi', 'Question'), required: true, rows: 2 })}
      {f.area('options', {
        label: t('Các lựa chọn', 'Options'),
        hint:
          record.kind === 'survey'
            ? t(
                'Mỗi dòng một lựa chọn; để trống thì người trả lời viết.',
                'One a line; empty: who answers writes.',
              )
            : t('Mỗi dòng một lựa chọn.', 'One a line.'),
        rows: 5,
      })}
      {record.kind === 'survey' ? null : (
        <>
          {f.number('rightOption', {
            label: t('Lựa chọn đúng', 'Option that is right'),
            hint: t('Đếm từ 1.', 'Counted from 1.'),
          })}
          {f.number('points', {
            label: t('Điểm của câu', 'Points of the question'),
            hint: t('Để trống là 1.', 'Left empty: 1.'),
          })}
        </>
      )}
    </>
  ),
  submit: words('Thêm câu hỏi', 'Add a question'),
  cancel: ({ id }) => `/event-sheets/${id}`,
  done: ({ id }) => ({ to: `/event-sheets/${id}`, message: words('Đã thêm.', 'Added.') }),
})

type ActKey = 'open' | 'close'
const acts = actsOf<ShownSheet, ActKey>('/event-sheets/{id}', {
  open: act(openSheet, {
    title: words('Mở phiếu hỏi', 'Open a sheet of questions'),
    path: 'opening',
    open: ({ state, questions }) => state === 'draft' && questions.length > 0,
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Phiếu đã mở cho người có chỗ.', 'It is open to who has a place.'),
  }),
  close: act(closeSheet, {
    title: words('Đóng phiếu hỏi', 'Close a sheet of questions'),
    path: 'closing',
    open: ({ state }) => state === 'open',
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Phiếu đã đóng.', 'The sheet is closed.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const of = await ofSheet(request)
  const chosen = acts.chosen(request, of, sent)
  const draft = of.state === 'draft'
  return recordView({
    title: of.title,
    lead: t(sheetKinds.wordsOf(of.kind)),
    breadcrumbs: toEvent(request, of),
    head: {
      matters: [{ record: 'event_sheet', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={sheetStates} is={of.state} t={t} /> },
      steps: stepsOf<ShownSheet['state']>(
        sheetStates.keys.map((key) => [key, t(sheetStates.names[key])]),
        of.state,
        { draft: of.begunOn, open: of.openedOn, closed: of.closedOn },
      ),
    },
    finished: of.state === 'closed',
    actions: draft ? (
      <Act command={addQuestion} request={request} href={`/event-sheets/${of.id}/questions/new`}>
        {t('Thêm câu hỏi', 'Add a question')}
      </Act>
    ) : of.kind === 'survey' ? (
      <LinkButton href={`/event-sheets/${of.id}/results`}>
        {t('Kết quả khảo sát', 'Results of the survey')}
      </LinkButton>
    ) : (
      <LinkButton href={`/events/${of.eventId}/test-results`}>
        {t('Kết quả từng người', 'Results of each person')}
      </LinkButton>
    ),
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <Section title={t('Câu hỏi', 'Question')} id="questions">
        {of.questions.length === 0 ? (
          <Empty>{t('Chưa có câu hỏi.', 'There are no questions yet.')}</Empty>
        ) : (
          <ol class="grid gap-3">
            {of.questions.map((question) => (
              <li>
                <b>
                  {question.number}. {question.content}
                </b>
                <Facts
                  items={question.options.map((option, at) => [
                    String(at + 1),
                    question.rightOption === at + 1
                      ? t(
                          `${option} (đúng, ${question.points} điểm)`,
                          `${option} (right, ${question.points} points)`,
                        )
                      : option,
                  ])}
                />
                {draft ? (
                  <Act
                    command={removeQuestion}
                    request={request}
                    action={`/event-sheets/${of.id}/questions/${question.id}/removal`}
                    small
                  >
                    {t('Bỏ', 'Remove')}
                  </Act>
                ) : null}
              </li>
            ))}
          </ol>
        )}
      </Section>
    ),
  })
}

export const sheetPages = [
  page({ route: 'GET /event-sheets/{id}', for: showSheet, run: (request) => view(request) }),
  ...acts.receivers(view),
  receiver({
    command: removeQuestion,
    address: '/event-sheets/{id}/questions/{question}/removal',
    done: ({ id }) => ({ to: `/event-sheets/${id}`, message: words('Đã bỏ.', 'Removed.') }),
  }),
]

const reached = (score: number | null, most: number | null) => (score === null ? null : `${score}/${most}`)

export const testResultsPage = listPage({
  route: 'GET /events/{id}/test-results',
  title: words('Kết quả kiểm tra của từng người', 'Results of tests of each person'),
  lead: words(
    'Điểm trước và sau của từng người. Dữ liệu cá nhân: chỉ cơ quan tổ chức đọc.',
    'Points before and after of each person. Personal data: for the organiser alone.',
  ),
  fixed: ({ params }) => ({ id: params.id }),
  query: listTestResults,
  breadcrumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Sự kiện', 'Event'), href: `/events/${request.params.id}` },
  ],
  filters: () => [{ name: 'q', kind: 'search', label: words('Tìm tên, đơn vị', 'Name or employer') }],
  columns: () => [
    {
      key: 'name',
      label: words('Họ và tên', 'Full name'),
      sort: 'name',
      value: (row: ResultRow) => row.name,
    },
    {
      key: 'organisation',
      label: words('Nơi công tác', 'Workplace'),
      value: (row: ResultRow) => row.organisation,
    },
    {
      key: 'before',
      label: sheetKinds.names.before,
      value: (row: ResultRow) => reached(row.before, row.mostBefore),
    },
    {
      key: 'after',
      label: sheetKinds.names.after,
      value: (row: ResultRow) => reached(row.after, row.mostAfter),
    },
  ],
  empty: ({ t }) => t('Chưa ai làm bài kiểm tra.', 'Nobody has taken a test.'),
})

/** Each question as a chart, and what was written. */
async function Charts({ request }: { request: PageRequest }) {
  const { t, language } = request
  const id = numberOf(request, 'id')
  const { rows } = await request.execute(surveyResults, { id, limit: 1000 })
  const texts = mayRun(request.actor, surveyTexts) ? await request.execute(surveyTexts, { id }) : []
  const questions = [...Map.groupBy(rows, ({ number }) => number)]
  return (
    <>
      {questions.map(([number, options]) => {
        const title = `${number}. ${options[0]?.content ?? ''}`
        return (
          <Chart
            title={title}
            draw={(size) =>
              barChart(
                { size, language, id: `question-${number}` },
                {
                  title,
                  description: options.map(({ option, chosen }) => `${option}: ${chosen}`).join('; '),
                  bars: options.map(({ option, chosen, share }) => ({
                    name: option,
                    figure: `${chosen} (${formatNumber(share, language)}%)`,
                    share: share / 100,
                  })),
                },
              )
            }
          />
        )
      })}
      {texts.map(({ number, content, texts: written }) => (
        <Section title={`${number}. ${content}`}>
          <ul class="list-disc pl-5">
            {written.map((one) => (
              <li class="whitespace-pre-line">{one}</li>
            ))}
          </ul>
        </Section>
      ))}
      {rows.length === 0 ? <p class="hint mb-3">{t(withheld)}</p> : null}
    </>
  )
}

export const surveyResultsPage = listPage({
  route: 'GET /event-sheets/{id}/results',
  title: words('Kết quả khảo sát', 'Results of the survey'),
  lead: words(
    `Câu trả lời không mang tên; ${withheld.vi.charAt(0).toLowerCase()}${withheld.vi.slice(1)}`,
    `Answers bear no name; ${withheld.en.charAt(0).toLowerCase()}${withheld.en.slice(1)}`,
  ),
  fixed: ({ params }) => ({ id: params.id }),
  query: surveyResults,
  breadcrumbs: crumbs,
  above: (request) => <Charts request={request} />,
  columns: () => [
    {
      key: 'number',
      label: words('Số thứ tự', 'Position'),
      kind: 'number',
      sort: 'number',
      value: (row: OptionRow) => row.number,
    },
    { key: 'content', label: words('Câu hỏi', 'Question'), value: (row: OptionRow) => row.content },
    { key: 'option', label: words('Câu trả lời', 'Answer to it'), value: (row: OptionRow) => row.option },
    {
      key: 'chosen',
      label: words('Số người chọn', 'Persons who chose it'),
      kind: 'number',
      value: (row: OptionRow) => row.chosen,
    },
    {
      key: 'share',
      label: words('Phần trăm', 'Percent'),
      kind: 'number',
      value: (row: OptionRow) => row.share,
    },
  ],
  empty: ({ t }) => t('Chưa đủ người trả lời.', 'Not enough have answered.'),
})
