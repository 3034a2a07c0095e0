import { z } from 'zod'
import { taxCode } from '../enterprises/index.ts'
import { choice, id, longText, optionalSite, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { newsKinds } from './rules.ts'

const body = (vi: string, en: string, hint?: ReturnType<typeof words>) =>
  ({
    field: longText(40_000),
    label: words(vi, en),
    ...(hint === undefined ? {} : { hint }),
    input: 'area',
    rows: 12,
    exportOnly: true,
    personal: 'freeText',
  }) as const

const summary = (vi: string, en: string) =>
  ({
    field: longText(500),
    label: words(vi, en),
    input: 'area',
    rows: 2,
    exportOnly: true,
    personal: 'freeText',
  }) as const

/** The fields of an article: one that is added here is in its form, page, list, export, import and in REST. */
export const articleFields = recordFields({
  kind: {
    field: choice(newsKinds.keys),
    label: words('Loại bài', 'Kind of article'),
    input: 'select',
    of: newsKinds,
    empty: null,
    half: true,
  },
  // Typed as a tax code, kept as the enterprise.
  taxCode: {
    field: z.preprocess(
      (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
      taxCode().optional(),
    ),
    label: words('Mã số thuế của doanh nghiệp được kể', 'Tax code of the enterprise that is told of'),
    sheet: words('Mã số thuế', 'Tax code'),
    code: true,
    half: true,
    joined: 'enterprise',
    personal: 'taxNumber',
  },
  title: { field: text(200), label: words('Tiêu đề bài', 'Title of the article'), sort: 'title' },
  titleEn: {
    field: text(200),
    label: words('Tiêu đề bài bằng tiếng Anh', 'Title of the article in English'),
    exportOnly: true,
  },
  summary: summary('Tóm tắt bài', 'Summary of the article'),
  summaryEn: summary('Tóm tắt bài bằng tiếng Anh', 'Summary of the article in English'),
  videoAddress: {
    field: optionalSite(),
    label: words('Địa chỉ video', 'Address of the video'),
    hint: words(
      'Bắt đầu bằng https://; người đọc mở ở trang ấy.',
      'It begins with https://; readers open it there.',
    ),
    input: 'site',
    exportOnly: true,
  },
  body: body(
    'Nội dung bài',
    'Text of the article',
    words(
      'Dòng trống tách đoạn; “## ” là tiêu đề mục, “- ” là danh sách, **chữ đậm**, [chữ](https://…) là liên kết, ![chú thích](số ảnh) là ảnh đã thêm. Không nhận mã HTML.',
      'An empty line parts paragraphs; “## ” heads a part, “- ” lists, **bold**, [words](https://…) links, ![caption](number) shows a picture that was added. No HTML is taken.',
    ),
  ),
  bodyEn: body('Nội dung bài bằng tiếng Anh', 'Text of the article in English'),
})

/** The fields of a picture of an article. */
export const pictureFields = recordFields({
  fileId: {
    field: id(),
    label: words('Ảnh (PNG, JPEG, WebP)', 'Picture (PNG, JPEG, WebP)'),
    input: 'file',
    joined: 'file',
    offList: true,
  },
  caption: { field: text(300), label: words('Chú thích ảnh', 'Caption'), personal: 'freeText' },
  captionEn: {
    field: text(300),
    label: words('Chú thích ảnh bằng tiếng Anh', 'Caption in English'),
    personal: 'freeText',
  },
  credit: {
    field: optionalText(200),
    label: words('Nguồn ảnh', 'Credit of the picture'),
    hint: words(
      'Người trong ảnh đã đồng ý cho đăng; ảnh của nơi khác thì ghi tên.',
      'Whoever is in it agreed to be shown; name where it is from.',
    ),
    personal: 'freeText',
  },
})
