import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  submit,
} from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Empty, Form, fields, PostButton, Section, Table } from '../ui/index.ts'
import { addProduct, removeProduct, renameProduct } from './commands.ts'
import { crumbs, editors, load } from './parts.tsx'

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

export const productsAction = page({
  route: 'POST /enterprises/{id}/products',
  may: editors,
  async run(request) {
    const id = numberOf(request, 'id')
    return submit(request, addProduct, {
      input: (values) => ({ ...values, id }),
      done: () => ({
        to: `/enterprises/${id}/products`,
        message: request.t('Đã thêm sản phẩm.', 'The product is added.'),
      }),
      again: (form) => productsView(request, form),
    })
  },
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

export const productAction = page({
  route: 'POST /enterprises/{id}/products/{productId}',
  may: editors,
  async run(request) {
    const id = numberOf(request, 'id')
    const productId = numberOf(request, 'productId')
    return submit(request, renameProduct, {
      input: (values) => ({ ...values, id, productId }),
      done: () => ({ to: `/enterprises/${id}/products`, message: request.t('Đã lưu.', 'Saved.') }),
      again: (form) => productView(request, form),
    })
  },
})

export const productRemoval = page({
  route: 'POST /enterprises/{id}/products/{productId}/removal',
  may: editors,
  async run(request) {
    const id = numberOf(request, 'id')
    const productId = numberOf(request, 'productId')
    return submit(request, removeProduct, {
      input: () => ({ id, productId }),
      done: () => ({
        to: `/enterprises/${id}/products`,
        message: request.t('Đã xoá sản phẩm.', 'The product is removed.'),
      }),
      again: (form) => productView(request, { ...form, values: {} }),
    })
  },
})
