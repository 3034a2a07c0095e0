import type { Updateable } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/database-types.ts'
import { id, longText, optionalId, optionalText, optionalWhole, whole } from '../../platform/fields.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import {
  conflict,
  explainConstraint,
  type FieldProblem,
  invalid,
  invalidField,
  notFound,
  staleRecord,
} from '../../platform/problem.ts'
import { evidenceOf } from '../turn-row.ts'
import { answers, namedFields, resultFields, scheduleFields, type VisitState, visitStates } from './fields.ts'

/* A visit to a support turn: on its day, made with a checklist, or called off. */

explainConstraint('visit_of_draw', () =>
  conflict('visits.twice', words('Lượt này đã có trong danh sách.', 'The turn is on the list already.')),
)

export const Changed = z.object({ id: z.int(), state: visitStates.schema, version: z.int() })
export const noVisit = () => notFound(words('lần kiểm tra', 'Visit'))
const subject = ({ id: visitId }: { readonly id: number }) => `visit:${visitId}`

/** Locks a visit. @throws Problem 404, 409 where it changed meanwhile or is in another state */
export async function lockVisit(
  { db }: Pick<Context, 'db'>,
  visitId: number,
  from: readonly VisitState[],
  version?: number,
) {
  const row = await db
    .selectFrom('visit')
    .selectAll()
    .where('id', '=', visitId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noVisit()
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = visitStates.wordsOf(row.state)
    throw conflict('visits.elsewhere', words(`Lần kiểm tra này: ${is.vi}.`, `This visit: ${is.en}.`))
  }
  return row
}

async function openTurn(db: Db, turnId: number) {
  const turn = await db
    .selectFrom('supportTurn')
    .select(['id', 'enterpriseId', 'state'])
    .where('id', '=', turnId)
    .executeTakeFirst()
  if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
  if (turn.state === 'decided')
    throw invalidField('turnId', words('Lượt hỗ trợ này chưa ký hợp đồng.', 'The turn has no contract yet.'))
  return turn
}

const turnThere: Rule<{ readonly turnId: number }> = {
  of: ['turnId'],
  check: ({ turnId }, { db }) => openTurn(db, turnId),
}

const foundThere: Rule<{ readonly turnId: number; readonly findingId?: number | undefined }> = {
  of: ['turnId', 'findingId'],
  judge: async ({ turnId, findingId }, { db }) => {
    if (findingId === undefined) return null
    const found = await db
      .selectFrom('visitFinding as f')
      .innerJoin('visit as v', 'v.id', 'f.visitId')
      .select('f.id')
      .where('f.id', '=', findingId)
      .where('v.turnId', '=', turnId)
      .executeTakeFirst()
    return found === undefined
      ? { field: 'findingId', words: words('Phát hiện này của lượt khác.', 'It was found in another turn.') }
      : null
  },
}

