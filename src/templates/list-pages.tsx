import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page } from '../platform/page.ts'
import {
  Badge,
  Empty,
  FileLink,
  LinkButton,
  listPage,
  RecordTable,
  Section,
  StateBadge,
} from '../ui/index.ts'
import { templateKinds } from './kinds.ts'
import {
  type KindRow,
  listMadeDocuments,
  listTemplateKinds,
  listTemplates,
  type MadeRow,
  type TemplateRow,
} from './queries.ts'
import { templateStates } from './states.ts'

export const title = words('Mẫu văn bản', 'Templates of documents')
const versionsTitle = words('Các bản mẫu', 'Versions of templates')
const madeTitle = words('Văn bản đã tạo từ mẫu', 'Documents made of templates')

export const crumbs = ({ t, mayOpen }: PageRequest) =>
  mayOpen('/templates') ? [{ label: t(title), href: '/templates' }] : []

/** The kinds of document, each with the template in use. */
export const kindsPage = page({
  route: 'GET /templates',
  for: listTemplateKinds,
  place: { group: 'rules', order: 63, label: title },
  async run(request) {
    const { t } = request
    const kinds = await request.execute(listTemplateKinds, {})
    return {
      title: t(title),
      lead: t(
        'Thông báo, quyết định, hợp đồng được tạo từ mẫu Word. Tải mẫu về, sửa trong Word, tải lên, điền thử với hồ sơ có thật; người khác đưa vào dùng từ một ngày.',
        'Letters, decisions and contracts are made of Word templates. Download one, edit it in Word, upload it, try it on a real record; another person takes it into use from a day.',
      ),
      actions: (
        <>
          <LinkButton href="/templates/versions">{t(versionsTitle)}</LinkButton>
          {mayRun(request.actor, listMadeDocuments) ? (
            <LinkButton href="/templates/documents">{t(madeTitle)}</LinkButton>
          ) : null}
        </>
      ),
      body: <Kinds kinds={kinds} request={request} />,
    }
  },
})

function Kinds({ kinds, request: { t } }: { kinds: readonly KindRow[]; request: PageRequest }) {
  const heads = {
    kind: t('Loại văn bản', 'Kind of document'),
    inUse: t('Bản đang dùng', 'Version in use'),
    fields: t('Số trường', 'Fields'),
    waiting: t('Bản đang chờ', 'Versions waiting'),
  }
  if (kinds.length === 0)
    return <Empty>{t('Chưa có loại văn bản nào.', 'There is no kind of document yet.')}</Empty>
  return (
    <Section title={t('Các loại văn bản', 'Kinds of document')} id="kinds">
      <RecordTable
        caption={t('Các loại văn bản', 'Kinds of document')}
        stack
        rows={kinds}
        columns={[
          {
            head: heads.kind,
            cell: ({ key, label, about }) => (
              <span>
                <a href={`/templates/kinds/${key}`}>{t(label)}</a>
                <span class="hint block">{t(about)}</span>
              </span>
            ),
          },
          {
            head: heads.inUse,
            cell: ({ inUse }) =>
              inUse === null ? (
                t('Mẫu có sẵn', 'The shipped template')
              ) : (
                <a href={`/templates/${inUse.id}`}>
                  {t(
                    `Bản ${inUse.number}, từ ${formatDate(inUse.usedFrom)}`,
                    `Version ${inUse.number}, from ${formatDate(inUse.usedFrom)}`,
                  )}
                </a>
              ),
          },
          { head: heads.fields, num: true, cell: ({ fields }) => fields },
          {
            head: heads.waiting,
            cell: ({ key, waiting }) =>
              waiting === 0 ? (
                t('Không', 'No')
              ) : (
                <a href={`/templates/versions?kind=${key}`}>
                  <Badge tone="warning">{waiting}</Badge>
                </a>
              ),
          },
        ]}
      />
    </Section>
  )
}

const kindFilter = ({ t }: PageRequest) =>
  ({
    name: 'kind',
    kind: 'select',
    label: words('Loại văn bản', 'Kind of document'),
    choices: [...templateKinds.values()].map(({ key, label }) => ({ value: key, label: t(label) })),
  }) as const

export const versionsPage = listPage({
  route: 'GET /templates/versions',
  title: versionsTitle,
  query: listTemplates,
  breadcrumbs: crumbs,
  filters: (request) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, nội dung sửa', 'Name, what was changed') },
    kindFilter(request),
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: templateStates.choices(request.t),
    },
  ],
  columns: ({ t }) => [
    {
      key: 'kind',
      label: words('Loại văn bản', 'Kind of document'),
      value: (row: TemplateRow) => t(row.label),
      cell: (row: TemplateRow) => <a href={`/templates/${row.id}`}>{t(row.label)}</a>,
    },
    {
      key: 'number',
      label: words('Bản số', 'Version number'),
      kind: 'number',
      value: (row: TemplateRow) => row.number,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row: TemplateRow) => t(templateStates.names[row.state]),
      cell: (row: TemplateRow) => <StateBadge of={templateStates} is={row.state} t={t} />,
    },
    {
      key: 'uploadedOn',
      label: words('Tải lên ngày', 'Uploaded on'),
      kind: 'date',
      sort: 'uploadedOn',
      value: (row: TemplateRow) => row.uploadedOn,
    },
    {
      key: 'usedFrom',
      label: words('Dùng từ ngày', 'Used from'),
      kind: 'date',
      value: (row: TemplateRow) => row.usedFrom,
    },
    {
      key: 'made',
      label: words('Số văn bản đã tạo', 'Documents made'),
      kind: 'number',
      value: (row: TemplateRow) => row.made,
      cell: (row: TemplateRow) =>
        row.made === 0 ? '0' : <a href={`/templates/documents?templateId=${row.id}`}>{row.made}</a>,
    },
    {
      key: 'note',
      label: words('Đã sửa gì', 'What was changed'),
      value: (row: TemplateRow) => row.note ?? '',
    },
  ],
})

export const madePage = listPage({
  route: 'GET /templates/documents',
  title: madeTitle,
  query: listMadeDocuments,
  breadcrumbs: crumbs,
  filters: (request) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên văn bản', 'Search by name of the document') },
    kindFilter(request),
  ],
  columns: ({ t }) => [
    {
      key: 'title',
      label: words('Tên văn bản', 'Name of the document'),
      sort: 'title',
      value: (row: MadeRow) => row.title,
      cell: (row: MadeRow) => <FileLink file={{ id: row.file.id, name: row.title }} t={t} />,
    },
    { key: 'kind', label: words('Loại văn bản', 'Kind of document'), value: (row: MadeRow) => t(row.label) },
    {
      key: 'madeOn',
      label: words('Tạo ngày', 'Made on'),
      kind: 'date',
      sort: 'madeOn',
      value: (row: MadeRow) => row.madeOn,
    },
    {
      key: 'number',
      label: words('Bản mẫu', 'Version of the template'),
      value: (row: MadeRow) =>
        row.number === null
          ? t('Mẫu có sẵn', 'The shipped template')
          : t(`Bản ${row.number}`, `Version ${row.number}`),
      cell: (row: MadeRow) =>
        row.templateId === null ? (
          t('Mẫu có sẵn', 'The shipped template')
        ) : (
          <a href={`/templates/${row.templateId}`}>{t(`Bản ${row.number}`, `Version ${row.number}`)}</a>
        ),
    },
  ],
})
