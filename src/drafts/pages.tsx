import { draftId } from '../platform/forms/drafts.ts'
import { typedPath } from '../platform/forms/kept.ts'
import { words } from '../platform/language.ts'
import { numberOf, page, receiver } from '../platform/page.ts'
import { Act, Empty, Moment, Table } from '../ui/index.ts'
import { dropDraft } from './commands.ts'
import { listDrafts } from './queries.ts'

export const draftsPage = page({
  route: 'GET /drafts',
  for: listDrafts,
  async run(request) {
    const { t } = request
    const { drafts } = await request.execute(listDrafts, {})
    const heads = {
      form: t('Biểu mẫu', 'Form'),
      saved: t('Lưu lúc', 'Saved on'),
      ends: t('Giữ đến', 'Kept until'),
      act: t('Việc', 'Action'),
    }
    return {
      title: t('Bản nháp của tôi', 'My drafts'),
      lead: t(
        'Biểu mẫu dài tự lưu nháp khi bạn nhập, mở lại được trên máy khác. Chỉ bạn thấy; gửi xong thì bản nháp tự mất.',
        'Long forms are saved as you type and can be opened on another machine. You alone see them; sending one drops its draft.',
      ),
      body:
        drafts.length === 0 ? (
          <Empty>{t('Không có bản nháp nào.', 'There are no drafts.')}</Empty>
        ) : (
          <Table caption={t('Bản nháp của tôi', 'My drafts')} stack>
            <thead>
              <tr>
                {Object.values(heads).map((head) => (
                  <th>{head}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {drafts.map(({ id, name, page, savedAt, endsAt }) => (
                <tr>
                  <td data-label={heads.form}>
                    <a href={`/drafts/${id}`}>{t(name)}</a>
                    <span class="hint block break-all">{page}</span>
                  </td>
                  <td data-label={heads.saved}>
                    <Moment at={savedAt} />
                  </td>
                  <td data-label={heads.ends}>
                    <Moment at={endsAt} />
                  </td>
                  <td data-label={heads.act}>
                    <div class="flex flex-wrap gap-2">
                      <a class="btn btn-sm border-base-content/40 bg-base-100" href={`/drafts/${id}`}>
                        {t('Tiếp tục', 'Continue')}
                      </a>
                      <Act command={dropDraft} request={request} action={`/drafts/${id}/drop`} small>
                        {t('Bỏ', 'Remove')}
                      </Act>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        ),
    }
  },
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
