import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listAccounts } from './queries.ts'

const text = sql`fold(a.name || ' ' || a.email)`

/** The records of the room that the search finds: accounts by name and address of mail. */
export const accountFinds: readonly FindKind[] = [
  {
    kind: 'account',
    label: words('Tài khoản', 'Accounts'),
    by: listAccounts,
    address: '/accounts/{id}',
    list: '/accounts',
    rows: (_context, sought) => sql`
      SELECT a.id, a.name AS vi, a.name AS en, a.email AS note, ${text} AS text FROM account a WHERE ${sought(text)}`,
  },
]
