import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listDrafts } from './queries.ts'

/** What the search finds of one's own drafts: the name of their form; what was typed is sealed. */
export const draftFinds: readonly FindKind[] = [
  {
    kind: 'form_draft',
    label: words('Bản nháp của tôi', 'My drafts'),
    by: listDrafts,
    address: '/drafts/{id}',
    rows: ({ actor }, sought) => {
      const text = sql`fold(concat_ws(' ', 'bản nháp draft', k.vi, k.en, k.page))`
      return sql`SELECT k.number AS id, k.vi, k.en,
          concat_ws(' · ', to_char(k.kept_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY HH24:MI'), k.page) AS note,
          ${text} AS text
        FROM kept_form k WHERE k.draft AND k.user_id = ${actor.userId} AND ${sought(text)}`
    },
  },
]
