import { planColumn, planFilters, planYears } from '../../plan/index.ts'
import { mayRun } from '../../platform/actor.ts'
import { formatDate } from '../../platform/dates.ts'
import { type Translate, words } from '../../platform/language.ts'
import {
  type FormValues,
  fieldsUnder,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
} from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Evidence,
  Facts,
  type Fields,
  LinkButton,
  listPage,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../ui/index.ts'
import { contentChoices } from '../content-choices.ts'
import { listMoments } from './catalogues.ts'
import { answerFollowUp, enterAnswer, giveFollowUpLink, nameSilent } from './commands.ts'
import { answerWays, followUpStates, paperFields } from './fields.ts'
import { checkAnswers } from './import.ts'
import { type FollowUp, listFollowUps, type ShownFollowUp, showFollowUp, sumFollowUps } from './queries.ts'
import { choicesOf, type QuestionKind } from './rules.ts'

/* What enterprises say of their turns: the list, one answer, and the page of a personal link. */

export const at = '/support/follow-ups'
export const title = words('Hài lòng và kết quả sau hỗ trợ', 'Satisfaction, and what became of it')
export const crumbs = ({ t }: PageRequest) => [
  { label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' },
  { label: t(title), href: at },
]

export const followUpList = listPage({
  route: `GET ${at}`,
  title,
  lead: words(
    'Doanh nghiệp được hỏi khi lượt hỗ trợ hoàn thành, sau 6 và 12 tháng: bằng thông báo, hoặc thư có liên kết riêng nếu không có tài khoản. Ai không trả lời được nêu tên.',
    'Enterprises are asked when a turn is done and after 6 and 12 months: by notice, or by a letter with a personal link where there is no account. Who does not answer is named.',
  ),
  query: listFollowUps,
  breadcrumbs: ({ t }) => [{ label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' }],
  actions: (request) => {
    const { t } = request
    return (
      <>
        {mayRun(request.actor, sumFollowUps) ? (
          <LinkButton href={`${at}/sums`}>{t('Theo nội dung, theo năm', 'By content and year')}</LinkButton>
        ) : null}
        <Act command={checkAnswers} request={request} href={`${at}/import`}>
          {t('Nhập câu trả lời từ Excel', 'Import answers from Excel')}
        </Act>
        <LinkButton href="/support/follow-up-questions">{t('Các câu hỏi', 'The questions')}</LinkButton>
        <LinkButton href="/support/follow-up-moments">{t('Các lần hỏi', 'Times of asking')}</LinkButton>
      </>
    )
  },
  empty: ({ t }) => t('Chưa hỏi doanh nghiệp nào.', 'Nobody was asked yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm doanh nghiệp', 'Find an enterprise') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: [
        { value: 'late', label: request.t('Quá hạn chưa trả lời', 'Not answered in time') },
        ...followUpStates.choices(request.t),
      ],
    },
    {
      name: 'momentId',
      kind: 'select',
      label: words('Thời điểm hỏi', 'When it is asked'),
      choices: (await request.execute(listMoments, { limit: 100 })).rows.map(({ id, name, nameEn }) => ({
        value: String(id),
        label: request.t(name, nameEn),
      })),
    },
    {
      name: 'contentId',
      kind: 'select',
      label: words('Nội dung hỗ trợ', 'Content of support'),
      choices: await contentChoices(request, true),
    },
    {
      name: 'year',
      kind: 'select',
      label: words('Năm hoàn thành lượt', 'Year in which the turn was done'),
      choices: await planYears(request),
    },
    {
      name: 'askedIn',
      kind: 'select',
      label: words('Năm hỏi', 'Year in which it was asked'),
      choices: await planYears(request),
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    return [
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
        cell: (row) => (
          <div>
            <a href={`${at}/${row.id}`}>{row.enterprise}</a>
            <div class="hint">{t(row.content, row.contentEn)}</div>
          </div>
        ),
      },
      {
        key: 'moment',
        label: words('Thời điểm hỏi', 'When it is asked'),
        value: (row) => t(row.moment, row.momentEn),
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(followUpStates.names[row.state]),
        cell: (row) => (
          <>
            <StateBadge of={followUpStates} is={row.state} t={t} />
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      {
        key: 'dueOn',
        label: words('Hạn trả lời câu hỏi', 'Answers wanted by'),
        kind: 'date',
        sort: 'dueOn',
        value: (row) => row.dueOn,
      },
      {
        key: 'score',
        label: words('Mức hài lòng', 'Satisfaction'),
        kind: 'number',
        value: (row) => row.score,
      },
      {
        key: 'kept',
        label: words('Còn duy trì', 'Kept up'),
        value: (row) => keptText(row, t),
      },
      {
        key: 'said',
        label: words('Kết quả, thay đổi ở doanh nghiệp', 'What became of it at the enterprise'),
        value: (row) => row.said,
        exportOnly: true,
      },
      {
        key: 'answeredBy',
        label: words('Trả lời bằng', 'Answered by'),
        value: (row) => (row.answeredBy === null ? null : t(answerWays.names[row.answeredBy])),
        exportOnly: true,
      },
      {
        key: 'remark',
        label: words('Vì sao không có câu trả lời', 'Why there is no answer'),
        value: (row) => row.remark,
        exportOnly: true,
      },
      { key: 'turn', label: words('Lượt số', 'Turn number'), value: (row) => row.turnId, exportOnly: true },
      ...(await planColumn<FollowUp>(request)),
    ]
  },
})

/** What is said of keeping it up. */
const keptText = ({ kept }: Pick<FollowUp, 'kept'>, t: Translate) => {
  const said = kept === null ? undefined : choicesOf.kept[kept - 1]
  return said === undefined ? null : t(said)
}

interface AskedQuestion {
  readonly id: number
  readonly name: string
  readonly nameEn: string
  readonly kind: QuestionKind
  readonly value?: number | null
  readonly said?: string | null
}
export type AnswerName = `answers.${number}`

/** The fields of the questions. */
export const questionsForm = (f: Fields<AnswerName>, t: Translate, questions: readonly AskedQuestion[]) =>
  questions.map(({ id, name, nameEn, kind }) => {
    const choices = choicesOf[kind].map((label, at) => ({ value: at + 1, label: t(label) }))
    return choices.length === 0
      ? f.area(`answers.${id}`, { label: t(name, nameEn), rows: 3, required: true })
      : f.radio(`answers.${id}`, { label: t(name, nameEn), choices, required: true })
  })

const answersOf = (questions: readonly AskedQuestion[]) =>
  Object.fromEntries(
    questions.map(({ id, value, said }) => [`answers.${id}`, value == null ? (said ?? '') : String(value)]),
  )
export const answerInput = (values: FormValues) => ({ answers: fieldsUnder(values, 'answers') })

type ActKey = 'answer' | 'paper' | 'silent'
const acts = actsOf<ShownFollowUp, ActKey>('/support/follow-ups/{id}', {
  answer: act(answerFollowUp, {
    title: words('Trả lời câu hỏi', 'Answer the question'),
    path: 'answer',
    open: ({ state, open }) => state !== 'answered' || open,
    initial: ({ questions }) => answersOf(questions),
    input: answerInput,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {questionsForm(f as unknown as Fields<AnswerName>, t, record.questions)}
      </>
    ),
    done: words('Đã ghi câu trả lời. Cảm ơn.', 'The answer is recorded. Thank you.'),
  }),
  paper: act(enterAnswer, {
    title: words('Nhập theo phiếu của doanh nghiệp', 'Enter by the paper of the enterprise'),
    path: 'paper',
    open: () => true,
    initial: ({ questions }) => answersOf(questions),
    input: answerInput,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {questionsForm(f as unknown as Fields<AnswerName>, t, record.questions)}
        {paperFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi câu trả lời của doanh nghiệp.', 'The answer of the enterprise is recorded.'),
  }),
  silent: act(nameSilent, {
    title: words('Ghi là không trả lời', 'Name it as not answered'),
    path: 'silence',
    kind: 'danger',
    open: ({ late }) => late,
    fields: reasonFields,
    done: words('Đã ghi doanh nghiệp không trả lời.', 'It is named as not answered.'),
  }),
})

export async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const one = await request.execute(showFollowUp, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, one, sent)
  const items = [
    [
      t('Lượt hỗ trợ', 'Support turn'),
      <a href={`/support/${one.turnId}`}>
        {one.turnId}. {t(one.content, one.contentEn)}
      </a>,
    ],
    [t('Thời điểm hỏi', 'When it is asked'), t(one.moment, one.momentEn)],
    [t('Hạn trả lời câu hỏi', 'Answers wanted by'), formatDate(one.dueOn)],
    [
      t('Trả lời', 'Answers'),
      one.state !== 'answered' || one.heard
        ? null
        : t(
            'Hiệp hội chỉ xem câu trả lời của doanh nghiệp do hiệp hội giới thiệu và đã đồng ý.',
            'An association reads the answers of enterprises that it brought, while they consent.',
          ),
    ],
    ...(one.state === 'answered' && one.heard
      ? one.questions.map(({ name, nameEn, kind, value, said }) => {
          const chosen = value === null ? undefined : choicesOf[kind][value - 1]
          return [
            t(name, nameEn),
            chosen === undefined ? <span class="whitespace-pre-line">{said}</span> : t(chosen),
          ] as const
        })
      : []),
    [
      t('Trả lời bằng', 'Answered by'),
      one.answeredBy === null ? null : (
        <>
          {t(answerWays.names[one.answeredBy])}
          {one.answeredOn === null ? null : `, ${formatDate(one.answeredOn)}`}
        </>
      ),
    ],
    [t('Vì sao không có câu trả lời', 'Why there is no answer'), one.remark],
  ] as const
  return recordView({
    title: t(`${one.enterprise} nói về lượt hỗ trợ`, `${one.enterprise} on its turn`),
    lead: t(one.moment, one.momentEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'support_follow_up', id: one.id }],
      state: { key: one.state, shown: <StateBadge of={followUpStates} is={one.state} t={t} /> },
      steps: stepsOf<ShownFollowUp['state']>(
        (['asked', 'answered'] as const).map((key) => [key, t(followUpStates.names[key])]),
        one.state,
        { asked: one.askedOn, answered: one.answeredOn },
        one.state === 'silent'
          ? { after: 'asked', label: t(followUpStates.names.silent), ends: true }
          : undefined,
      ),
    },
    finished: one.state === 'answered',
    actions:
      one.state === 'answered' ? null : (
        <Act command={giveFollowUpLink} request={request} action={`${at}/${one.id}/link`}>
          {t('Cấp liên kết riêng', 'Give a personal link')}
        </Act>
      ),
    act: chosen === undefined ? null : await acts.form(request, one, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng', 'Evidence'),
      files: [{ what: t(paperFields.labels.fileId), file: one.file }],
    }),
  })
}

/** What the enterprise said of a turn, on its page; nothing before it was asked. */
export async function FollowUpsOfTurn({
  request,
  turnId,
}: {
  readonly request: PageRequest
  readonly turnId: number
}) {
  const { t } = request
  const { rows } = await request.execute(listFollowUps, { turnId, limit: 10 })
  if (rows.length === 0) return null
  return (
    <Section title={t(title)} id="follow-ups">
      <ul class="list">
        {rows.map((one) => (
          <li class="py-1">
            <a href={`${at}/${one.id}`}>{t(one.moment, one.momentEn)}</a>{' '}
            <StateBadge of={followUpStates} is={one.state} t={t} />
            {one.score === null ? null : <span class="hint block">{one.score}/5</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const followUpPages = [
  page({ route: `GET ${at}/{id}`, for: showFollowUp, run: (request) => view(request) }),
  ...acts.receivers(view),
]
