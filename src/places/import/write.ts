import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { columnName } from '../../platform/text.ts'
import { placeFields } from '../fields.ts'
import type { CataloguePlace, PlaceColumn } from './table.ts'

/** What is written of a unit, in the order of the table. */
const written = ['key', 'level', 'parentKey', 'formerProvince', ...placeFields.keys] as const

/** A unit as it shall be, and what of it is new. */
export interface PlaceToWrite {
  readonly place: CataloguePlace
  readonly changed: readonly PlaceColumn[]
  readonly isNew: boolean
}

/**
 * Writes units of the catalogue with what became of them. Addresses that use one see it as it is now; a new commune of a province whose
 * communes addresses use is offered to them too.
 */
export async function writePlaces(db: Db, places: readonly PlaceToWrite[]): Promise<void> {
  const rows = places.map(({ place }) =>
    Object.fromEntries(written.map((key) => [columnName(key), place[key]])),
  )
  const columns = sql.join(written.map((key) => sql.ref(key)))
  const given = sql.join(
    written.filter((key) => key !== 'key').map((key) => sql`${sql.ref(key)} = ${sql.ref(`excluded.${key}`)}`),
  )
  await sql`
    INSERT INTO place (${columns}, own)
    SELECT ${columns}, true FROM jsonb_populate_recordset(NULL::place, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET ${given}, own = true`.execute(db)
  const keys = places.map(({ place }) => place.key)
  await sql`
    UPDATE admin_unit u
       SET name = p.name, name_en = p.name_en, province = p.province, former_province = p.former_province, valid_from = p.valid_from,
           valid_to = p.valid_to, source = p.source, to_check = false
      FROM place p WHERE p.key = u.place_key AND p.key = ANY (${keys})`.execute(db)
  await writeSuccessors(
    db,
    places.filter(({ isNew, changed }) => isNew || changed.includes('successors')).map(({ place }) => place),
  )
  await sql`
    INSERT INTO admin_unit (key, name, name_en, province, former_province, valid_from, valid_to, source, place_key)
    SELECT p.key, p.name, p.name_en, p.province, p.former_province, p.valid_from, p.valid_to, p.source, p.key
      FROM place p
     WHERE p.level = 'commune' AND p.key = ANY (${places.filter(({ isNew }) => isNew).map(({ place }) => place.key)})
       AND EXISTS (SELECT FROM admin_unit o JOIN place c ON c.key = o.place_key
                    WHERE c.level = 'commune' AND c.province = p.province AND c.key <> p.key)
    ON CONFLICT (key) DO NOTHING`.execute(db)
}

async function writeSuccessors(db: Db, places: readonly CataloguePlace[]): Promise<void> {
  await db
    .deleteFrom('placeSuccessor')
    .where('placeKey', 'in', ['', ...places.map(({ key }) => key)])
    .execute()
  const rows = places.flatMap(({ key, successors }) =>
    successors.map((one) => ({ placeKey: key, successorKey: one.key, part: one.part, own: true })),
  )
  if (rows.length > 0) await db.insertInto('placeSuccessor').values(rows).execute()
}
