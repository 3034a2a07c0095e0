import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Facts, Form, fields, formPage, LinkButton, listPage, Section, StateBadge } from '../ui/index.ts'
import { addEntry, addList, correctList, endList } from './commands.ts'
import { listFields, listStates } from './fields.ts'
import { checkEntries } from './import.ts'
import { type ListRow, listChoices, listLists, showList } from './queries.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Sản phẩm chủ lực', 'Key products'), href: '/key-products' },
  { label: t('Danh mục theo quyết định', 'Lists by decision'), href: '/key-products/lists' },
]

const listsPage = listPage({
  route: 'GET /key-products/lists',
  title: words('Danh mục theo quyết định', 'Lists by decision'),
  lead: words(
    'Mỗi danh mục sản phẩm chủ lực là của một quyết định, có địa bàn và thời gian áp dụng. Hệ thống không có sẵn danh mục nào.',
    'Each list of key products is of a decision, with its territory and days. The program comes with none.',
  ),
  breadcrumbs: ({ t }) => [{ label: t('Sản phẩm chủ lực', 'Key products'), href: '/key-products' }],
  query: listLists,
  actions: ({ actor, t }) =>
    mayRun(actor, addList) ? (
      <LinkButton href="/key-products/lists/new" kind="primary">
        {t('Thêm danh mục', 'Add a list')}
      </LinkButton>
    ) : null,
  empty: ({ t }) => t('Chưa nhập quyết định nào.', 'No decision has been entered yet.'),
  filters: ({ t }) => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm số văn bản, cơ quan, địa bàn', 'Number, issuer, territory'),
    },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: listStates.choices(t) },
  ],
  columns: ({ t }) => {
    const { instrument, ...others } = listFields.columns<ListRow>(t, {
      instrument: {
        value: (row) => row.instrument,
        cell: (row) => <a href={`/key-products/lists/${row.id}`}>{row.instrument}</a>,
      },
      province: { cell: (row) => row.province ?? t('Cả nước', 'The whole country') },
    })
    return [
      instrument,
      ...Object.values(others),
      {
        key: 'products',
        label: words('Số sản phẩm', 'Number of products'),
        kind: 'number',
        value: (row) => row.products,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(listStates.names[row.state]),
        cell: (row) => <StateBadge of={listStates} is={row.state} t={t} />,
      },
    ]
  },
})

async function choicesOf(request: PageRequest) {
  const { t } = request
  const { instruments } = await request.execute(listChoices, {})
  return {
    instrumentId: instruments.map((row) => ({
      value: String(row.id),
      label: `${row.number}: ${t(row.title, row.titleEn)}`.slice(0, 120),
    })),
  }
}

const newList = formPage({
  command: addList,
  address: '/key-products/lists/new',
  record: choicesOf,
  title: words('Thêm danh mục sản phẩm chủ lực', 'Add a list of key products'),
  lead: words(
    'Nhập đúng như quyết định ghi. Văn bản chưa có trong danh sách thì thêm ở trang Văn bản và quy tắc trước.',
    'Enter it as the decision has it. An instrument that is not listed is added on the page of law first.',
  ),
  crumbs,
  fields: ({ f, t, record: choices }) => listFields.form(f, t, { choices }),
  submit: words('Thêm danh mục', 'Add the list'),
  cancel: '/key-products/lists',
  done: ({ id }) => ({
    to: `/key-products/lists/${id}`,
    message: words('Đã thêm danh mục.', 'The list is added.'),
  }),
})

const corrected = formPage({
  command: correctList,
  address: '/key-products/lists/{id}/edit',
  record: async (request) => ({
    list: await request.execute(showList, { id: request.params.id }),
    choices: await choicesOf(request),
  }),
  title: words('Sửa danh mục sản phẩm chủ lực', 'Correct a list of key products'),
  crumbs: (request, { list }) => [
    ...crumbs(request),
    { label: list.instrument, href: `/key-products/lists/${list.id}` },
  ],
  stored: ({ list }, { t, language }) => ({
    values: {
      version: String(list.version),
      ...listFields.texts(list, language),
      instrumentId: String(list.instrumentId),
    },
    labels: Object.fromEntries(listFields.keys.map((key) => [key, t(listFields.labels[key])])),
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.list.version)}
      {listFields.form(f, t, { choices: record.choices })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ list }) => `/key-products/lists/${list.id}`,
  done: ({ id }) => ({
    to: `/key-products/lists/${id}`,
    message: words('Đã sửa danh mục.', 'The list is corrected.'),
  }),
})

