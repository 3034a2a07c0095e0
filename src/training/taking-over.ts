import { recordFact } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import type { EventValues } from './fields.ts'
import type { PersonValues } from './person-fields.ts'
import { type EmployerKind, employerKinds } from './register-fields.ts'
import { factOf } from './rules.ts'

/** An event of past years as its sheet has it. */
export type PastEvent = EventValues & { readonly planId: number }

/**
 * Writes the event, and the fact that its target counts.
 * @param counts false where an old report has counted it already
 * @returns its id
 */
export async function takeOverEvent(db: Db, event: PastEvent, counts: boolean): Promise<number> {
  const { id } = await db.insertInto('trainingEvent').values(event).returning('id').executeTakeFirstOrThrow()
  if (!counts) return id
  await recordFact(db, {
    planId: event.planId,
    ...factOf(event),
    year: yearOf(event.heldOn),
    occurredOn: event.heldOn,
    subject: `event:${id}`,
    recordType: 'training_event',
    recordId: id,
    label: event.title,
    fileId: event.fileId,
  })
  return id
}

/** Writes persons who were trained, and of each the kind of employer that the list says. @returns their ids in the order given */
export async function takeOverPersons(
  db: Db,
  persons: readonly (PersonValues & {
    readonly eventId: number
    readonly enterpriseId: number | null
    readonly employerKind: EmployerKind | null
  })[],
): Promise<number[]> {
  const ids: number[] = []
  for (let from = 0; from < persons.length; from += 1000) {
    const part = persons.slice(from, from + 1000)
    const rows = await db
      .insertInto('trainedPerson')
      .values(part.map(({ employerKind: _kind, ...line }) => line))
      .returning(['id', 'personId'])
      .execute()
    ids.push(...rows.map(({ id }) => id))
    for (const kind of employerKinds.keys) {
      const own = rows.flatMap(({ personId }, at) =>
        personId !== null && part[at]?.employerKind === kind ? [personId] : [],
      )
      if (own.length > 0)
        await db
          .updateTable('person')
          .set({ employerKind: kind })
          .where('id', 'in', own)
          .where('employerKind', 'is', null)
          .execute()
    }
  }
  return ids
}
