import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { activePlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { attempt, undone } from '../platform/attempt.ts'
import type { DB } from '../platform/database-types.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, Problem } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { runWithin } from '../platform/within.ts'
import { reporting, sendReport } from './commands.ts'
import {
  AnswerRead,
  answerColumnKeys,
  answerColumns,
  answerTable,
  cellsOf,
  type JudgedAnswer,
  judgeAnswers,
} from './import-rules.ts'
import { standingReports } from './queries.ts'

/* Answers of many agencies out of a table: each is sent as on its page, and accepted by another person. */

const imports = importOf({
  kind: 'standing_report',
  capability: 'standing',
  at: '/standing-report-imports',
  subject: 'standing-import',
  writers: reporting,
  readers: staff,
})

/** Sends what a row says. */
const sent = (context: Context, { done, nothing, reason }: AnswerRead, { report }: JudgedAnswer) =>
  runWithin(context, sendReport, { id: report?.id, version: report?.version, done, nothing, reason })

/**
 * The rows as they would be sent now.
 * @param trial whether they are tried, one after the other and undone
 */
async function judged(
  context: Context,
  rows: readonly (AnswerRead | null)[],
  trial: boolean,
): Promise<JudgedAnswer[]> {
  const { db, actor, today } = context
  const plan = await activePlan(context)
  let reports = standingReports(db, today).where('w.planId', '=', plan.id)
  // of others no row says more than that it is not there
  if (!actor.grants.has('coordinator'))
    reports = reports.where('w.agencyId', '=', sql<number>`ANY(${[...actor.agencyIds]}::int[])`)
  const found = judgeAnswers(rows, { reports: await reports.execute(), fold })
  if (!trial) return found
  let tried: JudgedAnswer[] = []
  // a check runs before its transaction opens, on the pool
  await undone(db as Kysely<DB>, async (transaction) => {
    tried = []
    for (const [at, each] of found.entries()) {
      const row = rows[at] ?? null
      const refused =
        row === null || each.outcome !== 'new'
          ? null
          : await attempt(transaction, () => sent({ ...context, db: transaction }, row, each))
      tried.push(refused === null ? each : { ...each, outcome: 'error', problems: cellsOf(refused) })
    }
  })
  return tried
}

const incoming = judgedRows(imports, {
  ...{ table: answerTable, keys: answerColumnKeys, row: AnswerRead, label: 'agency', judged },
  outcomes: ['new', 'same'],
})

/** Reads a table of answers and keeps what each row would do: one to send, one that was sent so already, or an error with its cell. */
export const checkAnswers = imports.check({
  name: 'checkImport',
  summary: words(
    'Kiểm tra bảng trả lời nhiệm vụ thường xuyên',
    'Check a table of answers on standing duties',
  ),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input, true)
    return { ...found, reading: { ignored } }
  },
})

/**
 * Sends the answers that a check of a table showed, all or none; each waits for another person.
 * @throws Problem 409 `standing.importRefused` with the agency and the reason of the first that is refused now
 */
export const applyAnswers = imports.apply({
  summary: words('Gửi báo cáo theo bảng trả lời', 'Send reports by a table of answers'),
  moved: (context, found) => incoming.moved(context, found.id, false),
  async write(context, found) {
    for (const { row, now } of await incoming.again(context, found.id, false)) {
      if (now?.outcome !== 'new') continue
      const { id } = await sent(context, row, now).catch((error: unknown) => {
        throw error instanceof Problem ? refusedNow(row, error) : error
      })
      await context.db
        .updateTable('standingReport')
        .set({ importId: found.id })
        .where('id', '=', id)
        .execute()
    }
  },
})

function refusedNow({ agency, duty }: AnswerRead, { words: said, fields }: Problem): Problem {
  const { vi, en } = fields[0]?.words ?? said
  return conflict('standing.importRefused', {
    vi: `${agency}, ${duty}: ${vi} Chưa báo cáo nào được gửi; xin kiểm tra lại bảng.`,
    en: `${agency}, ${duty}: ${en} None is sent; please check the table again.`,
  })
}

const Reading = z.object({ ignored: z.array(z.string()) })

/** One import: what its check found, and whether it was written. */
export const showAnswerImport = imports.show({
  summary: words('Một lần nhập bảng trả lời', 'One import of answers'),
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(answerColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showAnswerImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập bảng trả lời', 'The rows of an import of answers'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showAnswersToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập bảng trả lời', 'The rows in error of an import of answers'),
  columns: answerColumns,
  keys: answerColumnKeys,
})
