import type { Objective, Quantity, Span } from '../../plan-reader/index.ts'
import { foldSameLength, yearsIn } from '../../plan-reader/index.ts'
import { decimalNumber, formatNumber } from '../../platform/numbers.ts'

import type { DraftDocument } from '../draft.ts'
import { catalogueKey } from './indicator-keys.ts'
import { withQuantities } from './quantities.ts'
import { around, quoteAt, shorten, type Tools, wordsAt, written } from './tools.ts'

/* Objectives: the sentences, the targets that are counted, the orientation beyond the plan's own years. */

type Target = DraftDocument['targets'][number]

/** Reads objectives into the general one, the specific ones as written, targets and the orientation. */
export function objectivesOf(
  tools: Tools,
): Pick<DraftDocument, 'objective' | 'objectives' | 'targets' | 'orientation'> {
  const { read, at } = tools
  const general = read.objectives.filter(({ kind }) => kind === 'general')
  at('objective', around(general.map(({ span }) => span)))
  const growth = read.objectives.find((objective) => isOrientation(tools, objective))
  const specific = read.objectives.filter(({ kind }) => kind === 'specific')
  return {
    objective: written([...new Set(general.map(({ text }) => text))].join('\n')),
    objectives: sentencesOf(
      tools,
      specific.filter((objective) => objective !== growth),
    ),
    targets: withQuantities(tools, targetsOf(tools, growth)),
    orientation: growth === undefined ? null : orientationOf(tools, growth),
  }
}

/** A growth that is set for years after the plan's own. */
function isOrientation({ period, read }: Tools, { indicator, period: years, quantity }: Objective): boolean {
  if (indicator !== 'growth' || quantity === null || years === null) return false
  const later = read.periods.find(({ kind }) => kind === 'orientation')
  if (years.from === null) return later !== undefined && years.to === later.to
  return period !== null && years.from > period.to
}

/** The clauses of one paragraph are one sentence again, with the signs between them. */
function sentencesOf({ read, at }: Tools, objectives: readonly Objective[]): DraftDocument['objectives'] {
  const paragraphs: { code: string; span: Span; table: boolean; text: string }[] = []
  for (const { code, span, text } of objectives) {
    const last = paragraphs.at(-1)
    // Rows of a table repeat the row's span for every year.
    if (last !== undefined && last.code === code && last.table && last.span.start === span.start) continue
    if (last !== undefined && last.code === code && !last.table)
      last.span = { start: last.span.start, end: span.end }
    else paragraphs.push({ code, span: { ...span }, table: code.startsWith('PL.'), text })
  }
  return paragraphs.map(({ span, table, text }, place) => {
    at(`objectives.${place}`, span)
    return written(table ? text : wordsAt(read, span))
  })
}

function orientationOf(tools: Tools, growth: Objective): DraftDocument['orientation'] {
  const { at, note, read } = tools
  const { quantity, period, relativeTo } = growth
  at('orientation', growth.span)
  const base = relativeTo === null ? undefined : yearsIn(foldSameLength(relativeTo))[0]
  const later = read.periods.find(({ kind }) => kind === 'orientation')
  if (base === undefined || base.from === null) {
    note(
      'orientation.baseFirstYear',
      'Văn bản không ghi rõ mức tăng so với những năm nào.',
      'The document does not say over which years the growth is.',
    )
  }
  return {
    ...written(growth.text),
    firstYear: period?.from ?? later?.from ?? null,
    lastYear: period?.to ?? null,
    baseFirstYear: base?.from ?? null,
    baseLastYear: base === undefined || base.from === null ? null : base.to,
    minimumPercent: quantity?.min ?? null,
    maximumPercent: quantity?.max ?? null,
    article: articleOf(tools, growth.code),
  }
}

interface Counted {
  readonly objective: Objective
  readonly quantity: Quantity
  readonly key: string
}

