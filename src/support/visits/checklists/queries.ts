import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../../../platform/actor.ts'
import { id } from '../../../platform/fields.ts'
import { words } from '../../../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../../../platform/list.ts'
import { query } from '../../../platform/operation.ts'
import { fold } from '../../../platform/text.ts'
import { noChecklist } from './commands.ts'

const Checklist = z.object({
  id: z.int(),
  name: z.string(),
  endedOn: z.iso.date().nullable(),
  /** Its latest edition, and how many items that has. */
  edition: z.int(),
  items: z.int(),
  madeOn: z.iso.date(),
  version: z.int(),
})

/** The checklists of the office, ended ones too. */
export const listChecklists = query({
  name: 'visits.checklists',
  summary: words('Bảng kiểm', 'Checklists'),
  route: 'GET /visit-checklists',
  input: z.object(listInput(['name'])),
  output: listOutput(Checklist),
  may: officers,
  run({ db }, input) {
    let rows = db
      .selectFrom('visitChecklist as c')
      .innerJoin('visitChecklistEdition as e', (on) =>
        on
          .onRef('e.checklistId', '=', 'c.id')
          .on(
            sql<boolean>`e.edition = (SELECT max(l.edition) FROM visit_checklist_edition l WHERE l.checklist_id = c.id)`,
          ),
      )
      .select(['c.id', 'c.name', 'c.endedOn', 'c.version', 'e.edition', 'e.madeOn'])
      .select(sql<number>`cardinality(e.items)`.as('items'))
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(c.name) LIKE ${pattern}`)
    return pageOf(rows, input, { name: { column: 'c.name', value: (row) => row.name } }, 'c.id')
  },
})

const Edition = z.object({
  id: z.int(),
  edition: z.int(),
  items: z.array(z.string()),
  source: z.string().nullable(),
  reason: z.string().nullable(),
  madeOn: z.iso.date(),
  /** Visits that were made by it. */
  visits: z.int(),
})

/** One checklist with its editions, the latest first. */
export const showChecklist = query({
  name: 'visits.showChecklist',
  summary: words('Một bảng kiểm', 'One checklist'),
  route: 'GET /visit-checklists/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    name: z.string(),
    endedOn: z.iso.date().nullable(),
    version: z.int(),
    editions: z.array(Edition),
  }),
  may: officers,
  async run({ db }, input) {
    const row = await db
      .selectFrom('visitChecklist')
      .selectAll()
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noChecklist()
    const editions = await db
      .selectFrom('visitChecklistEdition as e')
      .select(['e.id', 'e.edition', 'e.items', 'e.source', 'e.reason', 'e.madeOn'])
      .select(sql<number>`(SELECT count(*)::int FROM visit v WHERE v.edition_id = e.id)`.as('visits'))
      .where('e.checklistId', '=', row.id)
      .orderBy('e.edition', 'desc')
      .execute()
    return { ...row, editions }
  },
})
export type ShownChecklist = z.infer<typeof showChecklist.output>
