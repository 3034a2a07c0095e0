import { sql } from 'kysely'
import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { optionalChoice } from '../platform/fields.ts'
import { draftsSince } from '../platform/forms/kept.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'

/** Days before its end from which a draft is said to end soon. */
const soonDays = 7

/** By how long they are kept still. */
export const draftEnds = states({
  soon: { vi: 'Sắp hết hạn giữ', en: 'Ends soon', tone: 'warning' },
  later: { vi: 'Còn lâu', en: 'Has time' },
})

const DraftRow = z.object({
  id: z.int(),
  name: z.object({ vi: z.string(), en: z.string() }),
  /** The path of the page that the form stands on. */
  page: z.string(),
  savedAt: z.iso.datetime(),
  /** When it is dropped by itself. */
  endsAt: z.iso.datetime(),
})
export type DraftRow = z.infer<typeof DraftRow>

/** The drafts of one's own account, the newest first: what they are of and how long they are kept, never what was typed. */
export const listDrafts = query({
  name: 'formDrafts.list',
  summary: words('Bản nháp của tôi', 'My drafts'),
  route: 'GET /drafts',
  input: z.object({ ...listInput(['saved', 'form']), ends: optionalChoice(draftEnds.keys) }),
  output: listOutput(DraftRow),
  may: withAccount,
  proof: 'session',
  async run({ db, actor, now }, input) {
    const since = await draftsSince({ db, now: () => now })
    const lasts = now.getTime() - since.getTime()
    const soon = new Date(since.getTime() + soonDays * 86_400_000)
    let rows = db
      .selectFrom('keptForm as k')
      .where('k.userId', '=', actor.userId ?? '')
      .where('k.draft', '=', true)
      .where('k.keptAt', '>', since)
    if (input.ends !== undefined) rows = rows.where('k.keptAt', input.ends === 'soon' ? '<=' : '>', soon)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(concat_ws(' ', k.vi, k.en, k.page)) LIKE ${pattern}`)
    const page = await pageOf(
      rows.select(['k.number as id', 'k.vi', 'k.en', 'k.page', 'k.keptAt']),
      input,
      {
        saved: { column: 'k.keptAt', value: ({ keptAt }) => keptAt.toISOString(), direction: 'desc' },
        form: { column: 'k.vi', value: ({ vi }) => vi ?? '' },
      },
      'k.number',
      rows.select('k.number as id'),
    )
    return {
      ...page,
      rows: page.rows.map(({ id, vi, en, page: at, keptAt }) => ({
        id,
        name: { vi: vi ?? '', en: en ?? '' },
        page: at ?? '/',
        savedAt: keptAt.toISOString(),
        endsAt: new Date(keptAt.getTime() + lasts).toISOString(),
      })),
    }
  },
})
