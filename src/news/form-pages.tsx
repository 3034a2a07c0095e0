import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { formPage } from '../ui/index.ts'
import { addPicture, createArticle, editArticle } from './commands.ts'
import { articleFields, pictureFields } from './fields.ts'
import { at, officeCrumbs } from './list-pages.tsx'
import { showArticle } from './queries.ts'

/* The forms of an article: its text in both languages, and its pictures. */

export const to = ({ id }: { readonly id: number }) => `${at}/${id}`
export const articleOf = (request: PageRequest) =>
  request.execute(showArticle, { id: numberOf(request, 'id') })
const up = (request: PageRequest, article: Output<typeof showArticle>) => [
  ...officeCrumbs(request),
  { label: article.title, href: to(article) },
]

export const begun = formPage({
  command: createArticle,
  address: '/news/articles/new',
  title: words('Soạn bài', 'Write an article'),
  lead: words('Ảnh được thêm ở bước sau.', 'Pictures are added in the next step.'),
  crumbs: officeCrumbs,
  fields: ({ f, t }) => articleFields.form(f, t),
  submit: words('Lưu bản soạn', 'Keep the draft'),
  cancel: at,
  done: (output) => ({ to: to(output), message: words('Đã tạo bản soạn.', 'The draft is kept.') }),
})

export const edited = formPage({
  command: editArticle,
  address: '/news/articles/{id}/edit',
  record: articleOf,
  title: words('Sửa bài', 'Edit an article'),
  lead: ({ record, t }) =>
    record.consent === null
      ? ''
      : t(
          'Sửa nội dung thì phải hỏi lại doanh nghiệp.',
          'Once the words change the enterprise is asked again.',
        ),
  crumbs: up,
  stored: (article, { t, language }) => ({
    values: {
      version: String(article.version),
      ...articleFields.texts(article, language),
      taxCode: article.taxCode ?? '',
    },
    labels: Object.fromEntries(articleFields.keys.map((key) => [key, t(articleFields.labels[key])])),
  }),
  fields: ({ f, t }) => articleFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: to,
  done: (output) => ({ to: to(output), message: words('Đã lưu bản soạn.', 'The draft is saved.') }),
})

export const pictured = formPage({
  command: addPicture,
  address: '/news/articles/{id}/pictures/new',
  record: articleOf,
  title: words('Thêm ảnh vào bài', 'Add a picture to an article'),
  crumbs: up,
  fields: ({ f, t }) => pictureFields.form(f, t),
  submit: words('Thêm ảnh', 'Add a picture'),
  cancel: to,
  done: ({ id }) => ({ to: `${at}/${id}#pictures`, message: words('Đã thêm ảnh.', 'The picture is added.') }),
})
