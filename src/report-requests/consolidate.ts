import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { Question } from './form-queries.ts'
import { questionsOf } from './forms.ts'
import { isMarkedChange, marksOf } from './marks.ts'
import { ReportRow, RequestRow, showRequest } from './queries.ts'
import { isFigure, placesOf } from './rules.ts'
import { office } from './sight.ts'

/*
 * All reports that are in, side by side: of each figure the sum and who gave what, beside the period before, with what is marked by the
 * definitions of `marks.ts`; of each text what each said. Every statement leads to the report that it is from.
 */

const FigureOf = z.object({
  answerId: z.int(),
  amount: z.number(),
  /** What the program proposed, and why another figure was given. */
  proposed: z.number().nullable(),
  reason: z.string().nullable(),
  /** The figure of the same recipient in the period before. */
  before: z.number().nullable(),
  change: z.number().nullable(),
  isChange: z.boolean(),
  isOutlier: z.boolean(),
})
const FigurePlace = z.object({
  line: z.int(),
  col: z.int(),
  sum: z.number(),
  given: z.int(),
  /** The sum of the accepted reports alone, null where none gave a figure, and how many did. */
  accepted: z.number().nullable(),
  acceptedGiven: z.int(),
  /** The sum of the period before, of whoever gave a figure then; null where nobody did. */
  before: z.number().nullable(),
  isChange: z.boolean(),
  figures: z.array(FigureOf),
})
export const Consolidated = z.object({
  request: RequestRow,
  reports: z.array(ReportRow),
  questions: z.array(
    Question.extend({
      places: z.array(FigurePlace),
      texts: z.array(z.object({ answerId: z.int(), said: z.string() })),
      /** Figures that the program proposed and the recipient left out. */
      leftOut: z.array(z.object({ answerId: z.int(), proposed: z.number() })),
      /** The files that came with the reports, as evidence. */
      files: z.array(z.object({ answerId: z.int(), name: z.string(), sha256: z.string(), file: File })),
      /** The values of the indicator that came of it. */
      values: z.array(z.object({ id: z.int(), key: z.string(), state: z.string(), amount: z.number() })),
    }),
  ),
})
export type Consolidated = z.infer<typeof Consolidated>

interface PlaceRow {
  readonly questionId: number
  readonly line: number
  readonly col: number
}

/** The reports of a request that are in, in SQL: of `report_answer x`. */
const isIn = sql`x.state IN ('sent', 'accepted')`

/** What each report that is in gives in each place, with the figure of its recipient in the period before. */
async function figuresOf(db: Db, requestId: number, day: string) {
  const { rows } = await sql<
    PlaceRow & {
      answerId: number
      amount: number
      proposed: number | null
      reason: string | null
      before: number | null
    }
  >`
    SELECT c.question_id, c.line, c.col, c.answer_id, c.amount, c.proposed, c.reason, earlier.amount AS before
      FROM report_answer x JOIN report_request r ON r.id = x.request_id
      JOIN report_cell c ON c.answer_id = x.id AND c.amount IS NOT NULL
      JOIN report_question q ON q.id = c.question_id
      LEFT JOIN LATERAL (
        SELECT pc.amount FROM report_answer px
          JOIN report_cell pc ON pc.answer_id = px.id AND pc.line = c.line AND pc.col = c.col
          JOIN report_question pq ON pq.id = pc.question_id AND pq.code = q.code AND pq.kind = q.kind
         WHERE px.request_id = r.previous_id AND px.state IN ('sent', 'accepted')
           AND (px.enterprise_id = x.enterprise_id OR agency_on(px.agency_id, ${day}::date) = agency_on(x.agency_id, ${day}::date))
         LIMIT 1) earlier ON true
     WHERE x.request_id = ${requestId} AND ${isIn}
     ORDER BY c.question_id, c.line, c.col, c.answer_id`.execute(db)
  return rows
}

/** The sums of each place: of the reports that are in, of the accepted ones, of the period before. */
async function sumsOf(db: Db, requestId: number) {
  const { rows } = await sql<
    PlaceRow & {
      sum: number
      given: number
      accepted: number | null
      acceptedGiven: number
      before: number | null
    }
  >`
    SELECT c.question_id, c.line, c.col, sum(c.amount) AS sum, count(*)::int AS given,
           sum(c.amount) FILTER (WHERE x.state = 'accepted') AS accepted, count(*) FILTER (WHERE x.state = 'accepted')::int AS accepted_given,
           (SELECT sum(pc.amount) FROM report_answer px
              JOIN report_cell pc ON pc.answer_id = px.id AND pc.line = c.line AND pc.col = c.col
              JOIN report_question pq ON pq.id = pc.question_id AND pq.code = q.code AND pq.kind = q.kind
             WHERE px.request_id = r.previous_id AND px.state IN ('sent', 'accepted')) AS before
      FROM report_answer x JOIN report_request r ON r.id = x.request_id
      JOIN report_cell c ON c.answer_id = x.id AND c.amount IS NOT NULL
      JOIN report_question q ON q.id = c.question_id
     WHERE x.request_id = ${requestId} AND ${isIn}
     GROUP BY c.question_id, c.line, c.col, q.code, q.kind, r.previous_id`.execute(db)
  return rows
}

