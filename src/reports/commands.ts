import { z } from 'zod'
import {
  id,
  longText,
  optionalDay,
  optionalId,
  optionalLongText,
  optionalText,
  several,
  whole,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, refuse } from '../platform/problem.ts'
import { aboutProblems, begunAs, begunFrom, kindDueOn, spanInput, spanProblems } from './begin-rules.ts'
import { readReportData } from './data.ts'
import { lockDraft, paperRules, unknownNames } from './draft-rules.ts'
import { kindOn } from './kinds.ts'
import { periodRules, spanOf } from './periods.ts'
import {
  besideOf,
  headingOn,
  ofSamePlans,
  plansOfReport,
  plansReported,
  plansToReport,
  recordOf,
  reportDuty,
  reportedOf,
  reportRow,
  sameReport,
  signsFor,
} from './report-row.ts'
import { defaultSections, type OfEveryKind, ofSomeKinds, type Sections, sectionKeys } from './text.ts'

const Result = z.object({ id: z.int(), version: z.int() })
const subject = (_input: unknown, output: { id: number }) => `report:${output.id}`

/** What a report is begun of. @throws Problem 422 on `year` also for a final review before the plan's last year */
async function kindAndPlans(
  context: Context,
  input: {
    readonly year: number
    readonly kindId?: number | undefined
    readonly part?: number | undefined
    readonly planId?: number | undefined
    readonly planIds: readonly number[]
  },
) {
  const kind = await kindOn(context.db, input.kindId, context.today)
  const plans = await plansToReport(context, { ...input, from: begunFrom(kind, input) })
  const last = Math.max(...plans.map(({ lastYear }) => lastYear))
  if (kind?.period === 'final' && input.year !== last)
    throw invalidField(
      'year',
      words(
        `Báo cáo tổng kết lập cho năm cuối của kế hoạch: ${last}.`,
        `A final review is of the plan's last year: ${last}.`,
      ),
    )
  return { kind, plans }
}

