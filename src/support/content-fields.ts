import { z } from 'zod'
import { choice, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { contentKinds } from './rules.ts'

/** The fields of a content of support: one that is added here is in its form, in the catalogue and in REST, and its column is marked. */
export const contentFields = recordFields({
  kind: {
    field: choice(contentKinds.keys),
    label: words('Loại', 'Kind'),
    input: 'select',
    of: contentKinds,
    empty: words('Chọn loại', 'Choose a kind'),
  },
  name: { field: text(300), label: words('Tên tiếng Việt', 'Name in Vietnamese') },
  nameEn: { field: text(300), label: words('Tên tiếng Anh', 'Name in English') },
  key: {
    field: z.preprocess(
      (value) => (typeof value === 'string' ? value.trim() : value),
      z.string().regex(/^[a-z0-9-]{2,60}$/),
    ),
    label: words('Mã', 'Code'),
    hint: words(
      'Chữ thường không dấu, số và gạch nối, ví dụ iso-13485.',
      'Lower case letters, digits and hyphens, such as iso-13485.',
    ),
  },
  // Typed as one text, kept as a list.
  standards: {
    field: optionalText(500),
    label: words('Tiêu chuẩn, công cụ', 'Standards, tools'),
    hint: words('Cách nhau bằng dấu chấm phẩy.', 'Separated by semicolons.'),
    joined: 'standards',
  },
  source: {
    field: text(300),
    label: words('Căn cứ', 'Basis'),
    hint: words('Văn bản và điều, mục cho phép hỗ trợ.', 'The instrument and the article that allow it.'),
  },
})

/** The standards of a text, as they are kept. */
export const standardsOf = (text: string | null | undefined) =>
  (text ?? '')
    .split(';')
    .map((standard) => standard.trim())
    .filter((standard) => standard !== '')