async function textsOf(db: Db, requestId: number) {
  const { rows } = await sql<{ questionId: number; answerId: number; said: string }>`
    SELECT c.question_id, c.answer_id, c.said FROM report_answer x JOIN report_cell c ON c.answer_id = x.id AND c.said IS NOT NULL
     WHERE x.request_id = ${requestId} AND ${isIn} ORDER BY c.question_id, c.answer_id`.execute(db)
  return rows
}

async function leftOutOf(db: Db, requestId: number) {
  const { rows } = await sql<{ questionId: number; answerId: number; proposed: number }>`
    SELECT c.question_id, c.answer_id, c.proposed FROM report_answer x JOIN report_cell c ON c.answer_id = x.id
     WHERE x.request_id = ${requestId} AND ${isIn} AND c.proposed IS NOT NULL AND c.amount IS NULL
     ORDER BY c.question_id, c.answer_id`.execute(db)
  return rows
}

const filesOf = (db: Db, actor: Actor, requestId: number) =>
  db
    .selectFrom('reportAttachment as a')
    .innerJoin('reportAnswer as x', 'x.id', 'a.answerId')
    .innerJoin('file as s', 's.id', 'a.fileId')
    .select(['a.questionId', 'a.answerId', 's.name', 's.sha256'])
    .select(fileOf(actor, 'a.fileId').as('file'))
    .where('x.requestId', '=', requestId)
    .where(sql<boolean>`${isIn}`)
    .where('a.untilRound', 'is', null)
    .orderBy('a.answerId')
    .orderBy('a.id')
    .execute()

async function valuesOf(db: Db, requestId: number) {
  const { rows } = await sql<{ questionId: number; id: number; key: string; state: string; amount: number }>`
    SELECT g.question_id, v.id, i.key, v.state, v.value AS amount FROM report_value g JOIN indicator_value v ON v.id = g.value_id
      JOIN indicator i ON i.id = v.indicator_id WHERE g.request_id = ${requestId} ORDER BY v.id`.execute(db)
  return rows
}

/** The consolidation of a request. */
export const consolidate = query({
  name: 'reportRequests.consolidate',
  summary: words('Tổng hợp báo cáo của các đơn vị', 'Consolidation of the reports'),
  route: 'GET /report-requests/{id}/consolidation',
  input: z.object({ id: id() }),
  output: Consolidated,
  may: office,
  async run(context, input) {
    const { db } = context
    const { reports, nextId: _next, ...request } = await showRequest.run(context, input)
    const [figures, sums, texts, values, files, leftOut] = [
      await figuresOf(db, request.id, context.today),
      await sumsOf(db, request.id),
      await textsOf(db, request.id),
      await valuesOf(db, request.id),
      await filesOf(db, context.actor, request.id),
      await leftOutOf(db, request.id),
    ]
    const questions = await questionsOf(db, request.formId)
    const at = (one: PlaceRow, other: PlaceRow) =>
      one.questionId === other.questionId && one.line === other.line && one.col === other.col
    return {
      request,
      reports,
      questions: questions.map((question) => ({
        ...question,
        places: !isFigure(question)
          ? []
          : placesOf(question).flatMap((place) => {
              const sum = sums.find((one) => at(one, place))
              if (sum === undefined) return []
              const own = figures.filter((one) => at(one, place))
              const marks = marksOf(own.map((one) => ({ ...one, key: String(one.answerId) })))
              const { questionId: _question, ...rest } = sum
              return [
                {
                  ...rest,
                  isChange: sum.before !== null && isMarkedChange(sum.sum, sum.before),
                  figures: own.map(({ answerId, amount, proposed, reason, before }, index) => ({
                    ...{ answerId, amount, proposed, reason, before },
                    change: marks[index]?.change ?? null,
                    isChange: marks[index]?.isChange ?? false,
                    isOutlier: marks[index]?.isOutlier ?? false,
                  })),
                },
              ]
            }),
        texts: texts
          .filter((one) => one.questionId === question.id)
          .map(({ answerId, said }) => ({ answerId, said })),
        leftOut: leftOut
          .filter((one) => one.questionId === question.id)
          .map(({ answerId, proposed }) => ({ answerId, proposed })),
        files: files
          .filter((one) => one.questionId === question.id)
          .map(({ answerId, name, sha256, file }) => ({ answerId, name, sha256, file })),
        values: values.filter((one) => one.questionId === question.id),
      })),
    }
  },
})
