import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listNeeds } from './queries.ts'
import { readableNeeds } from './sight.ts'
import { listSurveys } from './survey-queries.ts'

const text = sql`(n.search || ' ' || coalesce(e.search, ''))`
const title = sql`fold('khao sat nhu cau survey ' || s.title || ' ' || s.year)`

/** The records of the room that the search finds: needs by their words and enterprise, surveys by their name. */
export const needFinds: readonly FindKind[] = [
  {
    kind: 'need',
    label: words('Nhu cầu', 'Needs'),
    by: listNeeds,
    address: '/needs/{id}',
    list: '/needs',
    rows: ({ actor }, sought) => sql`
      SELECT n.id, concat_ws(': ', e.name, left(n.text, 120)) AS vi, concat_ws(': ', e.name, left(n.text, 120)) AS en,
             ${dayOf('n.enteredOn')} AS note, ${text} AS text
        FROM need n LEFT JOIN enterprise e ON e.id = n.enterprise_id WHERE ${readableNeeds(actor, 'n')} AND ${sought(text)}`,
  },
  {
    kind: 'need_survey',
    label: words('Đợt khảo sát nhu cầu', 'Surveys'),
    by: listSurveys,
    address: '/needs/surveys/{id}',
    rows: (_context, sought) => sql`
      SELECT s.id, s.title AS vi, s.title AS en, ${dayOf('s.closesOn')} AS note, ${title} AS text
        FROM need_survey s WHERE ${sought(title)}`,
  },
]
