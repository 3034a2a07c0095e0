import { sql } from 'kysely'
import { type Inside, insideProvince, provinceMergers } from '../agencies/index.ts'
import type { Db } from '../platform/database.ts'
import { holdAgainst, type NormCase, type NormRow, type NormVerdict } from './rules.ts'

/** Whose case it is: what chooses the norms that may concern it. */
export interface NormQuestion {
  readonly contentId: number
  /** ISO day of the filing: a case goes by the norms of its day. */
  readonly day: string
  readonly unit: Parameters<typeof insideProvince>[0]
}

/** The norms of a content, or of any, that hold on a day in the place of an enterprise. */
export async function normsFor(db: Db, { contentId, day, unit }: NormQuestion): Promise<NormRow[]> {
  const rows = await db
    .selectFrom('norm as n')
    .innerJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .select(['n.id', 'n.name', 'n.nameEn', 'i.number as instrument', 'n.article', 'n.kind', 'n.share'])
    .select(['n.ceiling', 'n.ceilingUnit', 'n.sizeClass', 'n.sectorGroup', 'n.occasion', 'n.mostTimes'])
    .select(['n.perYears', 'n.condition', 'n.whenOver', 'n.province', 'n.validFrom'])
    .where((or) => or.or([or('n.contentId', '=', contentId), or('n.contentId', 'is', null)]))
    // What is paid to a member of a council or a lecturer is no support of an enterprise.
    .where('n.role', 'is', null)
    .where('n.validFrom', '<=', day)
    .where((or) => or.or([or('n.validTo', 'is', null), or('n.validTo', '>=', day)]))
    .orderBy(sql`n.content_id IS NULL`)
    .orderBy('n.validFrom', 'desc')
    .orderBy('n.id')
    .execute()
  const mergers = rows.some(({ province }) => province !== null) ? await provinceMergers(db) : []
  const inside = (province: string, since: string): Inside =>
    insideProvince(unit, { province, since }, day, mergers)
  return rows
    .filter(({ province, validFrom }) => province === null || inside(province, validFrom) !== 'outside')
    .map(({ province: _territory, validFrom: _since, ...norm }) => norm)
}

/** Holds a case against the norms of its content, day and place. */
export async function heldAgainstNorms(
  db: Db,
  question: NormQuestion,
  given: NormCase,
): Promise<NormVerdict[]> {
  return holdAgainst(await normsFor(db, question), given)
}
