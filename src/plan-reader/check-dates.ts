import { finding } from './findings.ts'
import { daysIn } from './instruments.ts'
import { yearsIn } from './quantities.ts'
import type { Budget, Finding, Period, PlanDocument, Span, Statement, Years } from './schema.ts'
import { dayText } from './shown.ts'
import { foldSameLength, plainOf, spanIn } from './text.ts'
import { readCaption } from './title-block.ts'

/* Days and years against each other and against the periods; the head against what repeats it. */

/** What contradicts in days, periods and names. */
export function checkDates(plan: PlanDocument): Finding[] {
  return [...unrealDays(plan.text), ...order(plan), ...periods(plan), ...wording(plan), ...repeats(plan)]
}

const likeDay =
  /(?<![\d/])\d{1,2} ?(?:[/-] ?\d{1,2} ?[/-] ?\d{4}|tháng \d{1,2}(?: năm \d{4})?)(?!\d)|(?<=ngày )\d{1,2}[/-]\d{1,2}(?![\d/-])/gi

function unrealDays(text: string): Finding[] {
  const findings: Finding[] = []
  for (const match of text.matchAll(likeDay)) {
    const day = daysIn(`ngay ${foldSameLength(match[0])}`)[0]
    if (day === undefined || day.real) continue
    findings.push(
      finding(
        'date.notReal',
        'error',
        { start: match.index, end: match.index + match[0].length },
        {
          vi: `Không có ngày ${match[0]}.`,
          en: `There is no such day as ${match[0]}.`,
        },
        null,
        match[0],
      ),
    )
  }
  return findings
}

function order(plan: PlanDocument): Finding[] {
  const { date } = plan
  if (date === null) return []
  const later = (code: string, what: { vi: string; en: string }, day: string | null, span: Span) =>
    day === null || day <= date.value
      ? []
      : [
          finding(
            code,
            'error',
            span,
            {
              vi: `${what.vi} ban hành ngày ${dayText(day)}, sau ngày của kế hoạch (${dayText(date.value)}).`,
              en: `${what.en} is dated ${dayText(day)}, after the plan itself (${dayText(date.value)}).`,
            },
            date.value,
            day,
          ),
        ]
  const main = plan.periods.find(({ kind }) => kind === 'main')
  const year = Number(date.value.slice(0, 4))
  const late =
    main !== undefined && year > main.to
      ? [
          finding(
            'date.afterPeriod',
            'error',
            date.span,
            {
              vi: `Kế hoạch ký năm ${year}, sau khi giai đoạn đã hết (${main.to}).`,
              en: `The plan is signed in ${year}, after its period has ended (${main.to}).`,
            },
            main.to,
            year,
          ),
        ]
      : []
  const early =
    main !== undefined && main.from !== null && year < main.from - 1
      ? [
          finding(
            'date.beforePeriod',
            'warning',
            date.span,
            {
              vi: `Kế hoạch ký năm ${year}, trước giai đoạn ${main.from} - ${main.to} hơn một năm.`,
              en: `The plan is signed in ${year}, more than a year before its period ${main.from}-${main.to}.`,
            },
            main.from,
            year,
          ),
        ]
      : []
  return [
    ...plan.legalBases.flatMap((basis) =>
      later('date.basisAfterPlan', { vi: 'Căn cứ pháp lý', en: 'The legal basis' }, basis.date, basis.span),
    ),
    ...(plan.replaces === null
      ? []
      : later(
          'date.replacedAfterPlan',
          { vi: 'Kế hoạch bị thay thế', en: 'The plan replaced' },
          plan.replaces.date,
          plan.replaces.span,
        )),
    ...late,
    ...early,
  ]
}

