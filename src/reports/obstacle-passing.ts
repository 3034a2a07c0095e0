import { z } from 'zod'
import { id, longText } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { lockObstacle } from './obstacle-charge.ts'
import { committeeAnswerFields, passingFields, resolutionFields } from './obstacle-fields.ts'
import { waitingOf } from './obstacle-states.ts'

/* An obstacle that the coordinator passes on to the People's Committee: by a document, and answered by the document that comes back. */

explainConstraint('obstacle_passing_once', () =>
  conflict(
    'obstacles.passedTwice',
    words(
      'Phản ánh này đang chờ Ủy ban nhân dân tỉnh trả lời.',
      "This waits for the People's Committee already.",
    ),
  ),
)
explainConstraint('obstacle_passing_days', () =>
  invalidField(
    'answeredOn',
    words('Trả lời không thể trước ngày chuyển.', 'Not answered before it was passed on.'),
  ),
)

const One = z.object({ id: z.int() })
const subject = ({ id }: { readonly id: number }) => `obstacle:${id}`

/** Passes an obstacle on to the People's Committee by a document with its number. */
export const passObstacle = command({
  name: 'obstacles.pass',
  summary: words(
    'Chuyển khó khăn, vướng mắc đến Ủy ban nhân dân tỉnh',
    "Pass an obstacle on to the People's Committee",
  ),
  route: 'POST /obstacles/{id}/passing',
  input: z.object({ id: id(), ...passingFields.input }),
  output: One,
  may: ['coordinator'],
  rules: [notAhead('passedOn')],
  subject,
  async run(context, { id: obstacleId, ...said }) {
    await lockObstacle(context, obstacleId, ['open'])
    await evidence(context, said.passedFileId)
    await context.db
      .insertInto('obstaclePassing')
      .values({ ...said, obstacleId })
      .execute()
    return { id: obstacleId }
  },
})

/** Records the answer of the People's Committee, which is the answer to the obstacle. */
export const answerByCommittee = command({
  name: 'obstacles.answerByCommittee',
  summary: words(
    'Ghi trả lời của Ủy ban nhân dân tỉnh về khó khăn, vướng mắc',
    "Record the People's Committee's answer to an obstacle",
  ),
  route: 'POST /obstacles/{id}/committee-answer',
  input: z.object({
    id: id(),
    resolution: longText(4000),
    ...committeeAnswerFields.input,
  }),
  output: One,
  may: ['coordinator'],
  rules: [notAhead('answeredOn')],
  subject,
  async run(context, { id: obstacleId, resolution, ...said }) {
    const { db } = context
    await lockObstacle(context, obstacleId, ['open'])
    const waiting = await waitingOf(db, obstacleId)
    if (waiting === undefined)
      throw conflict(
        'obstacles.notPassed',
        words(
          'Phản ánh này không chờ Ủy ban nhân dân tỉnh.',
          "This does not wait for the People's Committee.",
        ),
      )
    await evidence(context, said.answerFileId)
    await db.updateTable('obstaclePassing').set(said).where('id', '=', waiting.id).execute()
    await db
      .updateTable('obstacle')
      .set(resolutionFields.values({ resolution, resolvedOn: said.answeredOn }))
      .where('id', '=', obstacleId)
      .execute()
    return { id: obstacleId }
  },
})
