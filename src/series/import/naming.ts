import { type LabelReading, type Labels, readLabel, unsaid } from '../labels.ts'
import type { Rows } from './years.ts'

/* What titles say of the figures that follow them. */

export const isNameless = ({ measure, subject, prices, part }: LabelReading) =>
  measure === null && subject === null && prices === null && part === null

export function context(rows: Rows, until: number, labels: Labels): LabelReading {
  let naming = unsaid
  for (const cells of rows.slice(0, until)) {
    for (const cell of cells)
      if (typeof cell === 'string') naming = over(naming, readLabel(cell, labels, true))
  }
  return { ...naming, sector: null }
}

/** What is said here, else what was said above; "Theo giá so sánh" under "Vốn đầu tư" makes investment at constant prices. */
export function over(above: LabelReading, here: LabelReading): LabelReading {
  const subject = here.subject ?? (here.measure === null ? above.subject : null)
  const prices = here.prices ?? (here.measure === null && here.subject === null ? above.prices : null)
  const joined = subject !== null && prices !== null ? `${subject}_${prices}` : null
  const renamed = here.measure !== null || here.subject !== null || here.prices !== null
  return {
    measure: here.measure ?? (renamed ? joined : above.measure),
    sector: here.sector ?? above.sector,
    // A new measure does not inherit the other's base year.
    baseYear: here.baseYear ?? (renamed ? null : above.baseYear),
    unit: here.unit ?? above.unit,
    subject,
    prices,
    part: here.part ?? (renamed ? null : above.part),
  }
}