function targetsOf(tools: Tools, growth: Objective | undefined): Target[] {
  const { read, note, at } = tools
  const counted: Counted[] = []
  for (const objective of read.objectives) {
    const { quantity, indicator } = objective
    if (quantity === null || objective === growth) continue
    const key = catalogueKey(tools, indicator, foldSameLength(objective.text))
    if (key !== '' && !isBeyond(tools, objective)) counted.push({ objective, quantity, key })
    else noteUncounted(tools, objective, key !== '')
  }
  const targets: Target[] = []
  for (const [key, all] of Map.groupBy(counted, (each) => each.key)) {
    const path = `targets.${targets.length}`
    const groups = kindsTogether(all)
    const way = togetherness(
      tools,
      groups.flatMap(([head]) => head ?? []),
    )
    const ordered = way === 'levels' ? groups.toSorted((one, other) => endOf(other) - endOf(one)) : groups
    const used = way === 'sum' ? ordered.flat() : (ordered[0] ?? [])
    const first = used[0]
    if (first === undefined) continue
    for (const { objective } of way === 'first' ? all.slice(used.length) : []) {
      note(
        path,
        `Văn bản còn nêu "${shorten(objective.text)}" cho cùng chỉ số; chỉ lấy số nêu trước.`,
        `The document also says "${shorten(objective.text)}" of the same indicator; the first number is taken.`,
      )
    }
    const parent = read.objectives[first.objective.partOf ?? -1]
    const parentKey = counted.find(({ objective }) => objective === parent)?.key ?? null
    at(path, first.objective.quantitySpan ?? first.objective.span)
    targets.push({
      ...numbersOf(tools, path, used),
      ...baseOf(first.objective),
      ...(way === 'levels' ? milestonesBefore(tools, path, ordered) : {}),
      indicator: key,
      parent:
        parentKey === key || !targets.some(({ indicator }) => indicator === parentKey) ? null : parentKey,
      article: articleOf(tools, first.objective.code),
    })
  }
  return targets
}

/** Whether a number is for years after the plan's own. */
function isBeyond({ period }: Tools, { period: years }: Objective): boolean {
  return (
    years !== null && period !== null && (years.from === null ? years.to > period.to : years.from > period.to)
  )
}

function noteUncounted(tools: Tools, objective: Objective, hasIndicator: boolean): void {
  const { read, note } = tools
  const sentences = [
    ...new Set(read.objectives.filter(({ kind }) => kind === 'specific').map(({ code }) => code)),
  ]
  const path =
    objective.kind === 'general'
      ? 'objective'
      : `objectives.${Math.max(0, sentences.indexOf(objective.code))}`
  const said = shorten(objective.text)
  if (hasIndicator) {
    note(
      path,
      `"${said}" thuộc thời gian sau giai đoạn của kế hoạch nên không thành chỉ tiêu.`,
      `"${said}" is for years after the plan's own and is no target of it.`,
    )
    return
  }
  note(
    path,
    `"${said}" chưa có chỉ số để đếm; giữ là câu mục tiêu.`,
    `"${said}" has no indicator that counts it; it stays a sentence among the objectives.`,
  )
}

/** One paragraph's numbers of one indicator in several units: "25 doanh nghiệp, 10 hợp tác xã được hỗ trợ" are 35 together. */
type Group = readonly Counted[]

function kindsTogether(all: readonly Counted[]): Group[] {
  const groups: Counted[][] = []
  for (const each of all) {
    const { code, partOf, unit } = each.objective
    const last = groups.at(-1)
    const before = last?.at(-1)?.objective
    const isNext =
      before?.code === code &&
      partOf === null &&
      before.period?.to === each.objective.period?.to &&
      !code.startsWith('PL.') &&
      last?.every(({ objective }) => objective.unit !== unit) === true
    if (isNext) last?.push(each)
    else groups.push([each])
  }
  return groups
}

const endOf = ([head]: Group) => head?.objective.period?.to ?? 0

/** What does not add up over years: a rate, a share, a level, what is counted from the beginning. */
function isLevel({ objective: { text, unit } }: Counted): boolean {
  return (
    /^%|\/năm|^điểm/i.test(unit ?? '') || /^(?:tỷ lệ|tỷ trọng|tốc độ|mức|chỉ số)|lũy kế|cộng dồn/i.test(text)
  )
}

/**
 * How several numbers of one indicator make up its target: years of their own add up; "đến năm 2028 …; đến năm 2030 …", rates and the
 * marked years of a table are levels, of which the last is the target; of others the first is taken.
 */
function togetherness({ period }: Tools, all: readonly Counted[]): 'sum' | 'levels' | 'first' {
  const spans = all.flatMap(({ objective }) => objective.period ?? [])
  const ends = new Set(spans.map(({ to }) => to))
  if (all.length < 2 || ends.size < all.length || all.some(({ objective }) => objective.perYear))
    return 'first'
  if (spans.every(({ from }) => from === null) || all.every(isLevel)) return 'levels'
  if (spans.some(({ from }) => from === null) || all.some(isLevel)) return 'first'
  const years = spans.flatMap(({ from, to }) =>
    Array.from({ length: Math.min(30, to - (from ?? to) + 1) }, (_, index) => (from ?? to) + index),
  )
  const length = period === null ? 0 : period.to - period.from + 1
  const isWhole = years.length === length && new Set(years).size === length
  const single = spans.every(({ from, to }) => from === to)
  if (isWhole || (single && !all.every(({ objective }) => objective.code.startsWith('PL.')))) return 'sum'
  return single ? 'levels' : 'first'
}

