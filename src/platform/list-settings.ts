import type { Actor } from './actor.ts'
import type { Db } from './database.ts'

/** A view of a list that is kept under a name. */
export interface ListView {
  readonly id: number
  readonly name: string
  /** Filters, sort and columns, as the address of the list names them. */
  readonly query: string
  /** Whether it is the account's own, so that it may be taken away. */
  readonly mine: boolean
  /** Whether it is shared with the office. */
  readonly shared: boolean
}

/** How an account looks at a list. */
export interface ListSettings {
  /** Keys of the columns that are shown; null: those that the list shows by itself. */
  readonly columns: readonly string[] | null
  readonly compact: boolean
  readonly views: readonly ListView[]
}

/** How many views of one list are offered. */
export const mostViews = 50

const nothing: ListSettings = { columns: null, compact: false, views: [] }

/** How this account looks at a list, with its own views and those that its office shares. @param list the address of the list */
export async function listSettings(
  db: Db,
  { userId, agencyIds }: Pick<Actor, 'userId' | 'agencyIds'>,
  list: string,
): Promise<ListSettings> {
  if (userId === null) return nothing
  const [choice, views] = await Promise.all([
    db
      .selectFrom('listChoice')
      .select(['columns', 'compact'])
      .where('accountId', '=', userId)
      .where('list', '=', list)
      .executeTakeFirst(),
    db
      .selectFrom('listView')
      .select(['id', 'name', 'query', 'accountId', 'agencyId'])
      .where('list', '=', list)
      .where(({ eb, or }) =>
        or([
          eb('accountId', '=', userId),
          ...(agencyIds.length === 0 ? [] : [eb('agencyId', 'in', [...agencyIds])]),
        ]),
      )
      .orderBy('name')
      .orderBy('id')
      .limit(mostViews)
      .execute(),
  ])
  return {
    columns: choice?.columns ?? null,
    compact: choice?.compact ?? false,
    views: views.map(({ id, name, query, accountId, agencyId }) => ({
      ...{ id, name, query },
      mine: accountId === userId,
      shared: agencyId !== null,
    })),
  }
}
