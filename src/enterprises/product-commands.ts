import { z } from 'zod'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { lockEnterprise } from './lock.ts'
import { productFields } from './product-fields.ts'

explainConstraint('product_enterprise_id_name_key', () =>
  conflict(
    'enterprises.productTwice',
    words('Sản phẩm này đã có trong danh sách.', 'This product is listed already.'),
    'name',
  ),
)
explainConstraint('certificate_product_id_fkey', () =>
  conflict('enterprises.productCertified', {
    vi: 'Sản phẩm đã có chứng nhận nên không xóa được; có thể đổi tên.',
    en: 'The product has a certificate and cannot be removed; it can be renamed.',
  }),
)

const ProductChanged = z.object({ id: z.int(), productId: z.int() })
const noProduct = () => notFound(words('sản phẩm', 'Product'))

/** Adds a product that the enterprise makes. */
export const addProduct = command({
  name: 'enterprises.addProduct',
  summary: words('Thêm sản phẩm', 'Add a product'),
  route: 'POST /enterprises/{id}/products',
  input: z.object({ id: id(), ...productFields.input }),
  output: ProductChanged,
  may: ['coordinator', 'enterprise'],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    await lockEnterprise(context, input.id)
    const row = await context.db
      .insertInto('product')
      .values({ enterpriseId: input.id, ...productFields.values(input) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: input.id, productId: row.id }
  },
})

/** Corrects a product's name. */
export const renameProduct = command({
  name: 'enterprises.renameProduct',
  summary: words('Đổi tên sản phẩm', 'Rename a product'),
  route: 'PUT /enterprises/{id}/products/{productId}',
  input: z.object({ id: id(), productId: id(), ...productFields.input }),
  output: ProductChanged,
  may: ['coordinator', 'enterprise'],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    await lockEnterprise(context, input.id)
    const row = await context.db
      .updateTable('product')
      .set(productFields.values(input))
      .where('id', '=', input.productId)
      .where('enterpriseId', '=', input.id)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw noProduct()
    return { id: input.id, productId: row.id }
  },
})

/** Takes a product off the list; one that bears a certificate stays. */
export const removeProduct = command({
  name: 'enterprises.removeProduct',
  summary: words('Xóa sản phẩm', 'Remove a product'),
  route: 'DELETE /enterprises/{id}/products/{productId}',
  input: z.object({ id: id(), productId: id() }),
  output: ProductChanged,
  may: ['coordinator', 'enterprise'],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, input) {
    await lockEnterprise(context, input.id)
    const row = await context.db
      .deleteFrom('product')
      .where('id', '=', input.productId)
      .where('enterpriseId', '=', input.id)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw noProduct()
    return { id: input.id, productId: row.id }
  },
})
