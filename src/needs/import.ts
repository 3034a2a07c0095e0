import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { speaksFor } from '../platform/sight.ts'
import { slug } from '../platform/text.ts'
import { enterNeeds, openSurveyOf } from './enter.ts'
import {
  identityOf,
  judgeNeeds,
  type NeedColumn,
  type NeedNames,
  NeedRowRead,
  needColumnKeys,
  needColumns,
  needTable,
} from './import-rules.ts'
import { ownerBy } from './owner.ts'
import { readableNeeds } from './sight.ts'

const imports = importOf({
  kind: 'needs',
  capability: 'needs',
  at: '/need-imports',
  subject: 'need-import',
  writers: ['coordinator', 'association', 'agency'],
  readers: ['coordinator', 'association', 'agency', 'auditor'],
})

/** What the rows may name, for this account. */
async function namesOf(
  { db, actor }: Context,
  taxCodes: readonly string[],
  asks: NeedNames['asks'],
): Promise<NeedNames> {
  const contents = await db.selectFrom('supportContent').select(['id', 'key', 'name', 'nameEn']).execute()
  const enterprises =
    taxCodes.length === 0
      ? []
      : await db
          .selectFrom('enterprise as e')
          .select([sql<number>`coalesce(e.merged_into, e.id)`.as('id'), 'e.taxCode'])
          .where('e.taxCode', 'in', [...new Set(taxCodes)])
          .where(speaksFor(actor, 'e.id'))
          .execute()
  return {
    enterprises: new Map(enterprises.map(({ id, taxCode }) => [taxCode, id])),
    contents: new Map(
      contents.flatMap(({ id, key, name, nameEn }) =>
        [key, name, nameEn].map((said) => [slug(said), id] as const),
      ),
    ),
    agency: actor.agencyId !== null,
    asks,
  }
}

/** The needs that are there already and that this account reads, of the years that the rows name. */
async function there({ db, actor }: Context, years: readonly number[]): Promise<ReadonlySet<string>> {
  if (years.length === 0) return new Set()
  const rows = await db
    .selectFrom('need')
    .select(['enterpriseId', 'kind', 'year', 'text'])
    .where('year', 'in', [...new Set(years)])
    .where('state', '<>', 'withdrawn')
    .where(readableNeeds(actor, 'need'))
    .execute()
  return new Set(rows.map(identityOf))
}

async function judged(context: Context, rows: readonly (NeedRowRead | null)[], surveyId: number | undefined) {
  const asks = surveyId === undefined ? null : (await openSurveyOf(context, surveyId)).kinds
  const read = rows.filter((row) => row !== null)
  const names = await namesOf(
    context,
    read.flatMap(({ taxCode }) => (taxCode === undefined ? [] : [taxCode])),
    asks,
  )
  return judgeNeeds(
    rows,
    names,
    await there(
      context,
      read.map((row) => row.year),
    ),
  )
}

/** Reads a table of needs and keeps what each row would do: a new need, one that is there already, or an error with its cell and reason. */
export const checkNeeds = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng nhu cầu', 'Check a table of needs'),
  input: { ...readingInput, surveyId: optionalId() },
  needs: [tableNeeded],
  async check(context, input) {
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<NeedColumn>(table, needTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, NeedRowRead, needColumnKeys, 'text')
    const now = await judged(
      context,
      read.map(({ row }) => row),
      input.surveyId,
    )
    return {
      ...{ table, headings, notes },
      reading: { ignored: header.ignored, surveyId: input.surveyId ?? null },
      rows: stagedRows({ rows, read, header }, now, 'text', (_judged, row) => ({
        row: row === null ? null : asJson(row),
      })),
    }
  },
})

const asJson = ({ amount, ownFunds, ...row }: NeedRowRead) => ({
  ...row,
  ...(amount === undefined ? {} : { amount: String(amount) }),
  ...(ownFunds === undefined ? {} : { ownFunds: String(ownFunds) }),
})

const Kept = z.object({ row: NeedRowRead })
const Reading = z.object({ ignored: z.array(z.string()), surveyId: z.int().nullable() })

/** The rows that were no error: as they were shown, and as they would be written now. */
async function again(context: Context, importId: number, surveyId: number | null) {
  const kept = await imports.kept(context.db, importId, ['new', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = await judged(
    context,
    shown.map(({ row }) => row),
    surveyId ?? undefined,
  )
  return shown.map((each, at) => ({ ...each, now: now[at] }))
}

/** Writes the needs that a check showed, under its survey where it names one. */
export const applyNeeds = imports.apply({
  summary: words('Nhập bảng nhu cầu', 'Import a table of needs'),
  moved: async (context, found) =>
    (await again(context, found.id, Reading.parse(found.reading).surveyId)).filter(
      ({ outcome, now }) => outcome !== now?.outcome,
    ).length,
  async write(context, found) {
    const { surveyId } = Reading.parse(found.reading)
    const rows = await again(context, found.id, surveyId)
    await enterNeeds(
      context,
      surveyId ?? undefined,
      rows.flatMap(({ row, now }) => {
        if (now?.outcome !== 'new') return []
        const { taxCode: _code, content: _content, ...given } = row
        const { contentId, enterpriseId } = now
        // That the account acts for the enterprise has just been judged.
        const owner = ownerBy(context.actor, { enterpriseId: enterpriseId ?? undefined })
        return [{ given: { ...given, contentId }, owner }]
      }),
    )
  },
})

/** One import: what its check found, and whether it was written. */
export const showNeedImport = imports.show({
  summary: words('Một lần nhập nhu cầu', 'One import of needs'),
  /** Headings that a need has no place for, and the survey that it answers. */
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(needColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showNeedImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập nhu cầu', 'The rows of an import of needs'),
  outcomes: ['new', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showNeedRowsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập nhu cầu', 'The rows in error of an import of needs'),
  columns: needColumns,
  keys: needColumnKeys,
})
