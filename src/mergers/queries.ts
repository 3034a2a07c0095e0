import { sql } from 'kysely'
import { z } from 'zod'
import { enterpriseFields } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { mergeReaders } from './doubles.ts'
import { besideEachOther, changeOver, hangWords } from './hangs.ts'
import { chosenFields, noMerge } from './merge.ts'
import { mergeKinds, mergeStates } from './rules.ts'
import { standsOn } from './undo.ts'

const WordsShape = z.object({ vi: z.string(), en: z.string() })
const Hanging = z.object({ table: z.string(), label: WordsShape, rows: z.int() })

const Side = z.object({
  adminUnitId: z.int(),
  id: z.int(),
  version: z.int(),
  ...enterpriseFields.row,
  unit: z.string(),
  unitEn: z.string(),
  state: z.string(),
})
export type Side = z.infer<typeof Side>

/** One row that both records have, of which only one can count. */
const Rival = z.object({
  /** As the merge takes it: `enterprise_year/2024`. */
  key: z.string(),
  table: z.string(),
  label: WordsShape,
  /** The year, or the criterion. */
  of: z.string(),
  kept: z.string(),
  lost: z.string(),
})

async function sideOf(db: Db, enterpriseId: number): Promise<Side | undefined> {
  return db
    .selectFrom('enterprise as e')
    .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
    .select(['e.id', 'e.version', 'e.state', 'e.adminUnitId', 'u.name as unit', 'u.nameEn as unitEn'])
    .select(enterpriseFields.select('e'))
    .where('e.id', '=', enterpriseId)
    .executeTakeFirst()
}

/** How many rows of each kind hang on an enterprise. */
async function hanging(db: Db, enterpriseId: number) {
  const counts = [...changeOver, ...besideEachOther].map(
    ({
      table,
      ...one
    }) => sql`SELECT ${table}::text AS "table", count(*)::int AS rows FROM ${sql.table(table)} x
      WHERE ${sql.ref(`x.${'column' in one ? (one.column ?? 'enterprise_id') : 'enterprise_id'}`)} = ${enterpriseId}`,
  )
  const { rows } = await sql<{ table: string; rows: number }>`${sql.join(counts, sql` UNION ALL `)}`.execute(
    db,
  )
  return rows.filter((row) => row.rows > 0).map((row) => ({ ...row, label: plain(row.table) }))
}

const plain = (table: string) => {
  const { vi, en } = hangWords(table)
  return { vi, en }
}

/** The figures of one row as a reader compares them: its columns with a value, without those that only number it. */
const shown = (alias: string) => sql<string>`(SELECT string_agg(f.key || ' ' || f.value, '; ' ORDER BY f.key)
    FROM jsonb_each_text(jsonb_strip_nulls(to_jsonb(${sql.ref(alias)}) - ARRAY['id', 'enterprise_id', 'year', 'criterion_id', 'version',
      'size_explanation', 'file_id', 'recorded_at', 'value_added_production', 'value_added_income'])) f)`

async function rivals(db: Db, keptId: number, lostId: number): Promise<z.infer<typeof Rival>[]> {
  const parts = besideEachOther
    .filter(({ chosen }) => chosen)
    .map(({ table, key: [key] }) => {
      const named =
        key === 'criterion_id'
          ? sql`(SELECT c.code || ') ' || c.text FROM criterion c WHERE c.id = l.criterion_id)`
          : sql`${sql.ref(`l.${key}`)}::text`
      return sql`SELECT ${table}::text || '/' || ${sql.ref(`l.${key}`)} AS key, ${table}::text AS "table", ${named} AS of,
          coalesce(${shown('k')}, '') AS kept, coalesce(${shown('l')}, '') AS lost
        FROM ${sql.table(table)} l JOIN ${sql.table(table)} k ON ${sql.ref(`k.${key}`)} = ${sql.ref(`l.${key}`)}
       WHERE l.enterprise_id = ${lostId} AND k.enterprise_id = ${keptId}`
    })
  const { rows } = await sql<Omit<z.infer<typeof Rival>, 'label'>>`
    SELECT * FROM (${sql.join(parts, sql` UNION ALL `)}) r ORDER BY "table", of`.execute(db)
  return rows.map((row) => ({ ...row, label: plain(row.table) }))
}

/** Two enterprises side by side, with what hangs on each. */
export const compareEnterprises = query({
  name: 'mergers.compare',
  summary: words('So sánh hai hồ sơ doanh nghiệp', 'Two enterprises side by side'),
  route: 'GET /enterprises/{id}/beside/{otherId}',
  input: z.object({ id: id(), otherId: id() }),
  output: z.object({
    kept: Side,
    lost: Side,
    /** The fields in which they differ. */
    differ: z.array(z.string()),
    rivals: z.array(Rival),
    hangsOnKept: z.array(Hanging),
    hangsOnLost: z.array(Hanging),
  }),
  may: mergeReaders,
  async run({ db }, input) {
    const kept = await sideOf(db, input.id)
    const lost = await sideOf(db, input.otherId)
    if (kept === undefined || lost === undefined) throw notFound(words('doanh nghiệp', 'Enterprise'))
    return {
      kept,
      lost,
      differ: chosenFields.filter(
        (key) => String(fieldOf(kept, key) ?? '') !== String(fieldOf(lost, key) ?? ''),
      ),
      rivals: await rivals(db, kept.id, lost.id),
      hangsOnKept: await hanging(db, kept.id),
      hangsOnLost: await hanging(db, lost.id),
    }
  },
})

