import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { draftsOf } from '../platform/forms/drafts.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'

/** The drafts of one's own account, the newest first: what they are of and how long they are kept, never what was typed. */
export const listDrafts = query({
  name: 'formDrafts.list',
  summary: words('Bản nháp của tôi', 'My drafts'),
  route: 'GET /drafts',
  input: z.object({}),
  output: z.object({
    drafts: z.array(
      z.object({
        id: z.int(),
        name: z.object({ vi: z.string(), en: z.string() }),
        page: z.string(),
        savedAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
      }),
    ),
  }),
  may: withAccount,
  proof: 'session',
  async run({ db, actor, now }) {
    const drafts = actor.userId === null ? [] : await draftsOf({ db, now: () => now }, actor.userId)
    return {
      drafts: drafts.map(({ number, name, page, savedAt, endsAt }) => ({
        id: number,
        name,
        page,
        savedAt: savedAt.toISOString(),
        endsAt: endsAt.toISOString(),
      })),
    }
  },
})
