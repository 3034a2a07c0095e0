import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { execute } from '../platform/execute.ts'
import { translator } from '../platform/language.ts'
import type { Query } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { makeSample } from '../sample/commands.ts'
import { everyOf } from '../testing/long.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { capabilities } from './capabilities.ts'

/*
 * Every list can be put in order by each of its columns, or says why not by one; and in each order its pages hold every row once
 * (in `npm test` in one order of each list).
 */

const { system, as } = await testSystem({ sample: true })
let people: readonly Someone[]
const lists = capabilities.pages.flatMap((page) =>
  page.list === undefined ? [] : [{ page, list: page.list }],
)

beforeAll(async () => {
  await makeSample(system, { enterprises: 25, facts: 0, years: { first: 2024, last: 2025 }, seed: 181 })
  const roles = ['coordinator', 'finance', 'statistics', 'leader', 'auditor'] as const
  const { id: enterpriseId } = await system.db
    .selectFrom('enterprise')
    .select('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  people = [
    ...(await Promise.all(roles.map((role) => as(role, { admin: true })))),
    await as('enterprise', { enterpriseId }),
  ]
})

/** Whoever may open the list. */
const readerOf = (may: readonly string[]) =>
  people.find(({ actor }) => may.some((grant) => actor.grants.has(grant as never)))

function requestOf(path: string, { actor }: Someone): PageRequest {
  return {
    system,
    actor,
    language: 'vi',
    t: translator('vi'),
    url: new URL(`http://localhost${path}`),
    params: { id: '1', key: '1', year: '2025' },
    headers: new Headers(),
    planId: null,
    address: '127.0.0.1',
    execute: (operation, input) => execute(system, operation, actor, input, { via: 'page' }),
    mayOpen: () => true,
    maySend: () => true,
    form: async () => ({}),
  } as PageRequest
}

/** Columns that a person puts a list in order by: days, amounts, numbers, names and states. */
const ordered: ReadonlySet<string | undefined> = new Set(['date', 'moment', 'money', 'number'])
const names: ReadonlySet<string> = new Set([
  'name',
  'title',
  'label',
  'enterprise',
  'agency',
  'state',
  'dueOn',
  'year',
])
const isOrdered = ({ key, kind }: { readonly key: string; readonly kind?: string | undefined }) =>
  ordered.has(kind) || names.has(key)

