import { z } from 'zod'
import type { Actor } from '../platform/actor.ts'
import { updateCatalogue } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import { addDays } from '../platform/dates.ts'
import { day, id, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, forbidden, invalidField, notFound } from '../platform/problem.ts'
import { slug } from '../platform/text.ts'
import { agencyFields, correctedInput } from './fields.ts'
import { type AdminUnitData, type AgencyData, committeeName, livesOn, successionProblem } from './rules.ts'

const nameTaken = () =>
  conflict(
    'agencies.duplicate',
    words('Đã có cơ quan đang hoạt động mang tên này.', 'An agency of this name exists already.'),
    'name',
  )
explainConstraint('agency_key_key', nameTaken)

/** Adds the agencies whose key is not there yet, then their successors; those that are there stay as people left them. */
export async function addMissingAgencies(db: Db, agencies: readonly AgencyData[]): Promise<void> {
  const before = new Map(
    (await db.selectFrom('agency').select(['id', 'key']).execute()).map((row) => [row.key, row.id]),
  )
  const missing = agencies.filter((agency) => !before.has(agency.key))
  if (missing.length === 0) return
  const added = await db
    .insertInto('agency')
    .values(missing.map(({ successor: _, ...agency }) => agency))
    .returning(['id', 'key'])
    .execute()
  const ids = new Map([...before, ...added.map((row) => [row.key, row.id] as const)])
  for (const agency of missing) {
    if (agency.successor === null) continue
    const successorId = ids.get(agency.successor)
    if (successorId === undefined)
      throw new Error(`Agency ${agency.key} names successor ${agency.successor}, which is not there`)
    await db.updateTable('agency').set({ successorId }).where('key', '=', agency.key).execute()
  }
}

/** Brings the catalogue of administrative units up to the rows given. */
export async function updateAdminUnits(db: Db, units: readonly AdminUnitData[]): Promise<void> {
  await updateCatalogue(db, 'adminUnit', units)
}

/** Agencies decide who carries what: only the coordinator's administrator changes them. @throws Problem 403 */
export function onlyAdministrator(actor: Actor): void {
  if (actor.grants.has('admin')) return
  throw forbidden({
    vi: 'Chỉ quản trị viên của cơ quan điều hành được sửa danh mục cơ quan.',
    en: "Only the coordinator's administrator may change agencies.",
  })
}

const Changed = z.object({ id: z.int() })

/**
 * The key of a new agency, made of its name. One that has ended leaves its name free, not its key.
 * @throws Problem 409 when an agency of this name lives on, on the new one's first day
 */
async function keyOf(db: Db, name: string, firstDay: string): Promise<string> {
  const key = slug(name)
  const namesakes = await db
    .selectFrom('agency')
    .select(['key', 'name', 'validFrom', 'validTo'])
    .where(({ or, eb }) => or([eb('key', '=', key), eb('key', 'like', `${key}-%`), eb('name', '=', name)]))
    .execute()
  const same = namesakes.filter((row) => row.key === key || slug(row.name) === key)
  if (same.some((row) => row.validTo === null || row.validTo >= firstDay)) throw nameTaken()
  const taken = new Set(namesakes.map((row) => row.key))
  for (let number = 2, free = key; ; number += 1) {
    if (!taken.has(free)) return free
    free = `${key}-${number}`
  }
}

