import type { Db } from '../platform/database.ts'
import { exampleInstruments } from './state.ts'

/**
 * Takes out what the shipped example, or an earlier answer to the set-up, has put in: its plans, agencies, units of addresses,
 * territories and its province's own instruments. The caller has made sure that there is no work on it. The audit trail keeps that it
 * was there.
 */
export async function clearExample(db: Db): Promise<void> {
  await db.updateTable('account').set({ agencyId: null }).where('agencyId', 'is not', null).execute()
  await db.deleteFrom('planDraft').execute()
  await db.deleteFrom('dutyItem').execute()
  await db.deleteFrom('duty').execute()
  await db.deleteFrom('criterion').execute()
  await db.deleteFrom('target').execute()
  await db.updateTable('plan').set({ supportLine: null }).execute()
  await db.deleteFrom('budgetLineYear').execute()
  await db.updateTable('budgetLine').set({ parentId: null }).execute()
  await db.deleteFrom('budgetLine').execute()
  await db.deleteFrom('plan').execute()
  await db.updateTable('agency').set({ successorId: null, validTo: null }).execute()
  await db.deleteFrom('agency').execute()
  await db.deleteFrom('adminUnit').execute()
  await db.updateTable('territory').set({ successorId: null }).execute()
  await db.deleteFrom('territory').execute()
  const own = db
    .selectFrom('legalInstrument')
    .select('id')
    .where('number', 'in', ['', ...exampleInstruments()])
  await db.deleteFrom('legalRule').where('instrumentId', 'in', own).execute()
  await db.deleteFrom('legalInstrument').where('id', 'in', own).execute()
}
