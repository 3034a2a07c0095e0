import { z } from 'zod'
import { authorityOf } from '../agencies/index.ts'
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
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound, refuse } from '../platform/problem.ts'
import { readReportData } from './data.ts'
import { lockDraft, paperRules, unknownNames } from './draft-rules.ts'
import {
  headingOn,
  ofSamePlans,
  plansOfReport,
  plansReported,
  plansToReport,
  reportDuty,
  reportRow,
} from './report-row.ts'
import { defaultSections, type SectionKey, type Sections, sectionKeys } from './text.ts'

const Result = z.object({ id: z.int(), version: z.int() })
const subject = (_input: unknown, output: { id: number }) => `report:${output.id}`

/** Begins the programme's report on a year: its text from the data, its heading of the agency that reports on that day. */
export const draftReport = command({
  name: 'reports.draft',
  summary: words('Lập dự thảo báo cáo năm', "Draft a year's report"),
  route: 'POST /reports',
  input: z.object({
    year: year(),
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
      of: ['year', 'planId', 'planIds'],
      check: (input, context) => plansToReport(context, input),
    },
  ],
  subject,
  async run(context, input) {
    const { db, today } = context
    const plans = await plansToReport(context, input)
    const [plan, ...others] = plans
    const beside = others.map((other) => other.id)
    const there = await db
      .selectFrom('report')
      .select(['id', 'state'])
      .where(ofSamePlans({ planId: plan.id, beside }))
      .where('year', '=', input.year)
      .executeTakeFirst()
    if (there !== undefined) throw existing(input.year)
    const duty = await reportDuty(db, plan.id, input.year)
    const heading = await headingOn(db, plans, input.year, input.datedOn ?? today)
    const figures = await readReportData(db, [plan.id, ...beside], input.year)
    return db
      .insertInto('report')
      .values({
        planId: plan.id,
        beside,
        year: input.year,
        state: 'draft',
        dueOn: duty.dueOn,
        dueBefore: duty.dueBefore,
        sections: JSON.stringify(defaultSections(figures)),
        heading: JSON.stringify(heading),
        signatory: JSON.stringify({ authority: authorityOf(heading.issuer), name: '' }),
        datedOn: input.datedOn ?? null,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

function existing(reported: number | null) {
  const of = reported === null ? '' : ` ${reported}`
  return conflict('reports.exists', {
    vi: `Báo cáo năm${of} đã được lập. Xin mở báo cáo đó; nếu đã chốt thì lập lại từ trang của báo cáo.`,
    en: `The report on the year${of} exists. Open it; if it is sealed, restate it from its own page.`,
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
          await readReportData(db, plansReported(row), row.year),
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
    const figures = await readReportData(db, plansReported(row), row.year)
    const proposed = defaultSections(figures)
    const sections = sectionsFrom((key) => input[key] ?? proposed[key])
    refuse(unknownNames(sections, figures))
    const law = await headingOn(db, plans, row.year, input.datedOn ?? today)
    const heading = {
      agency: input.agency ?? law.agency,
      superior: input.superior ?? law.superior,
      issuer: input.issuer ?? law.issuer,
      symbol: input.symbol ?? law.symbol,
      place: input.place ?? law.place,
      subject: input.subject ?? law.subject,
      recipients: input.recipients === undefined ? law.recipients : linesOf(input.recipients),
    }
    const authority = input.authority === undefined ? authorityOf(heading.issuer) : linesOf(input.authority)
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

function sectionsFrom(of: (key: SectionKey) => string): Sections {
  return {
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
      .where('year', '=', row.year)
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

explainConstraint('report_one_draft', () => existing(null))
explainConstraint('report_edition_once', () => existing(null))
