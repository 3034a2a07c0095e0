import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

export const newsKinds = states({
  news: words('Tin tức', 'News'),
  guidance: words('Bài hướng dẫn', 'How-to article'),
  story: words('Câu chuyện thành công', 'Success story'),
  video: words('Bài có video', 'Video article'),
})

/** Where an article stands. */
export const articleStates = states({
  draft: words('Đang soạn bài', 'Article being written'),
  sent: { vi: 'Chờ duyệt đăng', en: 'Waits for its reviewer', tone: 'info' },
  returned: { vi: 'Trả lại để sửa bài', en: 'Article returned to be mended', tone: 'warning' },
  published: { vi: 'Đã đăng', en: 'On the public pages', tone: 'success' },
  archived: words('Đã cất, không còn hiển thị', 'Archived, shown no more'),
})
export type ArticleState = (typeof articleStates.keys)[number]

/** Whether the enterprise of a story lets itself be told of. */
export const consentStates = states({
  asked: { vi: 'Đã hỏi, chờ doanh nghiệp trả lời', en: 'Asked, waits for the enterprise', tone: 'info' },
  agreed: { vi: 'Doanh nghiệp đồng ý đăng', en: 'The enterprise agrees to the story', tone: 'success' },
  declined: { vi: 'Doanh nghiệp không đồng ý đăng', en: 'The enterprise declines the story', tone: 'error' },
  withdrawn: {
    vi: 'Doanh nghiệp rút đồng ý đăng',
    en: 'The enterprise took consent to the story back',
    tone: 'warning',
  },
})
export type ConsentState = (typeof consentStates.keys)[number]

const way: Readonly<Record<ArticleState, readonly ArticleState[]>> = {
  draft: ['sent', 'archived'],
  sent: ['returned', 'published'],
  returned: ['sent', 'archived'],
  published: ['returned', 'archived'],
  archived: [],
}

/** Whether an article may go from one state to another. */
export const mayBecome = (from: ArticleState, to: ArticleState): boolean => way[from].includes(to)

/** Whether its text and pictures may be changed: not while another reads it, nor what everybody reads. */
export const openToChange = (state: ArticleState): boolean => state === 'draft' || state === 'returned'

/** Whether its enterprise may be asked: a story whose words may still be mended, that has no answer to them. */
export const maySeekConsent = (of: {
  readonly kind: string
  readonly state: ArticleState
  readonly consent: ConsentState | null
}): boolean =>
  of.kind === 'story' && openToChange(of.state) && (of.consent === null || of.consent === 'withdrawn')

/** Whether nothing but its reviewer is missing: a story has the consent of its enterprise. */
export const mayBeRead = ({
  kind,
  consent,
}: {
  readonly kind: string
  readonly consent: string | null
}): boolean => kind !== 'story' || consent === 'agreed'
