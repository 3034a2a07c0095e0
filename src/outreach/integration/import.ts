import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../../imports/index.ts'
import { activePlan } from '../../plan/index.ts'
import { doers } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { fold } from '../../platform/text.ts'
import { outreachChoices } from '../queries.ts'
import { integrationFields } from './fields.ts'
import {
  IntegrationRead,
  integrationColumnKeys,
  integrationColumns,
  integrationKey,
  integrationTable,
  judgeIntegrations,
} from './import-rules.ts'

/* Much integrated money out of a table; each is completed with its document and sent. */

const imports = importOf({
  kind: 'integration',
  capability: 'integrations',
  at: '/integration-imports',
  subject: 'integration-import',
  writers: doers,
  readers: [...doers, 'auditor'],
})

/** The rows as they would be written now. */
async function judged(context: Context, rows: readonly (IntegrationRead | null)[]) {
  const { db, today } = context
  const { firstYear, lastYear, id: planId } = await activePlan(context)
  const { agencies, sources, lines, sentences } = await outreachChoices.run(context, {})
  const standing = await db
    .selectFrom('integration')
    .select(['agencyId', 'year', 'documentNumber', 'clause', 'purpose'])
    .where('planId', '=', planId)
    .where('state', '<>', 'withdrawn')
    .execute()
  const byName = (named: readonly { readonly id: number; readonly name: string }[]) =>
    new Map(named.map(({ id, name }) => [fold(name), id]))
  return judgeIntegrations(rows, {
    ...{ agencies: byName(agencies), sources: byName(sources) },
    lines: new Map(lines.map(({ code, id }) => [code, id])),
    sentences: new Set(sentences.map(({ key }) => key)),
    standing: new Set(standing.map((row) => integrationKey(row, fold))),
    plan: { firstYear, lastYear },
    ...{ fold, today },
  })
}

const incoming = judgedRows(imports, {
  ...{
    table: integrationTable,
    keys: integrationColumnKeys,
    row: IntegrationRead,
    label: 'programme',
    judged,
  },
  kept: (row) => ({ ...row, amount: String(row.amount) }),
  outcomes: ['new', 'same'],
})

/** Reads a table and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkIntegrations = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng khoản lồng ghép', 'Check a table of integrated money'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters what a check of a table showed; each waits for its document and is sent. */
export const applyIntegrations = imports.apply({
  summary: words('Nhập bảng khoản lồng ghép', 'Import a table of integrated money'),
  async moved(context, found) {
    // Two tables at once must not enter one twice.
    await sql`LOCK TABLE integration IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const { id: planId } = await activePlan(context)
    for (const { row, now } of await incoming.again(context, found.id)) {
      if (now?.outcome !== 'new' || now.agencyId === null || now.sourceId === null) continue
      const { agency: _agency, source: _source, line: _line, ...said } = row
      await db
        .insertInto('integration')
        .values({
          ...integrationFields.values({
            ...said,
            ...{ agencyId: now.agencyId, sourceId: now.sourceId },
            ...{ lineId: now.lineId ?? undefined, fileId: undefined },
          }),
          ...{ planId, enteredOn: today, importId: found.id },
        })
        .execute()
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showIntegrationImport = imports.show({
  summary: words('Một lần nhập khoản lồng ghép', 'One import of integrated money'),
  /** Headings that have no place here. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(integrationColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showIntegrationImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập khoản lồng ghép', 'The rows of an import of integrated money'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showIntegrationsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập khoản lồng ghép',
    'The rows in error of an import of integrated money',
  ),
  columns: integrationColumns,
  keys: integrationColumnKeys,
})
