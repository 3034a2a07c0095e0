import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { activePlan } from '../plan/index.ts'
import { doers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { communicationFields } from './fields.ts'
import {
  CommunicationRead,
  communicationColumnKeys,
  communicationColumns,
  communicationKey,
  communicationTable,
  judgeCommunication,
} from './import-rules.ts'
import { communicationChoices } from './queries.ts'

/* Many of them out of a table; each waits for its proof and for another person who confirms it. */

const imports = importOf({
  kind: 'communication',
  capability: 'communication',
  at: '/communication-imports',
  subject: 'communication-import',
  writers: doers,
  readers: [...doers, 'auditor'],
})

/** The rows as they would be written now. */
async function judged(context: Context, rows: readonly (CommunicationRead | null)[]) {
  const { db, today } = context
  const { startsOn, endsOn, id: planId } = await activePlan(context)
  const { channels, agencies, lines } = await communicationChoices.run(context, {})
  const standing = await db
    .selectFrom('communication')
    .select(['agencyId', 'channelId', 'heldOn', 'title'])
    .where('planId', '=', planId)
    .where('state', '<>', 'withdrawn')
    .execute()
  return judgeCommunication(rows, {
    agencies: new Map(agencies.map(({ id, name }) => [fold(name), id])),
    channels: new Map(channels.map(({ id, name }) => [fold(name), id])),
    lines: new Map(lines.map(({ id, code }) => [code, id])),
    standing: new Set(standing.map((row) => communicationKey(row, fold))),
    plan: { startsOn, endsOn },
    ...{ fold, today },
  })
}

const incoming = judgedRows(imports, {
  ...{
    table: communicationTable,
    keys: communicationColumnKeys,
    row: CommunicationRead,
    label: 'title',
    judged,
  },
  kept: (row) => ({ ...row, cost: row.cost === undefined ? undefined : String(row.cost) }),
  outcomes: ['new', 'same'],
})

/** Reads a table and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkCommunication = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng hoạt động truyền thông', 'Check a table of communication'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters what a check of a table showed; each waits for its proof. */
export const applyCommunication = imports.apply({
  summary: words('Nhập bảng hoạt động truyền thông', 'Import a table of communication'),
  async moved(context, found) {
    // Two tables at once must not enter one twice.
    await sql`LOCK TABLE communication IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const { id: planId } = await activePlan(context)
    for (const { row, now } of await incoming.again(context, found.id)) {
      if (now?.outcome !== 'new' || now.agencyId === null || now.channelId === null) continue
      const { agency: _agency, channel: _channel, line: _line, ...said } = row
      const ids = {
        agencyId: now.agencyId,
        channelId: now.channelId,
        lineId: now.lineId ?? undefined,
        fileId: undefined,
      }
      await db
        .insertInto('communication')
        .values({
          ...communicationFields.values({ ...said, ...ids }),
          ...{ planId, enteredOn: today, importId: found.id },
        })
        .execute()
    }
  },
})

/** One import: what its check found, and whether it was written. */
export const showCommunicationImport = imports.show({
  summary: words('Một lần nhập hoạt động truyền thông', 'One import of communication'),
  /** Headings that have no place here. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(communicationColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showCommunicationImportRows = imports.rows({
  name: 'showImportRows',
  summary: words(
    'Các dòng của một lần nhập hoạt động truyền thông',
    'The rows of an import of communication',
  ),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showCommunicationToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập hoạt động truyền thông',
    'The rows in error of an import of communication',
  ),
  columns: communicationColumns,
  keys: communicationColumnKeys,
})
