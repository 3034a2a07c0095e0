import { type NotNull, type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { contentKinds } from '../support/index.ts'
import { kindsOfFacts, type RecordKey, recordKeys } from './records.ts'

/* The sentences of plans and, in SQL, by which records each is told: what an officer decided, else what is proposed. */

/** The sentences that something done may serve: duties by their codes, tasks by section and place. */
export const sentencesOf = (db: Db, planId: number) =>
  db
    .selectFrom('planSentence')
    .select(['key', 'vi', 'en'])
    .$narrowType<{ key: NotNull; vi: NotNull; en: NotNull }>()
    .where('planId', '=', planId)
    .orderBy('kind')
    .orderBy('section')
    .orderBy('place')
    .execute()

/** Content kinds whose name a sentence says are told by support turns. */
const namesOfContents = sql.join(
  contentKinds.keys.map((key) => sql`(${sql.lit(contentKinds.names[key].vi)})`),
)
const known = sql.join(recordKeys.map((key) => sql.lit(key)))
/** Its words alone, each between two blanks: “trồng hoa” is not found in “trong hoạt động”. */
const wordsOf = (text: RawBuilder<unknown>) =>
  sql`concat(' ', btrim(regexp_replace(fold(${text}), '[^a-z0-9]+', ' ', 'g')), ' ')`
const says = (sentence: RawBuilder<unknown>, said: RawBuilder<unknown>) =>
  sql<boolean>`position(${wordsOf(said)} IN ${wordsOf(sentence)}) > 0`

/** Why a sentence is told by a kind of record. */
export const grounds = ['decided', 'words', 'indicator', 'content'] as const

export interface ToldBy {
  readonly planId: number
  readonly key: string
  readonly record: RecordKey
  readonly ground: (typeof grounds)[number]
  /** The rule, indicator or kind of content that proposes it, or the document by which it was decided. */
  readonly by: string
}

/**
 * SELECT plan_id, key, record, ground, by: the kinds of record by which each sentence is told. Proposed by the rules that are in use, by the indicators
 * of the plan's targets and by kinds of content; an officer's decision stands in place of what is proposed.
 */
export const toldBy: RawBuilder<ToldBy> = sql`
  SELECT s.plan_id, s.key, r.record, 'decided' AS ground, d.source AS by
    FROM plan_sentence s JOIN sentence_recording d ON d.plan_id = s.plan_id AND d.sentence = s.key CROSS JOIN unnest(d.records) AS r (record)
   WHERE r.record IN (${known})
  UNION ALL
  SELECT s.plan_id, s.key, p.record, p.ground, p.by
    FROM plan_sentence s CROSS JOIN LATERAL (
      SELECT k.record, 'words' AS ground, k.name AS by FROM recording_rule k
       WHERE k.ended_on IS NULL AND k.record IN (${known})
         AND EXISTS (SELECT FROM string_to_table(k.phrases, E'\\n') AS said WHERE btrim(said) <> '' AND ${says(sql`s.vi`, sql`said`)})
      UNION ALL
      SELECT f.record, 'indicator', i.name
        FROM target t JOIN indicator i ON i.id = t.indicator_id JOIN (VALUES ${kindsOfFacts}) AS f (record, fact) ON f.fact = ANY (i.fact_kinds)
       WHERE t.plan_id = s.plan_id AND ${says(sql`s.vi`, sql`i.name`)}
      UNION ALL
      SELECT 'turn', 'content', c.name FROM (VALUES ${namesOfContents}) AS c (name) WHERE ${says(sql`s.vi`, sql`c.name`)}) p
   WHERE NOT EXISTS (SELECT FROM sentence_recording d WHERE d.plan_id = s.plan_id AND d.sentence = s.key)`

/** Whether nothing can report on a sentence `s`: no records tell of it, and no agency carries it as a duty, dated or asked each period. */
export const placeless = sql<boolean>`(NOT EXISTS (SELECT FROM (${toldBy}) told WHERE told.plan_id = s.plan_id AND told.key = s.key)
  AND NOT (s.kind = 'duty' AND EXISTS (SELECT FROM duty d WHERE d.plan_id = s.plan_id AND d.code = s.key)))`
