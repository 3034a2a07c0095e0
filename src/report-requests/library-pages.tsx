import { listIndicators } from '../indicators/index.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Badge, Day, Empty, Facts, type Fields, Fold, formPage, listPage, Section } from '../ui/index.ts'
import { formFields, questionFields, questionLists } from './fields.ts'
import { type FormRow, listForms, type Question, showForm } from './form-queries.ts'
import { addQuestion, changeQuestion, createForm, newEdition, removeQuestion } from './forms.ts'
import { knownFigures } from './known.ts'
import { askReports } from './requests.ts'
import { questionKinds } from './rules.ts'

/* The library of forms: a form with its sections and questions; an edition that was sent out is shown and changes no more. */

export const libraryTitle = words('Thư viện biểu mẫu báo cáo', 'Library of forms of reports')
const to = ({ id }: { readonly id: number }) => `/report-forms/${id}`
const crumbs = ({ t }: PageRequest) => [{ label: t(libraryTitle), href: '/report-forms' }]

export const libraryPage = listPage({
  route: 'GET /report-forms',
  title: libraryTitle,
  lead: words(
    'Biểu mẫu gồm các phần, câu hỏi, bảng số liệu. Phiên bản đã dùng để hỏi thì không sửa nữa; muốn sửa thì tạo phiên bản mới.',
    'A form has sections, questions and tables of figures. An edition that was sent out changes no more; what is new is a further edition.',
  ),
  query: listForms,
  actions: (request) => (
    <Act command={createForm} request={request} href="/report-forms/new" kind="primary">
      {request.t('Lập biểu mẫu báo cáo', 'Begin a form of a report')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm', 'Search') },
    {
      name: 'newest',
      kind: 'select',
      label: words('Phiên bản biểu mẫu', 'Edition of the form'),
      choices: [{ value: 'on', label: t('Mới nhất', 'The latest') }],
    },
  ],
  columns: ({ t }) => {
    const { name, purpose } = formFields.columns<FormRow>(t, {
      name: { cell: (row) => <a href={to(row)}>{row.name}</a> },
    })
    return [
      name,
      {
        key: 'edition',
        label: words('Phiên bản biểu mẫu', 'Edition of the form'),
        kind: 'number',
        value: (row: FormRow) => row.edition,
      },
      {
        key: 'madeOn',
        label: words('Ngày lập biểu mẫu', 'Drawn up on'),
        kind: 'date',
        sort: 'madeOn',
        value: (row: FormRow) => row.madeOn,
      },
      {
        key: 'questions',
        label: words('Số câu hỏi', 'Questions'),
        kind: 'number',
        value: (row: FormRow) => row.questions,
      },
      {
        key: 'used',
        label: words('Số lần dùng để hỏi', 'Times sent out'),
        kind: 'number',
        value: (row: FormRow) => row.used,
      },
      purpose,
    ]
  },
})

const newForm = formPage({
  command: createForm,
  address: '/report-forms/new',
  title: words('Lập biểu mẫu báo cáo', 'Begin a form of a report'),
  crumbs,
  fields: ({ f, t }) => formFields.form(f, t),
  submit: words('Lập biểu mẫu báo cáo', 'Begin a form of a report'),
  cancel: '/report-forms',
  done: (output) => ({
    to: to(output),
    message: words('Đã lập; xin thêm câu hỏi.', 'It is begun; please add questions.'),
  }),
})

const shown = page({
  route: 'GET /report-forms/{id}',
  for: showForm,
  async run(request) {
    const { t } = request
    const form = await request.execute(showForm, { id: request.params.id })
    const isFree = form.used === 0
    return {
      title: form.name,
      lead: form.purpose ?? undefined,
      breadcrumbs: crumbs(request),
      actions: (
        <>
          {isFree ? (
            <Act command={addQuestion} request={request} href={`${to(form)}/questions/new`} kind="primary">
              {t('Thêm câu hỏi', 'Add a question')}
            </Act>
          ) : null}
          {form.questions > 0 ? (
            <Act command={askReports} request={request} href={`/report-requests/new?formId=${form.id}`}>
              {t('Yêu cầu báo cáo theo biểu mẫu này', 'Ask for reports with this form')}
            </Act>
          ) : null}
          <Act command={newEdition} request={request} action={`${to(form)}/editions`}>
            {t('Tạo phiên bản mới', 'Make a new edition')}
          </Act>
        </>
      ),
      body: (
        <>
          <Section>
            <Facts
              columns={3}
              items={[
                [
                  t('Phiên bản biểu mẫu', 'Edition of the form'),
                  <>
                    {form.edition}{' '}
                    {form.newest ? null : (
                      <Badge>{t('Đã có phiên bản mới hơn', 'A later one is there')}</Badge>
                    )}
                  </>,
                ],
                [t('Ngày lập biểu mẫu', 'Drawn up on'), <Day day={form.madeOn} />],
                [t('Số lần dùng để hỏi', 'Times sent out'), String(form.used)],
                [
                  t('Các phiên bản của biểu mẫu', 'Editions of the form'),
                  <span class="flex flex-wrap gap-2">
                    {form.editions.map((one) => (
                      <a href={to(one)}>{one.edition}</a>
                    ))}
                  </span>,
                ],
              ]}
            />
          </Section>
          {form.ofQuestions.length === 0 ? (
            <Empty>{t('Chưa có câu hỏi nào.', 'There is no question yet.')}</Empty>
          ) : null}
          {[...Map.groupBy(form.ofQuestions, ({ section }) => section)].map(([section, questions], at) => (
            <Section title={section} id={`section-${at + 1}`}>
              <ul class="grid gap-3">
                {questions.map((question) => (
                  <li>
                    <QuestionShown {...{ question, request, formId: form.id, isFree }} />
                  </li>
                ))}
              </ul>
            </Section>
          ))}
        </>
      ),
    }
  },
})

/** What is asked of a question's answer, in a line. */
function rulesOf(question: Question, { t, language }: PageRequest): string {
  const n = (value: number) => formatNumber(value, language)
  const known = question.known === null ? undefined : knownFigures.get(question.known)
  return [
    t(questionKinds.names[question.kind]),
    question.required ? t('phải trả lời', 'must be answered') : '',
    question.unit ?? '',
    question.integral ? t('số nguyên', 'whole') : '',
    question.minimum === null ? '' : `≥ ${n(question.minimum)}`,
    question.maximum === null ? '' : `≤ ${n(question.maximum)}`,
    question.sumOf.length === 0 ? '' : `= ${question.sumOf.join(' + ')}`,
    question.choices.join(' / '),
    question.lines.length === 0 ? '' : `${question.lines.join(', ')} × ${question.columns.join(', ')}`,
    question.totalLine ? t('dòng cuối là tổng', 'the last line is the sum') : '',
    known === undefined ? '' : `${t('điền sẵn', 'proposed')}: ${t(known)}`,
    question.indicator === null
      ? ''
      : `${t('chỉ số', 'indicator')}: ${t(question.indicator, question.indicatorEn ?? '')}`,
  ]
    .filter((part) => part !== '')
    .join('; ')
}

function QuestionShown(props: { question: Question; request: PageRequest; formId: number; isFree: boolean }) {
  const { question, request, formId, isFree } = props
  const { t } = request
  const at = `/report-forms/${formId}/questions/${question.id}`
  return (
    <>
      <p class="max-w-prose font-semibold">
        {question.code}. {question.label}
      </p>
      <p class="hint max-w-prose">{rulesOf(question, request)}</p>
      {isFree ? (
        <p class="flex flex-wrap gap-3">
          <Act command={changeQuestion} request={request} href={`${at}/edit`} small>
            {t('Sửa', 'Edit')}
          </Act>
          <Act command={removeQuestion} request={request} action={`${at}/removal`} small>
            {t('Bỏ', 'Remove')}
          </Act>
        </p>
      ) : null}
    </>
  )
}

async function choicesOf(request: PageRequest) {
  const { rows } = await request.execute(listIndicators, { way: 'entered', limit: 1000 })
  return {
    form: await request.execute(showForm, { id: request.params.id }),
    indicators: rows.map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) })),
  }
}
type Choices = Awaited<ReturnType<typeof choicesOf>>

