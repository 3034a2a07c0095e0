import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Empty, Form, fields, formPage, Section, Table } from '../ui/index.ts'
import { crumbs, enterpriseOf } from './enterprise-of.ts'
import { addProduct, removeProduct, renameProduct } from './product-commands.ts'
import { productFields } from './product-fields.ts'

async function productsView(request: PageRequest, form: FormState = freshForm()): Promise<View> {
  const { t, language } = request
  const enterprise = await enterpriseOf(request)
  const at = `/enterprises/${enterprise.id}/products`
  return {
    title: t('Sản phẩm, hàng hóa', 'Products and goods'),
    lead: enterprise.name,
    breadcrumbs: crumbs(request, enterprise),
    body: (
      <>
        <Section title={t('Thêm sản phẩm', 'Add a product')}>
          <Form form={form} t={t} action={at} submit={t('Thêm', 'Add')}>
            {productFields.form(fields(form, t), t)}
          </Form>
        </Section>
        <Section title={t('Danh sách', 'The list')}>
          {enterprise.products.length === 0 ? (
            <Empty>{t('Chưa ghi sản phẩm nào.', 'No products are listed yet.')}</Empty>
          ) : (
            <Table caption={t('Sản phẩm', 'Products')}>
              <thead>
                <tr>
                  {productFields.keys.map((key) => (
                    <th>{t(productFields.labels[key])}</th>
                  ))}
                  <th>{t('Việc', 'Action')}</th>
                </tr>
              </thead>
              <tbody>
                {enterprise.products.map((product) => (
                  <tr>
                    {Object.values(productFields.facts(product, t, language)).map(([, value]) => (
                      <td>{value}</td>
                    ))}
                    <td>
                      <a href={`${at}/${product.id}`}>
                        {t('Sửa hoặc xóa', 'Edit or remove')}
                        <span class="sr-only"> {product.name}</span>
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </Section>
      </>
    ),
  }
}

export const productsPage = page({
  route: 'GET /enterprises/{id}/products',
  for: addProduct,
  run: (request) => productsView(request),
})

/** Where the acts on products lead. */
const listed = ({ id }: { id: number }) => `/enterprises/${id}/products`

export const productAdding = receiver({
  command: addProduct,
  address: '/enterprises/{id}/products',
  done: (output) => ({ to: listed(output), message: words('Đã thêm sản phẩm.', 'The product is added.') }),
  again: productsView,
})

export const productPages = formPage({
  command: renameProduct,
  address: '/enterprises/{id}/products/{productId}',
  async record(request) {
    const enterprise = await enterpriseOf(request)
    const productId = numberOf(request, 'productId')
    const product = enterprise.products.find((row) => row.id === productId)
    if (product === undefined) throw notFound(words('sản phẩm', 'Product'))
    return { enterprise, product }
  },
  title: words('Sửa sản phẩm', 'Edit the product'),
  lead: ({ record }) => record.product.name,
  crumbs: (request, { enterprise }) => [
    ...crumbs(request, enterprise),
    { label: request.t('Sản phẩm', 'Products'), href: listed(enterprise) },
  ],
  initial: ({ product }, { language }) => productFields.texts(product, language),
  fields: ({ f, t }) => productFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: ({ enterprise }) => listed(enterprise),
  below: ({ request, t, record: { enterprise, product } }) => (
    <div class="mt-6 border-t border-base-300 pt-4">
      <Act
        command={removeProduct}
        request={request}
        action={`${listed(enterprise)}/${product.id}/removal`}
        kind="danger"
      >
        {t('Xóa sản phẩm khỏi danh sách', 'Remove the product')}
      </Act>
    </div>
  ),
  done: (output) => ({ to: listed(output), message: words('Đã lưu.', 'Saved.') }),
})

export const productRemoval = receiver({
  command: removeProduct,
  address: '/enterprises/{id}/products/{productId}/removal',
  done: (output) => ({ to: listed(output), message: words('Đã xóa sản phẩm.', 'The product is removed.') }),
  again: (request, form) => productPages.view(request, { ...form, values: {} }),
})
