import type { Language } from '../platform/language.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Empty, Facts, Fold, formPage, listPage, Section, StateBadge } from '../ui/index.ts'
import { editTemplate, retryDelivery } from './commands.ts'
import { deliveryChannels, deliveryStates, listDeliveries } from './deliveries.ts'
import { MailTroubleNotice, NoMailServer } from './no-mail-server.tsx'
import { showTemplates, type TemplateRow } from './queries.ts'

// ── What went out ───────────────────────────────────────────────────────────────────────────────────────────────────

export const deliveriesPage = listPage({
  route: 'GET /notices/deliveries',
  place: { group: 'system', order: 47, label: words('Gửi thông báo', 'Notices sent') },
  title: words('Nhật ký gửi thông báo', 'What was sent to whom'),
  query: listDeliveries,
  above: async (request) => (
    <>
      <NoMailServer request={request} />
      {await MailTroubleNotice(request)}
    </>
  ),
  filters: ({ t }) => [
    { name: 'q', label: words('Người nhận', 'Told whom'), kind: 'search' },
    {
      name: 'state',
      label: words('Tình trạng', 'State'),
      kind: 'select',
      choices: deliveryStates.choices(t),
    },
    {
      name: 'channel',
      label: words('Đường gửi', 'Channel'),
      kind: 'select',
      choices: deliveryChannels.choices(t),
    },
  ],
  columns: (request) => {
    const { t } = request
    return [
      { key: 'at', label: words('Lúc', 'At'), kind: 'moment', sort: 'at', value: (row) => row.at },
      { key: 'to', label: words('Người nhận', 'Told whom'), value: (row) => row.to },
      { key: 'kind', label: words('Loại', 'Kind'), value: (row) => t(row.label) },
      {
        key: 'channel',
        label: words('Đường gửi', 'Channel'),
        value: (row) => t(deliveryChannels.names[row.channel]),
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(deliveryStates.names[row.state]),
        cell: (row) => (
          <span class="inline-flex flex-wrap items-center gap-2">
            <StateBadge of={deliveryStates} is={row.state} t={t} />
            {row.state === 'failed' || row.state === 'unknown' || row.state === 'unsent' ? (
              <Act
                command={retryDelivery}
                request={request}
                action="/notices/deliveries/retry"
                values={{ id: row.id }}
                small
              >
                {t('Gửi lại', 'Send again')}
              </Act>
            ) : null}
          </span>
        ),
      },
      { key: 'doneAt', label: words('Gửi lúc', 'Sent at'), kind: 'moment', value: (row) => row.doneAt },
      { key: 'address', label: words('Gửi tới', 'Sent to'), value: (row) => row.address },
      { key: 'result', label: words('Máy chủ trả lời', 'Answer of the server'), value: (row) => row.result },
      { key: 'attempts', label: words('Số lần thử', 'Tries'), kind: 'number', value: (row) => row.attempts },
    ]
  },
  empty: ({ t }) => <Empty>{t('Chưa gửi thông báo nào ra ngoài.', 'No notice was sent out yet.')}</Empty>,
})

export const retryAction = receiver({
  command: retryDelivery,
  address: '/notices/deliveries/retry',
  done: () => ({
    to: '/notices/deliveries',
    message: words('Thông báo sẽ được gửi lại trong vài phút.', 'It is sent again within minutes.'),
  }),
})

// ── Their words ─────────────────────────────────────────────────────────────────────────────────────────────────────

const templateCrumbs = ({ t }: PageRequest) => [
  { label: t('Mẫu thông báo', 'Words of notices'), href: '/notices/templates' },
]

function Preview({ row, t }: { row: TemplateRow; t: PageRequest['t'] }) {
  if (row.preview === null)
    return (
      <p class="hint">{t('Chưa có thông báo nào thuộc loại này.', 'There is no notice of this kind yet.')}</p>
    )
  return (
    <div class="rounded-box border border-base-300 p-3">
      <p class="font-semibold">{t(row.preview.subject)}</p>
      <p class="whitespace-pre-line">{t(row.preview.body)}</p>
    </div>
  )
}

export const templatesPage = page({
  route: 'GET /notices/templates',
  for: showTemplates,
  place: { group: 'system', order: 48, label: words('Mẫu thông báo', 'Words of notices') },
  async run(request) {
    const { t } = request
    const { kinds } = await request.execute(showTemplates, {})
    return {
      title: t('Mẫu thông báo', 'Words of notices'),
      lead: t(
        'Lời của từng loại thông báo bằng hai ngôn ngữ; phần trong ngoặc nhọn được thay bằng số liệu của từng việc. Bên dưới mỗi loại là thông báo gần nhất với lời đang dùng.',
        'The words of each kind of notice in both languages; what stands in braces is filled in. Below each stands the latest one in the words in force.',
      ),
      body: (
        <Section>
          {kinds.map((row) => (
            <div id={row.kind}>
              <Fold label={<span class="font-semibold">{t(row.label)}</span>}>
                <div class="mb-2 flex flex-wrap gap-2">
                  <Act
                    command={editTemplate}
                    request={request}
                    href={`/notices/templates/${row.kind}/vi`}
                    small
                  >
                    {t('Sửa tiếng Việt', 'Edit the Vietnamese')}
                  </Act>
                  <Act
                    command={editTemplate}
                    request={request}
                    href={`/notices/templates/${row.kind}/en`}
                    small
                  >
                    {t('Sửa tiếng Anh', 'Edit the English')}
                  </Act>
                </div>
                <Preview row={row} t={t} />
              </Fold>
            </div>
          ))}
        </Section>
      ),
    }
  },
})

interface Edited {
  readonly row: TemplateRow
  readonly language: Language
}

export const templatePages = formPage({
  command: editTemplate,
  address: '/notices/templates/{kind}/{language}',
  record: async (request): Promise<Edited> => {
    const { kinds } = await request.execute(showTemplates, {})
    const row = kinds.find(({ kind }) => kind === request.params.kind)
    const { language } = request.params
    if (row === undefined || (language !== 'vi' && language !== 'en'))
      throw notFound(words('mẫu thông báo', 'Words of a notice'))
    return { row, language }
  },
  title: ({ t, record }) =>
    record.language === 'vi'
      ? t('Sửa mẫu thông báo tiếng Việt', 'Edit the Vietnamese words')
      : t('Sửa mẫu thông báo tiếng Anh', 'Edit the English words'),
  lead: ({ t, record }) => t(record.row.label),
  crumbs: templateCrumbs,
  stored: ({ row, language }, { t }) => ({
    values: {
      subject: row[language].subject,
      body: row[language].body,
      version: String(row[language].version),
    },
    labels: { subject: t('Tiêu đề', 'Headline'), body: t('Lời thông báo', 'Words') },
  }),
  fields: ({ f, t, record: { row } }) => (
    <>
      {f.text('subject', { label: t('Tiêu đề', 'Headline'), required: true })}
      {f.area('body', { label: t('Lời thông báo', 'Words'), required: true })}
      <Facts items={row.fields.map(({ name, label }) => [`{${name}}`, t(label)] as const)} columns={2} />
    </>
  ),
  submit: words('Lưu mẫu', 'Save the words'),
  cancel: ({ row }) => `/notices/templates#${row.kind}`,
  after: ({ t, record: { row } }) => (
    <Section title={t('Thông báo gần nhất với lời đang dùng', 'The latest notice in the words in force')}>
      <Preview row={row} t={t} />
    </Section>
  ),
  done: ({ kind }) => ({
    to: `/notices/templates#${kind}`,
    message: words('Đã lưu mẫu thông báo.', 'The words are saved.'),
  }),
})
