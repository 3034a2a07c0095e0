import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { SheetReading } from './import.ts'
import { outcomes } from './import-check.ts'
import { statuses } from './rules.ts'

const Pair = z.object({ vi: z.string(), en: z.string() })

/** One import: how its table was read, what it would do, whether it was written. */
export const showSeriesImport = query({
  name: 'series.showImport',
  summary: words('Một lần nhập số liệu', 'One import of series'),
  route: 'GET /series-imports/{id}',
  formerRoutes: ['GET /series/imports/{id}'],
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    territory: z.object({ id: z.int(), name: z.string(), nameEn: z.string() }),
    file: z.object({ id: z.int(), name: z.string() }),
    status: statuses.schema,
    source: z.string(),
    publishedOn: z.string().nullable(),
    reading: z.array(SheetReading),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    checkedAt: z.string(),
    checkedBy: z.string(),
    appliedAt: z.string().nullable(),
  }),
  may: staff,
  async run({ db }, input) {
    const row = await db
      .selectFrom('seriesImport as i')
      .innerJoin('file as f', 'f.id', 'i.fileId')
      .innerJoin('territory as t', 't.id', 'i.territoryId')
      .selectAll('i')
      .select(['f.name as fileName', 't.name as territoryName', 't.nameEn as territoryNameEn'])
      .where('i.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('lần nhập', 'Import'))
    return {
      id: row.id,
      territory: { id: row.territoryId, name: row.territoryName, nameEn: row.territoryNameEn },
      file: { id: row.fileId, name: row.fileName },
      status: row.status,
      source: row.source,
      publishedOn: row.publishedOn,
      reading: z.array(SheetReading).parse(row.reading),
      added: row.added,
      changed: row.changed,
      unchanged: row.unchanged,
      refused: row.refused,
      checkedAt: new Date(row.checkedAt).toISOString(),
      checkedBy: row.checkedBy,
      appliedAt: row.appliedAt === null ? null : new Date(row.appliedAt).toISOString(),
    }
  },
})

/** The cells of an import in the order of the table. */
export const showImportCells = query({
  name: 'series.showImportCells',
  summary: words('Các ô của một lần nhập số liệu', 'The cells of an import of series'),
  route: 'GET /series-imports/{id}/cells',
  formerRoutes: ['GET /series/imports/{id}/cells'],
  input: z.object({ ...listInput(['place']), id: id(), outcome: optionalChoice(outcomes) }),
  output: listOutput(
    z.object({
      id: z.int(),
      address: z.string(),
      typed: z.string(),
      outcome: z.enum(outcomes),
      measure: Pair.nullable(),
      sector: Pair.nullable(),
      baseYear: z.int().nullable(),
      year: z.int().nullable(),
      value: z.number().nullable(),
      status: statuses.schema,
      before: z.number().nullable(),
      /** Where the row says its own; else the import's hold. */
      source: z.string().nullable(),
      publishedOn: z.iso.date().nullable(),
      problems: z.array(Pair),
    }),
  ),
  may: staff,
  async run({ db }, input) {
    let rows = db
      .selectFrom('seriesImportCell as c')
      .leftJoin('seriesMeasure as m', 'm.key', 'c.measureKey')
      .leftJoin('seriesSector as s', 's.key', 'c.sectorKey')
      .select([
        'c.place as id',
        'c.address',
        'c.typed',
        'c.outcome',
        'c.baseYear',
        'c.year',
        'c.value',
        'c.status',
        'c.before',
        'c.problems',
        'c.source',
        'c.publishedOn',
        'm.name as measureName',
        'm.nameEn as measureNameEn',
        's.name as sectorName',
        's.nameEn as sectorNameEn',
      ])
      .where('c.importId', '=', input.id)
    if (input.outcome !== undefined) rows = rows.where('c.outcome', '=', input.outcome)
    const page = await pageOf(
      rows,
      input,
      { place: { column: 'c.place', value: (row) => row.id } },
      'c.place',
    )
    const pair = (vi: string | null, en: string | null) => (vi === null ? null : { vi, en: en ?? vi })
    return {
      ...page,
      rows: page.rows.map(({ measureName, measureNameEn, sectorName, sectorNameEn, ...row }) => ({
        ...row,
        problems: z.array(Pair).parse(row.problems),
        measure: pair(measureName, measureNameEn),
        sector: pair(sectorName, sectorNameEn),
      })),
    }
  },
})
