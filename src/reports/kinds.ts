import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { editEntry, endEntry } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { kindOfReport, reportIssuers } from './kind-fields.ts'
import { partsField } from './parts.ts'
import { periodRules } from './periods.ts'

/* The kinds of report, as the office keeps them. */

/** As they come with the program: data/catalogues.json. */
export const ReportKindData = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  period: periodRules.schema,
  closingDay: z.int().min(1).max(31),
  monthsBefore: z.int().min(0).max(2),
  issuer: reportIssuers.schema,
  addressee: z.string().nullable(),
  estimates: z.boolean(),
  parts: partsField(),
  source: z.string().min(1),
})

explainConstraint('report_kind_name', () =>
  conflict(
    'reports.kindTwice',
    words('Đã có loại báo cáo mang tên này.', 'There is a kind of this name.'),
    'name',
  ),
)

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `report_kind:${id}`

/** Adds a kind of report. */
export const addReportKind = command({
  name: 'reports.addKind',
  summary: words('Thêm loại báo cáo', 'Add a kind of report'),
  route: 'POST /report-kinds',
  input: z.object(kindOfReport.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('reportKind')
      .values(kindOfReport.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Changes a kind; reports that were begun keep what it said then. */
export const editReportKind = command({
  name: 'reports.editKind',
  summary: words('Sửa loại báo cáo', 'Edit a kind of report'),
  route: 'PUT /report-kinds/{id}',
  input: z.object({ id: id(), version: whole(1), ...kindOfReport.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  run: ({ db }, { id: kindId, version, ...input }) =>
    editEntry(db, 'reportKind', { id: kindId, version }, kindOfReport.values(input)),
})

/** Has a kind chosen no more; reports of it stay. */
export const endReportKind = command({
  name: 'reports.endKind',
  summary: words('Ngừng dùng loại báo cáo', 'Stop using a kind of report'),
  route: 'POST /report-kinds/{id}/end',
  input: z.object({ id: id(), reason: longText(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject,
  run: ({ db, today }, { id: kindId }) =>
    endEntry(db, 'reportKind', kindId, today, words('loại báo cáo', 'Kind of report')),
})

const Kind = z.object({
  id: z.int(),
  ...kindOfReport.row,
  endedOn: z.iso.date().nullable(),
  /** How many reports are of it. */
  reports: z.int(),
  version: z.int(),
})

/** The kinds of report, with how many reports are of each. */
export const listReportKinds = query({
  name: 'reports.kinds',
  summary: words('Các loại báo cáo', 'Kinds of report'),
  route: 'GET /report-kinds',
  input: z.object(listInput(['name', 'ended'])),
  output: listOutput(Kind),
  may: officers,
  run({ db }, input) {
    let rows = db
      .selectFrom('reportKind as k')
      .select(['k.id', ...kindOfReport.select('k'), 'k.endedOn', 'k.version'])
      .select(sql<number>`(SELECT count(*)::int FROM report r WHERE r.kind_id = k.id)`.as('reports'))
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(k.name || ' ' || k.name_en) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { name: byText('k.name', (row) => row.name), ended: byDay('k.endedOn', (row) => row.endedOn) },
      'k.id',
    )
  },
})

/** The kind to begin a report of: one that is used on this day, or without one the year's. Null where there is none. */
export async function kindOn(db: Db, kindId: number | undefined, day: string) {
  return (
    (await db
      .selectFrom('reportKind')
      .selectAll()
      .$if(kindId !== undefined, (of) => of.where('id', '=', kindId ?? 0))
      .$if(kindId === undefined, (of) => of.where('period', '=', 'planYear'))
      .where((of) => of.or([of('endedOn', 'is', null), of('endedOn', '>', day)]))
      .where((of) => of.or([of('validFrom', 'is', null), of('validFrom', '<=', day)]))
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()) ?? null
  )
}
