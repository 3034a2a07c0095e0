import { sql } from 'kysely'
import { ruleOn } from '../legal/index.ts'
import type { Db } from '../platform/database.ts'
import { toJson } from '../platform/json.ts'
import {
  dayOfFigures,
  isUnderOneYear,
  type SizeExplanation,
  type SizeInput,
  sizeClass,
  type Thresholds,
  thresholdsOf,
  withoutRule,
} from './rules.ts'

/** The limits in force on a day, or null when no rule was. */
export async function thresholdsOn(db: Db, day: string): Promise<Thresholds | null> {
  const rule = await ruleOn(db, 'sme.thresholds', day)
  return rule === null ? null : thresholdsOf(rule, await ruleOn(db, 'sme.sector', day))
}

/** The class of a year's figures by the rule in force on the day that they speak of. */
export async function classify(
  db: Db,
  today: string,
  foundedOn: string | null,
  figures: Omit<SizeInput, 'operatingUnderOneYear'> & { readonly year: number },
): Promise<SizeExplanation> {
  const thresholds = await thresholdsOn(db, dayOfFigures(figures.year, today))
  if (thresholds === null) return withoutRule(figures.sectorGroup)
  return sizeClass(
    { ...figures, operatingUnderOneYear: isUnderOneYear(foundedOn, figures.year, today) },
    thresholds,
  )
}

/** Works the class of each year out again, after the founding day moved. */
export async function classifyAgain(
  db: Db,
  today: string,
  enterpriseId: number,
  foundedOn: string | null,
): Promise<void> {
  const years = await db
    .selectFrom('enterpriseYear')
    .select(['year', 'sectorGroup', 'employees', 'revenue', 'capital'])
    .where('enterpriseId', '=', enterpriseId)
    .execute()
  for (const year of years) {
    const explanation = await classify(db, today, foundedOn, {
      ...year,
      sectorGroup: year.sectorGroup === 'production' ? 'production' : 'trade_services',
    })
    await db
      .updateTable('enterpriseYear')
      .set({ sizeClass: explanation.sizeClass, sizeExplanation: toJson(explanation) })
      .where('enterpriseId', '=', enterpriseId)
      .where('year', '=', year.year)
      .execute()
  }
}

/** The class of the latest year becomes the enterprise's own; its version moves on. */
export async function settleSize(db: Db, enterpriseId: number): Promise<void> {
  await sql`
    UPDATE enterprise SET version = version + 1, size_class = coalesce(
      (SELECT y.size_class FROM enterprise_year y WHERE y.enterprise_id = enterprise.id ORDER BY y.year DESC LIMIT 1), 'unknown')
     WHERE id = ${enterpriseId}`.execute(db)
}
