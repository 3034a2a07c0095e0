import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Facts,
  formPage,
  LinkButton,
  listPage,
  Notice,
  Section,
  type Sent,
  StateBadge,
} from '../ui/index.ts'
import {
  addSignatureRoot,
  listSignatureRoots,
  type RootRow,
  removeSignatureRoot,
  rootStates,
  showSignatureRoot,
} from './roots.ts'

const at = '/signature-roots'
const title = words('Tổ chức chứng thực chữ ký số', 'Authorities of digital signatures')
const crumbs = ({ t }: Pick<PageRequest, 't'>) => [{ label: t(title), href: at }]

export const rootsPage = listPage({
  route: 'GET /signature-roots',
  place: { group: 'system', order: 46, label: title },
  title,
  lead: words(
    'Chữ ký số trên PDF được kiểm tra theo các chứng thư nạp ở đây. Chương trình không kèm chứng thư nào: quản trị lấy từ tổ chức chứng thực và nạp vào.',
    'Digital signatures in PDF are checked by the certificates that are loaded here. None comes with the program: an administrator takes them from the authority.',
  ),
  query: listSignatureRoots,
  actions: (request) => (
    <Act command={addSignatureRoot} request={request} href={`${at}/new`} kind="primary">
      {request.t('Thêm chứng thư', 'Add a certificate')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên tổ chức', 'Name of the authority') },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: rootStates.choices(t) },
  ],
  columns: ({ t }: PageRequest) => [
    {
      key: 'subject',
      label: words('Chứng thư của', 'Certificate of'),
      value: (row: RootRow) => row.subject,
      cell: (row: RootRow) => <a href={`${at}/${row.id}`}>{row.subject}</a>,
    },
    {
      key: 'validTo',
      label: words('Có hiệu lực đến', 'Valid until'),
      kind: 'date',
      sort: 'validTo',
      value: (row: RootRow) => row.validTo,
    },
    {
      key: 'source',
      label: words('Lấy từ đâu', 'Where it was taken from'),
      value: (row: RootRow) => row.source,
    },
    {
      key: 'addedOn',
      label: words('Nạp ngày', 'Loaded on'),
      kind: 'date',
      sort: 'addedOn',
      value: (row: RootRow) => row.addedOn,
    },
    {
      key: 'sha256',
      label: words('Dấu SHA-256', 'SHA-256 of the certificate'),
      exportOnly: true,
      value: (row: RootRow) => row.sha256,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row: RootRow) => t(rootStates.names[row.state]),
      cell: (row: RootRow) => <StateBadge of={rootStates} is={row.state} t={t} />,
    },
  ],
})

export const newRoot = formPage({
  command: addSignatureRoot,
  address: '/signature-roots/new',
  title: words('Thêm chứng thư của tổ chức chứng thực', 'Add the certificate of an authority'),
  crumbs,
  fields: ({ f, t }) => (
    <>
      {f.area('pem', {
        label: t('Chứng thư dạng PEM', 'The certificate in PEM'),
        hint: t(
          'Dán cả đoạn từ BEGIN CERTIFICATE đến END CERTIFICATE. Chứng thư gốc, hoặc chứng thư cấp dưới của tổ chức.',
          'Paste all of it, from BEGIN CERTIFICATE to END CERTIFICATE. A root, or one below it.',
        ),
        rows: 10,
      })}
      {f.text('source', {
        label: t('Lấy từ đâu', 'Where it was taken from'),
        hint: t('Trang, văn bản của tổ chức chứng thực.', 'Page or document of the authority.'),
      })}
    </>
  ),
  submit: words('Thêm chứng thư', 'Add a certificate'),
  cancel: at,
  done: ({ id, subject }) => ({
    to: `${at}/${id}`,
    message: words(`Đã thêm chứng thư của ${subject}.`, `The certificate of ${subject} is added.`),
  }),
})

const acts = actsOf<Output<typeof showSignatureRoot>, 'remove'>('/signature-roots/{id}', {
  remove: act(removeSignatureRoot, {
    title: words('Bỏ chứng thư này', 'Take this certificate away'),
    path: 'removal',
    kind: 'danger',
    open: ({ state }) => state === 'trusted',
    fields: ({ f, t }) => f.area('reason', { label: t('Lý do bỏ', 'Why it is taken away') }),
    done: words('Đã bỏ chứng thư.', 'The certificate is taken away.'),
  }),
})

async function rootView(request: PageRequest, sent?: Sent<'remove'>): Promise<PageResult> {
  const { t } = request
  const root = await request.execute(showSignatureRoot, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, root, sent)
  return {
    title: root.subject,
    breadcrumbs: crumbs(request),
    actions:
      chosen !== undefined || acts.open(request, root).length === 0 ? null : (
        <LinkButton href={`${at}/${root.id}?do=remove#act`}>{t(acts.title('remove'))}</LinkButton>
      ),
    body: (
      <>
        {root.removedOn === null ? null : (
          <Notice tone="warning">
            {t(
              `Đã bỏ ngày ${formatDate(root.removedOn)}: ${root.removeReason}`,
              `Taken away on ${formatDate(root.removedOn)}: ${root.removeReason}`,
            )}
          </Notice>
        )}
        <Section title={t('Chứng thư số', 'Digital certificate')} id="certificate">
          <Facts
            columns={3}
            items={[
              [t('Tình trạng', 'State'), <StateBadge of={rootStates} is={root.state} t={t} />],
              [t('Có hiệu lực từ ngày', 'Valid from'), <Day day={root.validFrom} />],
              [t('Có hiệu lực đến', 'Valid until'), <Day day={root.validTo} />],
              [t('Lấy từ đâu', 'Where it was taken from'), root.source],
              [t('Nạp ngày', 'Loaded on'), <Day day={root.addedOn} />],
              [t('Dấu SHA-256', 'SHA-256 of the certificate'), <span class="break-all">{root.sha256}</span>],
            ]}
          />
        </Section>
        {chosen === undefined ? null : await acts.form(request, root, chosen, sent)}
      </>
    ),
  }
}

export const rootPages = [
  page({ route: 'GET /signature-roots/{id}', for: showSignatureRoot, run: (request) => rootView(request) }),
  ...acts.receivers(rootView),
]
