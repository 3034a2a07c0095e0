import { sectorGroups } from '../enterprises/index.ts'
import { showProject, storyOf } from '../improvements/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { FormValues, PageRequest } from '../platform/page.ts'
import { contentChoices } from '../support/index.ts'
import { type Choice, type Fields, formPage } from '../ui/index.ts'
import { addReference, createEntry, editEntry } from './commands.ts'
import { askAgain, askExample } from './examples.ts'
import { exampleFields, guideFields, referenceFields } from './fields.ts'
import { officeCrumbs } from './list-pages.tsx'
import { askableEnterprises, showEntry, showExample } from './queries.ts'
import { goals } from './rules.ts'

/* The forms of the guide: the text of an entry in both languages, what it names, and the example that an enterprise is asked for. */

export const ofEntry = (request: PageRequest) => request.execute(showEntry, { id: request.params.id })
const up = (request: PageRequest, { id, title }: { id: number; title: string }) => [
  ...officeCrumbs(request),
  { label: title, href: `/guide/entries/${id}` },
]

/** The fields of a text, and the lists by which it is found. */
const TextFields = (
  f: Fields<'sectors' | 'goals' | (typeof guideFields.keys)[number]>,
  t: PageRequest['t'],
  contentId: readonly Choice[],
) => (
  <>
    {guideFields.form(f, t, { choices: { contentId } })}
    {f.checks('goals', { label: t('Mong muốn đạt được', 'Aim'), choices: goals.choices(t) })}
    {f.checks('sectors', {
      label: t('Ngành', 'Sector'),
      hint: t('Không chọn: mọi ngành.', 'None chosen: any sector.'),
      choices: sectorGroups.choices(t),
    })}
  </>
)

export const begun = formPage({
  command: createEntry,
  address: '/guide/entries/new',
  record: (request) => contentChoices(request, false),
  title: words('Soạn mục hướng dẫn', 'Write an entry of the guide'),
  lead: words(
    'Viết bằng lời của mình từ nguồn đã đọc; nguồn được ghi ở bước sau và bắt buộc phải có trước khi gửi.',
    'Write it in your own words from sources that you have read; they are named in the next step and needed before it is sent.',
  ),
  crumbs: officeCrumbs,
  initial: (_contents, { url }): FormValues => ({
    contentId: url.searchParams.get('contentId') ?? undefined,
  }),
  fields: ({ f, t, record }) => TextFields(f, t, record),
  submit: words('Soạn', 'Draw it up'),
  cancel: '/guide/entries',
  done: ({ id }) => ({
    to: `/guide/entries/${id}`,
    message: words('Đã tạo bản soạn; xin ghi nguồn rồi gửi.', 'It is begun; name its sources, then send it.'),
  }),
})

export const edited = formPage({
  command: editEntry,
  address: '/guide/entries/{id}/edit',
  record: async (request) => ({
    entry: await ofEntry(request),
    contents: await contentChoices(request, true),
  }),
  title: words('Sửa mục hướng dẫn', 'Edit an entry of the guide'),
  crumbs: (request, { entry }) => up(request, entry),
  stored: ({ entry }, { t, language }) => ({
    values: {
      version: String(entry.version),
      ...guideFields.texts(entry, language),
      contentId: String(entry.contentId),
      standards: entry.standards.join('; '),
      sectors: [...entry.sectors],
      goals: [...entry.goals],
    },
    labels: {
      ...Object.fromEntries(guideFields.keys.map((key) => [key, t(guideFields.labels[key])])),
      sectors: t('Ngành', 'Sector'),
      goals: t('Mong muốn đạt được', 'Aim'),
    },
  }),
  fields: ({ f, t, record: { contents } }) => TextFields(f, t, contents),
  submit: words('Lưu', 'Save'),
  cancel: ({ entry }) => `/guide/entries/${entry.id}`,
  done: ({ id }) => ({
    to: `/guide/entries/${id}`,
    message: words(
      'Đã lưu bản soạn; xin gửi để người khác công bố.',
      'The draft is saved; send it so that another person publishes it.',
    ),
  }),
})

