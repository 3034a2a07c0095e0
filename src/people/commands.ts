import { z } from 'zod'
import { taxCode } from '../enterprises/index.ts'
import { id, longText, optionalChoice, optionalDay, optionalId, several, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { proposeErasures } from '../privacy/index.ts'
import {
  consentWays,
  employerFields,
  personConsentFields,
  registerFields,
  trainerFields,
} from '../training/index.ts'

/* The register of persons: entered, employed elsewhere, consent given and withdrawn, fields of expertise, who may train and whom they trained. */

explainConstraint('person_taught_once', () =>
  conflict(
    'people.taughtTwice',
    words('Đã ghi người này giảng dạy ở sự kiện đó.', 'That this person taught there is recorded already.'),
    'eventId',
  ),
)

export const Changed = z.object({ id: z.int(), version: z.int() })
export const subject = ({ id }: { readonly id: number }) => `person:${id}`
export const noPerson = () => notFound(words('người trong danh sách', 'Person of the register'))
export const keepers = ['coordinator'] as const

/** Where somebody is employed, as it is typed: the enterprise by its tax code, the agency out of the list, all else by name. */
export const employerInput = {
  ...employerFields.input,
  taxCode: z.preprocess((value) => (value === '' ? undefined : value), taxCode().optional()),
  agencyId: optionalId(),
}
type Employer = z.output<z.ZodObject<typeof employerInput>>

/** An enterprise is named where the employer is one, an agency where it is one, and each is of the register. */
export const employerRules: Rule<Employer>[] = [
  {
    of: ['employerKind', 'taxCode'],
    judge: async ({ employerKind, taxCode: code }, { db }) => {
      if (code === undefined) return null
      if (employerKind !== 'enterprise')
        return {
          field: 'taxCode',
          words: words('Chỉ ghi khi nơi công tác là doanh nghiệp.', 'Only for who works at an enterprise.'),
        }
      const row = await db
        .selectFrom('enterprise')
        .select('id')
        .where('taxCode', '=', code)
        .executeTakeFirst()
      return row === undefined
        ? {
            field: 'taxCode',
            words: words(
              'Chưa có doanh nghiệp mang mã số thuế này.',
              'No enterprise of this tax code is on record.',
            ),
          }
        : null
    },
  },
  {
    of: ['employerKind', 'agencyId'],
    judge: async ({ employerKind, agencyId }, { db }) => {
      if (agencyId === undefined) return null
      if (employerKind !== 'agency')
        return {
          field: 'agencyId',
          words: words('Chỉ ghi khi nơi công tác là cơ quan nhà nước.', 'Only for who works at an agency.'),
        }
      const row = await db.selectFrom('agency').select('id').where('id', '=', agencyId).executeTakeFirst()
      return row === undefined
        ? { field: 'agencyId', words: words('Không có cơ quan này.', 'There is no such agency.') }
        : null
    },
  },
  {
    of: ['employerKind', 'workplace'],
    asks: { workplace: words('khi làm ở trường', 'for who works at a school') },
    judge: ({ employerKind, workplace }) =>
      employerKind === 'school' && workplace === undefined
        ? { field: 'workplace', words: words('Xin ghi tên trường.', 'Please give the name of the school.') }
        : null,
  },
]

async function employerOf({ db }: Context, { employerKind, workplace, taxCode: code, agencyId }: Employer) {
  const found =
    code === undefined
      ? undefined
      : await db
          .selectFrom('enterprise')
          .select(['id', 'mergedInto'])
          .where('taxCode', '=', code)
          .executeTakeFirst()
  return {
    employerKind: employerKind ?? null,
    workplace: workplace ?? null,
    enterpriseId: found === undefined ? null : (found.mergedInto ?? found.id),
    agencyId: agencyId ?? null,
  }
}

const wayNeeded = {
  field: 'consentWay',
  of: ['consentedOn'],
  when: ({ consentedOn }: { readonly consentedOn?: unknown }) => consentedOn !== undefined,
  said: words('khi đã ghi ngày đồng ý', 'where the day of consent is given'),
  words: words('Xin ghi người đó đồng ý bằng cách nào.', 'Please say how consent was given.'),
} as const

/** Enters a person whom no list of a course brought. */
export const recordPerson = command({
  name: 'people.record',
  summary: words('Ghi một người vào danh sách', 'Enter a person'),
  route: 'POST /people',
  input: z.object({
    ...registerFields.input,
    ...employerInput,
    consentedOn: optionalDay(),
    consentWay: optionalChoice(consentWays.keys),
  }),
  output: Changed,
  may: [...keepers],
  needs: [wayNeeded],
  rules: [...employerRules, notAhead('consentedOn')],
  subject: (_input, output) => subject(output),
  async run(context, { employerKind, workplace, taxCode: code, agencyId, ...input }) {
    const { consentedOn, consentWay, ...said } = input
    const consent =
      consentedOn === undefined ? {} : { consentedOn, ...(consentWay === undefined ? {} : { consentWay }) }
    return context.db
      .insertInto('person')
      .values({
        ...registerFields.values(said),
        ...(await employerOf(context, { employerKind, workplace, taxCode: code, agencyId })),
        ...consent,
        origin: 'entered',
        knownOn: context.today,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** Locks a person for an act. @throws Problem 404, 409 where the record changed meanwhile or was merged into another */
export async function lockPerson({ db }: Context, personId: number, version: number | undefined) {
  const row = await db
    .selectFrom('person')
    .selectAll()
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noPerson()
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (row.mergedInto !== null)
    throw conflict(
      'people.merged',
      words('Hồ sơ này đã gộp vào hồ sơ khác.', 'This record was merged into another one.'),
    )
  return row
}

export const touchPerson = (
  { db }: Context,
  row: { readonly id: number; readonly version: number },
  set: object = {},
) =>
  db
    .updateTable('person')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

const ofPerson = { id: id(), version: whole(1) }

/** Records where a person is employed now. */
export const changeEmployer = command({
  name: 'people.employer',
  summary: words('Ghi nơi công tác', 'Record the employer'),
  route: 'POST /people/{id}/employer',
  input: z.object({ ...ofPerson, ...employerInput }),
  output: Changed,
  may: [...keepers],
  rules: employerRules,
  subject,
  async run(context, { id: personId, version, ...input }) {
    const row = await lockPerson(context, personId, version)
    return touchPerson(context, row, await employerOf(context, input))
  },
})

/** Records that a person consents to be kept. */
export const noteConsent = command({
  name: 'people.consent',
  summary: words('Ghi sự đồng ý', 'Record a consent'),
  route: 'POST /people/{id}/consent',
  input: z.object({ ...ofPerson, ...personConsentFields.input }),
  output: Changed,
  may: [...keepers],
  rules: [notAhead('consentedOn')],
  subject,
  async run(context, { id: personId, version, consentedOn, consentWay }) {
    const row = await lockPerson(context, personId, version)
    return touchPerson(context, row, {
      ...{ consentedOn, consentWay, consentWithdrawnOn: null, withdrawal: null },
    })
  },
})

/** Records that a person withdrew the consent; the erasure of that person is proposed at once, and decided on by another. */
export const withdrawConsent = command({
  name: 'people.withdrawConsent',
  summary: words('Ghi rút đồng ý', 'Record that consent is withdrawn'),
  route: 'POST /people/{id}/consent-withdrawal',
  input: z.object({ ...ofPerson, reason: longText(2000) }),
  output: Changed,
  may: [...keepers],
  subject,
  async run(context, { id: personId, version, reason }) {
    const { db, actor, now, today } = context
    const row = await lockPerson(context, personId, version)
    if (row.consentWithdrawnOn !== null)
      throw conflict(
        'people.withdrawn',
        words('Người này đã rút đồng ý.', 'This person has withdrawn already.'),
      )
    const all = await db
      .selectFrom('person')
      .select(['name', 'email', 'phone'])
      .where((eb) => eb.or([eb('id', '=', row.id), eb('mergedInto', '=', row.id)]))
      .orderBy('id')
      .execute()
    await proposeErasures(
      db,
      all.map((one) => ({ accountIds: [], ...one })),
      {
        reason: `Rút đồng ý: ${reason}`,
        retention: null,
        proposedBy: actor.userId,
        proposedAt: now,
      },
    )
    return touchPerson(context, row, { consentWithdrawnOn: today, withdrawal: reason })
  },
})

/** Says in which fields a person is an expert. */
export const setExpertise = command({
  name: 'people.expertise',
  summary: words('Ghi lĩnh vực chuyên môn', 'Record the fields of expertise'),
  route: 'PUT /people/{id}/expertise',
  input: z.object({ ...ofPerson, fields: several(id()) }),
  output: Changed,
  may: [...keepers],
  subject,
  async run(context, { id: personId, version, fields }) {
    const { db } = context
    const row = await lockPerson(context, personId, version)
    const wanted = [...new Set(fields)]
    const had = await db
      .selectFrom('personExpertise')
      .select('expertiseId')
      .where('personId', '=', row.id)
      .execute()
    const kept = new Set(had.map(({ expertiseId }) => expertiseId))
    const fresh = wanted.filter((field) => !kept.has(field))
    if (fresh.length > 0) {
      const known = await db
        .selectFrom('expertise')
        .select('id')
        .where('id', 'in', fresh)
        .where('endedOn', 'is', null)
        .execute()
      if (known.length < fresh.length)
        throw invalidField(
          'fields',
          words('Có lĩnh vực không còn dùng.', 'One of the fields is used no more.'),
        )
      await db
        .insertInto('personExpertise')
        .values(fresh.map((expertiseId) => ({ personId: row.id, expertiseId })))
        .execute()
    }
    const gone = [...kept].filter((field) => !wanted.includes(field))
    if (gone.length > 0)
      await db
        .deleteFrom('personExpertise')
        .where('personId', '=', row.id)
        .where('expertiseId', 'in', gone)
        .execute()
    return touchPerson(context, row)
  },
})

/** States that a person may serve as a trainer, why, and by which evidence. */
export const stateTrainer = command({
  name: 'people.trainer',
  summary: words('Xác nhận làm báo cáo viên, giảng viên', 'State that a person may train'),
  route: 'POST /people/{id}/trainer',
  input: z.object({
    ...ofPerson,
    trainsSince: trainerFields.input.trainsSince,
    trainsReason: trainerFields.input.trainsReason,
    fileId: id(),
  }),
  output: Changed,
  may: [...keepers],
  rules: [notAhead('trainsSince')],
  subject,
  async run(context, { id: personId, version, trainsSince, trainsReason, fileId }) {
    const row = await lockPerson(context, personId, version)
    const file = await evidence(context, fileId)
    return touchPerson(context, row, {
      ...{ trainsSince, trainsReason, trainsFileId: file.id, trainsEndedOn: null, trainsEndReason: null },
    })
  },
})

/** States that a person serves as a trainer no more. */
export const endTrainer = command({
  name: 'people.endTrainer',
  summary: words('Thôi làm báo cáo viên, giảng viên', 'State that a person trains no more'),
  route: 'POST /people/{id}/trainer-end',
  input: z.object({ ...ofPerson, reason: longText(2000) }),
  output: Changed,
  may: [...keepers],
  subject,
  async run(context, { id: personId, version, reason }) {
    const row = await lockPerson(context, personId, version)
    if (row.trainsSince === null || row.trainsEndedOn !== null)
      throw conflict(
        'people.noTrainer',
        words(
          'Người này chưa được xác nhận hoặc đã thôi.',
          'This person was not stated a trainer, or is none any more.',
        ),
      )
    return touchPerson(context, row, { trainsEndedOn: context.today, trainsEndReason: reason })
  },
})

/** Records that a person taught at an event; who is on its list was trained by that person. */
export const noteTaught = command({
  name: 'people.taught',
  summary: words('Ghi đã giảng dạy ở sự kiện', 'Record that a person taught'),
  route: 'POST /people/{id}/taught',
  input: z.object({ ...ofPerson, eventId: id() }),
  output: Changed,
  may: [...keepers],
  subject,
  async run(context, { id: personId, version, eventId }) {
    const { db } = context
    const row = await lockPerson(context, personId, version)
    const event = await db
      .selectFrom('trainingEvent')
      .select('id')
      .where('id', '=', eventId)
      .where('retractedOn', 'is', null)
      .executeTakeFirst()
    if (event === undefined)
      throw invalidField(
        'eventId',
        words('Không có sự kiện này, hoặc đã rút.', 'There is no such event, or it was retracted.'),
      )
    await db.insertInto('personTaught').values({ personId: row.id, eventId }).execute()
    return touchPerson(context, row)
  },
})

/** Takes back that a person taught at an event. */
export const removeTaught = command({
  name: 'people.removeTaught',
  summary: words('Bỏ ghi giảng dạy ở sự kiện', 'Take back that a person taught'),
  route: 'DELETE /people/{id}/taught/{event}',
  input: z.object({ id: id(), event: id() }),
  output: Changed,
  may: [...keepers],
  subject,
  async run(context, { id: personId, event }) {
    const row = await lockPerson(context, personId, undefined)
    const gone = await context.db
      .deleteFrom('personTaught')
      .where('personId', '=', row.id)
      .where('eventId', '=', event)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('lần giảng dạy', 'Teaching'))
    return touchPerson(context, row)
  },
})
