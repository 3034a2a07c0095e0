import { linesOf, milestonesOf, PlanDocument, sourcesOf } from '../plan/index.ts'
import { fieldProblems } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import type { DraftDocument } from './draft.ts'

/* What a plan that is being worked on lacks before it may run. */

/** Where the English is not written the Vietnamese stands in for it, all through a document. */
function withEnglish<T>(value: T): T
function withEnglish(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withEnglish(item))
  if (typeof value !== 'object' || value === null) return value
  const filled = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withEnglish(item)]))
  return filled.en === '' && typeof filled.vi === 'string' ? { ...filled, en: filled.vi } : filled
}

/**
 * Holds a draft to the rules of a plan: its shape, and what its parts say of each other (a part after its whole, a
 * one-time duty with its year, the years of the budget within the period). Sums are `checkBudget`'s business.
 * @returns the plan, or one problem for each field that is missing or wrong, by its path in the document
 */
export function completeDocument(
  draft: DraftDocument,
): { ok: true; document: PlanDocument } | { ok: false; fields: FieldProblem[] } {
  const parsed = PlanDocument.safeParse(withEnglish(withoutLines(withNothing(draft))), { reportInput: true })
  if (!parsed.success) {
    const fields = fieldProblems(parsed.error).map((problem) => ({
      ...problem,
      field: ofPair(problem.field),
    }))
    return { ok: false, fields: onePerField([...fields, ...relations(draft)]) }
  }
  const fields = onePerField(relations(parsed.data))
  return fields.length > 0 ? { ok: false, fields } : { ok: true, document: parsed.data }
}

/** A line of which another source says nothing gets nothing from it: the sums of the source tell whether that is so. */
function withNothing(draft: DraftDocument): DraftDocument {
  const { budget } = draft
  const sources = sourcesOf(budget).filter(({ own }) => !own)
  if (sources.length === 0) return draft
  const lines = budget.lines.map(({ others = {}, whole, ...line }) => ({
    ...line,
    others: {
      ...others,
      ...Object.fromEntries(
        sources.map(({ source, years }) => [
          source,
          {
            total: others[source]?.total ?? 0,
            years: Object.fromEntries(years.map((year) => [String(year), others[source]?.years[year] ?? 0])),
          },
        ]),
      ),
    },
    ...(whole === undefined || whole.total === null ? {} : { whole }),
  }))
  return { ...draft, budget: { ...budget, lines } }
}

/** A plan without budget lines needs neither a table's title nor years; a total that is not named is none. */
function withoutLines(draft: DraftDocument): DraftDocument {
  const { budget } = draft
  if (budget.lines.length > 0) return draft
  const { title, total, unit, source, others, whole } = budget
  const known = budget.years.filter((year) => (budget.yearTotals[year] ?? null) !== null)
  return {
    ...draft,
    budget: {
      title: title.vi === '' ? words('Không có dự toán theo mục', 'No estimate by line') : title,
      unit: unit ?? 1,
      years: known,
      lines: [],
      total: total ?? known.reduce((sum, year) => sum + (budget.yearTotals[year] ?? 0), 0),
      yearTotals: Object.fromEntries(known.map((year) => [year, budget.yearTotals[year] ?? 0])),
      ...(source === undefined ? {} : { source }),
      ...(others === undefined ? {} : { others }),
      ...(whole === undefined ? {} : { whole }),
    },
  }
}

/** `title.vi` and `title.en` are one thing to the user. */
function ofPair(field: string): string {
  return field.replace(/\.(?:vi|en)$/, '')
}

function onePerField(fields: readonly FieldProblem[]): FieldProblem[] {
  const seen = new Set<string>()
  return fields.filter(({ field }) => !seen.has(field) && seen.add(field))
}

/** What the parts of a document say of each other. */
function relations(draft: DraftDocument): FieldProblem[] {
  return [
    ...periodProblems(draft),
    ...objectiveProblems(draft),
    ...signatoryProblems(draft),
    ...targetProblems(draft),
    ...codeProblems(draft),
    ...budgetProblems(draft),
  ]
}

