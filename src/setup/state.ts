import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packageDirectory } from '../platform/config.ts'
import type { Db } from '../platform/database.ts'

/**
 * What was answered when the installation was set up for a province. There is none while it runs the shipped example; one without a
 * province is clean of the example and waits for its first answer.
 */
const Setup = z.object({
  /** Plain name of the province on `day`. */
  province: z.string().nullable(),
  /** As its bodies write it, `tỉnh Đồng Nai`, in both languages. */
  called: z.string().nullable(),
  calledEn: z.string().nullable(),
  /** The day whose names and units count. */
  day: z.iso.date().nullable(),
  /** Begins without a plan. */
  withoutPlan: z.boolean(),
  /** Which agency was made of a proposal, by their keys: under whatever name it is kept, it is not proposed again. */
  made: z.record(z.string(), z.string()).default({}),
  /** The list of the first days has been put away. */
  closed: z.boolean(),
})
export type Setup = z.infer<typeof Setup>

const key = 'setup'

/** Nothing is answered yet, and nothing of the example is there. */
export const unanswered: Setup = {
  province: null,
  called: null,
  calledEn: null,
  day: null,
  withoutPlan: false,
  made: {},
  closed: false,
}

/** @returns null while the installation runs the shipped example */
export async function readSetup(db: Db): Promise<Setup | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row === undefined ? null : Setup.parse(row.value)
}

export async function writeSetup(db: Db, setup: Setup): Promise<void> {
  const value = JSON.stringify(setup)
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((there) => there.column('key').doUpdateSet({ value }))
    .execute()
}

const Example = z.object({ instruments: z.array(z.string()) })

/** The numbers of the instruments of data/legal.json that belong to the shipped example alone. */
export function exampleInstruments(directory = join(packageDirectory, 'data')): ReadonlySet<string> {
  const { instruments } = Example.parse(JSON.parse(readFileSync(join(directory, 'example.json'), 'utf8')))
  return new Set(instruments)
}
