import { sql } from 'kysely'
import { plainHeading } from '../documents/read/headed-table.ts'
import type { TakenOverType } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { fold, nfc } from '../platform/text.ts'
import type { Batch, Made } from './step.ts'

/* What the rows of a sheet name, and the records of the program that they mean. */

/** How numbers of papers are compared: without case and accents. */
export const numberKey = (number: string): string => fold(nfc(number))

/** The enterprises with these tax codes. */
export async function enterprisesOf(db: Db, codes: readonly string[]) {
  if (codes.length === 0) return new Map<string, { id: number; name: string; taxCode: string }>()
  // the number of a merged record leads to the one that was kept
  const rows = await db
    .selectFrom('enterprise as e')
    .innerJoin('enterprise as k', (join) => join.on(sql<boolean>`k.id = coalesce(e.merged_into, e.id)`))
    .select(['e.taxCode as code', 'k.id', 'k.name', 'k.taxCode'])
    .where('e.taxCode', 'in', [...new Set(codes)])
    .execute()
  return new Map(rows.map(({ code, ...row }) => [code, row]))
}

export const unknownEnterprise: Words = words(
  'Danh bạ chưa có doanh nghiệp có mã số thuế này; xin tiếp nhận doanh nghiệp trước.',
  'The register has no enterprise with this tax code; take the enterprises over first.',
)

export const contentsOf = (db: Db) =>
  db.selectFrom('supportContent').select(['id', 'key', 'name', 'nameEn']).execute()

/** By its key or either name, however it is cased and accented. */
export const named = <T extends { readonly key: string; readonly name: string; readonly nameEn: string }>(
  all: readonly T[],
  said: string,
): T | undefined =>
  all.find(({ key, name, nameEn }) =>
    [key, name, nameEn].some((one) => plainHeading(one) === plainHeading(said)),
  )

/** The applications of a plan that were taken over under these numbers, by `numberKey`. */
export async function applicationsOf(db: Db, planId: number, numbers: readonly string[]) {
  const rows =
    numbers.length === 0
      ? []
      : await db
          .selectFrom('takeoverRecord as r')
          .innerJoin('takeoverBatch as b', 'b.id', 'r.batchId')
          .innerJoin('application as a', 'a.id', 'r.recordId')
          .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
          .innerJoin('supportContent as c', 'c.id', 'a.contentId')
          .leftJoin('supportTurn as t', 't.applicationId', 'a.id')
          .select(['r.numberKey', 'r.number', 'r.batchId', 'a.id', 'a.enterpriseId', 'a.contentId'])
          .select(['a.year', 'a.state', 'a.filedOn', 'a.decidedOn', 'a.decisionNumber'])
          .select(['e.taxCode', 'e.name as enterprise', 'c.name as content'])
          .select([
            't.id as turnId',
            't.state as turnState',
            't.commitmentId',
            't.decidedOn as turnDecidedOn',
          ])
          .where('r.recordType', '=', 'application')
          .where('b.state', '=', 'approved')
          .where('a.planId', '=', planId)
          .where('r.numberKey', 'in', [...new Set(numbers.map(numberKey))])
          // the last turn of an application, where one was cancelled before
          .orderBy('t.id')
          .execute()
  return new Map(rows.map((row) => [row.numberKey ?? '', row]))
}
export type LinkedApplication =
  Awaited<ReturnType<typeof applicationsOf>> extends Map<string, infer One> ? One : never

export const unknownApplication: Words = words(
  'Kế hoạch này chưa tiếp nhận hồ sơ nào có số đó; xin tiếp nhận hồ sơ trước.',
  'No application of that number was taken over under this plan; take the applications over first.',
)

export const otherEnterprise = ({ taxCode, enterprise }: { taxCode: string; enterprise: string }): Words =>
  words(
    `Hồ sơ này là của ${enterprise}, mã số thuế ${taxCode}.`,
    `That application is of ${enterprise}, tax code ${taxCode}.`,
  )

/** Marks the records that a batch made. */
export async function mark(
  db: Db,
  batch: Pick<Batch, 'id'>,
  recordType: TakenOverType,
  made: readonly Made[],
): Promise<void> {
  for (let from = 0; from < made.length; from += 1000) {
    await db
      .insertInto('takeoverRecord')
      .values(made.slice(from, from + 1000).map((one) => ({ ...one, recordType, batchId: batch.id })))
      .execute()
  }
}

/** The records of one kind that a batch made, in the order of the sheet. */
export function recordsOf(db: Db, batchId: number, recordType: TakenOverType) {
  return db
    .selectFrom('takeoverRecord')
    .select(['recordId', 'line', 'number'])
    .where('batchId', '=', batchId)
    .where('recordType', '=', recordType)
    .orderBy('line')
    .execute()
}

/**
 * The years in which a plan's indicators have their results of this kind from old reports already: records of those years are taken
 * over without counting once more. Keys `kind/year`, with what was reported.
 */
export async function reportedYears(
  db: Db,
  planId: number,
  kind: string,
): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('pastResult as p')
    .innerJoin('indicator as i', 'i.id', 'p.indicatorId')
    .select(['p.year', ({ fn }) => fn.sum<string>('p.quantity').as('quantity')])
    .where('p.planId', '=', planId)
    .where('p.retractedOn', 'is', null)
    .where((eb) => eb(eb.val(kind), '=', eb.fn.any('i.factKinds')))
    .groupBy('p.year')
    .execute()
  return new Map(rows.map(({ year, quantity }) => [year, Number(quantity)]))
}

/** Said of a row whose year an old report has counted. */
export const reportedAlready = (year: number, quantity: number): Words =>
  words(
    `Kết quả năm ${year} đã có theo báo cáo cũ (${quantity}), nên dòng này được tiếp nhận mà không tính thêm.`,
    `An old report has the results of ${year} already (${quantity}), so this row is taken over without counting once more.`,
  )
