import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { choice, id, longText, optionalId, text, whole } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { notFound, staleRecord } from '../platform/problem.ts'
import { noticeKinds, noticeWays, reaches, unknownFields } from './kinds.ts'

/** Marks one's own notices as read: the one named, or all. */
export const readNotices = command({
  name: 'notices.read',
  summary: words('Đánh dấu thông báo đã đọc', 'Mark notices as read'),
  route: 'POST /notices/read',
  input: z.object({ id: optionalId() }),
  output: z.object({
    read: z.int(),
    /** What the one notice is about. */
    href: z.string().nullable(),
  }),
  may: withAccount,
  async run({ db, actor, now }, input) {
    const own = actor.userId ?? ''
    let unread = db
      .updateTable('notice')
      .set({ readAt: now })
      .where('accountId', '=', own)
      .where('readAt', 'is', null)
    if (input.id !== undefined) unread = unread.where('id', '=', input.id)
    const { numUpdatedRows } = await unread.executeTakeFirst()
    const read = Number(numUpdatedRows)
    if (input.id === undefined) return { read, href: null }
    const one = await db
      .selectFrom('notice')
      .select('href')
      .where('id', '=', input.id)
      .where('accountId', '=', own)
      .executeTakeFirst()
    if (one === undefined) throw notFound(words('thông báo', 'Notice'))
    return { read, href: one.href }
  },
})

/** Marks the notices about a page as read when its account opens it. It is no act of the programme: nothing of it is audited. */
export async function readAt({
  system,
  actor,
  url,
}: Pick<PageRequest, 'system' | 'actor' | 'url'>): Promise<void> {
  if (actor.userId === null || url.pathname === '/notices') return
  await system.db
    .updateTable('notice')
    .set({ readAt: system.now() })
    .where('accountId', '=', actor.userId)
    .where('readAt', 'is', null)
    .where('href', 'in', [url.pathname, `${url.pathname}#talk`])
    .execute()
}

const ofKind = ({ kind }: { kind: string }) =>
  noticeKinds.has(kind)
    ? null
    : { field: 'kind', words: words('Không có loại thông báo này.', 'There is no such kind of notice.') }

/** Says how one's own account is told of a kind. What is binding cannot be switched off. */
export const wishNotice = command({
  name: 'notices.wish',
  summary: words('Chọn cách nhận thông báo', 'Choose how to be told'),
  route: 'PUT /me/notice-wishes/{kind}',
  input: z.object({ kind: text(100), way: choice(noticeWays.keys) }),
  output: z.object({ kind: z.string(), way: noticeWays.schema }),
  may: withAccount,
  proof: 'session',
  rules: [
    { of: ['kind'], judge: ofKind },
    {
      of: ['kind', 'way'],
      judge: ({ kind, way }) => {
        const binding = noticeKinds.get(kind)?.binding
        return way === 'off' && binding !== undefined ? { field: 'way', words: binding } : null
      },
    },
  ],
  subject: (_input, { kind }) => `notice-wish:${kind}`,
  async run({ db, actor }, { kind, way }) {
    const declared = noticeKinds.get(kind)
    if (declared === undefined || actor.userId === null || !reaches(declared, actor.grants))
      throw notFound(words('loại thông báo', 'Kind of notice'))
    await db
      .insertInto('noticeWish')
      .values({ accountId: actor.userId, kind, way })
      .onConflict((there) => there.columns(['accountId', 'kind']).doUpdateSet({ way }))
      .execute()
    return { kind, way }
  },
})

/** What is wrong with a template: the values that its kind does not have, by name. */
function unknownIn(template: string, kind: string): Words | null {
  const known = Object.keys(noticeKinds.get(kind)?.fields ?? {})
  const unknown = unknownFields(template, known)
  if (unknown.length === 0) return null
  const names = unknown.map((name) => `{${name}}`).join(', ')
  const have = known.map((name) => `{${name}}`).join(', ')
  return words(
    `Không có trường ${names}. Các trường dùng được: ${have}.`,
    `There is no value ${names}. The values are: ${have}.`,
  )
}

/** Edits the words of a kind of notice in one language; they hold for notices shown and sent from now on. */
export const editTemplate = command({
  name: 'notices.editTemplate',
  summary: words('Sửa mẫu thông báo', 'Edit the words of a notice'),
  route: 'PUT /notice-templates/{kind}/{language}',
  input: z.object({
    kind: text(100),
    language: choice(['vi', 'en']),
    version: whole(),
    subject: text(200),
    body: longText(3000),
  }),
  output: z.object({ kind: z.string(), language: z.string(), version: z.int() }),
  may: ['coordinator'],
  rules: [
    { of: ['kind'], judge: ofKind },
    ...(['subject', 'body'] as const).map((field) => ({
      of: ['kind', field] as const,
      judge: (input: { kind: string; subject: string; body: string }) => {
        const wrong = unknownIn(input[field], input.kind)
        return wrong === null ? null : { field, words: wrong }
      },
    })),
  ],
  subject: ({ kind, language }) => `notice-template:${kind}:${language}`,
  async run({ db }, { kind, language, version, subject, body }) {
    const row = { kind, language, subject, body, version: version + 1 }
    const written = await db
      .insertInto('noticeTemplate')
      .values(row)
      .onConflict((there) =>
        there.columns(['kind', 'language']).doUpdateSet(row).where('noticeTemplate.version', '=', version),
      )
      .returning('version')
      .executeTakeFirst()
    if (written === undefined) throw staleRecord()
    return { kind, language, version: written.version }
  },
})

/** Sends again what failed, or what was under way when the program ended, now that somebody says so. */
export const retryDelivery = command({
  name: 'notices.retry',
  summary: words('Gửi lại thông báo', 'Send a notice again'),
  route: 'POST /notice-deliveries/{id}/retry',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int() }),
  may: ['admin'],
  subject: ({ id }) => `notice-delivery:${id}`,
  async run({ db, now }, input) {
    const row = await db
      .updateTable('noticeDelivery')
      .set({ state: 'waiting', nextAt: now, attempts: 0 })
      .where('id', '=', input.id)
      .where('state', 'in', ['failed', 'unknown', 'unsent'])
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('thông báo chưa gửi được', 'Notice that was not sent'))
    return row
  },
})
