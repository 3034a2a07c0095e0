import { z } from 'zod'
import { papersFor } from '../calls/index.ts'
import { flag, id, optionalDong, optionalId, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, type FieldProblem, notFound, Problem, staleRecord } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { applicationFields } from './fields.ts'
import { callOfFiling, fileNow, filer, wrongFiling } from './file.ts'
import { keepPaper, kindsGiven, paperInput, paperNeeds, papersGiven } from './papers.ts'
import { Changed } from './transitions.ts'
import { missingOf } from './writing-rules.ts'

/* An application while it is written, step by step: what is typed stays, and nothing is filed before it is sent. */

const writtenTwice = () =>
  conflict(
    'applications.writingTwice',
    words(
      'Doanh nghiệp đang soạn hồ sơ cho nội dung và năm này; xin mở hồ sơ đang soạn.',
      'An application for this content and year is being written already; please open it.',
    ),
    'contentId',
  )

const Written = z.object({ id: z.int(), version: z.int() })
const may = ['coordinator', 'enterprise'] as const
const noDraft = () => notFound(words('hồ sơ đang soạn', 'Application that is being written'))

/** A draft that the account may write on. @throws Problem 404 */
export async function draftOf({ db, actor }: Context, draftId: number, lock: boolean) {
  const select = db
    .selectFrom('applicationDraft as d')
    .selectAll('d')
    .where('d.id', '=', draftId)
    .where(readableBy(actor, 'd.enterpriseId'))
  const row = await (lock ? select.forUpdate() : select).executeTakeFirst()
  if (row === undefined) throw noDraft()
  return row
}
type Draft = Awaited<ReturnType<typeof draftOf>>

