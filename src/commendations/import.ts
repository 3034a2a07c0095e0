import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import type { Grant } from '../platform/actor.ts'
import { flag, id, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { noCall } from './call-commands.ts'
import { nominationFields } from './fields.ts'
import {
  judgeNominations,
  NominationRead,
  nominationColumnKeys,
  nominationColumns,
  nominationTable,
  nomineeKey,
} from './import-rules.ts'
import { callForNominations, heldToCall, nominatorOf } from './nomination-commands.ts'

/* Many nominations of one call out of a table; each is a draft, to which its papers are added. */

export const importers: readonly Grant[] = [
  ...(['coordinator', 'finance', 'home_affairs', 'statistics', 'agency', 'association'] as const),
]

const imports = importOf({
  kind: 'nomination',
  capability: 'nominations',
  at: '/nomination-imports',
  subject: 'nomination-import',
  writers: [...importers],
  readers: [...importers, 'auditor'],
})

/** The call, who nominates, and whether the persons agreed. */
const Of = z.object({ callId: z.int(), agencyId: z.int(), consents: z.boolean() })
type Of = z.infer<typeof Of>
const Reading = Of.extend({ ignored: z.array(z.string()) })

/** The rows as they would be written now. */
async function judged(
  { db }: Pick<Context, 'db'>,
  rows: readonly (NominationRead | null)[],
  { callId, consents }: Of,
) {
  const call = await db
    .selectFrom('commendationCall')
    .select(['forGroups', 'forPersons'])
    .where('id', '=', callId)
    .executeTakeFirst()
  if (call === undefined) throw noCall()
  const codes = rows.flatMap((row) => row?.taxCode ?? [])
  const enterprises = await db
    .selectFrom('enterprise')
    .select(['id', 'taxCode'])
    .where(sql<boolean>`tax_code = ANY (${codes}::text[])`)
    .where('mergedInto', 'is', null)
    .execute()
  const standing = await db
    .selectFrom('nomination')
    .select(['kind', 'name', 'workplace', 'enterpriseId'])
    .where('callId', '=', callId)
    .where('state', '<>', 'withdrawn')
    .execute()
  return judgeNominations(rows, {
    ...{ forGroups: call.forGroups, forPersons: call.forPersons, consents, fold },
    enterprises: new Map(
      enterprises.flatMap(({ id: enterpriseId, taxCode }) =>
        taxCode === null ? [] : [[taxCode, enterpriseId] as const],
      ),
    ),
    standing: new Set(standing.map((row) => nomineeKey(row, fold))),
  })
}

const incoming = judgedRows(imports, {
  ...{ table: nominationTable, keys: nominationColumnKeys, row: NominationRead, label: 'name' },
  judged: (context: Context, rows: readonly (NominationRead | null)[], of: Of) => judged(context, rows, of),
  outcomes: ['new', 'same'],
})

/** Reads a table of nominees and keeps what each row would do: a new one, one that is nominated already, or an error with its cell. */
export const checkNominations = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng đề nghị khen thưởng', 'Check a table of nominations'),
  input: { ...readingInput, callId: id(), agencyId: optionalId(), consents: flag() },
  needs: [tableNeeded],
  async check(context, input) {
    const by = await nominatorOf(context, input.agencyId)
    const call = await callForNominations(context, input.callId)
    heldToCall(call, by)
    const of = { callId: call.id, agencyId: by.agencyId ?? 0, consents: input.consents }
    const { ignored, ...found } = await incoming.read(context, input, of)
    return { ...found, reading: { ignored, ...of } }
  },
})

/** Enters the nominations that a check of a table showed. */
export const applyNominations = imports.apply({
  summary: words('Nhập bảng đề nghị khen thưởng', 'Import a table of nominations'),
  async moved(context, found) {
    // Two tables at once must not enter one nominee twice.
    await sql`LOCK TABLE nomination IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id, Of.parse(found.reading))
  },
  async write(context, found) {
    const { db, today } = context
    const { callId, agencyId, consents } = Of.parse(found.reading)
    await callForNominations(context, callId)
    const rows = await incoming.again(context, found.id, { callId, agencyId, consents })
    const added = rows.flatMap(({ row, now }) => {
      if (now?.outcome !== 'new') return []
      const { taxCode: _code, ...said } = row
      return [
        {
          ...nominationFields.values(said),
          ...{ callId, agencyId, enterpriseId: now.enterpriseId, importId: found.id },
          consentedOn: row.kind === 'person' ? today : null,
          ...{ enteredOn: today, movedOn: today },
        },
      ]
    })
    for (let at = 0; at < added.length; at += 500)
      await db
        .insertInto('nomination')
        .values(added.slice(at, at + 500))
        .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showNominationImport = imports.show({
  summary: words('Một lần nhập đề nghị khen thưởng', 'One import of nominations'),
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(nominationColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showNominationImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập đề nghị khen thưởng', 'The rows of an import of nominations'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showNominationsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập đề nghị khen thưởng',
    'The rows in error of an import of nominations',
  ),
  columns: nominationColumns,
  keys: nominationColumnKeys,
})
