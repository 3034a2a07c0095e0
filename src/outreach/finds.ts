import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { listIntegrations } from './integration/queries.ts'
import { listOutreach } from './queries.ts'

/** The records of the room that the search finds: what was done; own plans by name, document and purpose. */
export const outreachFinds: readonly FindKind[] = [
  {
    kind: 'outreach',
    label: words('Việc vận động', 'Outreach'),
    by: listOutreach,
    address: '/outreach/{id}',
    list: '/outreach',
    rows: ({ actor }, sought) => sql`
      SELECT o.id, o.title AS vi, o.title AS en, ${dayOf('o.heldOn')} AS note, o.search AS text
        FROM outreach o WHERE ${readableOfAgency(actor, 'o.agencyId')} AND ${sought(sql`o.search`)}`,
  },
  {
    kind: 'integration',
    label: words('Khoản lồng ghép', 'Integrated money'),
    by: listIntegrations,
    address: '/integrations/{id}',
    list: '/integrations',
    rows: ({ actor }, sought) => sql`
      SELECT g.id, g.programme AS vi, g.programme AS en, g.document_number AS note, g.search AS text
        FROM integration g WHERE ${readableOfAgency(actor, 'g.agencyId')} AND ${sought(sql`g.search`)}`,
  },
]
