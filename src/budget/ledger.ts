import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { type AccountKind, type Balances, type EntryKind, move, noMoney, ways } from './rules.ts'

/** A line, year and source whose money an entry moves. */
export interface Place {
  readonly lineId: number
  readonly year: number
  readonly sourceId: number
}

/** A place by the keys that people and other capabilities use, checked. `estimate` is the plan's for the line and year, đồng. */
export async function placeOf(
  db: Db,
  r: { planId: number; lineCode: string; year: number; sourceKey: string },
): Promise<Place & { estimate: bigint }> {
  const line = await db
    .selectFrom('budgetLine as l')
    .leftJoin('budgetLineYear as y', (join) => join.onRef('y.lineId', '=', 'l.id').on('y.year', '=', r.year))
    .select(['l.id', 'l.code', 'y.estimate'])
    .select((eb) =>
      eb
        .exists(
          eb.selectFrom('budgetLine as child').select('child.id').whereRef('child.parentId', '=', 'l.id'),
        )
        .as('group'),
    )
    .where('l.planId', '=', r.planId)
    .where('l.code', '=', r.lineCode)
    .executeTakeFirst()
  if (line === undefined) {
    throw invalidField(
      'line',
      words(`Dự toán không có mục ${r.lineCode}.`, `The budget has no line ${r.lineCode}.`),
    )
  }
  if (line.group) {
    throw invalidField('line', {
      vi: `Mục ${line.code} là tổng của các mục con; xin chọn mục con.`,
      en: `Line ${line.code} is the sum of its sub-lines; choose one of them.`,
    })
  }
  if (line.estimate === null) {
    throw invalidField(
      'year',
      words(`Dự toán của kế hoạch không có năm ${r.year}.`, `The plan's budget has no year ${r.year}.`),
    )
  }
  const source = await db
    .selectFrom('fundingSource')
    .select('id')
    .where('key', '=', r.sourceKey)
    .executeTakeFirst()
  if (source === undefined) {
    throw invalidField('source', words('Không có nguồn kinh phí này.', 'There is no such funding source.'))
  }
  return { lineId: line.id, year: r.year, sourceId: source.id, estimate: line.estimate }
}

interface Accounts {
  readonly ids: Readonly<Partial<Record<AccountKind, number>>>
  readonly balances: Balances
}

/**
 * Makes the accounts that are missing, and locks them in the order of their ids: whoever comes meanwhile waits and then
 * sees what is left, and no two wait for each other.
 */
export async function lockAccounts(
  db: Db,
  place: Place,
  commitmentId: number | null,
  kinds: readonly AccountKind[],
): Promise<Accounts> {
  const wanted = kinds.map((kind) => ({
    kind,
    lineId: place.lineId,
    year: place.year,
    sourceId: place.sourceId,
    commitmentId: kind === 'committed' || kind === 'disbursed' ? commitmentId : null,
  }))
  const read = () =>
    db
      .selectFrom('ledgerAccount')
      .select(['id', 'kind', 'balance'])
      .where('lineId', '=', place.lineId)
      .where('year', '=', place.year)
      .where('sourceId', '=', place.sourceId)
      .where('kind', 'in', kinds)
      .where((eb) =>
        eb.or([
          eb('commitmentId', 'is', null),
          ...(commitmentId === null ? [] : [eb('commitmentId', '=', commitmentId)]),
        ]),
      )
      .orderBy('id')
      .forUpdate()
      .execute()
  let rows = await read()
  if (rows.length < kinds.length) {
    await db
      .insertInto('ledgerAccount')
      .values(wanted)
      .onConflict((on) => on.doNothing())
      .execute()
    rows = await read()
  }
  const ids: Partial<Record<AccountKind, number>> = {}
  const balances: Record<AccountKind, bigint> = { ...noMoney }
  for (const row of rows) {
    ids[row.kind] = row.id
    balances[row.kind] = row.balance
  }
  return { ids, balances }
}

/** What an entry says beside its place and amount. */
export interface EntryPaper {
  readonly on: string
  readonly documentNumber: string
  readonly note: string | null
  readonly fileId: number | null
}

/**
 * Writes an entry with its two postings between locked accounts; the database moves the balances.
 * @returns the entry's id
 * @throws Problem 409 `budget.notEnough` with the numbers when the account does not hold the amount
 */
export async function post(
  db: Db,
  kind: EntryKind,
  place: Place,
  commitmentId: number | null,
  amount: bigint,
  paper: EntryPaper,
  accounts: Accounts,
): Promise<number> {
  const moved = move(accounts.balances, kind, amount)
  if (!moved.ok) throw conflict('budget.notEnough', moved.words, 'amount')
  const from = accounts.ids[ways[kind].from]
  const to = accounts.ids[ways[kind].to]
  if (from === undefined || to === undefined) throw new Error(`The accounts of a ${kind} are not locked`)
  const entry = await db
    .insertInto('ledgerEntry')
    .values({
      kind,
      lineId: place.lineId,
      year: place.year,
      sourceId: place.sourceId,
      commitmentId,
      amount,
      occurredOn: paper.on,
      documentNumber: paper.documentNumber,
      note: paper.note,
      fileId: paper.fileId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('ledgerPosting')
    .values([
      { entryId: entry.id, accountId: from, amount: -amount },
      { entryId: entry.id, accountId: to, amount },
    ])
    .execute()
  return entry.id
}

/** A commitment's place, day and line. @throws Problem 404 */
export async function commitmentPlace(
  context: Context,
  commitmentId: number,
): Promise<Place & { documentDate: string }> {
  const row = await context.db
    .selectFrom('commitment')
    .select(['lineId', 'year', 'sourceId', 'documentDate'])
    .where('id', '=', commitmentId)
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('cam kết', 'Commitment'))
  return row
}