type QuestionField = (typeof questionFields.keys)[number] | keyof typeof questionLists

function QuestionInputs({
  f,
  t,
  indicators,
}: { f: Fields<QuestionField>; t: PageRequest['t'] } & Pick<Choices, 'indicators'>) {
  const list = (key: keyof typeof questionLists) =>
    f.area(key, { label: t(questionLists[key].label), hint: t(questionLists[key].hint), rows: 2 })
  return (
    <>
      {questionFields.form(f, t, {
        choices: {
          known: [...knownFigures].map(([value, label]) => ({ value, label: t(label) })),
          indicatorId: indicators,
        },
        after: {
          label: list('choices'),
          totalLine: (
            <Fold label={t('Bảng số liệu, tổng', 'Tables and sums')} open>
              {list('lines')}
              {list('columns')}
              {list('sumOf')}
            </Fold>
          ),
        },
      })}
    </>
  )
}

const upTo = (request: PageRequest, { form }: Choices) => [
  ...crumbs(request),
  { label: form.name, href: to(form) },
]

const questionAdded = formPage({
  command: addQuestion,
  address: '/report-forms/{id}/questions/new',
  record: choicesOf,
  title: words('Thêm câu hỏi', 'Add a question'),
  lead: ({ record }) => record.form.name,
  crumbs: upTo,
  initial: ({ form }) => ({ section: form.ofQuestions.at(-1)?.section, kind: 'number' }),
  fields: ({ f, t, record }) => <QuestionInputs f={f} t={t} indicators={record.indicators} />,
  submit: words('Thêm câu hỏi', 'Add a question'),
  cancel: ({ form }) => to(form),
  done: (output) => ({ to: to(output), message: words('Đã thêm câu hỏi.', 'The question is added.') }),
})

