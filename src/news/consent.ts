import { z } from 'zod'
import { id, optionalText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, invalidField, staleRecord } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { Changed, lockArticle, noArticle, ofArticle, touch, writers } from './commands.ts'
import { maySeekConsent } from './rules.ts'

/* The enterprise of a story reads the very words, agrees or not, and may take its consent back at any time. */

/** Asks the enterprise of a story whether it may be told of, in the words that it reads. */
export const askConsent = command({
  name: 'news.askConsent',
  summary: words('Hỏi doanh nghiệp về bài kể về mình', 'Ask the enterprise of a story'),
  route: 'POST /news-articles/{id}/consent-request',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: [...writers],
  subject: ofArticle,
  async run({ db, today }, { id: articleId, version }) {
    const row = await lockArticle(db, articleId, version)
    if (!maySeekConsent(row))
      throw conflict(
        'news.notToAsk',
        words(
          'Bài này không ở bước hỏi ý kiến doanh nghiệp; doanh nghiệp đã trả lời thì sửa bài rồi mới hỏi lại.',
          'The enterprise is not asked at this step; where it has answered, the story is changed before it is asked again.',
        ),
      )
    return touch(db, row, { consent: 'asked', askedOn: today, answeredOn: null, consentPaper: null })
  },
})

/** A story under lock, of an enterprise that the actor answers for. */
async function lockStory({ db, actor }: Context, articleId: number, version: number) {
  const row = await db
    .selectFrom('newsArticle')
    .selectAll()
    .where('id', '=', articleId)
    .where('consent', 'is not', null)
    .where(readableBy(actor, 'enterpriseId'))
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noArticle()
  if (row.version !== version) throw staleRecord()
  return row
}

const answered = () =>
  conflict('news.answered', words('Bài này đã được trả lời.', 'This story is answered already.'))

/** The enterprise agrees to the story. The office writes down a consent on paper by naming that paper. */
export const agreeToStory = command({
  name: 'news.agree',
  summary: words('Đồng ý với bài kể về mình', 'Agree to a story'),
  route: 'POST /news-stories/{id}/consent',
  input: z.object({ id: id(), version: whole(1), paper: optionalText(300) }),
  output: Changed,
  may: [...writers, 'enterprise'],
  subject: ofArticle,
  async run(context, { id: articleId, version, paper }) {
    const row = await lockStory(context, articleId, version)
    if (row.consent !== 'asked') throw answered()
    const { actor, today, db } = context
    const office = actor.userId === null || actor.grants.has('coordinator')
    if (office && paper === undefined)
      throw invalidField(
        'paper',
        words(
          'Doanh nghiệp tự trả lời; nếu đã đồng ý bằng văn bản thì ghi văn bản đó.',
          'The enterprise answers itself; where it agreed on paper, name the paper.',
        ),
      )
    return touch(db, row, { consent: 'agreed', answeredOn: today, consentPaper: office ? paper : null })
  },
})

/** The enterprise does not wish to be told of so. */
export const declineStory = command({
  name: 'news.decline',
  summary: words('Không đồng ý với bài kể về mình', 'Decline a story'),
  route: 'POST /news-stories/{id}/refusal',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: [...writers, 'enterprise'],
  subject: ofArticle,
  async run(context, { id: articleId, version }) {
    const row = await lockStory(context, articleId, version)
    if (row.consent !== 'asked') throw answered()
    return touch(context.db, row, { consent: 'declined', answeredOn: context.today })
  },
})

/** Consent is taken back: whatever state the story is in, nobody reads it from this moment on. */
export const withdrawStory = command({
  name: 'news.withdrawConsent',
  summary: words('Rút đồng ý với bài kể về mình', 'Take consent to a story back'),
  route: 'POST /news-stories/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: [...writers, 'enterprise'],
  subject: ofArticle,
  async run(context, { id: articleId, version }) {
    const row = await lockStory(context, articleId, version)
    if (row.consent !== 'agreed')
      throw conflict('news.notAgreed', words('Bài này chưa được đồng ý.', 'This story was not agreed to.'))
    const { today, db } = context
    const shown = row.state === 'published' || row.state === 'sent'
    return touch(db, row, {
      ...{ consent: 'withdrawn', answeredOn: today },
      ...(shown ? { state: 'returned', remarks: 'Doanh nghiệp đã rút đồng ý.' } : {}),
    })
  },
})