function periods(plan: PlanDocument): Finding[] {
  const findings: Finding[] = []
  for (const period of plan.periods) {
    if (period.from === null || period.from <= period.to) continue
    findings.push(
      finding('period.reversed', 'error', period.span, {
        vi: `Giai đoạn ${period.from} - ${period.to} có năm đầu sau năm cuối.`,
        en: `The period ${period.from}-${period.to} ends before it begins.`,
      }),
    )
  }
  const main = plan.periods.find(({ kind }) => kind === 'main')
  if (main === undefined || main.from === null || main.from > main.to) return findings
  const { from, to } = main
  const last = plan.periods.reduce((latest, period) => Math.max(latest, period.to), to)
  const shown = `${from} - ${to}`
  findings.push(...budgetYears(plan, from, to, shown))
  for (const duty of plan.duties) {
    for (const due of duty.due) {
      // A final review falls in the year after.
      if (due.year === null || (due.year >= from && due.year <= last + 1)) continue
      findings.push(
        finding(
          'period.dueYear',
          'warning',
          due.span,
          {
            vi: `Thời hạn "${due.text}" nằm ngoài giai đoạn ${shown}.`,
            en: `The deadline "${due.text}" is outside the period ${shown}.`,
          },
          shown,
          due.year,
        ),
      )
    }
  }
  for (const objective of plan.objectives) {
    const { period } = objective
    if (period !== null && (period.to < from || (period.from ?? from) > last || period.to > last)) {
      findings.push(
        finding(
          'period.objective',
          'warning',
          objective.quantitySpan ?? objective.span,
          {
            vi: `Mục tiêu cho ${yearsText(period)} nằm ngoài giai đoạn ${shown}.`,
            en: `This objective is for ${yearsText(period)}, outside the period ${shown}.`,
          },
          shown,
          yearsText(period),
        ),
      )
    }
    findings.push(...baseline(objective.relativeTo, objective.span, main))
  }
  return findings
}

function yearsText({ from, to }: Years): string {
  return from === null || from === to ? String(to) : `${from} - ${to}`
}

/** A growth over years that the plan does not itself cover: its base must come from elsewhere. */
function baseline(relativeTo: string | null, span: Span, main: Period): Finding[] {
  const base = relativeTo === null ? undefined : yearsIn(foldSameLength(relativeTo))[0]
  if (base === undefined || main.from === null) return []
  if ((base.from ?? base.to) >= main.from && base.to <= main.to) return []
  return [
    finding(
      'objective.baseline',
      'info',
      span,
      {
        vi: `Mức tăng so với ${yearsText(base)}, rộng hơn giai đoạn ${main.from} - ${main.to} của kế hoạch: cần số liệu gốc của các năm trước.`,
        en: `The growth is over ${yearsText(base)}, beyond the plan's own period ${main.from}-${main.to}: the base needs results of earlier years.`,
      },
      `${main.from} - ${main.to}`,
      yearsText(base),
    ),
  ]
}

function budgetYears(plan: PlanDocument, from: number, to: number, shown: string): Finding[] {
  const { budget } = plan
  if (budget === null) return []
  const years = new Set(budget.columns.flatMap(({ year }) => (year === null ? [] : [year])))
  if (years.size === 0) return []
  const span = budget.heads[0]?.span ?? budget.span
  const outside = [...years].filter((year) => year < from || year > to)
  const absent: number[] = []
  for (let year = from; year <= Math.min(to, from + 30) && !isSpread(budget); year++)
    if (!years.has(year)) absent.push(year)
  return [
    ...outside.map((year) =>
      finding(
        'period.budgetYear',
        'error',
        span,
        {
          vi: `Bảng dự toán có cột năm ${year}, ngoài giai đoạn ${shown}.`,
          en: `The budget table has a column for ${year}, outside the period ${shown}.`,
        },
        shown,
        year,
      ),
    ),
    ...absent.map((year) =>
      finding(
        'period.budgetYearMissing',
        'warning',
        span,
        {
          vi: `Bảng dự toán không có cột năm ${year} của giai đoạn ${shown}.`,
          en: `The budget table has no column for ${year} of the period ${shown}.`,
        },
        year,
        null,
      ),
    ),
  ]
}

/** Whether the years of one source ("phân kỳ NSNN") already make up all of it: no year is missing then. */
function isSpread({ columns, byYear, bySource }: Budget): boolean {
  const [source, ...more] = new Set(columns.flatMap(({ year, source: of }) => (year === null ? [] : [of])))
  if (typeof source !== 'string' || more.length > 0) return false
  return Object.values(byYear).reduce((sum, amount) => sum + amount, 0) === bySource[source]
}

function yearSet(folded: string): string[] {
  return [
    ...new Set(yearsIn(folded).map(({ from, to }) => (from === null ? `→${to}` : `${from}-${to}`))),
  ].sort()
}

