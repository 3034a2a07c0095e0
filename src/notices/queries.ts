import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, withAccount } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { optionalChoice, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { states } from '../platform/states.ts'
import { type NoticeValue, noticeKinds, noticeWays, reaches, type Template, textOf, wayOf } from './kinds.ts'

export const readStates = states({
  unread: { vi: 'Chưa đọc', en: 'Unread', tone: 'info' },
  read: words('Đã đọc', 'Read'),
})

const WordsShape = z.object({ vi: z.string(), en: z.string() })
const NoticeRow = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  kind: z.string(),
  label: WordsShape,
  subject: WordsShape,
  body: WordsShape,
  href: z.string(),
  state: readStates.schema,
})
export type NoticeRow = z.infer<typeof NoticeRow>

/** The words in force of a kind in a language. */
export type Templates = (kind: string, language: 'vi' | 'en') => Template

/** The words in force of the kinds: as edited, else as declared. */
export async function templates(db: Db): Promise<Templates> {
  const rows = await db.selectFrom('noticeTemplate').selectAll().execute()
  const edited = new Map(rows.map((row) => [`${row.kind} ${row.language}`, row]))
  return (kind, language) => {
    const declared = noticeKinds.get(kind)
    return (
      edited.get(`${kind} ${language}`) ?? {
        subject: declared?.subject[language] ?? kind,
        body: declared?.body[language] ?? '',
      }
    )
  }
}

export const valuesOf = (parameters: unknown): Readonly<Record<string, NoticeValue>> =>
  z.record(z.string(), z.union([z.string(), WordsShape])).parse(parameters)

/** The notices of one's own account, newest first. */
export const listNotices = query({
  name: 'notices.list',
  summary: words('Thông báo của tôi', 'My notices'),
  route: 'GET /notices',
  input: z.object({
    ...listInput(['at']),
    kind: optionalText(100),
    state: optionalChoice(readStates.keys),
  }),
  output: listOutput(NoticeRow),
  may: withAccount,
  async run({ db, actor }, input) {
    let filtered = db.selectFrom('notice as n').where('n.accountId', '=', actor.userId ?? '')
    if (input.kind !== undefined) filtered = filtered.where('n.kind', '=', input.kind)
    if (input.state === 'unread') filtered = filtered.where('n.readAt', 'is', null)
    if (input.state === 'read') filtered = filtered.where('n.readAt', 'is not', null)
    const page = await pageOf(
      filtered.select(['n.id', 'n.at', 'n.kind', 'n.parameters', 'n.href', 'n.readAt']),
      input,
      { at: { column: 'n.id', value: (row) => row.id, direction: 'desc' } },
      'n.id',
      filtered.select('n.id'),
    )
    const template = await templates(db)
    const rows = page.rows.map(({ id, at, kind, parameters, href, readAt }) => {
      const values = valuesOf(parameters)
      const vi = textOf(template(kind, 'vi'), values, 'vi')
      const en = textOf(template(kind, 'en'), values, 'en')
      return {
        id,
        at: at.toISOString(),
        kind,
        label: noticeKinds.get(kind)?.label ?? words(kind, kind),
        subject: words(vi.subject, en.subject),
        body: words(vi.body, en.body),
        href,
        state: readAt === null ? ('unread' as const) : ('read' as const),
      }
    })
    return { ...page, rows }
  },
})

/** How many notices an account has not read; at most 100 are counted. */
export async function unreadNotices(db: Db, { userId }: Actor): Promise<number> {
  if (userId === null) return 0
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM (SELECT FROM notice WHERE account_id = ${userId} AND read_at IS NULL LIMIT 100) u`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** How one's own account is told of each kind that can reach it. */
export const showWishes = query({
  name: 'notices.showWishes',
  summary: words('Cách nhận thông báo', 'How I am told'),
  route: 'GET /me/notice-wishes',
  input: z.object({}),
  output: z.object({
    kinds: z.array(
      z.object({
        key: z.string(),
        label: WordsShape,
        way: noticeWays.schema,
        usual: noticeWays.schema,
        binding: WordsShape.nullable(),
      }),
    ),
  }),
  may: withAccount,
  async run({ db, actor }) {
    const wishes = await db
      .selectFrom('noticeWish')
      .select(['kind', 'way'])
      .where('accountId', '=', actor.userId ?? '')
      .execute()
    const wished = new Map(wishes.map(({ kind, way }) => [kind, way]))
    return {
      kinds: [...noticeKinds.values()]
        .filter((kind) => reaches(kind, actor.grants))
        .map((kind) => ({
          key: kind.key,
          label: kind.label,
          way: wayOf(kind, wished.get(kind.key)),
          usual: kind.way,
          binding: kind.binding ?? null,
        })),
    }
  },
})

const TemplateRow = z.object({
  kind: z.string(),
  label: WordsShape,
  fields: z.array(z.object({ name: z.string(), label: WordsShape })),
  vi: z.object({ subject: z.string(), body: z.string(), version: z.int() }),
  en: z.object({ subject: z.string(), body: z.string(), version: z.int() }),
  /** The latest notice of the kind with the words in force; null while there is none. */
  preview: z.object({ subject: WordsShape, body: WordsShape }).nullable(),
})
export type TemplateRow = z.infer<typeof TemplateRow>

/** The words of each kind of notice, the values that they may name, and how the latest one reads. */
export const showTemplates = query({
  name: 'notices.showTemplates',
  summary: words('Mẫu thông báo', 'Words of notices'),
  route: 'GET /notice-templates',
  input: z.object({}),
  output: z.object({ kinds: z.array(TemplateRow) }),
  may: ['coordinator', 'admin', 'auditor'],
  async run({ db }) {
    const edited = await db.selectFrom('noticeTemplate').selectAll().execute()
    const latest = await db
      .selectFrom('notice')
      .distinctOn('kind')
      .select(['kind', 'parameters'])
      .orderBy('kind')
      .orderBy('id', 'desc')
      .execute()
    const values = new Map(latest.map(({ kind, parameters }) => [kind, valuesOf(parameters)]))
    return {
      kinds: [...noticeKinds.values()].map((kind) => {
        const of = (language: 'vi' | 'en') => {
          const row = edited.find((each) => each.kind === kind.key && each.language === language)
          return {
            subject: row?.subject ?? kind.subject[language],
            body: row?.body ?? kind.body[language],
            version: row?.version ?? 0,
          }
        }
        const [vi, en] = [of('vi'), of('en')]
        const known = values.get(kind.key)
        const said = known && { vi: textOf(vi, known, 'vi'), en: textOf(en, known, 'en') }
        return {
          kind: kind.key,
          label: kind.label,
          fields: Object.entries(kind.fields).map(([name, label]) => ({ name, label })),
          vi,
          en,
          preview:
            said === undefined
              ? null
              : {
                  subject: words(said.vi.subject, said.en.subject),
                  body: words(said.vi.body, said.en.body),
                },
        }
      }),
    }
  },
})
