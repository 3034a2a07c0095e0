import type { BudgetRow, ReportData } from './figures.ts'

/* A report over several plans that run side by side: one set of figures out of the figures of each. */

/** The figures of one plan, with the number under which the program knows it. */
export interface PlanFigures {
  readonly id: number
  readonly figures: ReportData
}

/**
 * The figures of several plans as one: targets and budget lines stay each under its plan, records stand together by day, counts and the
 * money of other sources are added up.
 * @param first the plan that leads the report
 */
export function sumOfPlans(first: PlanFigures, others: readonly PlanFigures[]): ReportData {
  if (others.length === 0) return first.figures
  const parts = [first, ...others]
  const named = parts.map(({ id, figures }) => ({ plan: { id, number: figures.plan.number }, figures }))
  const all = <Row>(of: (figures: ReportData) => readonly Row[]) =>
    parts.flatMap(({ figures }) => of(figures))
  return {
    ...first.figures,
    sample: parts.some(({ figures }) => figures.sample),
    plans: parts.map(({ id, figures }) => ({ id, ...figures.plan })),
    targets: named.flatMap(({ plan, figures }) => figures.targets.map((target) => ({ ...target, plan }))),
    budget: named.flatMap(({ plan, figures }) => figures.budget.map((line) => ({ ...line, plan }))),
    otherSources: sourcesOf(all(({ otherSources }) => otherSources)),
    taskFunds: taskFundsOf(all(({ taskFunds }) => (taskFunds === undefined ? [] : [taskFunds]))),
    ownFunds: ownFundsOf(all(({ ownFunds }) => (ownFunds === undefined ? [] : [ownFunds]))),
    turns: byDay(
      named.flatMap(({ plan, figures }) => figures.turns.map((turn) => ({ ...turn, plan }))),
      ({ decidedOn }) => decidedOn,
    ),
    certificates: byDay(
      all(({ certificates }) => certificates),
      ({ issuedOn }) => issuedOn,
    ),
    events: byDay(
      all(({ events }) => events),
      ({ heldOn }) => heldOn,
    ),
    eventCounts: added(parts.map(({ figures }) => figures.eventCounts ?? {})),
    studies: byDay(
      all(({ studies = [] }) => studies),
      ({ publishedOn }) => publishedOn,
    ),
    applications: added(parts.map(({ figures }) => figures.applications)),
    duties: {
      total: parts.reduce((sum, { figures }) => sum + figures.duties.total, 0),
      done: parts.reduce((sum, { figures }) => sum + figures.duties.done, 0),
    },
    standing: {
      asked: parts.reduce((sum, { figures }) => sum + (figures.standing?.asked ?? 0), 0),
      reported: parts.reduce((sum, { figures }) => sum + (figures.standing?.reported ?? 0), 0),
      nothing: parts.reduce((sum, { figures }) => sum + (figures.standing?.nothing ?? 0), 0),
    },
    commendation: {
      nominated: parts.reduce((sum, { figures }) => sum + (figures.commendation?.nominated ?? 0), 0),
      groups: parts.reduce((sum, { figures }) => sum + (figures.commendation?.groups ?? 0), 0),
      persons: parts.reduce((sum, { figures }) => sum + (figures.commendation?.persons ?? 0), 0),
    },
    awards: {
      entered: parts.reduce((sum, { figures }) => sum + (figures.awards?.entered ?? 0), 0),
      gold: parts.reduce((sum, { figures }) => sum + (figures.awards?.gold ?? 0), 0),
      silver: parts.reduce((sum, { figures }) => sum + (figures.awards?.silver ?? 0), 0),
    },
    findings: byDay(
      all(({ findings = [] }) => findings),
      ({ documentDate }) => documentDate,
    ),
    conclusions: byDay(
      all(({ conclusions = [] }) => conclusions),
      ({ dueOn }) => dueOn,
    ),
    improvements: all(({ improvements }) => (improvements === undefined ? [] : [improvements])).reduce(
      (sum, one) => ({
        projects: sum.projects + one.projects,
        enterprises: [...new Set([...sum.enterprises, ...one.enterprises])],
        effective: sum.effective + one.effective,
        partly: sum.partly + one.partly,
        measures: sum.measures + one.measures,
        improved: sum.improved + one.improved,
      }),
      { projects: 0, enterprises: [], effective: 0, partly: 0, measures: 0, improved: 0 },
    ),
    followUps: all(({ followUps }) => (followUps === undefined ? [] : [followUps])).reduce(
      (sum, one) => ({
        asked: sum.asked + one.asked,
        answered: sum.answered + one.answered,
        silent: sum.silent + one.silent,
        points: sum.points + one.points,
        scales: sum.scales + one.scales,
        kept: sum.kept + one.kept,
        partly: sum.partly + one.partly,
        gone: sum.gone + one.gone,
      }),
      { asked: 0, answered: 0, silent: 0, points: 0, scales: 0, kept: 0, partly: 0, gone: 0 },
    ),
    contents: contentsOf(all(({ contents }) => (contents === undefined ? [] : [contents]))),
    advances: byDay(
      all(({ advances = [] }) => advances),
      ({ dueOn }) => dueOn,
    ),
    communication: byChannel(all(({ communication = [] }) => communication)),
    articles: parts[0]?.figures.articles,
    outreach: all(({ outreach }) => (outreach === undefined ? [] : [outreach])).reduce(
      (sum, one) => ({
        acts: sum.acts + one.acts,
        agencies: [...new Set([...sum.agencies, ...one.agencies])],
        enterprises: sum.enterprises + one.enterprises,
        brought: sum.brought + one.brought,
        integrated: sum.integrated + one.integrated,
      }),
      { acts: 0, agencies: [], enterprises: 0, brought: 0, integrated: 0n },
    ),
    visits: {
      made: parts.reduce((sum, { figures }) => sum + (figures.visits?.made ?? 0), 0),
      found: parts.reduce((sum, { figures }) => sum + (figures.visits?.found ?? 0), 0),
      remedied: parts.reduce((sum, { figures }) => sum + (figures.visits?.remedied ?? 0), 0),
    },
    obstacles: byDay(
      all(({ obstacles }) => obstacles),
      ({ reportedOn }) => reportedOn,
    ),
  }
}

