import { proofKinds } from '../enterprises/index.ts'
import { today, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { formPage, Notice } from '../ui/index.ts'
import { matchProduct, recordMeasure } from './commands.ts'
import { matchFields, measureFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { matchChoices } from './queries.ts'
import { measureKinds } from './rules.ts'

const choicesOf = async (request: PageRequest) => ({
  id: Number(request.params.id),
  ...(await request.execute(matchChoices, { id: request.params.id })),
})
type Choices = Awaited<ReturnType<typeof choicesOf>>

const upTo = (request: PageRequest, of: Choices) => [
  ...crumbs(request),
  { label: of.enterprise, href: `/enterprises/${of.id}` },
]

const done = ({ id }: { id: number }) => ({
  to: `/proofs/${id}`,
  message: words(
    'Đã gửi; cán bộ xem minh chứng rồi xác nhận.',
    'It is sent; an officer looks at the evidence.',
  ),
})

/** A value that the address proposes. */
const proposed = ({ url }: PageRequest, name: string) => url.searchParams.get(name) ?? ''

export const matchPages = formPage({
  command: matchProduct,
  address: '/enterprises/{id}/proofs/key-product',
  record: choicesOf,
  title: words('Đề nghị công nhận sản phẩm chủ lực', 'Match a key product'),
  lead: ({ record }) => record.enterprise,
  crumbs: upTo,
  initial: (_record, request) => ({
    productId: proposed(request, 'productId'),
    keyProductId: proposed(request, 'keyProductId'),
  }),
  above: ({ record, t }) =>
    record.entries.length > 0 && record.products.length > 0 ? null : (
      <Notice
        tone="info"
        title={
          record.products.length === 0
            ? t('Chưa ghi sản phẩm nào.', 'No products are listed yet.')
            : t(
                'Chưa có danh mục sản phẩm chủ lực nào đang có hiệu lực.',
                'No list of key products is in force.',
              )
        }
      >
        {record.products.length === 0 ? (
          <a href={`/enterprises/${record.id}/products`}>{t('Thêm sản phẩm', 'Add a product')}</a>
        ) : (
          <a href="/key-products">{t('Xem danh mục', 'See the lists')}</a>
        )}
      </Notice>
    ),
  fields: ({ f, t, record }) =>
    matchFields.form(f, t, {
      choices: {
        productId: record.products.map(({ id, name }) => ({ value: String(id), label: name })),
        keyProductId: record.entries.map(({ id, name, groupName, instrument, province }) => ({
          value: String(id),
          label: [name, groupName, instrument, province].filter((part) => part !== null).join(', '),
        })),
      },
    }),
  submit: words('Gửi để xác nhận', 'Send it to be confirmed'),
  cancel: ({ id }) => `/enterprises/${id}#products`,
  done,
})

export const measurePages = formPage({
  command: recordMeasure,
  address: '/enterprises/{id}/proofs/measure',
  record: choicesOf,
  title: words('Ghi số liệu chứng minh tiêu chí', 'Record a measure of a criterion'),
  lead: ({ record }) => record.enterprise,
  crumbs: upTo,
  initial: (_record, request) => ({
    kind: proposed(request, 'kind'),
    year: String(yearOf(today(request.system.now())) - 1),
    unit: proposed(request, 'kind') === 'export_turnover' ? 'USD' : '%',
  }),
  fields: ({ f, t }) =>
    measureFields.form(f, t, {
      choices: { kind: measureKinds.map((kind) => ({ value: kind, label: t(proofKinds.names[kind]) })) },
    }),
  submit: words('Gửi để xác nhận', 'Send it to be confirmed'),
  cancel: ({ id }) => `/enterprises/${id}#criteria`,
  done,
})
