import { z } from 'zod'
import { id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, staleRecord } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { Changed, keepers, lockPerson, noPerson, subject, touchPerson } from './commands.ts'

/*
 * Persons who may stand twice. The program proposes pairs; an officer says whether they are one. A record that is merged keeps all that hangs on it
 * and is read together with the one that goes on, so that a merge loses nothing and is taken back whole.
 */

explainConstraint('person_apart_once', () =>
  conflict(
    'people.apartTwice',
    words('Đã ghi đây là hai người khác nhau.', 'That these are two persons is recorded.'),
  ),
)

/** Why two records may be one person. */
export const doubleGrounds = states({
  email: words('Trùng thư điện tử', 'Same e-mail address'),
  phone: words('Trùng điện thoại', 'Same telephone'),
  name: words('Trùng tên và nơi công tác', 'Same name and employer'),
})

const Of = z.object({ id: id(), version: whole(1), other: id(), reason: longText(1000) })
const itself = () => invalidField('other', words('Xin chọn một hồ sơ khác.', 'Please choose another record.'))

/** Merges another record of the same person into this one. */
export const mergePersons = command({
  name: 'people.merge',
  summary: words('Gộp hồ sơ của cùng một người', 'Merge the record of the same person'),
  route: 'POST /people/{id}/merges',
  input: Of,
  output: Changed,
  may: [...keepers],
  subject,
  async run(context, { id: personId, version, other }) {
    if (other === personId) throw itself()
    // always in one order, so that two at once do not wait for each other
    const rows = new Map<number, Awaited<ReturnType<typeof lockPerson>>>()
    for (const each of [personId, other].sort((a, b) => a - b))
      rows.set(each, await lockPerson(context, each, each === personId ? version : undefined))
    const kept = rows.get(personId)
    const given = rows.get(other)
    if (kept === undefined || given === undefined) throw noPerson()
    // whoever withdrew stays withdrawn whichever record goes on
    const withdrawn =
      kept.consentWithdrawnOn === null && given.consentWithdrawnOn !== null
        ? { consentWithdrawnOn: given.consentWithdrawnOn, withdrawal: given.withdrawal }
        : {}
    await context.db
      .updateTable('person')
      .set({ mergedInto: kept.id })
      .where('mergedInto', '=', given.id)
      .execute()
    await touchPerson(context, given, { mergedInto: kept.id })
    return touchPerson(context, kept, withdrawn)
  },
})

/** Takes a merge back: the record stands alone again with all that it had. */
export const separatePerson = command({
  name: 'people.separate',
  summary: words('Tách hồ sơ đã gộp', 'Take a merge back'),
  route: 'POST /people/{id}/separation',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: [...keepers],
  subject,
  async run(context, { id: personId, version }) {
    const row = await context.db
      .selectFrom('person')
      .select(['id', 'version', 'mergedInto'])
      .where('id', '=', personId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noPerson()
    if (row.version !== version) throw staleRecord()
    if (row.mergedInto === null)
      throw conflict('people.notMerged', words('Hồ sơ này không bị gộp.', 'This record is not merged.'))
    return touchPerson(context, row, { mergedInto: null })
  },
})

/** Says that two records are of two persons; they are proposed no more. */
export const keepApart = command({
  name: 'people.apart',
  summary: words('Ghi là hai người khác nhau', 'Say that these are two persons'),
  route: 'POST /people/{id}/apart',
  input: Of,
  output: Changed,
  may: [...keepers],
  subject,
  async run(context, { id: personId, version, other, reason }) {
    if (other === personId) throw itself()
    const row = await lockPerson(context, personId, version)
    const there = await context.db
      .selectFrom('person')
      .select('id')
      .where('id', '=', other)
      .executeTakeFirst()
    if (there === undefined) throw itself()
    await context.db
      .insertInto('personApart')
      .values({
        ...{ firstId: Math.min(personId, other), secondId: Math.max(personId, other), reason },
        ...{ decidedOn: context.today, decidedBy: context.actor.userId },
      })
      .execute()
    return touchPerson(context, row)
  },
})
