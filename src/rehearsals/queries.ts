import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { applicationStates, criteriaOfPlan } from '../applications/index.ts'
import { normChoicesInForce } from '../norms/index.ts'
import { activePlan, citedPlan, planArticles } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, flag } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { conflict, invalid } from '../platform/problem.ts'
import { markedFileName } from '../platform/sample.ts'
import { type KnownCase, moneyByYear, rehearsalCases } from './cases.ts'
import { changesOf, draftInput, draftProblems } from './draft.ts'
import { compareRuns, type RehearsalPlace, runRules } from './rules.ts'
import { Rehearsal, type RehearsalRow } from './shape.ts'

/** How many rows are shown unless all are asked for. */
const shownRows = 100

/**
 * Rehearses a draft rule on all applications of a plan, past and waiting: who gains, who loses, what it costs, for the whole draft and for each
 * change alone. Both runs start from what was asked for; criteria and size are those known today. Nothing is changed by it.
 */
export const rehearseRules = query({
  name: 'rehearsals.run',
  summary: words('Chạy thử quy định dự kiến trên các hồ sơ', 'Rehearse a draft rule on the applications'),
  route: 'GET /rehearsals',
  input: z.object({ ...draftInput, all: flag() }),
  output: Rehearsal,
  may: officers,
  async run({ db, planId, today }, input) {
    const plan = await activePlan({ db, planId })
    const criteria = await criteriaOfPlan(db, plan.id)
    const norms = await normChoicesInForce(db, today)
    const contents = await db
      .selectFrom('supportContent')
      .select(['id', 'name', 'nameEn'])
      .orderBy('name')
      .execute()
    const problems = draftProblems(input, { criteria, norms, contents })
    if (problems.length > 0) throw invalid(problems)
    const { beneficiaries } = await planArticles(db, plan.id)
    const told = changesOf(input, { criteria, norms, contents }, citedPlan(plan.number, beneficiaries))
    const money = await moneyByYear(db, plan)
    const known = await rehearsalCases(db, plan.id, today)
    const given = { ...known, criteria, money }
    const inForce = await runApart(given, [])
    const draft = await runApart(
      given,
      told.map(({ change }) => change),
    )
    const alone: (typeof draft)[] = []
    for (const { change } of told) alone.push(told.length === 1 ? draft : await runApart(given, [change]))
    const rows = rowsOf(known.cases, inForce, draft)
    return {
      plan: { id: plan.id, number: plan.number },
      criteria,
      norms,
      cases: known.cases.length,
      leftOut: await leftOut(db, plan.id),
      changes: told.map(({ change, words: said, article }, index) => ({
        kind: change.kind,
        words: said,
        article,
        sum: compareRuns(inForce, alone[index] ?? draft),
      })),
      inForce: compareRuns(inForce, inForce),
      draft: compareRuns(inForce, draft),
      years: yearsOf(known.cases, money, inForce, draft),
      changed: rows.length,
      rows: input.all ? rows : rows.slice(0, shownRows),
    }
  },
})

/** A run of many applications takes a quarter of a second: others are answered between two. */
async function runApart(...of: Parameters<typeof runRules>): Promise<Run> {
  await breathe()
  return runRules(...of)
}

async function leftOut(db: Db, planId: number): Promise<number> {
  const { count } = await db
    .selectFrom('application')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('planId', '=', planId)
    .where('state', 'in', ['withdrawn', 'refused'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Run = ReadonlyMap<number, RehearsalPlace>

function rowsOf(cases: readonly KnownCase[], inForce: Run, draft: Run): RehearsalRow[] {
  const size = ({ inForce: a, draft: b }: RehearsalRow) =>
    a.amount > b.amount ? a.amount - b.amount : b.amount - a.amount
  return cases
    .flatMap(({ id, enterpriseId, enterprise, content, contentEn, year, state, requested, decided }) => {
      const [before, after] = [inForce.get(id), draft.get(id)]
      if (before === undefined || after === undefined) return []
      if (before.outcome === after.outcome && before.amount === after.amount) return []
      return [
        {
          id,
          enterpriseId,
          enterprise,
          content,
          contentEn,
          year,
          state: applicationStates.schema.parse(state),
          requested,
          decided,
          inForce: before,
          draft: after,
        },
      ]
    })
    .toSorted((one, other) => Number(size(other) - size(one)) || one.id - other.id)
}

function yearsOf(cases: readonly KnownCase[], money: ReadonlyMap<number, bigint>, inForce: Run, draft: Run) {
  const cost = (run: Run, year: number) =>
    cases.reduce((sum, one) => (one.year === year ? sum + (run.get(one.id)?.amount ?? 0n) : sum), 0n)
  return [...new Set([...money.keys(), ...cases.map(({ year }) => year)])]
    .toSorted((a, b) => a - b)
    .map((year) => ({
      year,
      money: money.get(year) ?? 0n,
      inForce: cost(inForce, year),
      draft: cost(draft, year),
    }))
}

const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** The same as a document of Decree 30/2020/NĐ-CP: the annex of a proposal. @throws Problem 409 for a draft that changes nothing */
export const rehearsalFile = query({
  name: 'rehearsals.document',
  summary: words('Kết quả chạy thử dạng DOCX hoặc PDF', 'A rehearsal as DOCX or PDF'),
  route: 'GET /rehearsals/document',
  input: z.object({ ...draftInput, format: choice(['docx', 'pdf']) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: officers,
  async run(context, { format, ...draft }) {
    const of = await rehearseRules.run(context, { ...draft, all: false })
    if (of.changes.length === 0) throw nothingChanged
    const { rehearsalDocument } = await import('./document.ts')
    const document = await rehearsalDocument(context.db, of, context.today)
    const bytes =
      format === 'pdf'
        ? await (await import('../documents/official/pdf.ts')).officialPdf(document)
        : await (await import('../documents/official/docx.ts')).writeOfficialDocx(document)
    return {
      name: markedFileName(`chay-thu-quy-dinh-${context.today}.${format}`),
      mime: formats[format],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})

const nothingChanged = conflict('rehearsals.nothing', {
  vi: 'Dự thảo chưa thay đổi quy định nào.',
  en: 'The draft changes no rule.',
})
