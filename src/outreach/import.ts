import { sql } from 'kysely'
import { z } from 'zod'
import { adminUnits } from '../agencies/index.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { activePlan } from '../plan/index.ts'
import { doers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { outreachFields } from './fields.ts'
import {
  judgeOutreach,
  OutreachRead,
  outreachColumnKeys,
  outreachColumns,
  outreachKey,
  outreachTable,
} from './import-rules.ts'
import { outreachChoices } from './queries.ts'

/* Many activities out of a table; each is completed with its proof and sent. */

const imports = importOf({
  kind: 'outreach',
  capability: 'outreach',
  at: '/outreach-imports',
  subject: 'outreach-import',
  writers: doers,
  readers: [...doers, 'auditor'],
})

/** The rows as they would be written now. */
async function judged(context: Context, rows: readonly (OutreachRead | null)[]) {
  const { db, today } = context
  const { startsOn, endsOn, id: planId } = await activePlan(context)
  const { kinds, agencies, sources, sentences } = await outreachChoices.run(context, {})
  const standing = await db
    .selectFrom('outreach')
    .select(['agencyId', 'kindId', 'heldOn', 'title'])
    .where('planId', '=', planId)
    .where('state', '<>', 'withdrawn')
    .execute()
  const byName = (named: readonly { readonly id: number; readonly name: string }[]) =>
    new Map(named.map(({ id, name }) => [fold(name), id]))
  const units = (await adminUnits(db, today)).filter(({ validTo }) => validTo === null || validTo >= today)
  return judgeOutreach(rows, {
    ...{ agencies: byName(agencies), kinds: byName(kinds), sources: byName(sources), units: byName(units) },
    sentences: new Set(sentences.map(({ key }) => key)),
    standing: new Set(standing.map((row) => outreachKey(row, fold))),
    plan: { startsOn, endsOn },
    ...{ fold, today },
  })
}

const incoming = judgedRows(imports, {
  ...{ table: outreachTable, keys: outreachColumnKeys, row: OutreachRead, label: 'title', judged },
  kept: (row) => ({ ...row, cost: row.cost === undefined ? undefined : String(row.cost) }),
  outcomes: ['new', 'same'],
})

/** Reads a table and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkOutreach = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng việc vận động', 'Check a table of outreach'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters what a check of a table showed; each waits for its proof and is sent. */
export const applyOutreach = imports.apply({
  summary: words('Nhập bảng việc vận động', 'Import a table of outreach'),
  async moved(context, found) {
    // Two tables at once must not enter one twice.
    await sql`LOCK TABLE outreach IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const { id: planId } = await activePlan(context)
    for (const { row, now } of await incoming.again(context, found.id)) {
      if (now?.outcome !== 'new' || now.agencyId === null || now.kindId === null) continue
      const { agency: _agency, kind: _kind, unit: _unit, source: _source, ...said } = row
      await db
        .insertInto('outreach')
        .values({
          ...outreachFields.values({
            ...said,
            ...{ agencyId: now.agencyId, kindId: now.kindId, integrationId: undefined, fileId: undefined },
            ...{ unitId: now.unitId ?? undefined, sourceId: now.sourceId ?? undefined },
          }),
          ...{ planId, enteredOn: today, importId: found.id },
        })
        .execute()
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showOutreachImport = imports.show({
  summary: words('Một lần nhập việc vận động', 'One import of outreach'),
  /** Headings that have no place here. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(outreachColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showOutreachImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập việc vận động', 'The rows of an import of outreach'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showOutreachToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập việc vận động', 'The rows in error of an import of outreach'),
  columns: outreachColumns,
  keys: outreachColumnKeys,
})