/** Begins a report of the programme, on a year or of another kind: its text from the data, its heading of the agency that reports on that day. */
export const draftReport = command({
  name: 'reports.draft',
  summary: words('Lập dự thảo báo cáo của Chương trình', 'Draft a report of the programme'),
  route: 'POST /reports',
  input: z.object({
    year: year(),
    /** What kind of report; left out: the year's, which the plan asks for. */
    kindId: optionalId(),
    ...spanInput,
    datedOn: optionalDay(),
    /** The plan that asks for it; left out: the one chosen, else the one in force, else the one that has the year. */
    planId: optionalId(),
    /** Plans that run side by side, for one report over all of them; `planId` among them leads it. */
    planIds: several(id()),
  }),
  output: Result,
  may: ['coordinator'],
  rules: [
    {
      of: ['year', 'planId', 'planIds', 'kindId', 'part'],
      check: (input, context) => kindAndPlans(context, input),
    },
    {
      of: ['kindId', 'year', 'part', 'fromDay', 'toDay', 'enterpriseId', 'taskId'],
      asks: {
        part: words('với báo cáo 6 tháng, quý', 'for half a year or a quarter'),
        fromDay: words('với báo cáo đột xuất', 'for an ad hoc report'),
        toDay: words('với báo cáo đột xuất, sơ kết', 'for an ad hoc report or a mid-term review'),
        enterpriseId: words('với báo cáo về một doanh nghiệp', 'for a report about one enterprise'),
        taskId: words('với báo cáo về một nhiệm vụ', 'for a report about one task'),
      },
      judge: async (input, { db, today }) => {
        const kind = await kindOn(db, input.kindId, today)
        if (kind !== null)
          return [
            ...spanProblems(periodRules.schema.parse(kind.period), input),
            ...aboutProblems(kind, input),
          ]
        return input.kindId === undefined
          ? null
          : {
              field: 'kindId',
              words: words('Không có loại báo cáo này.', 'There is no such kind of report.'),
            }
      },
    },
  ],
  subject,
  async run(context, input) {
    const { db, today } = context
    const { kind, plans } = await kindAndPlans(context, input)
    const [plan, ...others] = plans
    const beside = others.map((other) => other.id)
    const { columns, form: said } = begunAs(kind, input, plan.firstYear)
    const there = await db
      .selectFrom('report')
      .select(['id', 'state'])
      .where(ofSamePlans({ planId: plan.id, beside }))
      .where(sameReport({ year: input.year, ...columns }))
      .executeTakeFirst()
    if (there !== undefined) throw existing()
    const ofYear = columns.period === 'planYear'
    const duty = ofYear ? await reportDuty(db, plan.id, input.year) : null
    const reported = {
      year: input.year,
      span: spanOf({ year: input.year, ...columns }),
      ...besideOf(said),
      about: recordOf(columns),
    }
    const figures = await readReportData(db, [plan.id, ...beside], reported)
    const form = said === null || figures.record === undefined ? said : { ...said, of: figures.record.name }
    const heading = await headingOn(db, plans, { ...reported, form }, input.datedOn ?? today)
    return db
      .insertInto('report')
      .values({
        planId: plan.id,
        beside,
        year: input.year,
        state: 'draft',
        ...columns,
        form: form === null ? null : JSON.stringify(form),
        dueOn: duty?.dueOn ?? kindDueOn(kind, columns),
        dueBefore: duty?.dueBefore ?? false,
        sections: JSON.stringify(defaultSections(figures)),
        heading: JSON.stringify(heading),
        signatory: JSON.stringify({ authority: signsFor(heading, form), name: '' }),
        datedOn: input.datedOn ?? null,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

function existing() {
  return conflict('reports.exists', {
    vi: 'Báo cáo của kỳ này đã được lập. Xin mở báo cáo đó; nếu đã chốt thì lập lại từ trang của báo cáo.',
    en: 'The report over these days exists. Open it; if it is sealed, restate it from its own page.',
  })
}

const section = () => optionalLongText(20_000)

/** Saves the edited text and heading of a draft. A field left empty takes the proposed text again. */
export const editReport = command({
  name: 'reports.edit',
  summary: words('Sửa dự thảo báo cáo', 'Edit a draft report'),
  route: 'PUT /reports/{id}',
  input: z.object({
    id: id(),
    version: whole(1),
    opening: section(),
    situation: section(),
    task1: section(),
    task2: section(),
    task3: section(),
    task4: section(),
    budget: section(),
    obstacles: section(),
    comparison: section(),
    agencies: section(),
    /** Of a report that is held to one page. */
    brief: optionalLongText(200),
    record: section(),
    execution: section(),
    findings: section(),
    lessons: section(),
    proposals: section(),
    direction: section(),
    agency: optionalText(200),
    superior: optionalText(200),
    issuer: optionalText(200),
    symbol: optionalText(50),
    place: optionalText(100),
    subject: optionalLongText(500),
    recipients: optionalLongText(2000),
    authority: optionalLongText(500),
    signatory: optionalText(100),
    number: optionalText(20),
    datedOn: optionalDay(),
  }),
  output: Result,
  may: ['coordinator'],
  rules: [
    {
      // A section that is too long is told beside the others: it is left out of what is looked at.
      of: ['id'],
      judge: async (input, { db }) => {
        const row = await reportRow(db, input.id, false)
        const typed = sectionKeys.some((key) => input[key] !== undefined)
        if (row === null || !typed) return null
        return unknownNames(
          input as Partial<Sections>,
          await readReportData(db, plansReported(row), reportedOf(row)),
        )
      },
    },
    ...paperRules,
  ],
  subject,
  async run(context, input) {
    const { db, today } = context
    const row = await lockDraft(context, input.id, input.version)
    const plans = await plansOfReport(db, row)
    const figures = await readReportData(db, plansReported(row), reportedOf(row))
    const proposed = defaultSections(figures)
    const sections = sectionsFrom(input, proposed)
    refuse(unknownNames(sections, figures))
    const law = await headingOn(db, plans, { ...reportedOf(row), form: row.form }, input.datedOn ?? today)
    const heading = {
      agency: input.agency ?? law.agency,
      superior: input.superior ?? law.superior,
      issuer: input.issuer ?? law.issuer,
      symbol: input.symbol ?? law.symbol,
      place: input.place ?? law.place,
      subject: input.subject ?? law.subject,
      recipients: input.recipients === undefined ? law.recipients : linesOf(input.recipients),
    }
    const authority = input.authority === undefined ? signsFor(heading, row.form) : linesOf(input.authority)
    return db
      .updateTable('report')
      .set({
        sections: JSON.stringify(sections),
        heading: JSON.stringify(heading),
        signatory: JSON.stringify({ authority, name: input.signatory ?? '' }),
        number: input.number ?? null,
        datedOn: input.datedOn ?? null,
        version: row.version + 1,
      })
      .where('id', '=', row.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

const linesOf = (typed: string) => typed.split('\n').filter((line) => line !== '')

/** What was typed; what was left empty as it is proposed. */
function sectionsFrom(typed: Partial<Sections>, proposed: Sections): Sections {
  const of = (key: OfEveryKind) => typed[key] ?? proposed[key]
  const known = ofSomeKinds.flatMap((key) => {
    const text = typed[key] ?? proposed[key]
    return text === undefined ? [] : [[key, text] as const]
  })
  return {
    ...Object.fromEntries(known),
    opening: of('opening'),
    situation: of('situation'),
    task1: of('task1'),
    task2: of('task2'),
    task3: of('task3'),
    task4: of('task4'),
    budget: of('budget'),
    obstacles: of('obstacles'),
    proposals: of('proposals'),
    direction: of('direction'),
  }
}

/** Begins a new edition of a sealed report whose figures or text must be put right. The sealed one stays as it is. */
export const restateReport = command({
  name: 'reports.restate',
  summary: words('Lập lại báo cáo đã chốt', 'Restate a sealed report'),
  route: 'POST /reports/{id}/restatement',
  input: z.object({ id: id(), reason: longText(1000) }),
  output: Result,
  may: ['coordinator'],
  subject,
  async run({ db }, input) {
    const row = await reportRow(db, input.id)
    if (row === null) throw notFound(words('báo cáo', 'Report'))
    if (row.state !== 'sealed') {
      throw conflict('reports.notSealed', {
        vi: 'Báo cáo chưa chốt, có thể sửa trực tiếp.',
        en: 'The report is not sealed; it can be edited as it is.',
      })
    }
    const later = await db
      .selectFrom('report')
      .select('id')
      .where(ofSamePlans(row))
      .where(sameReport(row))
      .where('edition', '>', row.edition)
      .executeTakeFirst()
    if (later !== undefined) throw notLatest()
    return db
      .insertInto('report')
      .values({
        planId: row.planId,
        beside: row.beside,
        year: row.year,
        edition: row.edition + 1,
        state: 'draft',
        kindId: row.kindId,
        period: row.period,
        part: row.part,
        fromOn: row.fromOn,
        toOn: row.toOn,
        about: row.about,
        aboutId: row.aboutId,
        form: row.form === null ? null : JSON.stringify(row.form),
        estimates: row.estimates === null ? null : JSON.stringify(row.estimates),
        dueOn: row.dueOn,
        dueBefore: row.dueBefore,
        sections: JSON.stringify(row.sections),
        heading: JSON.stringify(row.heading),
        signatory: JSON.stringify(row.signatory),
        restatement: input.reason,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

function notLatest() {
  return conflict(
    'reports.notLatest',
    words('Báo cáo này đã được lập lại ở một bản sau.', 'A later edition of this report exists already.'),
  )
}

explainConstraint('report_one_draft', existing)
explainConstraint('report_edition_once', existing)
