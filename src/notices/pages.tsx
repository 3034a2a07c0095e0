import { words } from '../platform/language.ts'
import { type PageRequest, page, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import {
  Act,
  Empty,
  formPage,
  LinkButton,
  listPage,
  Notice,
  Section,
  StateBadge,
  Table,
} from '../ui/index.ts'
import { readNotices, wishNotice } from './commands.ts'
import { noticeKinds, noticeWays, reaches } from './kinds.ts'
import { readMany } from './many-pages.tsx'
import { listNotices, readStates, showWishes } from './queries.ts'

const crumbs = ({ t }: PageRequest) => [{ label: t('Thông báo', 'Notices'), href: '/notices' }]

export const noticesPage = listPage({
  route: 'GET /notices',
  title: words('Thông báo', 'Notices'),
  query: listNotices,
  many: [readMany.act],
  actions: (request) => (
    <>
      <Act command={readNotices} request={request} action="/notices/read">
        {request.t('Đánh dấu tất cả đã đọc', 'Mark all as read')}
      </Act>
      <LinkButton href="/notices/wishes">{request.t('Cách nhận thông báo', 'How I am told')}</LinkButton>
    </>
  ),
  filters: ({ actor, t }) => [
    { name: 'state', label: words('Tình trạng', 'State'), kind: 'select', choices: readStates.choices(t) },
    {
      name: 'kind',
      label: words('Loại', 'Kind'),
      kind: 'select',
      choices: [...noticeKinds.values()]
        .filter((kind) => reaches(kind, actor.grants))
        .map(({ key, label }) => ({ value: key, label: t(label) })),
    },
  ],
  columns: ({ t }) => [
    { key: 'at', label: words('Lúc', 'At'), kind: 'moment', sort: 'at', value: (row) => row.at },
    {
      key: 'subject',
      label: words('Thông báo', 'Notice'),
      value: (row) => t(row.subject),
      cell: (row) => (
        <>
          <form method="post" action="/notices/read">
            <input type="hidden" name="id" value={row.id} />
            <button class={`link text-left ${row.state === 'unread' ? 'font-semibold' : ''}`} type="submit">
              {t(row.subject)}
            </button>
          </form>
          <div class="hint whitespace-pre-line">{t(row.body)}</div>
        </>
      ),
    },
    { key: 'body', label: words('Lời thông báo', 'Words'), value: (row) => t(row.body), exportOnly: true },
    { key: 'kind', label: words('Loại', 'Kind'), value: (row) => t(row.label) },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => t(readStates.names[row.state]),
      cell: (row) => <StateBadge of={readStates} is={row.state} t={t} />,
    },
  ],
  empty: ({ t }) => <Empty>{t('Chưa có thông báo nào.', 'There are no notices yet.')}</Empty>,
})

/** Marks notices as read: all, or the one that is opened by it. */
export const readAction = receiver({
  command: readNotices,
  address: '/notices/read',
  done: ({ read, href }) =>
    href === null
      ? {
          to: '/notices',
          message: words(`Đã đánh dấu ${read} thông báo là đã đọc.`, `${read} notices are marked as read.`),
        }
      : { to: href },
})

export const wishesPage = page({
  route: 'GET /notices/wishes',
  for: showWishes,
  async run(request) {
    const { t, system } = request
    const { kinds } = await request.execute(showWishes, {})
    const heads = {
      kind: t('Loại thông báo', 'Kind of notice'),
      way: t('Cách nhận', 'How you are told'),
    }
    return {
      title: t('Cách nhận thông báo', 'How I am told'),
      lead: t(
        'Chọn cho từng loại: chỉ trong chương trình, gửi thư ngay, gộp vào thư hằng ngày lúc 7 giờ, hoặc không báo.',
        'Choose for each kind: in the program only, mail at once, in a daily mail at 7 in the morning, or not at all.',
      ),
      breadcrumbs: crumbs(request),
      body: (
        <>
          {system.config.mail === null ? (
            <Notice tone="warning">
              {t(
                'Máy chủ thư chưa được đặt nên mọi thông báo hiện chỉ có trong chương trình.',
                'There is no mail server yet, so that all notices stand in the program only.',
              )}
            </Notice>
          ) : null}
          {noticeWays.keys.map((told) => {
            const here = kinds.filter(({ way }) => way === told)
            return here.length === 0 ? null : (
              <Section title={`${t(noticeWays.names[told])} (${here.length})`} fold>
                <Table caption={t(noticeWays.names[told])} stack>
                  <thead>
                    <tr>
                      {Object.values(heads).map((head) => (
                        <th>{head}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {here.map(({ key, label, way, binding }) => (
                      <tr id={key}>
                        <td data-label={heads.kind}>
                          {t(label)}
                          {binding === null ? null : <div class="hint">{t(binding)}</div>}
                        </td>
                        <td data-label={heads.way}>
                          {t(noticeWays.names[way])}{' '}
                          <a
                            href={`/notices/wishes/${key}`}
                            aria-label={t(`Sửa: ${label.vi}`, `Edit: ${label.en}`)}
                          >
                            {t('Sửa', 'Edit')}
                          </a>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </Table>
              </Section>
            )
          })}
        </>
      ),
    }
  },
})

export const wishPages = formPage({
  command: wishNotice,
  address: '/notices/wishes/{kind}',
  record: async (request) => {
    const { kinds } = await request.execute(showWishes, {})
    const found = kinds.find(({ key }) => key === request.params.kind)
    if (found === undefined) throw notFound(words('loại thông báo', 'Kind of notice'))
    return found
  },
  title: words('Sửa cách nhận thông báo', 'Edit how I am told'),
  lead: ({ t, record }) => t(record.label),
  crumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Cách nhận thông báo', 'How I am told'), href: '/notices/wishes' },
  ],
  initial: (record) => ({ way: record.way }),
  fields: ({ f, t, record }) =>
    f.radio('way', {
      label: t('Cách nhận', 'How you are told'),
      hint: record.binding === null ? undefined : t(record.binding),
      choices: noticeWays.choices(t).filter(({ value }) => value !== 'off' || record.binding === null),
    }),
  submit: words('Lưu', 'Save'),
  cancel: '/notices/wishes',
  done: () => ({ to: '/notices/wishes', message: words('Đã lưu cách nhận thông báo.', 'It is saved.') }),
})