function periodProblems({ startsOn, endsOn, orientation, province }: DraftDocument): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (province.trim() === '') {
    problems.push({
      field: 'province',
      words: words('Xin điền tên tỉnh, thành phố.', 'Please give the province or city.'),
    })
  }
  if (startsOn !== '' && endsOn !== '' && endsOn < startsOn) {
    problems.push({
      field: 'endsOn',
      words: words('Ngày kết thúc phải sau ngày bắt đầu.', 'The end must come after the start.'),
    })
  }
  if (orientation === null) return problems
  const { firstYear, lastYear, baseFirstYear, baseLastYear, minimumPercent, maximumPercent } = orientation
  const order = (field: string, low: number | null, high: number | null) => {
    if (low === null || high === null || low <= high) return
    problems.push({
      field: `orientation.${field}`,
      words: words('Số sau phải lớn hơn hoặc bằng số trước.', 'The second must not be below the first.'),
    })
  }
  order('lastYear', firstYear, lastYear)
  order('baseLastYear', baseFirstYear, baseLastYear)
  order('maximumPercent', minimumPercent, maximumPercent)
  return problems
}

/** A plan may have no general objective, but not nothing that it is for. */
function objectiveProblems({ objective, objectives, targets }: DraftDocument): FieldProblem[] {
  return objective.vi.trim() === '' && objectives.length === 0 && targets.length === 0
    ? [
        {
          field: 'objective',
          words: words(
            'Xin điền mục tiêu chung hoặc mục tiêu cụ thể.',
            'Please give a general or a specific objective.',
          ),
        },
      ]
    : []
}

/** Who signs on behalf of a body signs as somebody; a copy may have lost both. */
function signatoryProblems({ signatory: { authority, office } }: DraftDocument): FieldProblem[] {
  return authority.vi.trim() !== '' && office.vi.trim() === ''
    ? [
        {
          field: 'signatory.office',
          words: words('Xin điền chức vụ người ký.', 'Please give the office of the signer.'),
        },
      ]
    : []
}

function targetProblems({ targets, budget }: DraftDocument): FieldProblem[] {
  const problems: FieldProblem[] = []
  const before = new Set<string>()
  for (const [place, target] of targets.entries()) {
    const at = `targets.${place}`
    const { bound, minimum, maximum, parent, indicator } = target
    const missing: Words = words('Xin điền số của chỉ tiêu.', 'Please give the number of the target.')
    if (indicator === '') {
      problems.push({
        field: `${at}.indicator`,
        words: words('Xin chọn chỉ số để đếm.', 'Please choose the indicator that counts it.'),
      })
    } else if (before.has(indicator)) {
      problems.push({
        field: `${at}.indicator`,
        words: words('Chỉ số này đã có ở trên.', 'This indicator has a target already.'),
      })
    }
    if (bound !== 'atMost' && minimum === null) problems.push({ field: `${at}.minimum`, words: missing })
    if ((bound === 'atMost' || bound === 'range') && maximum === null)
      problems.push({ field: `${at}.maximum`, words: missing })
    if (minimum !== null && maximum !== null && minimum > maximum) {
      problems.push({
        field: `${at}.maximum`,
        words: words('Số lớn nhất phải không nhỏ hơn số nhỏ nhất.', 'The most must not be below the least.'),
      })
    }
    if ((target.baseValue ?? null) !== null && (target.baseYear ?? null) === null)
      problems.push({
        field: `${at}.baseYear`,
        words: words('Xin ghi số gốc là của năm nào.', 'Please say of which year the base is.'),
      })
    if (milestonesOf(target.milestones ?? '') === null)
      problems.push({
        field: `${at}.milestones`,
        words: words(
          'Mỗi mốc viết "năm: số", cách nhau bằng dấu chấm phẩy, ví dụ 2026: 40; 2027: 42,5.',
          'Write each milestone as year: number, separated by semicolons, such as 2026: 40; 2027: 42.5.',
        ),
      })
    const strange = linesOf(target).find((code) => !budget.lines.some((line) => line.code === code))
    if (strange !== undefined) {
      problems.push({
        field: `${at}.lines`,
        words: words(`Dự toán không có mục "${strange}".`, `The budget has no line “${strange}”.`),
      })
    }
    if (parent !== null && !before.has(parent)) {
      problems.push({
        field: `${at}.parent`,
        words: words(
          'Chỉ tiêu "trong đó" phải đứng sau chỉ tiêu mà nó là một phần.',
          'A part must come after the target that it is a part of.',
        ),
      })
    }
    if (indicator !== '') before.add(indicator)
  }
  return problems
}