async function listView(request: PageRequest, form: FormState = freshForm()) {
  const { t, actor, language } = request
  const list = await request.execute(showList, { id: request.params.id })
  const at = `/key-products/lists/${list.id}`
  const ends = list.state !== 'ended' && mayRun(actor, endList)
  return {
    title: t(`Danh mục theo ${list.instrument}`, `List by ${list.instrument}`),
    breadcrumbs: crumbs(request),
    actions: (
      <>
        {mayRun(actor, correctList) ? <LinkButton href={`${at}/edit`}>{t('Sửa', 'Edit')}</LinkButton> : null}
        {mayRun(actor, checkEntries) ? (
          <LinkButton href={`/key-products/import?listId=${list.id}`}>
            {t('Nhập phụ lục từ Excel', 'Import the appendix from Excel')}
          </LinkButton>
        ) : null}
        {mayRun(actor, addEntry) ? (
          <LinkButton href={`${at}/new`} kind="primary">
            {t('Thêm sản phẩm', 'Add a product')}
          </LinkButton>
        ) : null}
      </>
    ),
    body: (
      <>
        <Section>
          <ListFacts list={list} t={t} language={language} />
        </Section>
        {ends ? <EndForm list={list} request={request} form={form} /> : null}
      </>
    ),
  }
}

function ListFacts({ list, t, language }: { list: ListRow } & Pick<PageRequest, 't' | 'language'>) {
  const { note, validFrom, validTo } = listFields.facts(list, t, language)
  return (
    <Facts
      columns={2}
      items={[
        [t('Tình trạng', 'State'), <StateBadge of={listStates} is={list.state} t={t} />],
        [
          t('Văn bản', 'Instrument'),
          <a href={`/legal/instruments/${list.instrumentId}`}>
            {list.instrument}, {list.issuer}
          </a>,
        ],
        [t('Địa bàn', 'Territory'), list.province ?? t('Cả nước', 'The whole country')],
        [
          t('Số sản phẩm', 'Number of products'),
          list.products === 0 ? (
            t('Chưa nhập sản phẩm nào', 'No product has been entered')
          ) : (
            <a href={`/key-products?listId=${list.id}`}>{list.products}</a>
          ),
        ],
        ...[validFrom, validTo, note].filter(([, value]) => value !== null),
        ...(list.replacedBy === null
          ? []
          : [
              [
                t('Danh mục thay thế', 'The list in its place'),
                <a href={`/key-products/lists/${list.replacedBy}`}>{list.replacement}</a>,
              ] as const,
            ]),
      ]}
    />
  )
}

async function EndForm({ list, request, form }: { list: ListRow; request: PageRequest; form: FormState }) {
  const { t } = request
  const f = fields(form, t)
  const { lists } = await request.execute(listChoices, {})
  return (
    <Section fold title={t('Kết thúc danh mục', 'End the list')}>
      <Form
        form={form}
        t={t}
        action={`/key-products/lists/${list.id}/end`}
        submit={t('Kết thúc', 'End')}
        kind="danger"
      >
        {f.date('validTo', { label: t('Ngày cuối cùng', 'Last day'), required: true })}
        {f.select('replacedBy', {
          label: t('Danh mục thay thế', 'The list in its place'),
          empty: t('Không có', 'None'),
          choices: lists
            .filter(({ id }) => id !== list.id)
            .map(({ id, number }) => ({ value: String(id), label: number })),
        })}
        {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 })}
      </Form>
    </Section>
  )
}

const shown = page({
  route: 'GET /key-products/lists/{id}',
  for: showList,
  run: (request) => listView(request),
})

const ended = receiver({
  command: endList,
  address: '/key-products/lists/{id}/end',
  again: (request, form) => listView(request, form),
  done: ({ id }) => ({
    to: `/key-products/lists/${id}`,
    message: words('Danh mục đã kết thúc.', 'The list has ended.'),
  }),
})

export const keyProductListPages: readonly Page[] = [
  listsPage,
  ...newList.pages,
  ...corrected.pages,
  shown,
  ended,
]
