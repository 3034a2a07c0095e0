import {
  choice,
  id,
  longText,
  optionalDay,
  optionalLongText,
  optionalSite,
  optionalText,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { referenceKinds } from './rules.ts'

const markdown = words(
  'Viết thường; dòng bắt đầu bằng “- ” hoặc “1. ” là danh sách, **chữ đậm**. Không nhận mã HTML, hình ảnh.',
  'Plain text; lines that begin with “- ” or “1. ” are lists, **bold**. No HTML and no pictures are taken.',
)

const long = (vi: string, en: string, rows: number, hint?: typeof markdown) =>
  ({
    field: longText(20_000),
    label: words(vi, en),
    ...(hint === undefined ? {} : { hint }),
    input: 'area',
    rows,
    exportOnly: true,
    personal: 'freeText',
  }) as const

const optionalLong = (vi: string, en: string, rows: number) =>
  ({
    field: optionalLongText(20_000),
    label: words(vi, en),
    input: 'area',
    rows,
    exportOnly: true,
    personal: 'freeText',
  }) as const

/** The fields of an entry: one that is added here is in its form, page, list, export, import and in REST. */
export const guideFields = recordFields({
  contentId: {
    field: id(),
    label: words('Nội dung hỗ trợ', 'Content of support'),
    input: 'select',
    joined: 'content',
    names: 'support_content',
  },
  title: { field: text(200), label: words('Tên mục', 'Name of the entry'), sort: 'title', half: true },
  titleEn: {
    field: text(200),
    label: words('Tên mục bằng tiếng Anh', 'Name of the entry in English'),
    half: true,
    exportOnly: true,
  },
  about: long('Là gì', 'What it is', 5, markdown),
  aboutEn: long('Là gì, bằng tiếng Anh', 'What it is, in English', 5),
  whom: long('Dành cho ai', 'For whom', 3),
  whomEn: long('Dành cho ai, bằng tiếng Anh', 'For whom, in English', 3),
  steps: long('Các bước áp dụng', 'Steps of applying it', 8),
  stepsEn: long('Các bước áp dụng, bằng tiếng Anh', 'Steps of applying it, in English', 8),
  papers: optionalLong('Giấy tờ, hồ sơ cần có', 'Papers and records that it needs', 4),
  papersEn: optionalLong(
    'Giấy tờ, hồ sơ cần có, bằng tiếng Anh',
    'Papers and records that it needs, in English',
    4,
  ),
  readiness: optionalLong('Thang đo mức sẵn sàng', 'Scale of readiness', 6),
  readinessEn: optionalLong('Thang đo mức sẵn sàng, bằng tiếng Anh', 'Scale of readiness, in English', 6),
  readinessSource: {
    field: optionalText(500),
    label: words('Nguồn của thang đo', 'Source of the scale'),
    hint: words('Thang đo chỉ được đăng khi có nguồn.', 'A scale is published with its source alone.'),
    exportOnly: true,
  },
  // Typed as one text, kept as a list.
  standards: {
    field: optionalText(500),
    label: words('Tiêu chuẩn, công cụ', 'Standards, tools'),
    hint: words('Cách nhau bằng dấu chấm phẩy.', 'Separated by semicolons.'),
    joined: 'standards',
  },
})

/** The fields of what an entry names beside its text. */
export const referenceFields = recordFields({
  kind: {
    field: choice(referenceKinds.keys),
    label: words('Loại', 'Kind'),
    input: 'select',
    of: referenceKinds,
    empty: null,
  },
  title: { field: text(300), label: words('Tên tài liệu hoặc tổ chức', 'Title or organisation') },
  publisher: {
    field: optionalText(300),
    label: words('Đơn vị công bố hoặc cách liên hệ', 'Publisher, or how to reach it'),
    hint: words(
      'Nơi tư vấn: ghi tên tổ chức, điện thoại chung; không ghi tên cá nhân.',
      'Of an adviser: the organisation and its general telephone, no names of persons.',
    ),
  },
  address: {
    field: optionalSite(),
    label: words('Địa chỉ trên mạng', 'Address in the web'),
    hint: words('Bắt đầu bằng https://', 'It begins with https://'),
    input: 'site',
  },
  readOn: {
    field: optionalDay(),
    label: words('Ngày đọc', 'Day of reading'),
    hint: words('Bắt buộc với nguồn.', 'A source needs it.'),
    input: 'date',
  },
})

/** The fields of an example. */
export const exampleFields = recordFields({
  enterpriseId: {
    field: id(),
    label: words('Doanh nghiệp đã được hỗ trợ', 'Enterprise that was supported'),
    input: 'select',
    joined: 'enterprise',
  },
  story: {
    field: longText(4000),
    label: words('Doanh nghiệp đã làm gì, được gì', 'What the enterprise did and gained'),
    hint: words(
      'Viết đúng những gì sẽ hiển thị; doanh nghiệp đọc bản này trước khi đồng ý.',
      'Write what will be shown; the enterprise reads this before it agrees.',
    ),
    input: 'area',
    rows: 5,
    personal: 'freeText',
  },
  storyEn: {
    field: longText(4000),
    label: words('Câu chuyện bằng tiếng Anh', 'The story in English'),
    input: 'area',
    rows: 5,
    personal: 'freeText',
  },
})

/** The standards of a text, as they are kept. */
export const standardsOf = (typed: string | null | undefined): string[] =>
  (typed ?? '')
    .split(';')
    .map((standard) => standard.trim())
    .filter((standard) => standard !== '')