/** By day, then in the order of recording. */
const byDay = <Row extends { id: number }>(rows: readonly Row[], day: (row: Row) => string): Row[] =>
  rows.toSorted((one, other) => day(one).localeCompare(day(other)) || one.id - other.id)

function added(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum = new Map<string, number>()
  for (const [key, n] of counts.flatMap((each) => Object.entries(each))) sum.set(key, (sum.get(key) ?? 0) + n)
  return Object.fromEntries(sum)
}

/** What was done on a channel under all plans. */
function byChannel(rows: readonly Channel[]): Channel[] {
  const sums = new Map<string, Channel>()
  for (const row of rows) {
    const key = `${row.id} ${row.press}`
    const there = sums.get(key)
    sums.set(key, there === undefined ? row : { ...there, number: there.number + row.number })
  }
  return [...sums.values()]
}

type Contents = NonNullable<ReportData['contents']>

/** What turns brought by their content under all plans, each figure added up. */
function contentsOf(parts: readonly Contents[]): Contents {
  const sums = new Map<number, Contents['sums'][number]>()
  for (const row of parts.flatMap((part) => part.sums)) {
    const there = sums.get(row.fieldId)
    sums.set(
      row.fieldId,
      there === undefined ? row : { ...there, turns: there.turns + row.turns, sum: there.sum + row.sum },
    )
  }
  return { sums: [...sums.values()], lots: parts.reduce((sum, { lots }) => sum + lots, 0) }
}

type Channel = NonNullable<ReportData['communication']>[number]
type OwnFunds = NonNullable<ReportData['ownFunds']>

/** What enterprises put in under all plans; nothing where none of them tells of it. */
function ownFundsOf([first, ...others]: readonly OwnFunds[]): OwnFunds | undefined {
  if (first === undefined) return undefined
  return others.reduce(
    (sum, each) => ({
      turns: sum.turns + each.turns,
      open: sum.open + each.open,
      promised: sum.promised + each.promised,
      support: sum.support + each.support,
      offered: sum.offered + each.offered,
      ...cameOf(sum, each),
    }),
    first,
  )
}