function codeProblems({ criteria, duties }: DraftDocument): FieldProblem[] {
  const twice: Words = words('Mã này đã dùng ở trên.', 'This code is used above.')
  const problems: FieldProblem[] = []
  const repeated = (part: string, rows: readonly { code: string }[]) => {
    const before = new Set<string>()
    for (const [place, { code }] of rows.entries()) {
      if (code === '')
        problems.push({
          field: `${part}.${place}.code`,
          words: words('Xin điền mã (số thứ tự).', 'Please give its code.'),
        })
      else if (before.has(code)) problems.push({ field: `${part}.${place}.code`, words: twice })
      before.add(code)
    }
  }
  repeated('criteria', criteria)
  for (const [place, { bySize }] of criteria.entries()) {
    if (bySize !== true || criteria.findIndex((row) => row.bySize === true) === place) continue
    problems.push({
      field: `criteria.${place}.bySize`,
      words: words(
        'Chỉ một tiêu chí được xét theo quy mô doanh nghiệp.',
        'Only one criterion can follow from the size class.',
      ),
    })
  }
  repeated('duties', duties)
  for (const [place, duty] of duties.entries()) {
    const at = `duties.${place}`
    if (new Set(duty.agencies).size < duty.agencies.length) {
      problems.push({
        field: `${at}.agencies`,
        words: words('Một cơ quan được ghi hai lần.', 'An agency is named twice.'),
      })
    }
    if (duty.recurrence === 'once' && duty.dueYear === null) {
      problems.push({
        field: `${at}.dueYear`,
        words: words('Việc làm một lần cần có năm.', 'Work that is done once needs its year.'),
      })
    }
  }
  return problems
}

function budgetProblems({ budget, startsOn, endsOn }: DraftDocument): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (budget.lines.length > 0 && budget.years.length === 0) {
    problems.push({
      field: 'budget.years',
      words: words('Xin điền các năm của dự toán.', 'Please give the years of the budget.'),
    })
  }
  const before = new Set<string>()
  for (const [place, { code, parent }] of budget.lines.entries()) {
    const at = `budget.lines.${place}`
    if (code === '' || before.has(code)) {
      problems.push({
        field: `${at}.code`,
        words:
          code === ''
            ? words('Xin điền số thứ tự của mục.', 'Please give the number of the line.')
            : words('Số thứ tự này đã dùng ở trên.', 'This number is used above.'),
      })
    }
    if (parent !== null && !before.has(parent)) {
      problems.push({
        field: `${at}.parent`,
        words: words('Mục con phải đứng sau mục mẹ.', 'A line must come after its group.'),
      })
    }
    before.add(code)
  }
  const { supportLine = null } = budget
  if (
    supportLine !== null &&
    (!before.has(supportLine) || budget.lines.some(({ parent }) => parent === supportLine))
  ) {
    problems.push({
      field: 'budget.supportLine',
      words: words(
        `Mục chi hỗ trợ doanh nghiệp phải là một mục của dự toán không chia mục con; "${supportLine}" không phải.`,
        `The line that pays for support must be a line of the budget without sub-lines; “${supportLine}” is not.`,
      ),
    })
  }
  problems.push(...sourceProblems(budget))
  const first = Number(startsOn.slice(0, 4))
  const last = Number(endsOn.slice(0, 4))
  for (const year of budget.years) {
    if (startsOn === '' || endsOn === '' || (year >= first && year <= last)) continue
    problems.push({
      field: 'budget.years',
      words: words(
        `Năm ${year} của dự toán nằm ngoài giai đoạn của kế hoạch.`,
        `The budget's year ${year} lies outside the plan's period.`,
      ),
    })
  }
  return problems
}

/** Each source stands once, and every line says of the sources of the table alone. */
function sourceProblems(budget: DraftDocument['budget']): FieldProblem[] {
  const problems: FieldProblem[] = []
  const keys = new Set<string>()
  for (const [place, { source, own }] of sourcesOf(budget).entries()) {
    if (keys.has(source) && !own)
      problems.push({
        field: `budget.others.${place - 1}.source`,
        words: words('Nguồn này đã có trong bảng.', 'The table has this source already.'),
      })
    keys.add(source)
  }
  for (const [place, { code, others = {} }] of budget.lines.entries())
    for (const key of Object.keys(others))
      if (!keys.has(key))
        problems.push({
          field: `budget.lines.${place}.others`,
          words: words(
            `Mục ${code} có số của nguồn "${key}" mà bảng không có.`,
            `Line ${code} has amounts of “${key}”, which is no source of the table.`,
          ),
        })
  return problems
}
