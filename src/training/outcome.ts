import { z } from 'zod'
import { choice, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { invalidField, notFound } from '../platform/problem.ts'
import { personFields, trainingOutcomes } from './person-fields.ts'

/** Says what somebody took away from a course; no more are experts than the event trained. */
export const noteOutcome = command({
  name: 'training.outcome',
  summary: words('Ghi kết quả học tập của một người', 'Record what a person took away'),
  route: 'PUT /trained-persons/{id}/outcome',
  input: z.object({
    id: id(),
    outcome: choice(trainingOutcomes.keys),
    certificateNumber: personFields.input.certificateNumber,
  }),
  output: z.object({ id: z.int(), personId: z.int().nullable() }),
  may: ['coordinator'],
  subject: ({ id: line }) => `trained_person:${line}`,
  async run({ db }, { id: line, outcome, certificateNumber }) {
    const row = await db
      .selectFrom('trainedPerson')
      .select(['eventId', 'outcome', 'personId'])
      .where('id', '=', line)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('người được đào tạo', 'Person trained'))
    const event = await db
      .selectFrom('trainingEvent')
      .select(['experts'])
      .where('id', '=', row.eventId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (outcome === 'expert' && row.outcome !== 'expert') {
      const { n } = await db
        .selectFrom('trainedPerson')
        .select(({ fn }) => fn.countAll<bigint>().as('n'))
        .where('eventId', '=', row.eventId)
        .where('outcome', '=', 'expert')
        .executeTakeFirstOrThrow()
      if (Number(n) >= event.experts)
        throw invalidField(
          'outcome',
          words(
            `Sự kiện này chỉ đào tạo ${event.experts} chuyên gia.`,
            `This event trained only ${event.experts} experts.`,
          ),
        )
    }
    await db
      .updateTable('trainedPerson')
      .set({ outcome, certificateNumber: certificateNumber ?? null })
      .where('id', '=', line)
      .execute()
    return { id: line, personId: row.personId }
  },
})