async function save(context: Context, input: { id: number; version: number }, set: object) {
  const draft = await draftOf(context, input.id, true)
  if (draft.version !== input.version) throw staleRecord()
  return context.db
    .updateTable('applicationDraft')
    .set({ ...set, version: draft.version + 1 })
    .where('id', '=', draft.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}

interface Beginning {
  readonly enterpriseId?: number | undefined
  readonly contentId?: number | undefined
  readonly year?: number | undefined
  readonly callId?: number | undefined
}

/** Begins an application that is written step by step. */
export const beginApplication = command({
  name: 'applications.begin',
  summary: words('Soạn hồ sơ theo từng bước', 'Write an application step by step'),
  route: 'POST /application-drafts',
  input: z.object({
    enterpriseId: optionalId(),
    contentId: applicationFields.input.contentId,
    year: applicationFields.input.year,
    /** Left out: the call that is open for its content and year, where there is one. */
    callId: optionalId(),
  }),
  output: Written,
  may: [...may],
  rules: [
    { of: ['enterpriseId'], check: filer },
    {
      // the plan is found for whatever of it is right
      of: ['enterpriseId'],
      judge: (input: Beginning, context) => wrongFiling(context, input, 'any'),
    },
  ],
  subject: (_input, output) => `application-draft:${output.id}`,
  async run(context, input) {
    const { contentId, year } = input
    const enterpriseId = filer(input, context)
    const there = await context.db
      .selectFrom('applicationDraft')
      .select('id')
      .where('enterpriseId', '=', enterpriseId)
      .where('contentId', '=', contentId)
      .where('year', '=', year)
      .executeTakeFirst()
    if (there !== undefined) throw writtenTwice()
    const callId = await callOfFiling(context, input)
    return context.db
      .insertInto('applicationDraft')
      .values({ enterpriseId, contentId, year, callId, begunOn: context.today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

const own = applicationFields.input
const draftOnly = { id: id(), version: whole(1) }

/** Step 1: what is done, how and what for. */
export const writeWhat = command({
  name: 'applications.writeWhat',
  summary: words('Ghi việc đề nghị hỗ trợ', 'Write what is to be supported'),
  route: 'PUT /application-drafts/{id}/what',
  input: z.object({ ...draftOnly, description: own.description }),
  output: Written,
  may: [...may],
  subject: ({ id }) => `application-draft:${id}`,
  run: (context, input) => save(context, input, { description: input.description }),
})

/** Step 2: the figures of the register hold for this application. */
export const confirmFigures = command({
  name: 'applications.confirmFigures',
  summary: words('Xác nhận số liệu doanh nghiệp', 'Confirm the figures of the enterprise'),
  route: 'PUT /application-drafts/{id}/figures',
  input: z.object({ ...draftOnly, figuresSeen: flag() }),
  output: Written,
  may: [...may],
  subject: ({ id }) => `application-draft:${id}`,
  run: (context, input) => save(context, input, { figuresSeen: input.figuresSeen }),
})

/** Step 3: what it costs and who pays. What is not known yet may be left out; sending it asks for all of it. */
export const writeMoney = command({
  name: 'applications.writeMoney',
  summary: words('Ghi kinh phí của hồ sơ', 'Write the money of an application'),
  route: 'PUT /application-drafts/{id}/money',
  input: z.object({
    ...draftOnly,
    requested: optionalDong(1n),
    ownFunds: optionalDong(0n),
    ownFundsSource: own.ownFundsSource,
    otherSupport: own.otherSupport,
    otherSupportFrom: own.otherSupportFrom,
  }),
  output: Written,
  may: [...may],
  subject: ({ id }) => `application-draft:${id}`,
  run: (context, { id: draftId, version, ...said }) => save(context, { id: draftId, version }, moneyOf(said)),
})

interface Money {
  readonly requested?: bigint | undefined
  readonly ownFunds?: bigint | undefined
  readonly ownFundsSource?: string | undefined
  readonly otherSupport?: bigint | undefined
  readonly otherSupportFrom?: string | undefined
}
const moneyOf = (said: Money) => ({
  requested: said.requested ?? null,
  ownFunds: said.ownFunds ?? null,
  ownFundsSource: said.ownFundsSource ?? null,
  otherSupport: said.otherSupport ?? null,
  otherSupportFrom: said.otherSupportFrom ?? null,
})

/** Step 4: a paper, as a file or a photograph. */
export const addDraftPaper = command({
  name: 'applications.addDraftPaper',
  summary: words('Thêm giấy tờ vào hồ sơ đang soạn', 'Add a paper to an application that is being written'),
  route: 'POST /application-drafts/{id}/papers',
  input: z.object({ id: id(), ...paperInput }),
  output: Written,
  may: [...may],
  needs: paperNeeds,
  subject: ({ id }) => `application-draft:${id}`,
  async run(context, { id: draftId, ...paper }) {
    const draft = await draftOf(context, draftId, true)
    const callId = await callOf(context, draft)
    await keepPaper(context, { draftId }, { callId, enterpriseId: draft.enterpriseId, round: 1 }, paper)
    return { id: draftId, version: draft.version }
  },
})

/** Takes a paper out again. */
export const removeDraftPaper = command({
  name: 'applications.removeDraftPaper',
  summary: words(
    'Bỏ giấy tờ khỏi hồ sơ đang soạn',
    'Take a paper out of an application that is being written',
  ),
  route: 'DELETE /application-drafts/{id}/papers/{paper}',
  input: z.object({ id: id(), paper: id() }),
  output: Written,
  may: [...may],
  subject: ({ id }) => `application-draft:${id}`,
  async run(context, { id: draftId, paper }) {
    const draft = await draftOf(context, draftId, true)
    const gone = await context.db
      .deleteFrom('applicationPaper')
      .where('id', '=', paper)
      .where('draftId', '=', draftId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('giấy tờ này', 'Paper of the application'))
    return { id: draftId, version: draft.version }
  },
})

/** The call that a draft comes to today. */
async function callOf(context: Context, draft: Draft): Promise<number | null> {
  if (draft.callId !== null) return draft.callId
  const { enterpriseId, contentId, year } = draft
  return callOfFiling(context, { enterpriseId, contentId, year }).catch(() => null)
}

const filingOf = (draft: Draft, callId: number | null) => ({
  enterpriseId: draft.enterpriseId,
  contentId: draft.contentId,
  year: draft.year,
  callId: callId ?? undefined,
  requested: draft.requested ?? undefined,
})

/** What of a draft is missing or wrong, with its papers and those that its call asks for. */
export async function stateOfDraft(context: Context, draft: Draft) {
  const { db } = context
  const papers = await papersGiven(db, { draftId: draft.id })
  const callId = await callOf(context, draft)
  const asked = await papersFor(db, { ...draft, callId }, kindsGiven(papers))
  const problems = await problemsOfDraft(context, draft, callId)
  return { callId, papers, asked: asked.papers, missing: missingOf(draft, asked.missing, problems) }
}

async function problemsOfDraft(
  context: Context,
  draft: Draft,
  callId: number | null,
): Promise<FieldProblem[]> {
  try {
    return await wrongFiling(context, filingOf(draft, callId), 'any')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [{ field: error.fields[0]?.field ?? 'contentId', words: error.words }]
  }
}

/** Sends what was written: it is filed, with its papers. @throws Problem 409 while something is missing */
export const sendApplication = command({
  name: 'applications.send',
  summary: words('Nộp hồ sơ đã soạn', 'File an application that was written'),
  route: 'POST /application-drafts/{id}/sending',
  input: z.object(draftOnly),
  output: Changed,
  may: [...may],
  subject: (_input, output) => `application:${output.id}`,
  async run(context, { id: draftId, version }) {
    const { db } = context
    const draft = await draftOf(context, draftId, true)
    if (draft.version !== version) throw staleRecord()
    const { callId, papers, missing } = await stateOfDraft(context, draft)
    const { description, requested, ownFunds } = draft
    if (missing.length > 0 || description === null || requested === null || ownFunds === null)
      throw conflict(
        'applications.incomplete',
        words(
          `Hồ sơ còn thiếu: ${missing.map((one) => one.words.vi).join(' ')}`,
          `The application is not complete: ${missing.map((one) => one.words.en).join(' ')}`,
        ),
      )
    const filed = await fileNow(
      context,
      {
        ...{ ...filingOf(draft, callId), description, requested, ownFunds },
        ownFundsSource: draft.ownFundsSource ?? undefined,
        otherSupport: draft.otherSupport ?? undefined,
        otherSupportFrom: draft.otherSupportFrom ?? undefined,
      },
      kindsGiven(papers),
    )
    await db
      .updateTable('applicationPaper')
      .set({ draftId: null, applicationId: filed.id })
      .where('draftId', '=', draftId)
      .execute()
    await db.deleteFrom('applicationDraft').where('id', '=', draftId).execute()
    return filed
  },
})

/** Throws away what was written and not sent. */
export const dropApplication = command({
  name: 'applications.drop',
  summary: words('Bỏ hồ sơ đang soạn', 'Throw away an application that is being written'),
  route: 'DELETE /application-drafts/{id}',
  input: z.object(draftOnly),
  output: z.object({ id: z.int() }),
  may: [...may],
  subject: ({ id }) => `application-draft:${id}`,
  async run(context, { id: draftId, version }) {
    const { db } = context
    const draft = await draftOf(context, draftId, true)
    if (draft.version !== version) throw staleRecord()
    await db.deleteFrom('applicationPaper').where('draftId', '=', draftId).execute()
    await db.deleteFrom('applicationDraft').where('id', '=', draftId).execute()
    return { id: draftId }
  },
})