const short = 'a list of tens of rows at most, read whole'
const sheet = 'rows of a sheet stand in its order'
/** Columns by which their list is not put in order, with the reason; `*` for all of a list. */
const otherwise: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GET /account/data/corrections': { '*': short },
  'GET /persons/corrections': { '*': short },
  'GET /persons/erasures': { '*': short },
  'GET /accounts/tokens': { '*': short },
  'GET /controls/signing': { '*': short },
  'GET /deputies': { '*': short },
  'GET /staff': { '*': short },
  'GET /indicator-catalogue': { '*': short },
  'GET /plan-drafts': { '*': short },
  'GET /templates/versions': { '*': short },
  'GET /takeover/imports': { '*': short },
  'GET /agencies/imports/{id}': { '*': sheet },
  'GET /enterprises/imports/{id}': { '*': sheet },
  'GET /indicator-value-imports/{id}': { '*': sheet },
  'GET /norms/imports/{id}': { '*': sheet },
  'GET /guide/imports/{id}': { '*': sheet },
  'GET /key-products/imports/{id}': { '*': sheet },
  'GET /proofs/imports/{id}': { '*': sheet },
  'GET /calls/imports/{id}': { '*': sheet },
  'GET /task-kinds/imports/{id}': { '*': sheet },
  'GET /science-tasks/imports/{id}': { '*': sheet },
  'GET /needs/imports/{id}': { '*': sheet },
  'GET /events/registrations/imports/{id}': { '*': sheet },
  'GET /events': { '*': 'some tens of rows a year; by day and name, filtered by state, kind and year' },
  'GET /event-kinds': { '*': 'some ten rows, by name' },
  'GET /events/{id}/registrations': { '*': 'of one event; by number and name, filtered by the rest' },
  'GET /events/{id}/invitees': { '*': 'of one event; by name and by when it was sent, filtered by the rest' },
  'GET /events/{id}/materials': { '*': short },
  'GET /events/materials': { '*': 'some tens of rows a year; by title and by when it was added' },
  'GET /events/{id}/test-results': { '*': 'of one event; by name' },
  'GET /event-sheets/{id}/results': { '*': 'the options of one survey, in their order' },
  'GET /event-conclusions': { '*': 'some tens of rows a year; by the days, filtered by state' },
  'GET /event-nominees': { '*': 'some tens of rows a year; by name and by when the report is due' },
  'GET /schools': { '*': 'some tens of rows, by name' },
  'GET /school-classes': { '*': 'some hundred rows a year; by year and learners, filtered by the rest' },
  'GET /school-classes/imports/{id}': { '*': sheet },
  'GET /event-costs': { '*': 'some hundred rows a year; by the sums, filtered by kind' },
  'GET /introductions/imports/{id}': { '*': sheet },
  'GET /past-result-imports/{id}': { '*': sheet },
  'GET /places/imports/{id}': { '*': sheet },
  'GET /productivity/imports/{id}': { '*': sheet },
  'GET /series/imports/{id}': { '*': sheet },
  'GET /takeover/imports/{id}': { '*': sheet },
  'GET /budget/decisions': {
    entries: 'counted from its entries',
    given: 'summed from its entries',
    taken: 'summed from its entries',
  },
  'GET /budget/decisions/imports/{id}': { '*': sheet },
  'GET /treasury/imports/{id}': { '*': sheet },
  'GET /treasury/unlisted': {
    payee: 'of the claim, the enterprise or the commitment; payments are in order by number, day and amount',
    purpose: 'of the commitment; payments are in order by number, day and amount',
    dueOn: 'follows from the day of the payment, which is in order',
    state: 'filtered by; those that wait are shown',
    reason: 'in exports only',
  },
  'GET /treasury/batches': {
    orders: 'counted from its payments',
    paid: 'summed from its payments; what they come to is in order',
    sentBack: 'summed from its payments; what they come to is in order',
    open: 'counted from its differences',
    answeredOn: 'in exports only; the day on which it was sent is in order',
  },
  'GET /treasury/differences': {
    amount: 'of the payment; differences are in order by day, kind and state',
    saidAmount: 'of the answer; differences are in order by day, kind and state',
  },
  'GET /budget/year-end': {
    decidedOn: 'in exports only; the year is in order',
    title: 'in exports only; the line is in order',
  },
  'GET /budget/under-spending': { least: 'the threshold of the month, one for all rows' },
  'GET /budget/path': {
    year: 'the way is in order by line, year and station',
    entry: 'in exports only; the day is in order',
    commitment: 'in exports only; the way is in order by it',
  },
  'GET /budget/own-ratios': {
    stateShare: 'of what is paid and agreed, which are in order',
    ownShare: 'of what is proven and promised, which are in order',
    turns: 'counted from its turns',
    paidIn: 'in exports only; what is proven is in order',
    settled: 'in exports only; what is proven is in order',
  },
  'GET /budget/own-payments/imports/{id}': { '*': sheet },
  'GET /budget/own-payments/contents/imports/{id}': { '*': sheet },
  'GET /budget/treasury-figures/imports/{id}': { '*': sheet },
  'GET /advances/imports/{id}': { '*': sheet },
  'GET /advances': {
    cleared: 'in exports only',
    returned: 'in exports only',
    recovered: 'in exports only',
  },
  'GET /recoveries': {
    principalPaid: 'in exports only',
  },
  'GET /news': { '*': 'some tens of rows a year; by the day of publication, filtered by kind' },
  'GET /news/articles': { '*': 'some tens of rows a year; by title and state, filtered by the rest' },
  'GET /news/subscribers': { '*': 'by when it was asked for; filtered by state and language' },
  'GET /news/imports/{id}': { '*': sheet },
  'GET /communication': { '*': 'some hundred rows a year; by day and state, filtered by the rest' },
  'GET /communication/channels': { '*': 'some ten rows, by name' },
  'GET /communication/imports/{id}': { '*': sheet },
  'GET /outreach': { '*': 'some hundred rows a year; by day and state, filtered by the rest' },
  'GET /outreach/kinds': { '*': 'some ten rows, by name' },
  'GET /outreach/imports/{id}': { '*': sheet },
  'GET /integrations/imports/{id}': { '*': sheet },
  'GET /recording-rules': { '*': 'some thirty rows, by name' },
  'GET /integrations': { '*': 'some tens of rows a year; by year and state, filtered by the rest' },
  'GET /providers': {
    expired: 'told of by work and notices before; a filter shows them',
    mean: 'too few ratings for most; the order of names serves to find one',
  },
  'GET /providers/imports/{id}': { '*': sheet },
  'GET /improvements': {
    title: 'a search finds one; the enterprise and the days are in order',
    state: 'a filter shows each; the days are in order',
  },
  'GET /science-tasks/contents/imports/{id}': { '*': sheet },
  'GET /improvements/imports/{id}': { '*': sheet },
  'GET /obstacle-fields': { uses: 'a dozen rows; their names are in order' },
  'GET /report-kinds': { '*': 'a dozen rows; their names are in order' },
  'GET /obstacles/imports/{id}': { '*': sheet },
  'GET /content-values': {
    field: 'a filter shows one; the days are in order',
    value: 'of one field at a time, which a filter shows',
    item: 'a search finds one; the days are in order',
    moment: 'a filter shows each',
    turn: 'of an enterprise; the enterprises are in order',
    year: 'a filter shows one',
  },
  'GET /content-values/imports/{id}': { '*': sheet },
  'GET /content-fields': {
    kind: 'a few dozen rows; their names are in order',
    contentKey: 'a few dozen rows; their names are in order',
    type: 'a few dozen rows; their names are in order',
    askedAt: 'a few dozen rows; their names are in order',
    unit: 'a few dozen rows; their names are in order',
    validFrom: 'a few dozen rows; their names are in order',
    required: 'a few dozen rows; their names are in order',
    source: 'a few dozen rows; their names are in order',
    uses: 'a few dozen rows; their names are in order',
  },
  'GET /traceability': {
    product: 'a search finds one; the enterprise and the days are in order',
    gtin: 'a search finds one',
    lot: 'a search finds one',
    events: 'a few of a lot; the days are in order',
    bestBefore: 'the days of production are in order',
  },
  'GET /traceability/imports/{id}': { '*': sheet },
  'GET /trace-event-kinds': {
    source: 'a dozen rows; their names are in order',
    uses: 'a dozen rows; their names are in order',
  },
  'GET /improvement-measures': { uses: 'a few dozen rows; their names are in order' },
  'GET /support/changes': {
    change: 'what changes, in words',
    state: 'filtered by it',
    decidedOn: 'the day on which it was asked is in order',
    dueOn: 'in exports only',
    release: 'in exports only',
    scope: 'in exports only',
    reason: 'in exports only',
    turn: 'in exports only',
  },
  'GET /support/follow-ups/sums': {
    '*': 'contents by year and asking; few enough to be read in the order of contents or years',
  },
  'GET /support/follow-ups/imports/{id}': { '*': sheet },
  'GET /support/follow-up-moments': { '*': 'a few rows, by name' },
  'GET /support/follow-up-questions': { '*': 'some ten rows, by name' },
  'GET /support/ended-early': {
    paid: 'what is open of it is in order',
    recovering: 'what is open beside it is in order',
    said: 'what is open beside it is in order',
    content: 'in exports only',
  },
  'GET /support/follow-ups': {
    moment: 'filtered by it',
    state: 'filtered by it',
    score: 'few answered at a time; the day is in order',
    kept: 'few answered at a time; the day is in order',
    said: 'in exports only',
    answeredBy: 'in exports only',
    remark: 'in exports only',
    turn: 'in exports only',
  },
  'GET /visits': {
    state: 'filtered by it; the day is in order',
    how: 'filtered by it',
    found: 'counted from what it found; a filter shows those with something open',
    photographs: 'counted',
    turn: 'in exports only',
    content: 'in exports only',
  },
  'GET /visits/checklists': { '*': 'some few of an office, in the order of their names' },
  'GET /visits/findings': {
    content: 'a text; found by its words',
    remedy: 'in exports only',
    answeredOn: 'in exports only',
    closedOn: 'in exports only',
  },
  'GET /visits/imports/{id}': { '*': sheet },
  'GET /visits/plans': { '*': 'some few in a year; the first day and the name are in order' },
  'GET /findings': {
    recovered: 'in exports only',
    agency: 'each agency has its own on its list of work; the day by which it is answered is in order',
  },
  'GET /findings/imports/{id}': { '*': sheet },
  'GET /budget/settlements': { minutesDate: 'a settlement for each year; the year is in order' },
  'GET /budget/allocation-corrections': { wrong: 'the amount of another record; the right one is in order' },
  'GET /drafts': { ends: 'as many days after each was saved, which is in order' },
  'GET /applications': {
    round: 'counted from its filings',
    ownFunds: 'in exports only',
    otherSupport: 'in exports only',
  },
  'GET /commendation-calls': { '*': 'a few rows a year; by name and last day, filtered by state' },
  'GET /nominations': { '*': 'some hundred rows a year; by name and day, filtered by the rest' },
  'GET /nominations/imports/{id}': { '*': sheet },
  'GET /award-rounds': { '*': 'one row a year; by year, filtered by state' },
  'GET /award-entries': { '*': 'some tens of rows a year; by day and enterprise, filtered by the rest' },
  'GET /award-entries/imports/{id}': { '*': sheet },
  'GET /commendation-lists': { '*': 'a few rows a year; by name and day, filtered by state' },
  'GET /policy-proposals': { '*': 'some tens of rows in many years; by day and name, filtered by state' },
  'GET /introductions': {
    taxCode: 'in exports only',
    agency: 'an agency sees its own; the office finds by name',
    registration: 'filtered by it',
    state: 'filtered by it',
    needs: 'a count of its own for each row',
    applications: 'a count of its own for each row',
    turns: 'a count of its own for each row',
  },
  'GET /opinions': {
    '*': 'some tens of rows at a time; by the day on which they are due, filtered by state',
  },
  'GET /applications/decisions': {
    accepted: 'counted from its list',
    refused: 'counted from its list',
    lettersDue: 'counted from its list',
    state: 'filtered by it',
  },
  'GET /outgoing-numbers': { state: 'filtered by it' },
  'GET /signature-roots': { state: 'filtered by it' },
  'GET /guide/entries': {
    state: 'filtered by it',
    edition: 'a count of its own for each entry; ordered by the day of publication',
  },
  'GET /report-forms': { '*': 'some tens of rows; by name and day' },
  'GET /report-requests': { '*': 'some tens of rows a year; by day and name, filtered by state' },
  'GET /report-answers': {
    title: 'the search finds it; the request lists its own',
    state: 'filtered by it',
    openedOn: 'filtered by state',
    begunOn: 'filtered by state',
    submittedOn: 'filtered by state',
    sentOn: 'filtered by state',
    settledOn: 'filtered by state',
    rounds: 'counted from its rounds',
  },
  'GET /report-answers/imports/{id}': { '*': sheet },
  'GET /standing-reports/imports/{id}': { '*': sheet },
  'GET /standing-reports': { deeds: 'counted from its deeds', state: 'filtered by it' },
  'GET /calls': { '*': 'some tens of rows in many years; by day, name and year, filtered by state' },
  'GET /councils': {
    members: 'counted from its members',
    appraisals: 'counted from what is before it',
    concluded: 'counted from what is before it',
    state: 'filtered by it',
  },
  'GET /appraisals': { given: 'counted from its sheets', state: 'filtered by it' },
  'GET /support': {
    committed: 'a balance of the ledger; the list of commitments is in order of it',
    disbursed: 'a balance of the ledger; the list of commitments is in order of it',
    certificates: 'counted from the certificates',
    fromTask: 'in exports only; the page of the task has its turns',
  },
  'GET /certificates': { turn: 'the number of another record' },
  'GET /enterprises': {
    year: 'of the latest year with figures, which is joined row by row',
    employees: 'of the latest year with figures; the size is in order',
    revenue: 'of the latest year with figures; the size is in order',
    capital: 'of the latest year with figures; the size is in order',
    exportValue: 'of the latest year with figures',
    declaredOn: 'of the latest year with figures',
  },
  'GET /proofs': { state: 'follows from the days of its list; filtered by it' },
  'GET /enterprises/doubles': { state: 'filtered by it' },
  'GET /enterprises/merges': { state: 'filtered by it' },
  'GET /indicator-values': {
    agency: 'filtered by it',
    name: 'filtered by it',
    value: 'values of different indicators and units are in no order',
    estimate: 'values of different indicators and units are in no order',
    state: 'filtered by it',
    paperOn: 'in exports only; the year is in order',
  },
  'GET /science-tasks': {
    hostName: 'found by the search',
    next: 'its day is in order',
    state: 'filtered by it',
    plan: 'filtered by it',
    year: 'in exports only, filtered by it',
    kind: 'in exports only',
    way: 'in exports only',
    months: 'in exports only',
    line: 'in exports only',
    origin: 'in exports only',
    originNote: 'in exports only',
    goal: 'in exports only',
    products: 'in exports only',
    hostTaxCode: 'in exports only, found by the search',
    leaderName: 'in exports only, found by the search',
    fromState: 'in exports only, a sum of the contents',
    total: 'in exports only, a sum of the contents',
    outcome: 'in exports only',
  },
  'GET /task-kinds': {
    nature: 'filtered by it',
    instrument: 'found by the search',
    article: 'in exports only',
    validTo: 'most kinds have no last day; the first day is in order',
    steps: 'counted',
    shipped: 'two values',
    state: 'filtered by it',
    nameEn: 'in exports only',
    graded: 'in exports only',
    settledBy: 'in exports only',
    mostMonths: 'in exports only',
    monthsArticle: 'in exports only',
    advanceShare: 'in exports only',
    advanceSettled: 'in exports only',
    advanceArticle: 'in exports only',
    endsArticle: 'in exports only',
    missing: 'in exports only',
    missingEn: 'in exports only',
    ways: 'in exports only',
  },
  'GET /task-kinds/{id}/steps': { '*': 'the steps of one kind stand in the order in which they are taken' },
  'GET /key-products': {
    note: 'in exports only',
    province: 'of its decision, which is in order',
    state: 'follows from the days, filtered by it',
  },
  'GET /key-products/lists': {
    note: 'in exports only',
    province: 'found by the search; the decision is in order',
    products: 'counted from the products',
    state: 'follows from the days, filtered by it',
  },
  'GET /norms': {
    mostTimes: 'in exports only, few norms have one',
    perYears: 'in exports only, few norms have one',
    validTo: 'most norms have no last day; the first day is in order',
    state: 'follows from the days, filtered by it',
  },
  'GET /needs': { '*': 'filtered by state, content and year; the latest first' },
  'GET /needs/results': { '*': 'sums, by what they are of' },
  'GET /needs/surveys': { '*': short },
  'GET /needs/surveys/{id}/asked': { '*': 'filtered by answer' },
  'GET /yearly-plans/imports/{id}': { '*': sheet },
  'GET /estimates/imports/{id}': { '*': sheet },
  'GET /past-results': { '*': 'of several plans, by year and indicator; filtered by the rest' },
  'GET /notices': { state: 'filtered by it' },
  'GET /notices/deliveries': {
    state: 'filtered by it',
    doneAt: 'in exports only',
    attempts: 'in exports only',
  },
  'GET /places': {
    state: 'filtered by it',
    validFrom: 'the same day for nearly all; filtered by what holds',
    validTo: 'the same day for nearly all; filtered by what holds',
  },
  'GET /registrations': { '*': 'what waits is a list of tens of rows; the latest first' },
  'GET /reports': {
    edition: 'in exports only',
    of: 'in exports only; in the order of the reports themselves',
    fromOn: 'in exports only',
    toOn: 'in exports only',
  },
  'GET /series/list': {
    name: 'the measure is filtered by',
    firstYear: 'counted from its values',
    lastYear: 'counted from its values',
    filled: 'counted from its values',
  },
  'GET /people': { '*': 'found by name, filtered by what the other columns say' },
  'GET /expertise': { '*': 'a list of tens of rows, in order of its names' },
  'GET /trained-persons': { date: 'of the event; the list of events is in order of it' },
  'GET /training': { endedOn: 'in exports only; the first day is in order', state: 'filtered by it' },
  'GET /work': { '*': 'what is due first stands first' },
}

