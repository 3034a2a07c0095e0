import { z } from 'zod'
import { calledNumber, type Issuer, issuerOn, nextNumber, takeNumber } from '../outgoing/index.ts'
import { yearOf } from '../platform/dates.ts'
import {
  choice,
  day,
  dongOut,
  flag,
  id,
  optionalLongText,
  optionalText,
  optionalWhole,
  whole,
} from '../platform/fields.ts'
import { runFollows, runFollowsOfEach } from '../platform/follow.ts'
import { notAhead, problemsOf } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { mostAtOnce } from '../platform/many.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, notFound, Problem } from '../platform/problem.ts'
import { decideApplication } from './decide.ts'
import {
  type DecisionApplication,
  decisionOutcomes,
  decisionRows,
  LineSum,
  moneyOfDecision,
  Said,
  TaskSum,
} from './decision-rows.ts'

/*
 * One decision on several applications: one number of the register, one list with what is decided of each and why, all of them or none.
 * Each is decided by the rules of a single decision, under the same control: who checked or appraised one of them does not decide.
 */

const input = z.object({
  items: z
    .array(
      z.object({
        id: id(),
        version: whole(1),
        /** `leave`: it stays out of this decision. */
        outcome: choice([...decisionOutcomes.keys, 'leave']),
        /** Left out: the reason of all. */
        reason: optionalLongText(2000),
      }),
    )
    .max(mostAtOnce),
  reason: optionalLongText(2000),
  decidedOn: day(),
  /** Left out: the next one of the register. */
  number: optionalWhole(1, 99_999),
  /** The People's Committee issues it; else the agency that carries the programme. */
  committee: flag(),
  signer: optionalText(100),
})
type Sent = z.output<typeof input>

const rules: Rule<Sent>[] = [
  notAhead('decidedOn'),
  {
    of: ['items'],
    judge: ({ items }) => {
      if (items.every(({ outcome }) => outcome === 'leave'))
        return { field: 'items', words: words('Xin chọn ít nhất một dòng.', 'Choose at least one row.') }
      return new Set(items.map((item) => item.id)).size === items.length
        ? null
        : { field: 'items', words: words('Một hồ sơ đứng hai lần.', 'An application stands twice.') }
    },
  },
  {
    of: ['items', 'reason'],
    judge: ({ items, reason }) =>
      reason !== undefined || items.every((item) => item.reason !== undefined || item.outcome === 'leave')
        ? null
        : {
            field: 'reason',
            words: words(
              'Xin ghi lý do chung, hoặc lý do của từng hồ sơ.',
              'Give the reason of all, or one for each application.',
            ),
          },
  },
]

/** Each application as a single decision takes it, in the order of their numbers, so that two decisions never wait for each other. */
const each = ({ items, reason: ofAll, decidedOn, committee }: Sent, decisionNumber: string) =>
  items
    .flatMap(({ id: applicationId, version, outcome, reason }, at) =>
      outcome === 'leave'
        ? []
        : [
            {
              at,
              one: {
                ...{ id: applicationId, version, outcome, decisionNumber, decidedOn, committee },
                reason: reason ?? ofAll ?? '',
                decisionFileId: undefined,
                // more than a norm is agreed to one by one, for its own reason
                overAgreed: false,
              },
            },
          ],
    )
    .toSorted((a, b) => a.one.id - b.one.id)
type One = ReturnType<typeof each>[number]

/** Decides several applications at once. @throws Problem of the first that cannot be decided, by its number; then none is */
export const decideTogether = command({
  name: 'applications.decideTogether',
  summary: words('Một quyết định cho nhiều hồ sơ', 'One decision on several applications'),
  route: 'POST /application-decisions',
  input,
  output: z.object({ id: z.int(), number: z.string() }),
  may: decideApplication.may,
  signed: 'application',
  rules,
  subject: (_input, output) => `application_decision:${output.id}`,
  async run(context, sent) {
    const { db } = context
    const { decidedOn, number, committee, signer = null } = sent
    const issuer = await issuerOn(db, 'decision', decidedOn, committee)
    const { id: decisionId, called } = await begin(context, { issuer, number, decidedOn, committee, signer })
    const all = each(sent, called)
    const rows = new Map(
      (
        await decisionRows(
          context,
          all.map(({ one }) => one.id),
        )
      ).map((row) => [row.id, row]),
    )
    for (const one of all) await decideOne(context, one)
    await keepList(context, decisionId, all, rows)
    return { id: decisionId, number: called }
  },
})

/** Takes the number and begins the decision that bears it. */
async function begin(
  { db }: Context,
  of: {
    readonly issuer: Issuer
    readonly number: number | undefined
    readonly decidedOn: string
    readonly committee: boolean
    readonly signer: string | null
  },
): Promise<{ id: number; called: string }> {
  const { issuer, number, decidedOn, committee, signer } = of
  const taken = await takeNumber(db, {
    ...{ kind: 'decision', issuer, number, issuedOn: decidedOn },
    subject: 'Kết quả xét hồ sơ đề nghị hỗ trợ',
    // its own number follows at once
    record: 'application_decision',
  })
  const called = calledNumber(taken.number, issuer.symbol)
  const { id: decisionId } = await db
    .insertInto('applicationDecision')
    .values({ numberId: taken.id, number: called, committee, decidedOn, signer })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('outgoingNumber')
    .set({ record: `application_decision:${decisionId}` })
    .where('id', '=', taken.id)
    .execute()
  return { id: decisionId, called }
}

