import { sql } from 'kysely'
import { z } from 'zod'
import { id, optionalWhole, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query, type Rule } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { chosenRecords, sentenceRecordingFields } from './recording-fields.ts'

/* An officer decides by which records a sentence of a plan is told, in place of what is proposed, and takes that back. */

const ofPlan: Rule<{ readonly planId: number; readonly sentence: string }> = {
  of: ['planId', 'sentence'],
  judge: async ({ planId, sentence }, { db }) => {
    const found = await db
      .selectFrom('planSentence')
      .select('key')
      .where('planId', '=', planId)
      .where('key', '=', sentence)
      .executeTakeFirst()
    return found === undefined
      ? {
          field: 'sentence',
          words: words('Kế hoạch không có nội dung này.', 'The plan has no such sentence.'),
        }
      : null
  },
}

/** Decides by which records a sentence is told. */
export const decideRecording = command({
  name: 'standing.decideRecording',
  summary: words(
    'Chọn nơi ghi nhận một nội dung của kế hoạch',
    'Choose where a sentence of the plan is recorded',
  ),
  route: 'PUT /sentence-recordings',
  /** `version`: of the decision that is changed; left out for a first one. */
  input: z.object({
    planId: id(),
    sentence: text(40),
    records: chosenRecords,
    ...sentenceRecordingFields.input,
    version: optionalWhole(1),
  }),
  output: z.object({ id: z.int(), version: z.int() }),
  may: ['coordinator'],
  rules: [
    ofPlan,
    {
      of: ['records'],
      judge: ({ records }) =>
        records.length > 0
          ? null
          : {
              field: 'records',
              words: words('Xin chọn ít nhất một loại hồ sơ.', 'Choose at least one kind of record.'),
            },
    },
  ],
  subject: (_input, output) => `sentence_recording:${output.id}`,
  async run({ db, today }, { planId, sentence, version, records, ...said }) {
    const values = {
      ...sentenceRecordingFields.values(said),
      records: [...new Set(records)],
      decidedOn: today,
    }
    if (version === undefined) {
      const made = await db
        .insertInto('sentenceRecording')
        .values({ planId, sentence, ...values })
        .onConflict((there) => there.constraint('sentence_recording_once').doNothing())
        .returning(['id', 'version'])
        .executeTakeFirst()
      if (made === undefined)
        throw conflict(
          'standing.recordingDecided',
          words(
            'Đã có người chọn nơi ghi nhận; xin mở lại trang.',
            'It was decided meanwhile; please open the page again.',
          ),
        )
      return made
    }
    const row = await db
      .updateTable('sentenceRecording')
      .set({ ...values, version: sql<number>`version + 1` })
      .where('planId', '=', planId)
      .where('sentence', '=', sentence)
      .where('version', '=', version)
      .returning(['id', 'version'])
      .executeTakeFirst()
    if (row === undefined) throw staleRecord()
    return row
  },
})

const noRecording = () => notFound(words('nơi ghi nhận đã chọn', 'Decision on where it is recorded'))

/** One decision. */
export const showRecording = query({
  name: 'standing.recording',
  summary: words('Nơi ghi nhận đã chọn của một nội dung', 'The decision on where a sentence is recorded'),
  route: 'GET /sentence-recordings/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    planId: z.int(),
    sentence: z.string(),
    records: z.array(z.string()),
    ...sentenceRecordingFields.row,
    version: z.int(),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }, { id: recordingId }) {
    const row = await db
      .selectFrom('sentenceRecording')
      .select(['id', 'planId', 'sentence', 'records', 'source', 'version'])
      .where('id', '=', recordingId)
      .executeTakeFirst()
    if (row === undefined) throw noRecording()
    return row
  },
})

/** Takes a decision back: what is proposed holds again. */
export const dropRecording = command({
  name: 'standing.dropRecording',
  summary: words('Bỏ nơi ghi nhận đã chọn', 'Take back where a sentence is recorded'),
  route: 'POST /sentence-recordings/{id}/removal',
  input: z.object({ id: id(), version: whole(1), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ({ id: recordingId }) => `sentence_recording:${recordingId}`,
  async run({ db }, { id: recordingId, version }) {
    const gone = await db
      .deleteFrom('sentenceRecording')
      .where('id', '=', recordingId)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw noRecording()
    return gone
  },
})
