import { draftId } from '../platform/forms/drafts.ts'
import { typedPath } from '../platform/forms/kept.ts'
import { words } from '../platform/language.ts'
import { numberOf, page, receiver } from '../platform/page.ts'
import { Act, listPage } from '../ui/index.ts'
import { dropDraft } from './commands.ts'
import { draftEnds, listDrafts } from './queries.ts'

export const draftsPage = listPage({
  route: 'GET /drafts',
  title: words('Bản nháp của tôi', 'My drafts'),
  lead: words(
    'Biểu mẫu dài tự lưu nháp khi bạn nhập, mở lại được trên máy khác. Chỉ bạn thấy; gửi xong thì bản nháp tự mất.',
    'Long forms are saved as you type and can be opened on another machine. You alone see them; sending one drops its draft.',
  ),
  query: listDrafts,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm biểu mẫu', 'Find a form') },
    {
      name: 'ends',
      kind: 'select',
      label: words('Giữ đến', 'Kept until'),
      choices: draftEnds.choices(t),
    },
  ],
  columns: (request) => {
    const { t } = request
    return [
      {
        key: 'form',
        label: words('Biểu mẫu', 'Form'),
        sort: 'form',
        value: (row) => t(row.name),
        cell: (row) => (
          <>
            <a href={`/drafts/${row.id}`}>{t(row.name)}</a>
            <span class="hint block break-all">{row.page}</span>
          </>
        ),
      },
      { key: 'page', label: words('Trang', 'Page'), value: (row) => row.page, exportOnly: true },
      {
        key: 'saved',
        label: words('Lưu lúc', 'Saved on'),
        kind: 'moment',
        sort: 'saved',
        value: (row) => row.savedAt,
      },
      { key: 'ends', label: words('Giữ đến', 'Kept until'), kind: 'moment', value: (row) => row.endsAt },
      {
        key: 'acts',
        label: words('Việc', 'Action'),
        value: () => null,
        cell: (row) => (
          <div class="flex flex-wrap gap-2">
            <a class="btn btn-sm border-base-content/40 bg-base-100" href={`/drafts/${row.id}`}>
              {t('Tiếp tục', 'Continue')}
            </a>
            <Act command={dropDraft} request={request} action={`/drafts/${row.id}/drop`} small>
              {t('Bỏ', 'Remove')}
            </Act>
          </div>
        ),
      },
    ]
  },
  empty: ({ t }) => t('Không có bản nháp nào.', 'There are no drafts.'),
})

/** Leads to the form of a draft, as it was typed. */
export const draftPage = page({
  route: 'GET /drafts/{id}',
  for: listDrafts,
  about: words('Một bản nháp', 'One draft'),
  async run(request) {
    const { system, actor } = request
    const id = await draftId(system, numberOf(request, 'id'), actor.userId ?? '')
    return { to: `${typedPath}/${id}` }
  },
})

export const dropReceiver = receiver({
  command: dropDraft,
  address: '/drafts/{id}/drop',
  done: ({ back }) => ({ to: back, message: words('Đã bỏ bản nháp.', 'The draft is dropped.') }),
})
