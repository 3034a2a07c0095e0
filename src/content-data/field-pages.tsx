import { words } from '../platform/language.ts'
import { contentKinds, listContents } from '../support/index.ts'
import { cataloguePages } from '../ui/index.ts'
import { contentFields } from './field-catalogue.ts'
import { contentFieldFields } from './fields.ts'
import { at, title } from './list-pages.tsx'

/** The catalogue of what is asked of turns. */
export const fieldPages = cataloguePages({
  at: '/content-fields',
  lead: words(
    'Số liệu mà lượt hỗ trợ của từng loại nội dung phải có, hỏi trước hỗ trợ hay khi kết thúc, theo căn cứ nào.',
    'The figures that turns of each kind of content have, asked before support or at its end, and by which basis.',
  ),
  above: ({ t }) => [{ label: t(title), href: at }],
  catalogue: contentFields,
  fields: contentFieldFields,
  choices: async (request) => ({
    contentKey: (await request.execute(listContents, {})).map(({ key, name, nameEn }) => ({
      value: key,
      label: request.t(name, nameEn),
    })),
  }),
  own: ({ t }) => ({
    kind: {
      cell: (row) =>
        row.content === null ? t(contentKinds.names[row.kind]) : t(row.content, row.contentEn ?? row.content),
    },
    contentKey: {
      value: (row) => (row.content === null ? null : t(row.content, row.contentEn ?? row.content)),
    },
    unit: { value: (row) => (row.unit === null ? null : t(row.unit, row.unitEn ?? row.unit)) },
  }),
  uses: words('Số giá trị của số liệu', 'Values of the figure'),
})
