import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { commitmentPlace, plainNumber, plainOnRecord } from '../budget/index.ts'
import { problemsOf as cellsToMend } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { attempt, undone } from '../platform/attempt.ts'
import type { DB } from '../platform/database-types.ts'
import { id, optionalId } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, Problem } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { runWithin } from '../platform/within.ts'
import { draftAdvance, enterers } from './commands.ts'
import {
  AdvanceRead,
  advanceColumnKeys,
  advanceColumns,
  advanceKey,
  advanceTable,
  cellsOf,
  type JudgedAdvance,
  judgeAdvances,
} from './import-rules.ts'

/* Advances out of a table, with one scan of their vouchers: each is drawn up as by hand, and released by another person. */

const imports = importOf({
  kind: 'advance',
  capability: 'advances',
  at: '/advance-imports',
  subject: 'advance-import',
  writers: [...enterers],
  readers: [...officers],
})

const Scans = z.object({ paperId: z.int(), basisPaperId: z.int().nullable() })
type Scans = z.output<typeof Scans>
const Reading = Scans.extend({ ignored: z.array(z.string()) })

/** A row as what is typed on the form; a kind that is not said is the one that the form begins with. */
function typedOf(row: AdvanceRead, { commitment, contentId }: JudgedAdvance, scans: Scans) {
  const { commitment: _number, commitmentId: _id, content: _content, turn, kind, ...said } = row
  return {
    ...said,
    ...{
      id: commitment?.id,
      taskContentId: contentId,
      taskTurnId: turn,
      sameVoucher: false,
      fileId: scans.paperId,
    },
    kind: kind ?? (commitment?.enterpriseId == null ? 'contractor' : 'enterprise'),
    basisFileId: scans.basisPaperId ?? undefined,
  }
}

/** Draws an advance up as its form does. @throws Problem */
const drawUp = async (context: Context, raw: object): Promise<number> =>
  (await runWithin(context, draftAdvance, raw)).id

/** What the rows name, and the advances that stand on it. */
async function thereOf({ db }: Context, rows: readonly (AdvanceRead | null)[]) {
  const numbers = rows.flatMap((row) => (row?.commitment === undefined ? [] : plainNumber(row.commitment)))
  const ids = rows.flatMap((row) => row?.commitmentId ?? [])
  const commitments = await db
    .selectFrom('commitment')
    .select(['id', 'documentNumber', 'enterpriseId'])
    .where(sql<boolean>`(${plainOnRecord} = ANY(${numbers}::text[]) OR id = ANY(${ids}::int[]))`)
    .orderBy('id')
    .execute()
  const standing = await db
    .selectFrom('advance as a')
    .innerJoin('paymentOrder as o', 'o.id', 'a.orderId')
    .select(['o.commitmentId', 'o.documentNumber', 'o.occurredOn as on', 'a.amount'])
    .where('o.commitmentId', '=', sql<number>`ANY(${commitments.map((one) => one.id)}::int[])`)
    .where('a.state', '<>', 'dropped')
    .execute()
  const withContents = []
  for (const one of commitments)
    withContents.push({ ...one, contents: (await commitmentPlace(db, one.id)).contents })
  return { commitments: withContents, standing: new Set(standing.map(advanceKey)), fold }
}

/**
 * The rows as they would be drawn up now.
 * @param scans where they are tried, one after the other and undone: each with what those before it take
 */
async function judged(
  context: Context,
  rows: readonly (AdvanceRead | null)[],
  scans: Scans | null,
): Promise<JudgedAdvance[]> {
  const found = judgeAdvances(rows, await thereOf(context, rows))
  if (scans === null) return found
  let tried: JudgedAdvance[] = []
  // a check runs before its transaction opens, on the pool
  await undone(context.db as Kysely<DB>, async (db) => {
    tried = []
    for (const [at, each] of found.entries()) {
      const row = rows[at] ?? null
      const refused =
        row === null || each.outcome !== 'new'
          ? null
          : await attempt(db, () => drawUp({ ...context, db }, typedOf(row, each, scans)))
      tried.push(refused === null ? each : { ...each, outcome: 'error', problems: cellsOf(refused) })
    }
  })
  return tried
}

const incoming = judgedRows(imports, {
  ...{ table: advanceTable, keys: advanceColumnKeys, row: AdvanceRead, label: 'documentNumber', judged },
  kept: (row) => ({ ...row, amount: String(row.amount) }),
  outcomes: ['new', 'same'],
})

/** Reads a table of advances and keeps what each row would do: one to draw up, one that stands already, or an error with its cell. */
export const checkAdvances = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng tạm ứng', 'Check a table of advances'),
  input: {
    ...readingInput,
    /** One scan of the vouchers of the table. */
    paperId: id(),
    /** One scan of what the advances rest on. */
    basisPaperId: optionalId(),
  },
  needs: [tableNeeded],
  async check(context, { paperId, basisPaperId = null, ...input }) {
    const scans = { paperId, basisPaperId }
    await evidence(context, paperId)
    if (basisPaperId !== null) await evidence(context, basisPaperId)
    const { ignored, ...found } = await incoming.read(context, input, scans)
    return { ...found, reading: { ignored, ...scans } }
  },
})

/**
 * Draws up the advances that a check of a table showed, all or none; each waits for another person.
 * @throws Problem 409 `advances.importRefused` with the voucher and the reason of the first that is refused now
 */
export const applyAdvances = imports.apply({
  summary: words('Lập chứng từ tạm ứng theo bảng', 'Draw up advances by a table'),
  moved: (context, found) => incoming.moved(context, found.id, null),
  async write(context, found) {
    const scans = Scans.parse(found.reading)
    for (const { line, row, now } of await incoming.again(context, found.id, null)) {
      if (now?.outcome !== 'new') continue
      const advanceId = await drawUp(context, typedOf(row, now, scans)).catch((error: unknown) => {
        throw error instanceof Problem ? refusedNow(row.documentNumber, error) : error
      })
      await context.db
        .updateTable('advance')
        .set({ importId: found.id, importLine: line })
        .where('id', '=', advanceId)
        .execute()
    }
  },
})

function refusedNow(number: string, { words: said, fields }: Problem): Problem {
  const { vi, en } = fields[0]?.words ?? said
  return conflict('advances.importRefused', {
    vi: `Chứng từ ${number}: ${vi} Chưa khoản nào được lập; xin kiểm tra lại bảng.`,
    en: `Voucher ${number}: ${en} None is drawn up; please check the table again.`,
  })
}

/** One import: what its check found, and whether it was written. */
export const showAdvanceImport = imports.show({
  summary: words('Một lần nhập tạm ứng', 'One import of advances'),
  /** Headings that an advance has no place for, and the scans. */
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = cellsToMend(advanceColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showAdvanceImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập tạm ứng', 'The rows of an import of advances'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showAdvancesToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập tạm ứng', 'The rows in error of an import of advances'),
  columns: advanceColumns,
  keys: advanceColumnKeys,
})