export const referenceAdded = formPage({
  command: addReference,
  address: '/guide/entries/{id}/references/new',
  record: ofEntry,
  title: words('Thêm nguồn, tài liệu, nơi tư vấn', 'Add a source, document or adviser'),
  lead: ({ record }) => record.title,
  crumbs: up,
  initial: (_entry, { system }) => ({ kind: 'source', readOn: formatDate(today(system.now())) }),
  fields: ({ f, t }) => referenceFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: ({ id }) => `/guide/entries/${id}`,
  done: ({ id }) => ({ to: `/guide/entries/${id}#references`, message: words('Đã thêm.', 'Added.') }),
})

export const exampleAsked = formPage({
  command: askExample,
  address: '/guide/entries/{id}/examples/new',
  record: async (request) => ({
    entry: await ofEntry(request),
    enterprises: await request.execute(askableEnterprises, { id: request.params.id }),
  }),
  // an improvement project tells its own story, which the office may still change
  initial: async (_record, request) => {
    const projectId = request.url.searchParams.get('projectId')
    if (projectId === null) return {}
    const project = await request.execute(showProject, { id: projectId })
    return {
      enterpriseId: String(project.enterpriseId),
      ...{ story: storyOf(project, 'vi'), storyEn: storyOf(project, 'en') },
    }
  },
  title: words('Hỏi doanh nghiệp làm ví dụ', 'Ask an enterprise for an example'),
  lead: words(
    'Chỉ doanh nghiệp đã hoàn thành lượt hỗ trợ hoặc dự án cải tiến có hiệu quả theo nội dung này. Ví dụ chỉ hiển thị khi doanh nghiệp đồng ý.',
    'Enterprises whose support for this content has finished, or whose improvement project by it was effective. An example is shown only once the enterprise agrees.',
  ),
  crumbs: (request, { entry }) => up(request, entry),
  fields: ({ f, t, record: { enterprises } }) =>
    exampleFields.form(f, t, {
      choices: {
        enterpriseId: enterprises.map(({ id, name, finishedOn }) => ({
          value: id,
          label: `${name} (${formatDate(finishedOn)})`,
        })),
      },
    }),
  submit: words('Gửi doanh nghiệp', 'Send it to the enterprise'),
  cancel: ({ entry }) => `/guide/entries/${entry.id}`,
  done: ({ id }) => ({
    to: `/guide/examples/${id}`,
    message: words('Đã hỏi doanh nghiệp.', 'The enterprise is asked.'),
  }),
})

export const exampleAskedAgain = formPage({
  command: askAgain,
  address: '/guide/examples/{id}/edit',
  record: (request) => request.execute(showExample, { id: request.params.id }),
  title: words('Hỏi lại doanh nghiệp với nội dung mới', 'Ask the enterprise again in other words'),
  lead: words(
    'Nội dung đang hiển thị (nếu có) được gỡ cho đến khi doanh nghiệp đồng ý với nội dung mới.',
    'What is shown now, if anything, is taken down until the enterprise agrees to the new words.',
  ),
  crumbs: (request, example) => [
    ...up(request, { id: example.entryId, title: example.entry }),
    { label: example.enterprise, href: `/guide/examples/${example.id}` },
  ],
  stored: (example, { t }) => ({
    values: { version: String(example.version), story: example.story, storyEn: example.storyEn },
    labels: { story: t(exampleFields.labels.story), storyEn: t(exampleFields.labels.storyEn) },
  }),
  fields: ({ f, t }) => exampleFields.form(f, t, { without: ['enterpriseId'] }),
  submit: words('Gửi doanh nghiệp', 'Send it to the enterprise'),
  cancel: ({ id }) => `/guide/examples/${id}`,
  done: ({ id }) => ({
    to: `/guide/examples/${id}`,
    message: words('Đã hỏi doanh nghiệp.', 'The enterprise is asked.'),
  }),
})
