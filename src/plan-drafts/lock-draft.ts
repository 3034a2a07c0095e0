import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'

/** The draft under lock. @throws Problem 404 when there is none, 409 when it is no longer open or not of this version */
export async function openDraft({ db }: Context, draftId: number, version: number) {
  const draft = await db
    .selectFrom('planDraft')
    .selectAll()
    .where('id', '=', draftId)
    .forUpdate()
    .executeTakeFirst()
  if (draft === undefined) throw notFound(words('bản thảo', 'Draft'))
  if (draft.state !== 'open') {
    throw conflict('drafts.closed', {
      vi: draft.state === 'accepted' ? 'Bản thảo đã được chấp nhận.' : 'Bản thảo đã bỏ.',
      en: draft.state === 'accepted' ? 'The draft has been accepted.' : 'The draft has been discarded.',
    })
  }
  if (draft.version !== version) {
    throw conflict('drafts.stale', {
      vi: 'Người khác vừa sửa bản thảo này. Nội dung bạn nhập vẫn còn ở dưới; xin so lại với bản thảo rồi lưu.',
      en: 'Somebody else has just changed this draft. What you typed is still below; compare it with the draft, then save.',
    })
  }
  return draft
}
