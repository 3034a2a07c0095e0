import { sql } from 'kysely'
import { z } from 'zod'
import { forgetAdminUnits } from '../../agencies/index.ts'
import { readTable } from '../../documents/read/table.ts'
import { problemsOf } from '../../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../../imports/index.ts'
import type { Db } from '../../platform/database.ts'
import { words } from '../../platform/language.ts'
import { placeFields } from '../fields.ts'
import { levels } from '../queries.ts'
import { type JudgedPlace, judgePlaces } from './rules.ts'
import {
  type CataloguePlace,
  type PlaceColumn,
  PlaceRowRead,
  placeColumnKeys,
  placeColumns,
  placeTable,
} from './table.ts'
import { writePlaces } from './write.ts'

const imports = importOf({
  kind: 'places',
  capability: 'places',
  at: '/place-imports',
  subject: 'place-import',
  writers: ['admin'],
  readers: ['admin', 'coordinator', 'auditor'],
})

async function catalogue(db: Db): Promise<CataloguePlace[]> {
  const places = await db
    .selectFrom('place as p')
    .select(['p.key', 'p.level', 'p.parentKey', 'p.formerProvince', ...placeFields.select('p')])
    .orderBy('p.key')
    .execute()
  const successors = Map.groupBy(
    await db
      .selectFrom('placeSuccessor')
      .select(['placeKey', 'successorKey', 'part'])
      .orderBy('successorKey')
      .execute(),
    ({ placeKey }) => placeKey,
  )
  return places.map((place) => ({
    ...place,
    level: levels.schema.parse(place.level),
    successors: (successors.get(place.key) ?? []).map(({ successorKey, part }) => ({
      key: successorKey,
      part,
    })),
  }))
}

/** Reads a list that mends the catalogue and keeps what each row would do. The catalogue does not change. */
export const checkPlaces = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra danh sách đơn vị hành chính', 'Check a list of administrative units'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<PlaceColumn>(table, placeTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, PlaceRowRead, placeColumnKeys, 'name')
    const judged = judgePlaces(
      read.map(({ row }) => row),
      await catalogue(context.db),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored } },
      // A row that changes nothing is written by nobody: its unit is not kept beside it.
      rows: stagedRows({ rows, read, header }, judged, 'name', ({ outcome, place, changed }, row) =>
        outcome === 'same' ? { changed: [] } : { row, place, changed },
      ),
    }
  },
})

const Kept = z.object({
  row: PlaceRowRead,
  place: z.custom<NonNullable<JudgedPlace['place']>>(),
  changed: z.array(z.enum(placeColumnKeys)),
})

/** The rows that will be written: as they were shown, and as they would be now. */
async function again(db: Db, importId: number) {
  const kept = await imports.kept(db, importId, ['new', 'changed'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const rows = shown.map(({ row }) => row)
  return { shown, now: judgePlaces(rows, await catalogue(db)) }
}

const written = ({ outcome, place }: { outcome: string; place: object | null }) =>
  JSON.stringify([outcome, Object.entries(place ?? {}).toSorted()])

/** Writes what a check showed; a later catalogue leaves these units alone. */
export const applyPlaces = imports.apply({
  summary: words('Nhập danh sách đơn vị hành chính', 'Import a list of administrative units'),
  async moved({ db }, found) {
    // Nobody else mends the catalogue until this is written.
    await sql`LOCK TABLE place, place_successor IN SHARE ROW EXCLUSIVE MODE`.execute(db)
    const { shown, now } = await again(db, found.id)
    return shown.filter((row, at) => {
      const judged = now[at]
      return judged === undefined || written(row) !== written(judged)
    }).length
  },
  async write({ db }, found) {
    const { now } = await again(db, found.id)
    const places = now.flatMap(({ outcome, place, changed }) =>
      place === null || outcome === 'same' ? [] : [{ place, changed, isNew: outcome === 'new' }],
    )
    await writePlaces(db, places)
    forgetAdminUnits()
  },
})

/** One import: what its check found, and whether it was written. */
export const showPlaceImport = imports.show({
  summary: words('Một lần nhập đơn vị hành chính', 'One import of administrative units'),
  /** Headings that the catalogue has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(placeColumnKeys)
const Shown = z.object({
  place: z.object({ key: z.string(), province: z.string() }).nullish(),
  changed: z.array(z.enum(placeColumnKeys)),
})

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showPlaceImportRows = imports.rows({
  name: 'showImportRows',
  summary: words(
    'Các dòng của một lần nhập đơn vị hành chính',
    'The rows of an import of administrative units',
  ),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: {
    label: z.string(),
    key: z.string().nullable(),
    province: z.string().nullable(),
    /** Which columns would change. */
    changed: z.array(z.enum(placeColumnKeys)),
    problems: Problems,
  },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => {
      const { place, changed } = Shown.parse(data)
      const { key = null, province = null } = place ?? {}
      return { label, key, province, changed, problems: Problems.parse(problems) }
    }),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showPlaceRowsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập đơn vị hành chính',
    'The rows in error of an import of administrative units',
  ),
  columns: placeColumns,
  keys: placeColumnKeys,
})
