import { z } from 'zod'
import { CriterionRow, criteriaOf } from '../enterprises/index.ts'
import { activePlan, planArticles } from '../plan/index.ts'
import { officers, signedIn } from '../platform/actor.ts'
import { dongOut, flag, id, optionalDong, optionalYear, several, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { readsEvery } from '../platform/sight.ts'
import {
  type ContenderRow,
  contendersOf,
  criteriaOfPlan,
  readApplication,
  supportLeft,
} from './application-row.ts'
import { decidingCriterion, type Place, rankAll } from './ranking.ts'
import { applicationStates, rankedStates } from './states.ts'
import { yearInPlan } from './years.ts'

const Words = z.object({ vi: z.string(), en: z.string() })

const RankedRow = z.object({
  rank: z.int(),
  id: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  state: z.string(),
  filedOn: z.iso.date(),
  met: z.array(z.string()),
  /** The appraised amount, or the requested one before the appraisal. */
  amount: dongOut(),
  /** The sum of the amounts down to this one. */
  running: dongOut(),
  /** Whether the year's money reaches down to here. */
  within: z.boolean(),
  /** The contract of a task pays: it takes nothing of the line. */
  byTask: z.boolean(),
  reason: Words,
})
export type RankedRow = z.infer<typeof RankedRow>

/** The ranked list of a year: who goes first and why, by the plan's criteria, and how far the year's money reaches. */
export const rankApplications = query({
  name: 'applications.ranking',
  summary: words('Xếp thứ tự ưu tiên hồ sơ của một năm', 'The ranked applications of a year'),
  route: 'GET /applications/ranking',
  input: z.object({ year: optionalYear() }),
  output: z.object({
    plan: z.object({
      id: z.int(),
      number: z.string(),
      firstYear: z.int(),
      lastYear: z.int(),
      /** The line that pays; null: the plan takes no applications. */
      supportLine: z.string().nullable(),
    }),
    year: z.int(),
    criteria: z.array(z.object({ code: z.string(), text: z.string(), textEn: z.string() })),
    /** What the line has left; null without a line. */
    remaining: dongOut().nullable(),
    rows: z.array(RankedRow),
  }),
  may: officers,
  async run({ db, today, planId }, input) {
    const plan = await activePlan({ db, planId })
    const year = input.year ?? yearInPlan(plan, today)
    const criteria = await criteriaOfPlan(db, plan.id)
    const remaining = await supportLeft(db, plan, plan.id, year)
    let running = 0n
    const rows = rankAll(await contendersOf(db, plan.id, year, today), criteria).map(
      ({ contender, rank, reason }) => {
        const { filedAt: _filedAt, requested, appraised, ...shown } = contender
        const amount = appraised ?? requested
        if (!contender.byTask) running += amount
        return {
          ...shown,
          met: [...shown.met],
          rank,
          reason,
          amount,
          running,
          within: contender.byTask || running <= (remaining ?? 0n),
        }
      },
    )
    const { id, number, firstYear, lastYear, supportLine } = plan
    return { plan: { id, number, firstYear, lastYear, supportLine }, year, criteria, remaining, rows }
  },
})

const Standing = z.object({
  rank: z.int(),
  of: z.int(),
  reason: Words,
  /** The sum of the amounts down to here, and whether the year's money reaches it; null for whom the other applications do not concern. */
  money: z.object({ running: dongOut(), within: z.boolean() }).nullable(),
})

const Neighbour = z.object({
  rank: z.int(),
  id: z.int(),
  /** Whether it goes before the application that is asked about. */
  before: z.boolean(),
  /** The criterion that decides between the two; null: the earlier filing does. */
  deciding: z.string().nullable(),
  /** Whose it is, what it meets and when it was filed: for officers alone. */
  known: z
    .object({
      enterpriseId: z.int(),
      enterprise: z.string(),
      met: z.array(z.string()),
      filedAt: z.iso.datetime({ precision: 6 }),
    })
    .nullable(),
})
export type Neighbour = z.infer<typeof Neighbour>

/**
 * Why an application stands where it stands in its year's line: each criterion with what answers it and the paper behind it, the one above
 * and the one below with what decides between them, and how far the money reaches. With `suppose` also where it would stand if it met the
 * criteria of `met` alone and cost `amount`; nothing is changed by asking.
 */
export const explainRank = query({
  name: 'applications.rank',
  summary: words('Vì sao hồ sơ đứng hạng này', 'Why an application has its rank'),
  route: 'GET /applications/{id}/rank',
  input: z.object({
    id: id(),
    suppose: flag(),
    met: several(text(20)),
    amount: optionalDong(1n),
  }),
  output: z.object({
    id: z.int(),
    year: z.int(),
    enterpriseId: z.int(),
    enterprise: z.string(),
    state: applicationStates.schema,
    planNumber: z.string(),
    /** The section of the plan on the order of priority. */
    orderArticle: z.string().nullable(),
    filedAt: z.iso.datetime({ precision: 6 }),
    amount: dongOut(),
    /** What the year's money has left; null without a line, and for whom it does not concern. */
    remaining: dongOut().nullable(),
    criteria: z.array(CriterionRow),
    standing: Standing,
    neighbours: z.array(Neighbour),
    supposed: Standing.extend({ met: z.array(z.string()), amount: dongOut() }).nullable(),
  }),
  may: signedIn,
  async run({ db, actor, today }, input) {
    const record = await readApplication(db, actor, input.id, false)
    if (!rankedStates.includes(record.state)) throw notInLine
    const criteria = await criteriaOfPlan(db, record.planId)
    const strange = input.met.find((code) => !criteria.some((criterion) => criterion.code === code))
    if (strange !== undefined) {
      throw invalidField('met', {
        vi: `Kế hoạch không có tiêu chí ${strange}.`,
        en: `The plan has no criterion ${strange}.`,
      })
    }
    const contenders = await contendersOf(db, record.planId, record.year, today)
    const office = readsEvery(actor)
    const left = office ? await supportLeft(db, record, record.planId, record.year) : null
    const line = rankAll(contenders, criteria)
    const at = line.findIndex(({ contender }) => contender.id === record.id)
    const own = line[at]
    if (own === undefined) throw notInLine
    const standing = (places: readonly Place<ContenderRow>[], index: number) => {
      const { rank, of, reason, contender: here } = places[index] as Place<ContenderRow>
      if (left === null || here.byTask) return { rank, of, reason, money: null }
      const running = places
        .slice(0, index + 1)
        .reduce((sum, { contender }) => sum + (contender.byTask ? 0n : amountOf(contender)), 0n)
      return { rank, of, reason, money: { running, within: running <= left } }
    }
    const change = { met: input.met, requested: input.amount ?? amountOf(own.contender) }
    const changed = { ...own.contender, ...change, appraised: null }
    const supposed = rankAll(
      contenders.map((contender) => (contender.id === record.id ? changed : contender)),
      criteria,
    )
    return {
      id: record.id,
      year: record.year,
      enterpriseId: record.enterpriseId,
      enterprise: record.enterpriseName,
      state: record.state,
      planNumber: record.planNumber,
      orderArticle: (await planArticles(db, record.planId)).beneficiaries,
      filedAt: moment(own.contender.filedAt),
      amount: amountOf(own.contender),
      remaining: left,
      criteria: await criteriaOf(db, record.enterpriseId, record.planId, today),
      standing: standing(line, at),
      neighbours: [line[at - 1], line[at + 1]]
        .filter((place) => place !== undefined)
        .map(({ rank, contender }) => ({
          rank,
          id: contender.id,
          before: rank < own.rank,
          deciding: decidingCriterion(own.contender, contender, criteria),
          known: office
            ? {
                enterpriseId: contender.enterpriseId,
                enterprise: contender.enterprise,
                met: [...contender.met],
                filedAt: moment(contender.filedAt),
              }
            : null,
        })),
      supposed: input.suppose
        ? {
            ...standing(
              supposed,
              supposed.findIndex(({ contender }) => contender.id === record.id),
            ),
            met: input.met,
            amount: change.requested,
          }
        : null,
    }
  },
})

const notInLine = conflict('applications.notInLine', {
  vi: 'Hồ sơ không còn đứng trong hàng chờ quyết định. Hạng lúc thẩm định có trong mục Thẩm định của hồ sơ.',
  en: 'The application no longer stands in line. The rank at its appraisal is in its section Appraisal.',
})

const amountOf = ({ appraised, requested }: ContenderRow): bigint => appraised ?? requested
const moment = (filedAt: string): string => `${filedAt}Z`
