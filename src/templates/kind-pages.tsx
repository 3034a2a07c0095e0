import { documentDownload } from '../documents/write/export.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Act, AskedChoice, Empty, formPage, LinkButton, Section, Table } from '../ui/index.ts'
import { uploadTemplate } from './commands.ts'
import { crumbs } from './list-pages.tsx'
import { downloadTemplate, type FieldRow, listTemplateFields, tryTemplate } from './queries.ts'

const kindIn = ({ params }: PageRequest) => params.kind ?? ''

const fieldsOf = (request: PageRequest) => {
  const record = request.url.searchParams.get('record')
  return request.execute(listTemplateFields, {
    kind: kindIn(request),
    ...(record === null || record === '' ? {} : { record }),
  })
}
type Fields = Awaited<ReturnType<typeof fieldsOf>>

const kindPage = page({
  route: 'GET /templates/kinds/{kind}',
  for: listTemplateFields,
  async run(request) {
    const { t } = request
    const kind = await fieldsOf(request)
    const to = `/templates/kinds/${kind.key}`
    return {
      title: t(kind.label),
      lead: t(kind.about),
      breadcrumbs: crumbs(request),
      actions: (
        <>
          <LinkButton href={`${to}/template.docx`}>
            {t('Tải mẫu đang dùng', 'Download the one in use')}
          </LinkButton>
          <LinkButton href={`${to}/template.docx?shipped=on`}>
            {t('Tải mẫu có sẵn', 'Download the shipped one')}
          </LinkButton>
          <Act command={uploadTemplate} request={request} href={`${to}/new`} kind="primary">
            {t('Tải bản mới lên', 'Upload a new version')}
          </Act>
        </>
      ),
      body: (
        <>
          <TrialSection kind={kind} request={request} />
          <FieldTable kind={kind} request={request} />
          <HowTo request={request} />
        </>
      ),
    }
  },
})

/** Choosing a real record: its values stand beside the fields, and the template can be filled with them. */
export function TrialSection(props: { kind: Fields; request: PageRequest; templateId?: number }) {
  const { kind, request, templateId } = props
  const { t } = request
  const of = templateId === undefined ? '' : `&templateId=${templateId}`
  return (
    <Section
      title={t('Điền thử với dữ liệu có thật', 'Try it on real data')}
      id="trial"
      lead={t('Không lưu, không gửi đi đâu.', 'Nothing is kept and nothing is sent.')}
    >
      {kind.record === null ? (
        <Empty>
          {t(
            'Chưa có dữ liệu nào của loại này để điền thử.',
            'There is no record of this kind to try it on yet.',
          )}
        </Empty>
      ) : (
        <>
          <form method="get" class="mb-4 grid gap-3 sm:grid-cols-[1fr_auto] sm:items-end">
            <AskedChoice
              request={request}
              name="record"
              label={t(kind.recordLabel)}
              initial={String(kind.record)}
              none={t('Mới nhất', 'The latest')}
              choices={kind.records.map(({ id, label }) => ({ value: id, label: t(label) }))}
            />
            <button class="btn" type="submit">
              {t('Xem giá trị', 'Show its values')}
            </button>
          </form>
          <LinkButton
            href={`/templates/kinds/${kind.key}/trial.docx?record=${kind.record}${of}`}
            kind="primary"
          >
            {t('Tải văn bản điền thử', 'Download the trial')}
          </LinkButton>
        </>
      )}
    </Section>
  )
}

const markOf = ({ name, kind }: FieldRow) => (kind === 'list' ? `{#${name}} … {/${name}}` : `{${name}}`)