const questionOf = ({ form }: Choices, request: PageRequest) =>
  form.ofQuestions.find(({ id }) => id === Number(request.params.question))

const questionChanged = formPage({
  command: changeQuestion,
  address: '/report-forms/{id}/questions/{question}/edit',
  record: choicesOf,
  title: words('Sửa câu hỏi', 'Change the question'),
  lead: ({ record }) => record.form.name,
  crumbs: upTo,
  stored: (record, request) => {
    const question = questionOf(record, request)
    const { t, language } = request
    if (question === undefined) return { values: { version: '1' }, labels: {} }
    const { choices, lines, columns, sumOf } = question
    return {
      values: {
        ...questionFields.texts(question, language),
        ...{ version: String(question.version), indicatorId: String(question.indicatorId ?? '') },
        ...{
          choices: choices.join('; '),
          lines: lines.join('; '),
          columns: columns.join('; '),
          sumOf: sumOf.join('; '),
        },
      },
      labels: Object.fromEntries(questionFields.keys.map((key) => [key, t(questionFields.labels[key])])),
    }
  },
  fields: ({ f, t, record, request }) => (
    <>
      {f.hidden('version', questionOf(record, request)?.version ?? 1)}
      <QuestionInputs f={f} t={t} indicators={record.indicators} />
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ form }) => to(form),
  done: (output) => ({ to: to(output), message: words('Đã lưu.', 'Saved.') }),
})

export const formShown = shown
export const formBegun = newForm
export const questionPages = [questionAdded, questionChanged]
export const editionMade = receiver({
  command: newEdition,
  address: '/report-forms/{id}/editions',
  done: (output) => ({ to: to(output), message: words('Đã tạo phiên bản mới.', 'The new edition is made.') }),
})
export const questionRemoved = receiver({
  command: removeQuestion,
  address: '/report-forms/{id}/questions/{question}/removal',
  done: (output) => ({ to: to(output), message: words('Đã bỏ.', 'Removed.') }),
})
