import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { day, id, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { bringers, formFields, ruleFields, ruleParts } from './fields.ts'

/*
 * Forms of commendation and what nominations are held against, as rows with their source: those of data/commendation.json, and what an office
 * adds. Without a row nothing is asked.
 */

const Sourced = {
  key: z.string().min(1),
  source: z.string().min(1),
  article: z.string().nullable(),
  toCheck: z.boolean(),
  validFrom: z.iso.date(),
}
/** The rows as data/commendation.json has them. */
export const CommendationData = z.object({
  forms: z.array(z.object({ ...Sourced, name: z.string(), nameEn: z.string() })),
  rules: z.array(
    z.object({
      ...Sourced,
      part: ruleParts.schema,
      broughtBy: bringers.schema.nullable(),
      text: z.string(),
      textEn: z.string(),
    }),
  ),
})

/** Adds the rows of data/commendation.json that are not there yet: what an office has ended stays ended. */
export async function updateCommendation(db: Db, data: z.infer<typeof CommendationData>): Promise<void> {
  const once = ['key', 'validFrom'] as const
  if (data.forms.length > 0)
    await db
      .insertInto('commendationForm')
      .values(data.forms)
      .onConflict((there) => there.columns(once).doNothing())
      .execute()
  if (data.rules.length > 0)
    await db
      .insertInto('commendationRule')
      .values(data.rules)
      .onConflict((there) => there.columns(once).doNothing())
      .execute()
}

const Changed = z.object({ id: z.int() })
const ofForm = ({ id }: { readonly id: number }) => `commendation_form:${id}`
const ofRule = ({ id }: { readonly id: number }) => `commendation_rule:${id}`
const ownKey = sql<string>`gen_random_uuid()::text`

/** Adds a form of commendation with its source. */
export const addForm = command({
  name: 'commendations.addForm',
  summary: words('Thêm hình thức khen thưởng', 'Add a form of commendation'),
  route: 'POST /commendation-forms',
  input: z.object(formFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => ofForm(output),
  run: ({ db }, input) =>
    db
      .insertInto('commendationForm')
      .values({ ...formFields.values(input), key: ownKey, toCheck: false })
      .returning('id')
      .executeTakeFirstOrThrow(),
})

/** Adds a criterion or a paper with its source. */
export const addRule = command({
  name: 'commendations.addRule',
  summary: words('Thêm tiêu chuẩn, giấy tờ khen thưởng', 'Add a criterion or paper of commendation'),
  route: 'POST /commendation-rules',
  input: z.object(ruleFields.input),
  output: Changed,
  may: ['coordinator'],
  needs: [
    {
      field: 'broughtBy',
      of: ['part'],
      when: ({ part }) => part === 'paper',
      said: words('với giấy tờ', 'of a paper'),
    },
  ],
  subject: (_input, output) => ofRule(output),
  run: ({ db }, input) =>
    db
      .insertInto('commendationRule')
      .values({
        ...ruleFields.values(input),
        broughtBy: input.part === 'paper' ? (input.broughtBy ?? null) : null,
        key: ownKey,
        toCheck: false,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
})

const ending = { id: id(), version: whole(1), validTo: day() }

async function end(
  db: Db,
  table: 'commendationForm' | 'commendationRule',
  {
    id: rowId,
    version,
    validTo,
  }: { readonly id: number; readonly version: number; readonly validTo: string },
) {
  const row = await db
    .selectFrom(table)
    .select(['version', 'validFrom'])
    .where('id', '=', rowId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('dòng quy định khen thưởng', 'Rule of commendation'))
  if (row.version !== version) throw staleRecord()
  if (validTo < row.validFrom)
    throw invalidField(
      'validTo',
      words('Không thể trước ngày có hiệu lực.', 'Not before the day on which it came into force.'),
    )
  await db
    .updateTable(table)
    .set({ validTo, version: version + 1 })
    .where('id', '=', rowId)
    .execute()
  return { id: rowId }
}

/** Says until when a form holds. */
export const endForm = command({
  name: 'commendations.endForm',
  summary: words('Thôi dùng hình thức khen thưởng', 'End a form of commendation'),
  route: 'POST /commendation-forms/{id}/end',
  input: z.object(ending),
  output: Changed,
  may: ['coordinator'],
  subject: ofForm,
  run: ({ db }, input) => end(db, 'commendationForm', input),
})

/** Says until when a criterion or paper holds. */
export const endRule = command({
  name: 'commendations.endRule',
  summary: words('Thôi dùng tiêu chuẩn, giấy tờ khen thưởng', 'End a criterion or paper of commendation'),
  route: 'POST /commendation-rules/{id}/end',
  input: z.object(ending),
  output: Changed,
  may: ['coordinator'],
  subject: ofRule,
  run: ({ db }, input) => end(db, 'commendationRule', input),
})

const holding = (today: string) =>
  sql<boolean>`(y.valid_from <= ${today}::date AND coalesce(y.valid_to >= ${today}::date, true))`

const Row = {
  id: z.int(),
  source: z.string(),
  article: z.string().nullable(),
  /** Nobody has compared it with the text of the law yet. */
  toCheck: z.boolean(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  /** Whether it holds today. */
  holds: z.boolean(),
  version: z.int(),
}
const FormRow = z.object({ ...Row, name: z.string(), nameEn: z.string() })
export const RuleRow = z.object({
  ...Row,
  part: ruleParts.schema,
  broughtBy: bringers.schema.nullable(),
  text: z.string(),
  textEn: z.string(),
})
export type RuleRow = z.infer<typeof RuleRow>

/** What nominations are held against, those that hold on a day. */
export async function rulesOn(db: Db, today: string): Promise<RuleRow[]> {
  return (await allRules(db, today)).filter(({ holds }) => holds)
}

const allRules = (db: Db, today: string): Promise<RuleRow[]> =>
  db
    .selectFrom('commendationRule as y')
    .select(['y.id', 'y.source', 'y.article', 'y.toCheck', 'y.validFrom', 'y.validTo', 'y.version'])
    .select(['y.part', 'y.broughtBy', 'y.text', 'y.textEn', holding(today).as('holds')])
    .orderBy('y.part')
    .orderBy('y.id')
    .execute()

/** Forms of commendation, criteria and papers, with their sources. */
export const listRules = query({
  name: 'commendations.rules',
  summary: words('Hình thức, tiêu chuẩn, giấy tờ khen thưởng', 'Forms, criteria and papers of commendation'),
  route: 'GET /commendation-rules',
  input: z.object({}),
  output: z.object({ forms: z.array(FormRow), rules: z.array(RuleRow) }),
  may: signedIn,
  async run({ db, today }) {
    const forms = await db
      .selectFrom('commendationForm as y')
      .select(['y.id', 'y.source', 'y.article', 'y.toCheck', 'y.validFrom', 'y.validTo', 'y.version'])
      .select(['y.name', 'y.nameEn', holding(today).as('holds')])
      .orderBy('y.name')
      .orderBy('y.id')
      .execute()
    return { forms, rules: await allRules(db, today) }
  },
})
