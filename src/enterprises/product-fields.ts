import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** The fields of a product: one that is added here is in its form, list, history and in REST, and its column is marked. */
export const productFields = recordFields({
  name: {
    field: text(200),
    label: words('Tên sản phẩm', 'Name of the product'),
  },
})