/** Adds an agency. Its key is made of its name. */
export const addAgency = command({
  name: 'agencies.add',
  summary: words('Thêm cơ quan', 'Add an agency'),
  route: 'POST /agencies',
  input: z.object(agencyFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => `agency:${output.id}`,
  async run({ db, actor, today }, input) {
    onlyAdministrator(actor)
    return db
      .insertInto('agency')
      .values({
        ...agencyFields.values({ ...input, nameEn: input.nameEn ?? input.name }),
        key: await keyOf(db, input.name, input.validFrom ?? today),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Corrects an agency's names or source, or renames it while it stays the same agency. */
export const renameAgency = command({
  name: 'agencies.rename',
  summary: words('Đổi tên cơ quan', 'Rename an agency'),
  route: 'PUT /agencies/{id}',
  input: z.object({ id: id(), ...correctedInput }),
  output: Changed,
  may: ['coordinator'],
  subject: (input) => `agency:${input.id}`,
  async run({ db, actor }, { id, ...corrected }) {
    onlyAdministrator(actor)
    const row = await db
      .updateTable('agency')
      // what an officer has entered with its source counts as checked
      .set({ ...corrected, nameEn: corrected.nameEn ?? corrected.name, toCheck: false })
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('cơ quan', 'Agency'))
    return row
  },
})

const agencyLives = (db: Db) =>
  db.selectFrom('agency').select(['id', 'validFrom', 'validTo', 'successorId']).orderBy('id')

type AgencyLife = Awaited<ReturnType<ReturnType<typeof agencyLives>['execute']>>[number]

function endsAfterItBegan(agency: AgencyLife, validTo: string): void {
  if (agency.validFrom === null || validTo >= agency.validFrom) return
  throw invalidField(
    'validTo',
    words('Ngày kết thúc phải sau ngày bắt đầu.', 'The last day must come after the first.'),
  )
}

/** @throws Problem 422 for a successor that is none, closes a ring, or does not live on the day after */
function mayFollow(
  agencies: readonly AgencyLife[],
  { id: endingId, validTo, successorId }: { id: number; validTo: string; successorId?: number | undefined },
): void {
  if (successorId === undefined) return
  const successor = agencies.find((row) => row.id === successorId)
  if (successor === undefined) {
    throw invalidField('successorId', words('Không có cơ quan này.', 'There is no such agency.'))
  }
  const ring = successionProblem(agencies, endingId, successorId)
  if (ring !== null) throw invalidField('successorId', ring)
  if (livesOn(successor, addDays(validTo, 1))) return
  throw invalidField('successorId', {
    vi: 'Cơ quan kế thừa phải đang hoạt động vào ngày tiếp theo.',
    en: 'The successor must exist on the day after.',
  })
}

/**
 * Ends an agency on its last day, with the successor that carries its duties from the day after. Ending it again corrects
 * the day or the successor.
 */
export const endAgency = command({
  name: 'agencies.end',
  summary: words('Kết thúc cơ quan và ghi cơ quan kế thừa', 'End an agency and name its successor'),
  route: 'POST /agencies/{id}/end',
  input: z.object({ id: id(), validTo: day(), successorId: optionalId(), source: agencyFields.input.source }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'validTo'],
      check: async (input, { db }) => {
        const agency = (await agencyLives(db).execute()).find((row) => row.id === input.id)
        if (agency !== undefined) endsAfterItBegan(agency, input.validTo)
      },
    },
    {
      of: ['id', 'validTo', 'successorId'],
      check: async (input, { db }) => mayFollow(await agencyLives(db).execute(), input),
    },
  ],
  subject: (input) => `agency:${input.id}`,
  async run({ db, actor }, input) {
    onlyAdministrator(actor)
    // All rows: two endings at once must not close a ring of successors between them.
    const agencies = await agencyLives(db).forUpdate().execute()
    const agency = agencies.find((row) => row.id === input.id)
    if (agency === undefined) throw notFound(words('cơ quan', 'Agency'))
    endsAfterItBegan(agency, input.validTo)
    mayFollow(agencies, input)
    await db
      .updateTable('agency')
      .set({
        validTo: input.validTo,
        successorId: input.successorId ?? null,
        source: input.source,
        toCheck: false,
      })
      .where('id', '=', input.id)
      .execute()
    return { id: input.id }
  },
})

/**
 * The living people's committee of a commune, added with the catalogue of places as its source where there is none yet. Runs inside the
 * caller's transaction.
 * @returns its id
 */
export async function committeeOf(db: Db, placeKey: string, today: string): Promise<number> {
  const place = await db
    .selectFrom('place')
    .select(['name', 'nameEn', 'validFrom', 'source'])
    .where('key', '=', placeKey)
    .executeTakeFirstOrThrow()
  const name = committeeName(place.name)
  const living = await db
    .selectFrom('agency')
    .select('id')
    .where('name', '=', name)
    .where(({ or, eb }) => or([eb('validTo', 'is', null), eb('validTo', '>=', today)]))
    .executeTakeFirst()
  if (living !== undefined) return living.id
  const { id } = await db
    .insertInto('agency')
    .values({
      key: await keyOf(db, name, place.validFrom ?? today),
      name,
      nameEn: `People's Committee of ${place.nameEn}`,
      kind: 'agency',
      validFrom: place.validFrom,
      source: place.source,
      toCheck: false,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
