import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import {
  Badge,
  Facts,
  Form,
  fields,
  formPage,
  LinkButton,
  listPage,
  PostButton,
  Section,
  StateBadge,
} from '../ui/index.ts'
import { addNorm, confirmNorm, correctNorm, endNorm } from './commands.ts'
import { normFields } from './fields.ts'
import { listNorms, type NormRow, normChoices, normStates, showNorm } from './queries.ts'
import { limitWords, normKinds } from './rules.ts'

const crumbs = ({ t }: PageRequest) => [{ label: t('Định mức chi', 'Spending norms'), href: '/norms' }]

function ToCheck({ t }: { t: PageRequest['t'] }) {
  return <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge>
}

const normsPage = listPage({
  route: 'GET /norms',
  place: { group: 'rules', order: 61, label: words('Định mức chi', 'Spending norms') },
  title: words('Định mức chi', 'Spending norms'),
  lead: words(
    'Mức chi theo từng văn bản. Hồ sơ được đối chiếu với mức của ngày nộp; vượt mức thì dừng, hoặc phải có lý do và người quyết định đồng ý. Hệ thống không tự đặt ra mức chi.',
    'What each instrument lets be spent. An application is held against the norms of its day of filing; above one it is stopped, or needs a reason and the consent of who decides. No norm is made up.',
  ),
  query: listNorms,
  actions: ({ actor, t }) =>
    mayRun(actor, addNorm) ? (
      <>
        <LinkButton href="/norms/import">{t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
        <LinkButton href="/norms/new" kind="primary">
          {t('Thêm định mức', 'Add a norm')}
        </LinkButton>
      </>
    ) : null,
  empty: ({ actor, t }) =>
    mayRun(actor, addNorm) ? (
      <a href="/norms/new">
        {t('Nhập mức chi từ nghị quyết của tỉnh', 'Enter the norms of the province’s resolution')}
      </a>
    ) : null,
  filters: async (request) => {
    const { t } = request
    return [
      { name: 'q', kind: 'search', label: words('Tìm nội dung, điều khoản', 'What is paid for, article') },
      { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: normStates.choices(t) },
      {
        name: 'kind',
        kind: 'select',
        label: words('Loại mức chi', 'Kind of norm'),
        choices: normKinds.choices(t),
      },
    ]
  },
  columns: ({ t }) => {
    const { name, ...others } = normFields.columns<NormRow>(t, {
      name: {
        cell: (row) => (
          <>
            <a href={`/norms/${row.id}`}>{t(row.name, row.nameEn)}</a>{' '}
            {row.toCheck ? <ToCheck t={t} /> : null}
          </>
        ),
      },
      instrument: { value: (row) => row.instrument },
      content: {
        value: (row) => row.content,
        cell: (row) =>
          row.content === null ? t('Mọi nội dung', 'Any content') : t(row.content, row.contentEn ?? ''),
      },
    })
    return [
      name,
      ...Object.values(others),
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(normStates.names[row.state]),
        cell: (row) => <StateBadge of={normStates} is={row.state} t={t} />,
      },
    ]
  },
})

/** What the form offers of records, by field. */
async function choicesOf(request: PageRequest) {
  const { t } = request
  const { instruments, contents } = await request.execute(normChoices, {})
  return {
    instrumentId: instruments.map((row) => ({
      value: String(row.id),
      label: `${row.number}: ${t(row.title, row.titleEn)}`.slice(0, 120),
    })),
    contentId: contents.map((row) => ({ value: String(row.id), label: t(row.name, row.nameEn) })),
  }
}

const newNorm = formPage({
  command: addNorm,
  address: '/norms/new',
  record: choicesOf,
  title: words('Thêm định mức chi', 'Add a spending norm'),
  lead: words(
    'Nhập đúng như văn bản ghi. Văn bản chưa có trong danh sách thì thêm ở trang Văn bản và quy tắc trước.',
    'Enter it as the instrument has it. An instrument that is not listed is added on the page of law first.',
  ),
  crumbs,
  initial: () => ({ whenOver: 'stopped', kind: 'share' }),
  fields: ({ f, t, record: choices }) => normFields.form(f, t, { choices }),
  submit: words('Thêm định mức', 'Add the norm'),
  cancel: '/norms',
  done: ({ id }) => ({ to: `/norms/${id}`, message: words('Đã thêm định mức.', 'The norm is added.') }),
})