/** Plans a visit that no list has: with its reason, or to see whether something was put right. */
export const planVisit = command({
  name: 'visits.plan',
  summary: words('Lên lịch kiểm tra ngoài danh sách', 'Plan a visit beside the list'),
  route: 'POST /visits',
  input: z.object({
    turnId: id(),
    ...scheduleFields.input,
    ...namedFields.input,
    /** What was found and is to be looked at again. */
    findingId: optionalId(),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [turnThere, foundThere],
  subject: (_input, output) => subject(output),
  async run({ db, today }, { turnId, findingId, ...input }) {
    const turn = await openTurn(db, turnId)
    return db
      .insertInto('visit')
      .values({
        ...{ turnId, enterpriseId: turn.enterpriseId, how: findingId === undefined ? 'named' : 'again' },
        ...{ ...scheduleFields.values(input), ...namedFields.values(input), enteredOn: today },
      })
      .returning(['id', 'state', 'version'])
      .$narrowType<{ state: 'planned' }>()
      .executeTakeFirstOrThrow()
  },
})

/** Writes what an act changes. */
async function change<State extends VisitState>(
  { db }: Context,
  { id: visitId, version }: { readonly id: number; readonly version: number },
  set: Updateable<DB['visit']> & { readonly state: State },
) {
  await db
    .updateTable('visit')
    .set({ ...set, version: version + 1 })
    .where('id', '=', visitId)
    .execute()
  return { id: visitId, state: set.state, version: version + 1 }
}

/** Changes day, team and whether the enterprise is told beforehand. */
export const scheduleVisit = command({
  name: 'visits.schedule',
  summary: words('Đặt ngày, người đi kiểm tra', 'Set the day of a visit and who goes'),
  route: 'PUT /visits/{id}/schedule',
  input: z.object({ id: id(), version: whole(1), ...scheduleFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: visitId, version, ...input }) {
    const { state } = await lockVisit(context, visitId, ['planned'], version)
    return change(context, { id: visitId, version }, { ...scheduleFields.values(input), state })
  },
})

/** Calls a visit off, with the reason. */
export const callOffVisit = command({
  name: 'visits.callOff',
  summary: words('Thôi kiểm tra, nêu lý do', 'Call a visit off'),
  route: 'POST /visits/{id}/cancellation',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject,
  async run(context, { id: visitId, version, reason }) {
    await lockVisit(context, visitId, ['planned'], version)
    return change(context, { id: visitId, version }, { state: 'cancelled', reason })
  },
})

/** By item of the checklist. */
const byItem = <S extends z.ZodType>(each: S) => z.record(z.string().regex(/^\d{1,2}$/), each).default({})
const answerInput = {
  answers: byItem(z.enum(answers.keys)),
  notes: byItem(optionalText(500)),
}

/** The edition of a checklist that is in force: the latest. */
async function latestEdition(db: Db, checklistId: number) {
  return db
    .selectFrom('visitChecklistEdition')
    .select(['id', 'edition', 'items'])
    .where('checklistId', '=', checklistId)
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

interface Seen {
  readonly answers: Readonly<Record<string, (typeof answers.keys)[number]>>
  readonly notes: Readonly<Record<string, string | undefined>>
}

/** Items that are not answered, and those that are not met and do not say why. */
function unansweredIn(items: readonly string[], given: Seen): FieldProblem[] {
  return items.flatMap((_asked, at): FieldProblem[] => {
    const item = at + 1
    const answer = given.answers[item]
    if (answer === undefined)
      return [
        {
          field: `answers.${item}`,
          words: words('Xin chọn kết quả của mục này.', 'Choose what was seen.'),
        },
      ]
    return answer === 'no' && given.notes[item] === undefined
      ? [
          {
            field: `notes.${item}`,
            words: words('Không đạt thì ghi thấy gì.', 'Where it is not met, say why.'),
          },
        ]
      : []
  })
}

const allAnswered: Rule<{ readonly id: number } & Seen> = {
  of: ['id', 'answers', 'notes'],
  judge: async ({ id: visitId, ...given }, { db }) => {
    const visit = await db
      .selectFrom('visit')
      .select('checklistId')
      .where('id', '=', visitId)
      .where('state', '=', 'planned')
      .executeTakeFirst()
    return visit?.checklistId == null
      ? null
      : unansweredIn((await latestEdition(db, visit.checklistId)).items, given)
  },
}

/** Records what a visit showed, with its checklist; what was found is entered beside it. */
export const recordVisit = command({
  name: 'visits.record',
  summary: words('Ghi kết quả kiểm tra tại chỗ', 'Record what a visit showed'),
  route: 'POST /visits/{id}/result',
  input: z.object({
    id: id(),
    version: whole(1),
    ...resultFields.input,
    /** The edition of the checklist that was seen: another one meanwhile asks other things. */
    edition: optionalWhole(1),
    ...answerInput,
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('visitedOn'), allAnswered],
  subject,
  async run(context, { id: visitId, version, edition: shown, answers: said, notes, ...input }) {
    const { db } = context
    const row = await lockVisit(context, visitId, ['planned'], version)
    const edition = row.checklistId === null ? null : await latestEdition(db, row.checklistId)
    if (edition !== null && shown !== undefined && shown !== edition.edition) throw staleRecord()
    const items = edition?.items ?? []
    const open = unansweredIn(items, { answers: said, notes })
    if (open.length > 0) throw invalid(open)
    const rows = items.flatMap((_asked, at) => {
      const answer = said[at + 1]
      return answer === undefined ? [] : [{ item: at + 1, answer, note: notes[at + 1] ?? null }]
    })
    if (input.fileId !== undefined) await evidenceOf(context, input.fileId, row.enterpriseId)
    if (rows.length > 0)
      await db
        .insertInto('visitAnswer')
        .values(rows.map((each) => ({ visitId, ...each })))
        .execute()
    return change(context, row, {
      ...resultFields.values(input),
      state: 'made',
      editionId: edition?.id ?? null,
    })
  },
})