describe('each list', () => {
  test.each(lists.map(({ page, list }) => [page.route, page, list] as const))(
    '%s',
    async (route, page, list) => {
      const someone = readerOf(page.may)
      if (someone === undefined) throw new Error(`Nobody of the test opens ${route}`)
      const columns = await list.columns(requestOf(route.slice(4).replace(/\{\w+\}/g, '1'), someone))
      const named = otherwise[route] ?? {}
      const unsorted = columns
        .filter((column) => column.sort === undefined && isOrdered(column))
        .filter(({ key }) => !('*' in named) && !(key in named))
        .map(({ key }) => key)
      expect(unsorted, `${route}: order it, or say why not`).toEqual([])
    },
  )
})

const Sorts = z.object({ properties: z.object({ sort: z.object({ enum: z.array(z.string()) }) }) })
type Part = { rows: object[]; next: string | null }
const rowText = (row: object) =>
  JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

describe('in each order the pages of a list hold every row once', () => {
  test.each(lists.map(({ page, list }, at) => [page.route, page, list, at] as const))(
    '%s',
    async (route, page, list, at) => {
      const someone = readerOf(page.may)
      if (someone === undefined) return
      const query = list.query as unknown as Query
      const schema = z.toJSONSchema(query.input, { io: 'input', unrepresentable: 'any' })
      const read = async (input: Record<string, unknown>) =>
        (await execute(system, query, someone.actor, { id: 1, ...input }, { via: 'page' }).catch(
          (error: unknown) => {
            // A list of a record that the sample does not have.
            if (error instanceof Problem && error.status === 404) return { rows: [], next: null }
            throw error
          },
        )) as Part
      const sorts = Sorts.parse(schema).properties.sort.enum
      for (const sort of everyOf(sorts.length, sorts, at)) {
        for (const direction of everyOf(2, ['asc', 'desc'] as const, at)) {
          const whole = await read({ sort, direction, limit: 1000 })
          const size = Math.max(2, Math.ceil(Math.min(whole.rows.length, 60) / 6))
          const found: string[] = []
          let cursor: string | null | undefined
          do {
            const part: Part = await read({
              sort,
              direction,
              limit: size,
              ...(cursor == null ? {} : { cursor }),
            })
            found.push(...part.rows.map(rowText))
            cursor = part.next
          } while (cursor !== null && found.length < 60)
          const wanted = whole.rows.slice(0, found.length).map(rowText)
          expect(found, `${route} by ${sort}, ${direction}`).toEqual(wanted)
          expect(new Set(found).size).toBe(found.length)
        }
      }
    },
  )
})