/** The levels of earlier years, as milestones on the way to the last. */
function milestonesBefore(
  { note }: Tools,
  path: string,
  [last, ...earlier]: readonly Group[],
): Pick<Target, 'milestones'> {
  const value = (group: Group) =>
    formatNumber(
      group.reduce((sum, { quantity }) => sum + (quantity.min ?? quantity.max ?? 0), 0),
      'vi',
      6,
    )
  const milestones = earlier
    .toReversed()
    .map((each) => `${endOf(each)}: ${value(each)}`)
    .join('; ')
  if (last !== undefined)
    note(
      path,
      `Văn bản ghi mức cho nhiều năm: mức của năm ${endOf(last)} là chỉ tiêu, các năm trước là mốc (${milestones}).`,
      `The document gives levels for several years: that of ${endOf(last)} is the target, the earlier ones are milestones (${milestones}).`,
    )
  return { milestones }
}

/** "Thực hiện 2025: 41,5" of a table of targets is where the target begins. */
function baseOf({ code, relativeTo }: Objective): Pick<Target, 'baseValue' | 'baseYear' | 'baseSource'> {
  const found = code.startsWith('PL.')
    ? /^(.*(?<!\d)(20\d\d)(?!\d).*): ([\d.,]+) ?%?$/.exec(relativeTo ?? '')
    : null
  const value = found === null ? null : decimalNumber(found[3] ?? '', { point: 'groups', comma: 'decimal' })
  return value === null
    ? {}
    : { baseValue: value, baseYear: Number(found?.[2]), baseSource: (found?.[1] ?? '').slice(0, 300) }
}

const isOfOneTime = (used: readonly Counted[]) =>
  new Set(used.map(({ objective }) => objective.period?.to)).size === 1

function numbersOf(
  { note, period, read }: Tools,
  path: string,
  used: readonly Counted[],
): Pick<Target, 'vi' | 'en' | 'bound' | 'minimum' | 'maximum'> {
  const first = used[0]
  if (first === undefined) return { ...written(''), bound: 'exactly', minimum: null, maximum: null }
  const { objective, quantity } = first
  const years = period === null ? 1 : period.to - period.from + 1
  const times = objective.perYear && used.length === 1 ? years : 1
  const sum = (pick: (quantity: Quantity) => number | null) =>
    used.reduce<number | null>((total, { quantity: each }) => {
      const value = pick(each)
      return total === null || value === null ? null : total + value * times
    }, 0)
  let minimum = sum(({ min }) => min)
  let maximum = sum(({ max }) => max)
  const quoted = (each: Objective) =>
    each.quantitySpan === null || each.code.startsWith('PL.') ? each.text : quoteAt(read, each.quantitySpan)
  const say = (value: number | null) => formatNumber(value ?? 0, 'vi')
  if (times > 1) {
    note(
      path,
      `Văn bản ghi cho mỗi năm; giai đoạn có ${years} năm nên thành ${say(minimum ?? maximum)}.`,
      `The document says it of each year; the period has ${years}, which makes ${say(minimum ?? maximum)}.`,
    )
  }
  if (used.length > 1) {
    note(
      path,
      `Văn bản ghi ${isOfOneTime(used) ? 'riêng từng loại' : 'theo từng năm'}; cộng lại được ${say(minimum ?? maximum)}.`,
      `The document gives it by ${isOfOneTime(used) ? 'kind' : 'year'}; together ${say(minimum ?? maximum)}.`,
    )
  }
  if (quantity.exclusive && used.length === 1) {
    if (minimum !== null && maximum === null) minimum = Math.floor(minimum) + 1
    if (maximum !== null && minimum === null) maximum = Math.ceil(maximum) - 1
    note(
      path,
      `"${quoted(objective)}" nghĩa là ${minimum === null ? 'nhiều nhất' : 'ít nhất'} ${say(minimum ?? maximum)}.`,
      `"${quoted(objective)}" means ${minimum === null ? 'at most' : 'at least'} ${say(minimum ?? maximum)}.`,
    )
  }
  const vi = times > 1 ? objective.text : used.map((each) => quoted(each.objective)).join('; ')
  return { ...written(vi), bound: quantity.bound, minimum, maximum }
}

/** The heading that an objective stands under: `I.2.1` for `I.2.1.1`. */
function articleOf({ read }: Tools, code: string): string {
  const over = read.sections
    .map((section) => section.code)
    .filter((section) => code === section || code.startsWith(`${section}.`))
  return over.reduce((longest, each) => (each.length > longest.length ? each : longest), '') || code
}