/** The title's years against those of the opening, the closing and the appendix. */
function wording(plan: PlanDocument): Finding[] {
  const { title } = plan
  if (title === null) return []
  const titled = yearSet(foldSameLength(title.value))
  if (titled.length === 0) return []
  const text = (of: readonly string[]) => of.join(', ').replaceAll('→', 'đến ')
  return plan.statements.flatMap((statement) => {
    if (!['opening', 'closing', 'appendix'].includes(statement.kind)) return []
    const own = yearSet(ownTitle(statement))
    // An appendix may be for the main period alone.
    const wrong = statement.kind === 'appendix' ? own.filter((years) => !titled.includes(years)) : own
    if (own.length === 0 || wrong.length === 0 || own.join() === titled.join()) return []
    const where = {
      opening: { vi: 'Đoạn mở đầu', en: 'The opening' },
      closing: { vi: 'Đoạn kết', en: 'The closing paragraph' },
    }
    const place =
      statement.kind === 'opening'
        ? where.opening
        : statement.kind === 'closing'
          ? where.closing
          : { vi: 'Phụ lục', en: 'The appendix' }
    return [
      finding(
        'period.wording',
        'warning',
        statement.span,
        {
          vi: `${place.vi} ghi thời gian "${text(own)}", khác tên kế hoạch "${text(titled)}".`,
          en: `${place.en} gives the time as "${text(own)}", the title as "${text(titled)}".`,
        },
        text(titled),
        text(own),
      ),
    ]
  })
}

/** The part of a statement that repeats the title: up to the first semicolon. */
function ownTitle(statement: Statement): string {
  const folded = foldSameLength(statement.text)
  const stop = folded.search(/;|\(sau day|voi cac noi dung/)
  return stop === -1 ? folded : folded.slice(0, stop)
}

const squeeze = (text: string) => foldSameLength(text).replace(/ ?- ?/g, '-')

/** The letters of a number: KH of 12/KH-UBND, NQ of 57-NQ/TW. */
function symbolOf(number: string): string {
  return /[/-]([^\d/-]{1,8})/.exec(number)?.[1] ?? ''
}

/** Number, day and province wherever the document repeats them. */
function repeats(plan: PlanDocument): Finding[] {
  const findings: Finding[] = []
  for (const { kind, span } of plan.statements) {
    if (kind !== 'caption') continue
    const caption = readCaption(plainOf(plan.text, span.start, span.end))
    // A plan may come with a decision: that has a number of its own.
    if (
      plan.number !== null &&
      caption.number !== null &&
      symbolOf(caption.number.value) === symbolOf(plan.number.value) &&
      caption.number.value !== plan.number.value
    ) {
      findings.push(
        finding(
          'head.numberDiffers',
          'error',
          caption.number.span,
          {
            vi: `Phụ lục ghi số ${caption.number.value}, văn bản là số ${plan.number.value}.`,
            en: `The appendix names number ${caption.number.value}, the document is ${plan.number.value}.`,
          },
          plan.number.value,
          caption.number.value,
        ),
      )
    }
    if (
      plan.date !== null &&
      caption.date !== null &&
      (plan.number === null ||
        caption.number === null ||
        symbolOf(caption.number.value) === symbolOf(plan.number.value)) &&
      caption.date.value !== plan.date.value
    ) {
      findings.push(
        finding(
          'head.dateDiffers',
          'error',
          caption.date.span,
          {
            vi: `Phụ lục ghi ngày ${dayText(caption.date.value)}, văn bản là ngày ${dayText(plan.date.value)}.`,
            en: `The appendix is dated ${dayText(caption.date.value)}, the document ${dayText(plan.date.value)}.`,
          },
          plan.date.value,
          caption.date.value,
        ),
      )
    }
  }
  if (plan.province === null) return findings
  const province = squeeze(plan.province.value)
  const places = plan.statements.filter(({ kind }) =>
    ['opening', 'closing', 'caption', 'appendix'].includes(kind),
  )
  const texts = [...(plan.title === null ? [] : [plan.title.span]), ...places.map(({ span }) => span)]
  for (const span of texts) {
    const plain = plainOf(plan.text, span.start, span.end)
    for (const match of plain.folded.matchAll(
      /(?:dia ban|nhan dan) (?:tinh|thanh pho) (?!(?:den|giai doan|nam|tu nam|trong|va|theo|ve|dinh huong|tam nhin|gan voi)\b)(?=[a-z])/g,
    )) {
      const after = match.index + match[0].length
      if (!/\p{Lu}/u.test(plain.text.charAt(after))) continue
      if (squeeze(plain.text.slice(after, after + 60)).startsWith(province)) continue
      const found = plain.text
        .slice(after, after + 60)
        .split(' ')
        .slice(0, 2)
        .join(' ')
        .replace(/[,.;)]$/, '')
      findings.push(
        finding(
          'head.provinceDiffers',
          'error',
          spanIn(plain, after, after + found.length),
          {
            vi: `Chỗ này ghi "${found}", kế hoạch là của ${plan.province.value}.`,
            en: `This says "${found}", the plan is of ${plan.province.value}.`,
          },
          plan.province.value,
          found,
        ),
      )
    }
  }
  return findings
}
