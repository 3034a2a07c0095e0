import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listCouncils, readableCouncils } from './council-queries.ts'
import { listAppraisals } from './queries.ts'

const text = sql`fold('tham dinh appraisal ' || a.title || ' ' || a.title_en)`

const councilText = sql`fold('hoi dong council ' || c.name || ' ' || coalesce(c.number, ''))`

/** The records of the room that the search finds: appraisals by what they are of. */
export const councilFinds: readonly FindKind[] = [
  {
    kind: 'appraisal',
    label: words('Thẩm định', 'Appraisals'),
    by: listAppraisals,
    address: '/appraisals/{id}',
    list: '/appraisals',
    rows: ({ actor }, sought) => sql`
      SELECT a.id, a.title AS vi, a.title_en AS en, ${dayOf('a.begunOn')} AS note, ${text} AS text
        FROM appraisal a WHERE ${readableCouncils(actor, 'a.councilId')} AND ${sought(text)}`,
  },
  {
    kind: 'council',
    label: words('Hội đồng', 'Councils'),
    by: listCouncils,
    address: '/councils/{id}',
    list: '/councils',
    rows: ({ actor }, sought) => sql`
      SELECT c.id, c.name AS vi, c.name AS en, concat_ws(' · ', c.number, ${dayOf('c.decidedOn')}) AS note, ${councilText} AS text
        FROM council c WHERE ${readableCouncils(actor, 'c.id')} AND ${sought(councilText)}`,
  },
]
