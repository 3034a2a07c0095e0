import type { Child } from 'hono/jsx'
import { download } from '../platform/file-answer.ts'
import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page, type View } from '../platform/page.ts'
import { Empty, Facts, Fold, LinkButton, Moment, Notice, Section, Table } from '../ui/index.ts'
import { byKind } from './document.ts'
import { exportMyData, exportPerson } from './exports.ts'
import { notStated } from './law.ts'
import type { MarkedTable } from './leads.ts'
import { tableNames } from './names.ts'
import { type HeldOnPerson, heldOnPerson, myData } from './queries.ts'

const privacyCrumb = ({ t }: PageRequest) => ({
  label: t('Dữ liệu cá nhân', 'Personal data'),
  href: '/privacy',
})

/** Rows that are folded on a phone; a column is its heading, its cell, and how a long cell breaks. */
function Rows<Row>(props: {
  caption: string
  rows: readonly Row[]
  t: PageRequest['t']
  columns: readonly (readonly [label: string, cell: (row: Row) => Child, breaks?: string])[]
}) {
  const { caption, rows, t, columns } = props
  return (
    <Fold label={t(`${rows.length} dòng`, `${rows.length} rows`)}>
      <Table caption={caption} stack>
        <thead>
          <tr>
            {columns.map(([label]) => (
              <th>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map(([label, cell, breaks]) => (
                <td data-label={label} class={breaks}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Fold>
  )
}

/** What is held, by kind: what for, where from, how long, and each value. */
function Kinds({ request: { t }, held }: { request: PageRequest; held: HeldOnPerson }) {
  return (
    <>
      {byKind(held).map(({ key, kind, values }) => (
        <Section title={t(kind.name)} id={`kind-${key}`}>
          <Facts
            items={[
              [t('Mục đích', 'Purpose of processing'), t(kind.purpose)],
              [t('Lấy từ', 'Where from'), t(kind.from)],
              [t('Căn cứ pháp lý', 'Legal basis'), t(notStated)],
              [t('Lưu giữ', 'Retention'), t(kind.retention ?? notStated)],
            ]}
          />
          <div class="mt-4">
            <Rows
              caption={t(kind.name)}
              rows={values}
              t={t}
              columns={[
                [t('Ở đâu', 'Where'), ({ table }) => t(tableNames[table as MarkedTable])],
                [t('Mục', 'Field'), ({ column }) => <code class="text-sm">{column}</code>],
                [t('Khóa', 'Key'), ({ key }) => key, 'break-all'],
                [
                  t('Nội dung', 'Content'),
                  ({ value }) =>
                    value ?? <span class="hint">{t('có giữ, không hiển thị', 'kept, not shown')}</span>,
                  'break-words',
                ],
              ]}
            />
          </div>
        </Section>
      ))}
    </>
  )
}

const partWords = {
  actor: words('người làm', 'who did it'),
  subject: words('người được tác động', 'whom it was about'),
  input: words('được nêu tên', 'named'),
}

/** What the audit trail holds, records and former states. */
function Trail({ request: { t }, held }: { request: PageRequest; held: HeldOnPerson }) {
  return (
    <>
      <Section title={t('Nhật ký thao tác', 'Audit trail')} id="trail">
        {held.records.length === 0 ? (
          <Empty>{t('Không có bản ghi nào.', 'No record.')}</Empty>
        ) : (
          <Rows
            caption={t('Nhật ký thao tác', 'Audit trail')}
            rows={held.records}
            t={t}
            columns={[
              [t('Lúc', 'At'), ({ at }) => <Moment at={at} />],
              [t('Lệnh', 'Command'), ({ command }) => command],
              [t('Đối tượng', 'Subject'), ({ subject }) => subject ?? '—', 'break-all'],
              [t('Là', 'As'), ({ parts }) => parts.map((part) => t(partWords[part])).join(', ')],
              [t('Nội dung', 'Content'), ({ passages }) => passages || '—', 'break-words'],
            ]}
          />
        )}
      </Section>
      {held.history.length === 0 ? null : (
        <Section
          title={t('Các lần ghi trước', 'Former states')}
          id="history"
          lead={t(
            'Như nhật ký giữ. Dòng đã mã hóa đọc không được nữa khi người ấy được xóa.',
            'As the trail keeps them. What is encrypted can no longer be read once the person is erased.',
          )}
        >
          <Rows
            caption={t('Các lần ghi trước', 'Former states')}
            rows={held.history}
            t={t}
            columns={[
              [t('Lúc', 'At'), ({ at }) => (at === null ? '—' : <Moment at={at} />)],
              [t('Bảng', 'Table'), ({ table }) => table],
              [t('Khóa', 'Key'), ({ key }) => key, 'break-all'],
              [t('Mã hóa', 'Encrypted'), ({ sealed }) => (sealed ? t('Có', 'Yes') : t('Không', 'No'))],
              [t('Nội dung', 'Content'), ({ passages }) => passages || '—', 'break-words'],
            ]}
          />
        </Section>
      )}
    </>
  )
}

function Held({ request, held }: { request: PageRequest; held: HeldOnPerson }) {
  const { t } = request
  return (
    <>
      {held.cutOff.length === 0 ? null : (
        <Notice tone="warning">
          {t('Chỉ hiện 500 dòng đầu của', 'Only the first 500 rows are shown of')}: {held.cutOff.join(', ')}
        </Notice>
      )}
      <Kinds request={request} held={held} />
      <Trail request={request} held={held} />
    </>
  )
}

async function ownDataView(request: PageRequest): Promise<View> {
  const { t } = request
  const held = await request.execute(myData, {})
  return {
    title: t('Dữ liệu của tôi', 'My data'),
    lead: t(
      'Chương trình đang giữ gì về bạn, để làm gì, lấy từ đâu, giữ bao lâu. Tìm theo tài khoản và địa chỉ thư của bạn.',
      'What the program holds on you, what for, where it comes from, how long. Found by your account and e-mail address.',
    ),
    breadcrumbs: [{ label: t('Tài khoản của tôi', 'My account'), href: '/account' }],
    actions: (
      <>
        <LinkButton href="/account/data/corrections">{t('Yêu cầu sửa', 'Ask for a correction')}</LinkButton>
        <LinkButton href="/account/data/file?format=docx">
          {t('Tải bản đọc (DOCX)', 'Download to read (DOCX)')}
        </LinkButton>
        <LinkButton href="/account/data/file?format=json">{t('Tải JSON', 'Download JSON')}</LinkButton>
      </>
    ),
    body: (
      <>
        <p class="mb-4">
          <a href="/privacy">
            {t('Vì sao và theo luật nào, quyền của bạn', 'Why and under which law, your rights')}
          </a>
        </p>
        <Held request={request} held={held} />
      </>
    ),
  }
}

async function personView(request: PageRequest): Promise<View> {
  const { t } = request
  const q = request.url.searchParams.get('q')?.trim() ?? ''
  const held = q === '' ? null : await request.execute(heldOnPerson, { q })
  const file = (format: string) => `/persons/file?format=${format}&q=${encodeURIComponent(q)}`
  const found = held === null || held.values.length + held.records.length + held.history.length > 0
  return {
    title: t('Dữ liệu của một người', "A person's data"),
    lead: t(
      'Tìm trong mọi cột có dữ liệu cá nhân và trong nhật ký: theo thư điện tử, điện thoại, họ tên hoặc mã tài khoản.',
      'Looks through every column with personal data and the audit trail: by e-mail address, telephone, name or number of an account.',
    ),
    breadcrumbs: [privacyCrumb(request)],
    actions:
      held === null ? null : (
        <>
          <LinkButton kind="danger" href={`/persons/erasures/new?q=${encodeURIComponent(q)}`}>
            {t('Đề xuất xóa', 'Propose the erasure')}
          </LinkButton>
          <LinkButton href={file('docx')}>{t('Tải bản đọc (DOCX)', 'Download to read (DOCX)')}</LinkButton>
          <LinkButton href={file('json')}>{t('Tải JSON', 'Download JSON')}</LinkButton>
        </>
      ),
    body: (
      <>
        <search class="mb-4">
          <form method="get" action="/persons" class="flex flex-wrap items-end gap-3">
            <div class="grow">
              <label class="mb-1 block font-semibold" for="f-q">
                {t('Thư điện tử, điện thoại, họ tên', 'E-mail, telephone, name')}
              </label>
              <input
                class="input w-full border-base-content/40"
                id="f-q"
                name="q"
                value={q}
                maxlength={200}
              />
            </div>
            <button class="btn btn-primary" type="submit">
              {t('Tìm', 'Search')}
            </button>
          </form>
        </search>
        {held === null ? null : found ? (
          <Held request={request} held={held} />
        ) : (
          <Empty>{t('Không giữ gì về người này.', 'Nothing is held on this person.')}</Empty>
        )}
      </>
    ),
  }
}

const fileAnswer = ({ name, mime, base64 }: { name: string; mime: string; base64: string }) =>
  download(name, mime, Uint8Array.from(Buffer.from(base64, 'base64')))

export const dataPages: readonly Page[] = [
  page({ route: 'GET /account/data', for: myData, run: ownDataView }),
  page({
    route: 'GET /account/data/file',
    for: exportMyData,
    run: async (request) =>
      fileAnswer(
        await request.execute(exportMyData, {
          format: request.url.searchParams.get('format') ?? 'json',
          language: request.language,
        }),
      ),
  }),
  page({
    route: 'GET /persons',
    for: heldOnPerson,
    place: { group: 'system', order: 92, label: words('Dữ liệu của một người', "A person's data") },
    run: personView,
  }),
  page({
    route: 'GET /persons/file',
    for: exportPerson,
    run: async (request) =>
      fileAnswer(
        await request.execute(exportPerson, {
          q: request.url.searchParams.get('q') ?? '',
          format: request.url.searchParams.get('format') ?? 'json',
          language: request.language,
        }),
      ),
  }),
]
