import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { associationFields } from './association-fields.ts'
import { lockEnterprise, visibleEnterprise } from './lock.ts'

/*
 * Which associations act for an enterprise under the programme (the part of a plan on associations): they read its records, others do not. The enterprise says
 * so itself, or the coordinator on its paper; an association cannot open an enterprise to itself.
 */

explainConstraint('association_member_days', () =>
  conflict('enterprises.associationDays', {
    vi: 'Quan hệ này bắt đầu sau hôm nay nên chưa kết thúc được.',
    en: 'This tie begins after today and cannot be ended yet.',
  }),
)

const AssociationRow = z.object({
  agencyId: z.int(),
  name: z.string(),
  nameEn: z.string(),
  ...associationFields.row,
  endedOn: z.iso.date().nullable(),
})
export type AssociationRow = z.infer<typeof AssociationRow>

/** The associations that exist on a day, by name. */
export async function livingAssociations(db: Db, day: string) {
  return db
    .selectFrom('agency')
    .select(['id', 'name', 'nameEn'])
    .where('kind', '=', 'association')
    .where(({ or, eb }) => or([eb('validTo', 'is', null), eb('validTo', '>=', day)]))
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** The associations that act or acted for an enterprise, and those that could. */
export const listAssociations = query({
  name: 'enterprises.associations',
  summary: words('Hội, hiệp hội của doanh nghiệp', 'Associations of an enterprise'),
  route: 'GET /enterprises/{id}/associations',
  input: z.object({ id: id() }),
  output: z.object({
    rows: z.array(AssociationRow),
    choices: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
  }),
  may: [...staff, 'enterprise'],
  async run(context, input) {
    await visibleEnterprise(context, input.id)
    const rows = await context.db
      .selectFrom('associationMember as m')
      .innerJoin('agency as a', 'a.id', 'm.agencyId')
      .select(['m.agencyId', 'a.name', 'a.nameEn', ...associationFields.select('m'), 'm.endedOn'])
      .where('m.enterpriseId', '=', input.id)
      .orderBy('m.endedOn', (ordered) => ordered.desc().nullsFirst())
      .orderBy('a.name')
      .execute()
    return { rows, choices: await livingAssociations(context.db, context.today) }
  },
})

const Changed = z.object({ id: z.int(), agencyId: z.int() })

/** Says that an association acts for an enterprise: from now on it reads the enterprise's records. */
export const addAssociation = command({
  name: 'enterprises.addAssociation',
  summary: words('Ghi hội, hiệp hội của doanh nghiệp', 'Record an association of an enterprise'),
  route: 'POST /enterprises/{id}/associations',
  input: z.object({ id: id(), ...associationFields.input }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  rules: [
    {
      of: ['agencyId'],
      judge: async ({ agencyId }, { db, today }) =>
        (await livingAssociations(db, today)).some((association) => association.id === agencyId)
          ? null
          : {
              field: 'agencyId',
              words: words('Không có hội, hiệp hội này.', 'There is no such association.'),
            },
    },
    notAhead('since'),
  ],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, { id: enterpriseId, ...input }) {
    const { db } = context
    const { agencyId, ...tie } = associationFields.values(input)
    await lockEnterprise(context, enterpriseId)
    await db
      .insertInto('associationMember')
      .values({ agencyId, enterpriseId, ...tie })
      .onConflict((there) =>
        there.columns(['agencyId', 'enterpriseId']).doUpdateSet({ ...tie, endedOn: null }),
      )
      .execute()
    return { id: enterpriseId, agencyId }
  },
})

/** Ends that an association acts for an enterprise: from now on it reads no more than what is public. */
export const endAssociation = command({
  name: 'enterprises.endAssociation',
  summary: words('Kết thúc việc hội đại diện cho doanh nghiệp', 'End an association of an enterprise'),
  route: 'DELETE /enterprises/{id}/associations/{agencyId}',
  input: z.object({ id: id(), agencyId: id() }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: (input) => `enterprise:${input.id}`,
  async run(context, { id: enterpriseId, agencyId }) {
    await lockEnterprise(context, enterpriseId)
    const ended = await context.db
      .updateTable('associationMember')
      .set({ endedOn: context.today })
      .where('enterpriseId', '=', enterpriseId)
      .where('agencyId', '=', agencyId)
      .where('endedOn', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) throw notFound(words('quan hệ với hội', 'Tie to an association'))
    return { id: enterpriseId, agencyId }
  },
})
