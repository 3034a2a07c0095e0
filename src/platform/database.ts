import {
  CamelCasePlugin,
  HandleEmptyInListsPlugin,
  Kysely,
  type KyselyPlugin,
  PostgresDialect,
  replaceWithNoncontingentExpression,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { DB } from './database-types.ts'
import { outageOf, unavailable } from './outage.ts'
import { renamed } from './rows.ts'

/** A connection pool, or a transaction on one of its connections: what commands and queries run on. */
export type Db = Kysely<DB> | Transaction<DB>

/** Type OIDs of PostgreSQL whose default parsing would lose or change something. */
const oid = { int8: 20, date: 1082, numeric: 1700 } as const

const types: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (type === oid.int8) return BigInt // money and audit places: never rounded
      if (type === oid.date) return (text: string) => text // a day has no time zone
      if (type === oid.numeric) return Number // quantities only; money is int8
    }
    return pg.types.getTypeParser(type, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/** A pool on `url`. One statement may take 30 s; an idle transaction is ended after 30 s so that it holds no lock. */
export function openPool(url: string, max = 12): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'nscl',
    options: '-c timezone=Asia/Ho_Chi_Minh -c search_path=public',
  })
  // A lost connection must not end the program, neither an idle one (the pool tells of it) nor one in use (which tells of it
  // itself): the query under way fails, the connection is thrown away, and the next query opens another.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const snakeCase = new CamelCasePlugin()

/** Kysely's own plugin, but that a result's columns are renamed once for all its rows: a third of the time for long lists. */
const camelCase: KyselyPlugin = {
  transformQuery: (query) => snakeCase.transformQuery(query),
  async transformResult({ result }) {
    const columns = Object.keys(result.rows[0] ?? {})
    const names = columns.map((column) =>
      column.replace(/_([a-z0-9])/g, (_, sign: string) => sign.toUpperCase()),
    )
    if (names.every((name, place) => name === columns[place])) return result
    return { ...result, rows: renamed(result.rows, names) }
  },
}

/** In an empty list there is nothing: PostgreSQL alone takes such a list for an error of syntax. */
const emptyLists = new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })

/**
 * Kysely over the pool. Tables and columns are camelCase here and snake_case in the database; the keys inside a JSON
 * column stay as they are stored. A raw `sql` text speaks snake_case, the rows that it returns are camelCase.
 */
export function openDatabase(pool: pg.Pool): Kysely<DB> {
  return new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        // A database that takes no connection is nobody's mistake, and is named wherever it is met first.
        connect: () =>
          pool.connect().catch((error: unknown) => {
            throw outageOf(error) ?? unavailable(error)
          }),
        end: () => pool.end(),
      },
    }),
    plugins: [camelCase, emptyLists],
  })
}
