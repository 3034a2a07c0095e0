import { sql } from 'kysely'
import { insideProvince, provinceMergers } from '../agencies/index.ts'
import type { Db } from '../platform/database.ts'
import { holdAgainst, type NormCase, type NormRow, type NormVerdict } from './rules.ts'

/** Whose case it is: what chooses the norms that may concern it. */
export interface NormQuestion {
  readonly contentId: number
  /** ISO day of the filing: a case goes by the norms of its day. */
  readonly day: string
  readonly unit: Parameters<typeof insideProvince>[0]
}

/** Norms with what chooses among them. */
const normRows = (db: Db) =>
  db
    .selectFrom('norm as n')
    .innerJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .select(['n.id', 'n.name', 'n.nameEn', 'i.number as instrument', 'n.article', 'n.kind', 'n.share'])
    .select(['n.ceiling', 'n.ceilingUnit', 'n.sizeClass', 'n.sectorGroup', 'n.occasion', 'n.mostTimes'])
    .select([
      'n.perYears',
      'n.condition',
      'n.whenOver',
      'n.province',
      'n.contentId',
      'n.validFrom',
      'n.validTo',
    ])

/** A norm `n` of an instrument `i` as lines name it, in SQL: `Thù lao (Chủ tịch), 11/2023/NQ-HĐND, Điều 4`; null without one. */
export const calledNorm = sql<
  string | null
>`n.name || coalesce(' (' || n.role || ')', '') || ', ' || i.number || ', ' || n.article`

/** The norms that may concern the support of an enterprise, those of one content before those of any, the latest first. */
const supportNorms = (db: Db) =>
  normRows(db)
    // What is paid to a member of a council or a lecturer is no support of an enterprise.
    .where('n.role', 'is', null)
    .orderBy(sql`n.content_id IS NULL`)
    .orderBy('n.validFrom', 'desc')
    .orderBy('n.id')

/** Out of the rows those that a question is about, in their order. */
async function chooser(
  db: Db,
  rows: Awaited<ReturnType<ReturnType<typeof supportNorms>['execute']>>,
): Promise<(question: NormQuestion) => NormRow[]> {
  const mergers = rows.some(({ province }) => province !== null) ? await provinceMergers(db) : []
  return ({ contentId, day, unit }) =>
    rows
      .filter((row) => row.contentId === null || row.contentId === contentId)
      .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day))
      .filter(
        ({ province, validFrom }) =>
          province === null ||
          insideProvince(unit, { province, since: validFrom }, day, mergers) !== 'outside',
      )
      .map(({ province: _territory, validFrom: _since, validTo: _until, ...norm }) => norm)
}

/** The norms of a content, or of any, that hold on a day in the place of an enterprise. */
export async function normsFor(db: Db, question: NormQuestion): Promise<NormRow[]> {
  const rows = await supportNorms(db)
    .where((or) => or.or([or('n.contentId', '=', question.contentId), or('n.contentId', 'is', null)]))
    .where('n.validFrom', '<=', question.day)
    .execute()
  return (await chooser(db, rows))(question)
}

/** The same for many questions: the norms are read once. */
export const normBook = async (db: Db) => chooser(db, await supportNorms(db).execute())

/** A norm that a line of an estimate may go by: of support, of a role, or of a cost of the programme itself. */
export interface YearNorm extends NormRow {
  readonly role: string | null
}

/** The norms that hold in a year, or a part of it, in a province; those of contents first. */
export async function normsOfYear(db: Db, year: number, province: string): Promise<YearNorm[]> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  const rows = await normRows(db)
    .select('n.role')
    .where('n.validFrom', '<=', last)
    .where((or) => or.or([or('n.validTo', 'is', null), or('n.validTo', '>=', first)]))
    .orderBy(sql`n.content_id IS NULL`)
    .orderBy('n.name')
    .orderBy('n.id')
    .execute()
  const mergers = rows.some((row) => row.province !== null) ? await provinceMergers(db) : []
  const unit = { province, validFrom: null }
  return rows
    .filter(
      (row) =>
        row.province === null ||
        insideProvince(unit, { province: row.province, since: row.validFrom }, last, mergers) !== 'outside',
    )
    .map(({ province: _territory, validFrom: _since, validTo: _until, ...norm }) => norm)
}

/** Holds a case against the norms of its content, day and place. */
export async function heldAgainstNorms(
  db: Db,
  question: NormQuestion,
  given: NormCase,
): Promise<NormVerdict[]> {
  return holdAgainst(await normsFor(db, question), given)
}

/** The norms in force on a day that concern the support of an enterprise, as a form offers them. */
export const normChoicesInForce = (db: Db, day: string) =>
  db
    .selectFrom('norm as n')
    .innerJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .select(['n.id', 'n.name', 'n.nameEn', 'i.number as instrument', 'n.article'])
    .where('n.role', 'is', null)
    .where('n.validFrom', '<=', day)
    .where((or) => or.or([or('n.validTo', 'is', null), or('n.validTo', '>=', day)]))
    .orderBy('i.number')
    .orderBy('n.id')
    .execute()
