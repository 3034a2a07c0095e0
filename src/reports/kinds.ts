import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { kindOfReport, reportIssuers, reportSubjects } from './kind-fields.ts'
import { partsField } from './parts.ts'
import { periodRules } from './periods.ts'

/** As they come with the program: data/catalogues.json. */
export const ReportKindData = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  period: periodRules.schema,
  closingDay: z.int().min(1).max(31),
  monthsBefore: z.int().min(0).max(2),
  dueDays: z.int().min(0).max(90).nullable().default(null),
  issuer: reportIssuers.schema,
  addressee: z.string().nullable(),
  about: reportSubjects.schema.default('programme'),
  onePage: z.boolean().default(false),
  subjectLine: z.string().nullable().default(null),
  estimates: z.boolean(),
  parts: partsField(),
  source: z.string().min(1),
})

/** The kinds of report, as the office keeps them; reports that were begun keep what their kind said then. */
export const reportKinds = keptCatalogue({
  table: 'reportKind',
  fields: kindOfReport,
  one: words('loại báo cáo', 'Kind of report'),
  route: '/report-kinds',
  may: { keep: ['coordinator'], read: officers },
  add: { name: 'reports.addKind', summary: words('Thêm loại báo cáo', 'Add a kind of report') },
  edit: { name: 'reports.editKind', summary: words('Sửa loại báo cáo', 'Edit a kind of report') },
  end: { name: 'reports.endKind', summary: words('Ngừng dùng loại báo cáo', 'Stop using a kind of report') },
  list: { name: 'reports.kinds', summary: words('Các loại báo cáo', 'Kinds of report') },
  twice: {
    code: 'reports.kindTwice',
    words: words('Đã có loại báo cáo mang tên này.', 'There is a kind of this name.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM report r WHERE r.kind_id = k.id)`,
})
export const {
  add: addReportKind,
  edit: editReportKind,
  end: endReportKind,
  list: listReportKinds,
} = reportKinds

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