export function FieldTable({ kind, request: { t } }: { kind: Fields; request: PageRequest }) {
  const heads = {
    mark: t('Viết trong mẫu', 'Written in the template'),
    label: t('Là gì', 'What it is'),
    value: t('Giá trị hiện nay', 'Present value'),
  }
  const caption = t('Các trường dùng được', 'Fields that can be used')
  return (
    <Section title={caption} id="fields" fold>
      <Table caption={caption} stack>
        <thead>
          <tr>
            <th>{heads.mark}</th>
            <th>{heads.label}</th>
            <th>{heads.value}</th>
          </tr>
        </thead>
        <tbody>
          {kind.fields.map((field) => (
            <tr>
              <td data-label={heads.mark}>
                <code>{markOf(field)}</code>
              </td>
              <td data-label={heads.label}>
                <span>
                  {t(field.label)}
                  {field.within === null ? null : (
                    <span class="hint block">
                      {t(
                        `giữa {#${field.within}} và {/${field.within}}`,
                        `between {#${field.within}} and {/${field.within}}`,
                      )}
                    </span>
                  )}
                </span>
              </td>
              <td class="whitespace-pre-line" data-label={heads.value}>
                {field.value === null || field.value.trim() === '' ? '—' : field.value}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function HowTo({ request: { t } }: { request: PageRequest }) {
  return (
    <Section title={t('Cách viết mẫu', 'How a template is written')} id="how">
      <ul class="list-disc space-y-1 pl-5">
        <li>
          {t('Một trường: viết tên trong ngoặc nhọn, như ', 'A field: its name in braces, as ')}
          <code>{'{so}'}</code>
          {t(
            '; viết hoa tên thì giá trị cũng viết hoa, như ',
            '; a name in capitals gives the value in capitals, as ',
          )}
          <code>{'{CO_QUAN}'}</code>.
        </li>
        <li>
          {t('Danh sách: đặt ', 'A list: put ')}
          <code>{'{#ten}'}</code>
          {t(' ở ô đầu và ', ' in the first cell and ')}
          <code>{'{/ten}'}</code>
          {t(
            ' ở ô cuối của một hàng trong bảng; hàng đó lặp lại cho từng dòng.',
            ' in the last cell of a row of a table; that row is repeated for each.',
          )}
        </li>
        <li>
          {t('Chỉ khi có giá trị: ', 'Only where there is a value: ')}
          <code>{'{#ly_do}Lý do: {ly_do}{/ly_do}'}</code>
          {t('; khi không có: ', '; where there is none: ')}
          <code>{'{^ly_do}…{/ly_do}'}</code>.
        </li>
        <li>
          {t(
            'Tệp .docx không có macro, đối tượng nhúng, ảnh hoặc tệp liên kết từ bên ngoài.',
            'A .docx file without macros, embedded objects, and pictures or files linked from outside.',
          )}
        </li>
      </ul>
    </Section>
  )
}

export const uploading = formPage({
  command: uploadTemplate,
  address: '/templates/kinds/{kind}/new',
  record: fieldsOf,
  title: words('Tải bản mẫu mới lên', 'Upload a new version of a template'),
  lead: ({ record, t }) => t(record.label),
  crumbs: (request, { key, label }) => [
    ...crumbs(request),
    { label: request.t(label), href: `/templates/kinds/${key}` },
  ],
  input: (_values, request) => ({ kind: kindIn(request) }),
  fields: ({ f, t }) => (
    <>
      {f.file('fileId', { label: t('Tệp Word (.docx)', 'Word file (.docx)'), accept: '.docx' })}
      {f.area('note', { label: t('Đã sửa gì', 'What was changed'), rows: 2 })}
    </>
  ),
  submit: words('Tải lên và kiểm tra', 'Upload and check'),
  cancel: ({ key }) => `/templates/kinds/${key}`,
  done: ({ id }) => ({
    to: `/templates/${id}`,
    message: words('Đã tải lên và kiểm tra các chỗ điền.', 'It is uploaded and its marks are checked.'),
  }),
})

export const kindPages = [
  kindPage,
  page({
    route: 'GET /templates/kinds/{kind}/template.docx',
    for: downloadTemplate,
    run: async (request) =>
      documentDownload(
        request,
        await request.execute(downloadTemplate, {
          kind: kindIn(request),
          ...(request.url.searchParams.get('shipped') === 'on' ? { shipped: 'on' } : {}),
        }),
      ),
  }),
  page({
    route: 'GET /templates/kinds/{kind}/trial.docx',
    for: tryTemplate,
    run: async (request) =>
      documentDownload(
        request,
        await request.execute(tryTemplate, {
          ...Object.fromEntries(request.url.searchParams),
          kind: kindIn(request),
        }),
      ),
  }),
]
