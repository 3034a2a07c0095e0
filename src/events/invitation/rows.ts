import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** Whom an event invites, each by the name that people call it. */
export const inviteeRows = (db: Db) =>
  db
    .selectFrom('eventInvitee as i')
    .leftJoin('agency as a', 'a.id', 'i.agencyId')
    .leftJoin('enterprise as n', 'n.id', 'i.enterpriseId')
    .select(['i.id', 'i.eventId', 'i.agencyId', 'i.enterpriseId', 'i.sentOn', 'i.organisation', 'i.email'])
    .select(
      sql<string>`coalesce(a.name, n.name, i.name || coalesce(', ' || i.organisation, ''))`.as('called'),
    )
    .select(
      sql<
        'agency' | 'enterprise' | 'guest'
      >`CASE WHEN i.agency_id IS NOT NULL THEN 'agency' WHEN i.enterprise_id IS NOT NULL THEN 'enterprise' ELSE 'guest' END`.as(
        'kind',
      ),
    )
