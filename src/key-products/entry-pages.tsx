import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Facts, formPage, LinkButton, listPage, Section, StateBadge } from '../ui/index.ts'
import { addEntry, addList, correctEntry, removeEntry } from './commands.ts'
import { entryFields, listStates } from './fields.ts'
import { type EntryRow, listEntries, listLists, showEntry, showList } from './queries.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Sản phẩm chủ lực', 'Key products'), href: '/key-products' },
]

const entriesPage = listPage({
  route: 'GET /key-products',
  place: { group: 'rules', order: 62, label: words('Sản phẩm chủ lực', 'Key products') },
  title: words('Sản phẩm chủ lực', 'Key products'),
  lead: words(
    'Sản phẩm chủ lực theo danh mục của từng quyết định. Danh sách trống cho đến khi có người nhập một quyết định.',
    'Key products by the list of each decision. The list is empty until somebody enters a decision.',
  ),
  query: listEntries,
  actions: ({ actor, t }) => (
    <>
      <LinkButton href="/key-products/lists">{t('Danh mục theo quyết định', 'Lists by decision')}</LinkButton>
      {mayRun(actor, addList) ? (
        <LinkButton href="/key-products/lists/new" kind="primary">
          {t('Thêm danh mục', 'Add a list')}
        </LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa nhập sản phẩm chủ lực nào.', 'No key product has been entered yet.'),
  filters: async (request) => {
    const { t } = request
    const { rows } = await request.execute(listLists, {})
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm sản phẩm, nhóm sản phẩm', 'Product or group of products'),
      },
      {
        name: 'listId',
        kind: 'select',
        label: words('Văn bản', 'Instrument'),
        choices: rows.map(({ id, instrument }) => ({ value: String(id), label: instrument })),
      },
      { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: listStates.choices(t) },
    ]
  },
  columns: ({ t }) => {
    const { name, ...others } = entryFields.columns<EntryRow>(t, {
      name: { cell: (row) => <a href={`/key-products/${row.id}`}>{row.name}</a> },
    })
    return [
      name,
      ...Object.values(others),
      {
        key: 'instrument',
        label: words('Văn bản', 'Instrument'),
        sort: 'instrument',
        value: (row) => row.instrument,
        cell: (row) => <a href={`/key-products/lists/${row.listId}`}>{row.instrument}</a>,
      },
      { key: 'province', label: words('Địa bàn', 'Territory'), value: (row) => row.province },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(listStates.names[row.state]),
        cell: (row) => <StateBadge of={listStates} is={row.state} t={t} />,
      },
    ]
  },
})

const newEntry = formPage({
  command: addEntry,
  address: '/key-products/lists/{id}/new',
  record: (request) => request.execute(showList, { id: request.params.id }),
  title: words('Thêm sản phẩm vào danh mục', 'Add a product to a list'),
  lead: ({ record }) => record.instrument,
  crumbs: (request, list) => [
    ...crumbs(request),
    { label: list.instrument, href: `/key-products/lists/${list.id}` },
  ],
  fields: ({ f, t }) => entryFields.form(f, t),
  submit: words('Thêm sản phẩm', 'Add the product'),
  cancel: (list) => `/key-products/lists/${list.id}`,
  done: ({ listId }) => ({
    to: `/key-products/lists/${listId}`,
    message: words('Đã thêm sản phẩm.', 'The product is added.'),
  }),
})

const corrected = formPage({
  command: correctEntry,
  address: '/key-products/{id}/edit',
  record: (request) => request.execute(showEntry, { id: request.params.id }),
  title: words('Sửa sản phẩm trong danh mục', 'Correct a product of a list'),
  crumbs: (request, entry) => [...crumbs(request), { label: entry.name, href: `/key-products/${entry.id}` }],
  stored: (entry, { t, language }) => ({
    values: { version: String(entry.version), ...entryFields.texts(entry, language) },
    labels: Object.fromEntries(entryFields.keys.map((key) => [key, t(entryFields.labels[key])])),
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {entryFields.form(f, t)}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: (entry) => `/key-products/${entry.id}`,
  done: ({ id }) => ({ to: `/key-products/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

async function entryView(request: PageRequest) {
  const { t, actor, language } = request
  const entry = await request.execute(showEntry, { id: request.params.id })
  const { name: _name, ...facts } = entryFields.facts(entry, t, language)
  return {
    title: entry.name,
    breadcrumbs: crumbs(request),
    actions: (
      <>
        {mayRun(actor, correctEntry) ? (
          <LinkButton href={`/key-products/${entry.id}/edit`}>{t('Sửa', 'Edit')}</LinkButton>
        ) : null}
        <Act
          command={removeEntry}
          request={request}
          action={`/key-products/${entry.id}/removal`}
          kind="danger"
        >
          {t('Xóa khỏi danh mục', 'Take off the list')}
        </Act>
      </>
    ),
    body: (
      <Section>
        <Facts
          columns={2}
          items={[
            [t('Tình trạng', 'State'), <StateBadge of={listStates} is={entry.state} t={t} />],
            [
              t('Văn bản', 'Instrument'),
              <a href={`/key-products/lists/${entry.listId}`}>{entry.instrument}</a>,
            ],
            [t('Địa bàn', 'Territory'), entry.province ?? t('Cả nước', 'The whole country')],
            ...Object.values(facts).filter(([, value]) => value !== null),
            ...(request.mayOpen('/proofs')
              ? [
                  [
                    t('Đã đề nghị công nhận', 'Matched to it'),
                    <a href={`/proofs?keyProductId=${entry.id}`}>
                      {t('Xem sản phẩm đã đề nghị, đã xác nhận', 'See those matched and confirmed')}
                    </a>,
                  ] as const,
                ]
              : []),
          ]}
        />
      </Section>
    ),
  }
}

const shown = page({ route: 'GET /key-products/{id}', for: showEntry, run: (request) => entryView(request) })

const removed = receiver({
  command: removeEntry,
  address: '/key-products/{id}/removal',
  again: (request) => entryView(request),
  done: ({ listId }) => ({
    to: `/key-products/lists/${listId}`,
    message: words('Đã xóa sản phẩm khỏi danh mục.', 'The product is off the list.'),
  }),
})

export const keyProductPages: readonly Page[] = [
  entriesPage,
  ...newEntry.pages,
  ...corrected.pages,
  shown,
  removed,
]