/** What came of own money, where both tell of it. */
function cameOf(one: OwnFunds, other: OwnFunds) {
  const of = (key: 'paid' | 'paidIn' | 'proven' | 'settled') => (one[key] ?? 0n) + (other[key] ?? 0n)
  if (one.proven === undefined && other.proven === undefined) return {}
  return { paid: of('paid'), paidIn: of('paidIn'), proven: of('proven'), settled: of('settled') }
}

type TaskFunds = NonNullable<ReportData['taskFunds']>

/** Both sides of the tasks of all plans; nothing where none of them tells of it. */
function taskFundsOf([first, ...others]: readonly TaskFunds[]): TaskFunds | undefined {
  if (first === undefined) return undefined
  return others.reduce(
    (sum, each) => ({
      tasks: sum.tasks + each.tasks,
      agreed: sum.agreed + each.agreed,
      paid: sum.paid + each.paid,
      promised: sum.promised + each.promised,
      paidIn: sum.paidIn + each.paidIn,
      proven: sum.proven + each.proven,
      settled: sum.settled + each.settled,
    }),
    first,
  )
}

type Source = ReportData['otherSources'][number]

/** Each source once; it has an estimate where one of the plans estimates it. */
function sourcesOf(sources: readonly Source[]): Source[] {
  return [...Map.groupBy(sources, ({ key }) => key).values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    const estimates = same.flatMap(({ estimate }) => (estimate === undefined ? [] : [estimate]))
    const kind = same.find((source) => source.kind !== undefined)?.kind
    return [
      {
        ...first,
        ...moneyOf(same),
        ...(estimates.length === 0 ? {} : { estimate: estimates.reduce((sum, each) => sum + each, 0n) }),
        ...(kind === undefined ? {} : { kind }),
      },
    ]
  })
}

type Amounts = Pick<BudgetRow, 'allocated' | 'committed' | 'disbursed' | 'remaining'>

function moneyOf(rows: readonly Amounts[]): Amounts {
  const sum = (of: (row: Amounts) => bigint) => rows.reduce((total, row) => total + of(row), 0n)
  return {
    allocated: sum(({ allocated }) => allocated),
    committed: sum(({ committed }) => committed),
    disbursed: sum(({ disbursed }) => disbursed),
    remaining: sum(({ remaining }) => remaining),
  }
}

type Target = ReportData['targets'][number]

/** What several plans reached of one indicator, added up. */
export interface SharedResult {
  readonly name: string
  readonly unit: string
  readonly result: number | null
  readonly cumulative: number | null
}

/** The indicators that more than one plan has a target for; rates and states, which are not added up, are left out. */
export function sharedResults({ targets }: Pick<ReportData, 'targets'>): SharedResult[] {
  const sum = (of: readonly Target[], value: (target: Target) => number | null) => {
    const known = of.flatMap((target) => value(target) ?? [])
    return known.length === 0 ? null : Number(known.reduce((total, each) => total + each, 0).toFixed(6))
  }
  return [...Map.groupBy(targets, ({ key }) => key).values()].flatMap((same) => {
    const [first] = same
    if (first === undefined || same.length < 2 || first.level === true) return []
    return [
      {
        name: first.name,
        unit: first.unit,
        result: sum(same, ({ result }) => result),
        cumulative: sum(same, ({ cumulative }) => cumulative),
      },
    ]
  })
}

/** The support turns of one content: how many under each plan, and their money in đồng. */
export interface ContentSum {
  readonly content: string
  /** In the order of the plans. */
  readonly turns: readonly number[]
  readonly committed: bigint
  readonly disbursed: bigint
}

/** The turns of a report over several plans by what was supported, contents by name. */
export function contentSums({ plans = [], turns }: Pick<ReportData, 'plans' | 'turns'>): ContentSum[] {
  return [...Map.groupBy(turns, ({ content }) => content)]
    .map(([content, same]) => ({
      content,
      turns: plans.map(({ id }) => same.filter(({ plan }) => plan?.id === id).length),
      committed: same.reduce((sum, { committed }) => sum + committed, 0n),
      disbursed: same.reduce((sum, { disbursed }) => sum + disbursed, 0n),
    }))
    .toSorted((one, other) => one.content.localeCompare(other.content, 'vi'))
}