const corrected = formPage({
  command: correctNorm,
  address: '/norms/{id}/edit',
  record: async (request) => ({
    norm: await request.execute(showNorm, { id: request.params.id }),
    choices: await choicesOf(request),
  }),
  title: words('Sửa định mức chi', 'Correct a spending norm'),
  lead: words(
    'Chỉ sửa được khi chưa có hồ sơ nào được thẩm định theo mức này.',
    'It can be corrected until an application was appraised by it.',
  ),
  crumbs: (request, { norm }) => [
    ...crumbs(request),
    { label: request.t(norm.name, norm.nameEn), href: `/norms/${norm.id}` },
  ],
  stored: ({ norm }, { t, language }) => ({
    values: {
      version: String(norm.version),
      ...normFields.texts(norm, language),
      instrumentId: String(norm.instrumentId),
      contentId: String(norm.contentId ?? ''),
    },
    labels: Object.fromEntries(normFields.keys.map((key) => [key, t(normFields.labels[key])])),
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.norm.version)}
      {normFields.form(f, t, { choices: record.choices })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ norm }) => `/norms/${norm.id}`,
  done: ({ id }) => ({ to: `/norms/${id}`, message: words('Đã sửa định mức.', 'The norm is corrected.') }),
})

async function normView(request: PageRequest, form: FormState = freshForm()) {
  const { t, actor, language } = request
  const norm = await request.execute(showNorm, { id: request.params.id })
  const f = fields(form, t)
  const facts = normFields.facts(norm, t, language)
  return {
    title: t(norm.name, norm.nameEn),
    lead: t(limitWords(norm)),
    breadcrumbs: crumbs(request),
    actions: (
      <>
        {mayRun(actor, correctNorm) ? (
          <LinkButton href={`/norms/${norm.id}/edit`}>{t('Sửa', 'Edit')}</LinkButton>
        ) : null}
        {norm.toCheck && mayRun(actor, confirmNorm) ? (
          <PostButton
            action={`/norms/${norm.id}/confirmation`}
            once={crypto.randomUUID()}
            label={t('Đã đối chiếu với văn bản', 'Held against the instrument')}
          />
        ) : null}
      </>
    ),
    body: (
      <>
        <Section>
          <Facts
            columns={2}
            items={[
              [
                t('Tình trạng', 'State'),
                <>
                  <StateBadge of={normStates} is={norm.state} t={t} />{' '}
                  {norm.toCheck ? <ToCheck t={t} /> : null}
                </>,
              ],
              [
                t('Căn cứ', 'Basis'),
                <>
                  {norm.article}, <a href={`/legal/instruments/${norm.instrumentId}`}>{norm.instrument}</a>
                </>,
              ],
              [
                t('Nội dung hỗ trợ', 'Content of support'),
                norm.content === null
                  ? t('Mọi nội dung', 'Any content')
                  : t(norm.content, norm.contentEn ?? ''),
              ],
              ...Object.entries(facts)
                .filter(([key, [, value]]) => value !== null && !['name', 'nameEn', 'article'].includes(key))
                .map(([, fact]) => fact),
            ]}
          />
        </Section>
        {norm.state !== 'ended' && mayRun(actor, endNorm) ? (
          <Section fold title={t('Kết thúc định mức', 'End the norm')}>
            <Form
              form={form}
              t={t}
              action={`/norms/${norm.id}/end`}
              submit={t('Kết thúc', 'End')}
              kind="danger"
            >
              {f.date('validTo', { label: t('Ngày cuối cùng', 'Last day'), required: true })}
              {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 })}
            </Form>
          </Section>
        ) : null}
      </>
    ),
  }
}

const shown = page({ route: 'GET /norms/{id}', for: showNorm, run: (request) => normView(request) })

const ended = receiver({
  command: endNorm,
  address: '/norms/{id}/end',
  again: (request, form) => normView(request, form),
  done: ({ id }) => ({ to: `/norms/${id}`, message: words('Định mức đã kết thúc.', 'The norm has ended.') }),
})

const confirmed = receiver({
  command: confirmNorm,
  address: '/norms/{id}/confirmation',
  again: (request, form) => normView(request, form),
  done: ({ id }) => ({ to: `/norms/${id}`, message: words('Đã ghi nhận đối chiếu.', 'Recorded.') }),
})

export const normPages: readonly Page[] = [
  normsPage,
  ...newNorm.pages,
  ...corrected.pages,
  shown,
  ended,
  confirmed,
]