/** One application by the rules of a single decision, with all that follows one. */
async function decideOne(context: Context, { at, one }: One): Promise<void> {
  try {
    const { fields, refused } = await problemsOf(
      decideApplication,
      { raw: one, parsed: { success: true, data: one }, wrong: [] },
      context,
    )
    const [wrong] = fields
    if (wrong !== undefined) throw conflict('applications.rule', wrong.words)
    if (refused !== null) throw refused
    const output = await decideApplication.run(context, one, undefined)
    await runFollows(decideApplication.name, context, one, output)
    await runFollowsOfEach(context, decideApplication, `application:${one.id}`)
  } catch (error) {
    throw error instanceof Problem ? named(error, one.id, at) : error
  }
}

/** The problem, with the application that it is of, at its row. */
function named(problem: Problem, applicationId: number, at: number): Problem {
  const why = whyOf(problem)
  return conflict(
    problem.code,
    words(
      `Hồ sơ ${applicationId}: ${why.vi} Chưa hồ sơ nào được quyết định.`,
      `Application ${applicationId}: ${why.en} None is decided.`,
    ),
    `items.${at}.outcome`,
  )
}

const whyOf = (problem: Problem): Words => problem.fields[0]?.words ?? problem.words

/** Keeps what the list of the decision says: those that are supported first, each part by its numbers. */
async function keepList(
  { db }: Context,
  decisionId: number,
  all: readonly One[],
  rows: ReadonlyMap<number, DecisionApplication>,
): Promise<void> {
  const ordered = all.toSorted(
    (a, b) => Number(a.one.outcome === 'refuse') - Number(b.one.outcome === 'refuse'),
  )
  await db
    .insertInto('applicationDecisionItem')
    .values(
      ordered.map(({ one }, at) => {
        const row = rows.get(one.id)
        if (row === undefined) throw notFound(words('hồ sơ', 'Application'))
        const { enterprise, taxCode, content, requested, amount, planId } = row
        return {
          ...{ decisionId, applicationId: one.id, place: at + 1, outcome: one.outcome, reason: one.reason },
          ...{ planId, enterprise, taxCode, content, requested },
          amount: one.outcome === 'accept' ? amount : null,
        }
      }),
    )
    .execute()
}

const Tried = z.object({
  /** The number that it would bear; another may take it first. */
  number: z.string(),
  rows: z.array(
    z.object({
      id: z.int(),
      outcome: decisionOutcomes.schema,
      /** What is granted; null for a refusal. */
      amount: dongOut().nullable(),
      /** Why it could not be decided so; null where it could. */
      problem: Said.nullable(),
    }),
  ),
  lines: z.array(LineSum),
  /** What comes under tasks, content by content. */
  tasks: z.array(TaskSum),
})

/** Tries a decision and undoes all of it: what would become of each application, and the sums beside the lines of the budget. */
export const tryDecision = command({
  ...{ name: 'applications.tryDecision', input, output: Tried, rules },
  summary: words('Thử một quyết định cho nhiều hồ sơ', 'Try one decision on several applications'),
  route: 'POST /application-decisions/trials',
  may: decideTogether.may,
  signed: 'application',
  run: () => Promise.reject(new TypeError('A trial is carried out in a rehearsal')),
  async carry(carrier, sent) {
    const { context } = carrier
    const { db } = context
    const issuer = await issuerOn(db, 'decision', sent.decidedOn, sent.committee)
    const next = sent.number ?? (await nextNumber(db, 'decision', issuer, yearOf(sent.decidedOn)))
    const called = calledNumber(next, issuer.symbol)
    const all = each(sent, called)
    const problems = await carrier.rehearse(
      decideApplication,
      all.map(({ one }) => one),
    )
    const found = await decisionRows(
      context,
      all.map(({ one }) => one.id),
    )
    const rows = new Map(found.map((row) => [row.id, row]))
    const accepted = new Set(all.flatMap(({ one }) => (one.outcome === 'accept' ? [one.id] : [])))
    return {
      number: called,
      rows: all
        .map(({ at, one }, place) => {
          const problem = problems[place] ?? null
          const why = problem === null ? null : whyOf(problem)
          return {
            ...{ at, id: one.id, outcome: one.outcome },
            amount: one.outcome === 'accept' ? (rows.get(one.id)?.amount ?? null) : null,
            problem: why === null ? null : { vi: why.vi, en: why.en },
          }
        })
        .toSorted((a, b) => a.at - b.at)
        .map(({ at: _at, ...row }) => row),
      ...(await moneyOfDecision(
        db,
        found.filter((row) => accepted.has(row.id)),
      )),
    }
  },
})
