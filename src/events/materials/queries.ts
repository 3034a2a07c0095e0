import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { notFound } from '../../platform/problem.ts'
import { fold } from '../../platform/text.ts'
import { tokenHash } from '../../platform/tokens.ts'
import { materialFields, sights } from './fields.ts'

const File = z.object({ id: z.int(), name: z.string() }).nullable()
const { fileId: _file, ...row } = materialFields.row
const MaterialRow = z.object({
  id: z.int(),
  eventId: z.int(),
  ...row,
  file: File,
  addedOn: z.iso.date(),
  version: z.int(),
})
export type MaterialRow = z.infer<typeof MaterialRow>

const materialRows = (db: Db) =>
  db
    .selectFrom('eventMaterial as m')
    .select(['m.id', 'm.eventId', 'm.title', 'm.sight', 'm.link', 'm.addedOn', 'm.version'])
    .select(
      sql<
        z.infer<typeof File>
      >`(SELECT jsonb_build_object('id', f.id, 'name', f.name) FROM file f WHERE f.id = m.file_id)`.as(
        'file',
      ),
    )

/** The materials of an event, as the office keeps them. */
export const listMaterials = query({
  name: 'events.materials',
  summary: words('Tài liệu của sự kiện', 'Materials of an event'),
  route: 'GET /events/{id}/materials',
  input: z.object({ id: id(), ...listInput(['added', 'title']), sight: optionalChoice(sights.keys) }),
  output: listOutput(MaterialRow),
  may: staff,
  run({ db }, input) {
    let rows = materialRows(db).where('m.eventId', '=', input.id)
    if (input.sight !== undefined) rows = rows.where('m.sight', '=', input.sight)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('m.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        added: { column: 'm.addedOn', value: (one) => one.addedOn },
        title: { column: 'm.title', value: (one) => one.title },
      },
      'm.id',
    )
  },
})

const PublicMaterial = z.object({
  id: z.int(),
  title: z.string(),
  event: z.string(),
  heldOn: z.iso.date(),
  link: z.string().nullable(),
  /** The name of its file; null: it is an address in the web. */
  file: z.string().nullable(),
  addedOn: z.iso.date(),
})
export type PublicMaterial = z.infer<typeof PublicMaterial>

const shown = (db: Db) =>
  db
    .selectFrom('eventMaterial as m')
    .innerJoin('plannedEvent as e', 'e.id', 'm.eventId')
    .leftJoin('file as f', 'f.id', 'm.fileId')
    .select(['m.id', 'm.title', 'e.title as event', 'e.startsOn as heldOn', 'm.link', 'f.name as file'])
    .select('m.addedOn')

/** What events have published for everybody, the latest first. */
export const publicMaterials = query({
  name: 'events.publicMaterials',
  summary: words('Tài liệu công khai của các sự kiện', 'Public materials of events'),
  route: 'GET /public-event-materials',
  input: z.object(listInput(['added', 'title'])),
  output: listOutput(PublicMaterial),
  may: ['public'],
  run({ db }, input) {
    let rows = shown(db).where('m.sight', '=', 'public')
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(m.search LIKE ${pattern} OR e.search LIKE ${pattern})`)
    return pageOf(
      rows,
      input,
      {
        added: { column: 'm.addedOn', value: (one) => one.addedOn, direction: 'desc' },
        title: { column: 'm.title', value: (one) => one.title },
      },
      'm.id',
    )
  },
})

const StoredFile = z.object({ name: z.string(), mime: z.string(), size: z.int(), sha256: z.string() })
const files = (db: Db, materialId: number) =>
  db
    .selectFrom('eventMaterial as m')
    .innerJoin('file as f', 'f.id', 'm.fileId')
    .select(['f.name', 'f.mime', 'f.size', 'f.sha256'])
    .where('m.id', '=', materialId)

const found = (file: { name: string; mime: string; size: bigint; sha256: string } | undefined) => {
  if (file === undefined) throw notFound(words('tài liệu của sự kiện', 'Material of an event'))
  return { ...file, size: Number(file.size) }
}

/** The file of a material that is published for everybody. */
export const publicMaterialFile = query({
  name: 'events.publicMaterialFile',
  summary: words('Tệp của tài liệu công khai', 'The file of a public material'),
  route: 'GET /public-event-materials/{id}/file',
  input: z.object({ id: id() }),
  output: StoredFile,
  may: ['public'],
  run: async ({ db }, input) =>
    found(await files(db, input.id).where('m.sight', '=', 'public').executeTakeFirst()),
})

/** Whoever has a place reads what is for participants, by the personal link. */
const ofOwn = (db: Db, token: string) => {
  const hash = tokenHash(token)
  return db
    .selectFrom('eventRegistration as r')
    .select('r.eventId')
    .where('r.state', '=', 'accepted')
    .where(({ or, eb }) => or([eb('r.linkSha256', '=', hash), eb('r.mailSha256', '=', hash)]))
}

/** The materials of one's event, by the personal link of the registration. */
export const ownMaterials = query({
  name: 'events.ownMaterials',
  summary: words('Tài liệu của sự kiện mình dự', 'Materials of one’s event'),
  route: 'GET /event-registration-links/{token}/materials',
  input: z.object({ token: text(200) }),
  output: z.array(PublicMaterial),
  may: ['public'],
  run: ({ db }, { token }) =>
    shown(db)
      .where('m.eventId', 'in', ofOwn(db, token))
      .where('m.sight', '<>', 'organiser')
      .orderBy('m.id')
      .execute(),
})

/** The file of a material of one's event, by the personal link of the registration. */
export const ownMaterialFile = query({
  name: 'events.ownMaterialFile',
  summary: words('Tệp tài liệu của sự kiện mình dự', 'The file of a material of one’s event'),
  route: 'GET /event-registration-links/{token}/materials/{material}/file',
  input: z.object({ token: text(200), material: id() }),
  output: StoredFile,
  may: ['public'],
  run: async ({ db }, { token, material }) =>
    found(
      await files(db, material)
        .where('m.eventId', 'in', ofOwn(db, token))
        .where('m.sight', '<>', 'organiser')
        .executeTakeFirst(),
    ),
})
