import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { findOf, lookUp, shownOfKind, soughtWords } from './found.ts'
import { helpFound } from './help.ts'
import { kindNamed, kindsFor } from './kinds.ts'
import { pagesFound } from './program-pages.ts'

const WordsShape = z.object({ vi: z.string(), en: z.string() })
const Item = z.object({
  title: WordsShape,
  /** Numbers, names and days that tell it from others. */
  note: z.string().nullable(),
  href: z.string(),
})
const Group = z.object({
  /** The kind of record; `page` and `help` for those of the program itself. */
  kind: z.string(),
  label: WordsShape,
  items: z.array(Item),
  /** Whether there are more than these. */
  more: z.boolean(),
  /** The list that shows all; null where the kind has none. */
  all: z.string().nullable(),
})
export type Group = z.infer<typeof Group>

const pageKind = { kind: 'page', label: words('Trang của chương trình', 'Pages of the program') }
const helpKind = { kind: 'help', label: words('Trợ giúp', 'Help') }

/** What a search finds, by kind: of each the nearest, of what the account reads. With fewer than two letters nothing is sought. */
export const findEverything = query({
  name: 'search.find',
  summary: words('Tìm trong toàn chương trình', 'Search everything'),
  route: 'GET /search',
  input: z.object({ q: optionalText(200) }),
  output: z.object({
    q: z.string(),
    groups: z.array(Group),
  }),
  may: ['public', ...withAccount],
  async run(context, { q = '' }) {
    const sought = soughtWords(q)
    if (sought.replace(/[^\p{L}\p{N}]/gu, '').length < 2) return { q, groups: [] }
    const { actor } = context
    const kinds = kindsFor(actor)
    const found = await findOf(context, kinds, q)
    const records = kinds.flatMap((kind): Group[] => {
      const items = found.get(kind.kind) ?? []
      if (items.length === 0) return []
      return [
        group(kind, items, kind.list === undefined ? null : `${kind.list}?${new URLSearchParams({ q })}`),
      ]
    })
    const inWords = sought.split(/\s+/)
    const ofProgram = [
      group(pageKind, withoutNotes(pagesFound(actor, inWords)), null),
      group(helpKind, withoutNotes(helpFound(actor, inWords)), null),
    ]
    return { q, groups: [...records, ...ofProgram.filter(({ items }) => items.length > 0)] }
  },
})

const withoutNotes = <T extends object>(found: readonly T[]) => found.map((one) => ({ ...one, note: null }))

function group(
  { kind, label }: Pick<Group, 'kind' | 'label'>,
  found: readonly z.infer<typeof Item>[],
  all: string | null,
): Group {
  const items = found.slice(0, shownOfKind).map(({ title, note, href }) => ({ title, note, href }))
  return { kind, label, items, more: found.length > shownOfKind, all }
}

/** The records that one's own account opened last, of those that it still reads. */
export const recentRecords = query({
  name: 'search.recent',
  summary: words('Mới mở gần đây', 'Opened lately'),
  route: 'GET /me/recent-records',
  input: z.object({}),
  output: z.array(Item.extend({ kind: z.string(), label: WordsShape, openedAt: z.iso.datetime() })),
  may: withAccount,
  async run(context) {
    const { db, actor } = context
    const kept = await db
      .selectFrom('recentRecord')
      .select(['record', 'recordId', 'openedAt'])
      .where('accountId', '=', actor.userId ?? '')
      .orderBy('openedAt', 'desc')
      .execute()
    const open = new Set(kindsFor(actor))
    const wanted = [...Map.groupBy(kept, ({ record }) => record)].flatMap(([record, rows]) => {
      const kind = kindNamed(record)
      return kind === undefined || !open.has(kind)
        ? []
        : [{ kind, ids: rows.map(({ recordId }) => recordId) }]
    })
    const found = await lookUp(context, wanted)
    return kept.flatMap(({ record, recordId, openedAt }) => {
      const label = kindNamed(record)?.label
      const item = found.get(record)?.find(({ id }) => id === String(recordId))
      if (item === undefined || label === undefined) return []
      const { title, note, href } = item
      return [{ kind: record, label, title, note, href, openedAt: openedAt.toISOString() }]
    })
  },
})

/** Forgets what one's own account opened last. */
export const forgetRecent = command({
  name: 'search.forgetRecent',
  summary: words('Xóa danh sách mới mở', 'Forget what was opened lately'),
  route: 'DELETE /me/recent-records',
  input: z.object({}),
  output: z.object({ forgotten: z.int() }),
  may: withAccount,
  async run({ db, actor }) {
    const { numDeletedRows } = await db
      .deleteFrom('recentRecord')
      .where('accountId', '=', actor.userId ?? '')
      .executeTakeFirst()
    return { forgotten: Number(numDeletedRows) }
  },
})
