import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
} from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Empty, Form, fields, PostButton, Section, Table } from '../ui/index.ts'
import { crumbs, editors, enterpriseAction, load } from './parts.tsx'
import { addProduct, removeProduct, renameProduct } from './product-commands.ts'

async function productsView(request: PageRequest, form: FormState): Promise<PageResult> {
  const { t } = request
  const enterprise = await load(request)
  const at = `/enterprises/${enterprise.id}/products`
  return {
    title: t('Sản phẩm, hàng hóa', 'Products'),
    lead: enterprise.name,
    breadcrumbs: crumbs(request, enterprise),
    body: (
      <>
        <Section title={t('Thêm sản phẩm', 'Add a product')}>
          <Form form={form} t={t} action={at} submit={t('Thêm', 'Add')}>
            {fields(form, t).text('name', {
              label: t('Tên sản phẩm', 'Name of the product'),
              required: true,
            })}
          </Form>
        </Section>
        <Section title={t('Danh sách', 'The list')}>
          {enterprise.products.length === 0 ? (
            <Empty>{t('Chưa ghi sản phẩm nào.', 'No products are listed yet.')}</Empty>
          ) : (
            <Table caption={t('Sản phẩm', 'Products')}>
              <thead>
                <tr>
                  <th>{t('Tên sản phẩm', 'Name')}</th>
                  <th>{t('Việc', 'Act')}</th>
                </tr>
              </thead>
              <tbody>
                {enterprise.products.map((product) => (
                  <tr>
                    <td>{product.name}</td>
                    <td>
                      <a href={`${at}/${product.id}`}>
                        {t('Sửa hoặc xoá', 'Edit or remove')}
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
  may: editors,
  run: (request) => productsView(request, freshForm()),
})

export const productsAction = enterpriseAction({
  route: 'POST /enterprises/{id}/products',
  command: addProduct,
  to: '/products',
  message: { vi: 'Đã thêm sản phẩm.', en: 'The product is added.' },
  again: productsView,
})

async function productView(request: PageRequest, typed: FormState | null): Promise<PageResult> {
  const { t } = request
  const enterprise = await load(request)
  const productId = numberOf(request, 'productId')
  const product = enterprise.products.find((row) => row.id === productId)
  if (product === undefined) throw notFound({ vi: 'sản phẩm', en: 'Product' })
  const form = typed ?? freshForm({ name: product.name })
  const at = `/enterprises/${enterprise.id}/products/${product.id}`
  return {
    title: t('Sửa sản phẩm', 'Edit the product'),
    lead: product.name,
    breadcrumbs: [
      ...crumbs(request, enterprise),
      { label: t('Sản phẩm', 'Products'), href: `/enterprises/${enterprise.id}/products` },
    ],
    body: (
      <div class="panel">
        <Form
          form={form}
          t={t}
          action={at}
          submit={t('Lưu', 'Save')}
          cancel={`/enterprises/${enterprise.id}/products`}
        >
          {fields(form, t).text('name', { label: t('Tên sản phẩm', 'Name of the product'), required: true })}
        </Form>
        <div class="mt-6 border-t border-base-300 pt-4">
          <PostButton
            action={`${at}/removal`}
            label={t('Xoá sản phẩm khỏi danh sách', 'Remove the product')}
            once={crypto.randomUUID()}
            kind="danger"
          />
        </div>
      </div>
    ),
  }
}

export const productPage = page({
  route: 'GET /enterprises/{id}/products/{productId}',
  may: editors,
  run: (request) => productView(request, null),
})

export const productAction = enterpriseAction({
  route: 'POST /enterprises/{id}/products/{productId}',
  command: renameProduct,
  to: '/products',
  message: { vi: 'Đã lưu.', en: 'Saved.' },
  again: productView,
})

export const productRemoval = enterpriseAction({
  route: 'POST /enterprises/{id}/products/{productId}/removal',
  command: removeProduct,
  to: '/products',
  message: { vi: 'Đã xoá sản phẩm.', en: 'The product is removed.' },
  again: (request, form) => productView(request, { ...form, values: {} }),
})
