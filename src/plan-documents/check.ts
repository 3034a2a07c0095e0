import { catalogues, documentOfReading, readPlanFile } from '../plan-drafts/index.ts'
import type { Db } from '../platform/database.ts'
import { planWriting } from './queries.ts'
import { planDifferences } from './round-trip.ts'

/**
 * Reads a written file of a plan and holds it against the plan's data.
 * @returns the places of the data that the file does not give back; of a workbook, those of its budget
 * @throws Problem as `readPlanFile` does
 */
export async function planDifferencesIn(
  db: Db,
  planId: number,
  name: string,
  bytes: Uint8Array,
): Promise<string[]> {
  const { document, writing } = await planWriting(db, planId)
  const read = await readPlanFile(name, bytes)
  const differing = planDifferences(document, documentOfReading(read, await catalogues(db)).document, writing)
  return name.endsWith('.xlsx') ? differing.filter((path) => path.startsWith('budget.')) : differing
}
