import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { optionalGtin } from './inputs.ts'

/** The fields of a product: one that is added here is in its form, list, history and in REST, and its column is marked. */
export const productFields = recordFields({
  name: {
    field: text(200),
    label: words('Tên sản phẩm', 'Name of the product'),
  },
  gtin: {
    field: optionalGtin(),
    label: words('Mã GTIN', 'GTIN'),
    hint: words(
      'Số dưới mã vạch: 8, 12, 13 hoặc 14 số.',
      'The number below the bar code: 8, 12, 13 or 14 digits.',
    ),
    code: true,
  },
})