const fieldOf = (side: object, key: string): unknown => new Map(Object.entries(side)).get(key)

const MergeRow = z.object({
  id: z.int(),
  kind: mergeKinds.schema,
  state: mergeStates.schema,
  keptId: z.int(),
  kept: z.string(),
  keptTaxCode: z.string(),
  lostId: z.int(),
  lost: z.string(),
  lostTaxCode: z.string(),
  mergedOn: z.iso.date(),
  reason: z.string(),
})
export type MergeRow = z.infer<typeof MergeRow>

const mergesOf = (db: Db) =>
  db
    .selectFrom('enterpriseMerge as m')
    .innerJoin('enterprise as k', 'k.id', 'm.keptId')
    .innerJoin('enterprise as l', 'l.id', 'm.lostId')
    .select(['m.id', 'm.kind', 'm.state', 'm.keptId', 'm.lostId', 'm.mergedOn', 'm.reason'])
    .select(['k.name as kept', 'k.taxCode as keptTaxCode', 'l.name as lost', 'l.taxCode as lostTaxCode'])

/** What was merged, the latest first. */
export const listMerges = query({
  name: 'mergers.list',
  summary: words('Các lần gộp hồ sơ doanh nghiệp', 'Merges of enterprises'),
  route: 'GET /enterprise-merges',
  input: z.object({
    ...listInput(['mergedOn', 'kept', 'lost']),
    kind: optionalChoice(mergeKinds.keys),
    state: optionalChoice(mergeStates.keys),
    enterpriseId: optionalId(),
  }),
  output: listOutput(MergeRow),
  may: mergeReaders,
  run({ db }, input) {
    let rows = mergesOf(db)
    const { kind, state, enterpriseId } = input
    if (kind !== undefined) rows = rows.where('m.kind', '=', kind)
    if (state !== undefined) rows = rows.where('m.state', '=', state)
    if (enterpriseId !== undefined)
      rows = rows.where((where) =>
        where.or([where('m.keptId', '=', enterpriseId), where('m.lostId', '=', enterpriseId)]),
      )
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(k.search LIKE ${pattern} OR l.search LIKE ${pattern})`)
    return pageOf(
      rows,
      input,
      {
        mergedOn: byDay('m.mergedOn', (row) => row.mergedOn),
        kept: byText('k.name', (row) => row.kept),
        lost: byText('l.name', (row) => row.lost),
      },
      'm.id',
    )
  },
})

/** One merge: what went over, what was taken, and whether it can be undone. */
export const showMerge = query({
  name: 'mergers.show',
  summary: words('Lần gộp hồ sơ doanh nghiệp', 'A merge of enterprises'),
  route: 'GET /enterprise-merges/{id}',
  input: z.object({ id: id() }),
  output: MergeRow.extend({
    documentNumber: z.string().nullable(),
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    /** The fields that took the merged record's value. */
    taken: z.array(z.string()),
    undoneOn: z.iso.date().nullable(),
    undoneReason: z.string().nullable(),
    /** The merged record as it stands. */
    record: Side,
    wentOver: z.array(Hanging),
    stayed: z.array(Hanging),
    /** New work since, on which it cannot be undone. */
    newOnIt: z.array(Hanging),
  }),
  may: mergeReaders,
  async run({ db }, input) {
    const row = await mergesOf(db)
      .leftJoin('file as f', 'f.id', 'm.fileId')
      .select(['m.documentNumber', 'm.taken', 'm.undoneOn', 'm.undoneReason', 'm.changeId', 'm.auditId'])
      .select(['f.id as fileId', 'f.name as fileName'])
      .where('m.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noMerge()
    const { changeId, auditId, fileId, fileName, ...shownRow } = row
    const record = await sideOf(db, row.lostId)
    if (record === undefined) throw noMerge()
    const { rows: went } = await sql<{ table: string; rows: number }>`
      SELECT table_name AS "table", count(DISTINCT row_key)::int AS rows FROM enterprise_merge_row
       WHERE merge_id = ${input.id} AND became = ${String(row.keptId)} GROUP BY 1 ORDER BY 1`.execute(db)
    const standing = row.state === 'undone' ? [] : await standsOn(db, { ...shownRow, changeId, auditId })
    return {
      ...shownRow,
      file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
      record,
      wentOver: went.map((one) => ({ ...one, label: plain(one.table) })),
      stayed: row.state === 'undone' ? [] : await hanging(db, row.lostId),
      newOnIt: standing.map((one) => ({ ...one, label: plain(one.table) })),
    }
  },
})
