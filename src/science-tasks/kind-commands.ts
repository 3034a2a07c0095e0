import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { choice, day, flag, id, optionalId, several, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { slug } from '../platform/text.ts'
import { kindFields } from './kind-fields.ts'
import { taskEnds, taskWays } from './lists.ts'

/* Kinds of task as a province writes them: out of nothing, as a copy, as the next version; put in force whole, never edited afterwards. */

explainConstraint('task_kind_version', () =>
  invalidField(
    'validFrom',
    words('Đã có bản áp dụng từ ngày này.', 'There is a version from that day already.'),
  ),
)
explainConstraint('task_kind_instrument_id_fkey', () =>
  invalidField('instrumentId', words('Không có văn bản này.', 'There is no such instrument.')),
)
const kept = () =>
  conflict(
    'taskKinds.kindInForce',
    words(
      'Loại nhiệm vụ đã áp dụng nên không sửa; xin nhập bản tiếp theo.',
      'The kind is in force and is not edited; please enter its next version.',
    ),
  )
explainConstraint('task_kind_kept', kept)

export const noKind = () => notFound(words('loại nhiệm vụ', 'Kind of task'))
export const KindChanged = z.object({ id: z.int(), version: z.int() })

const validInOrder = inOrder(
  'validFrom',
  'validTo',
  words('Ngày cuối cùng phải sau ngày đầu.', 'The last day must come after the first.'),
)

/** Both are there, or neither. */
export function together<A extends string, B extends string>(
  first: A,
  second: B,
  said: Words,
): Rule<{ readonly [K in A | B]?: string | number | undefined }> {
  const other = words('khi ghi mục đi cùng', 'where what goes with it is given')
  return {
    of: [first, second],
    asks: { [first]: other, [second]: other } as Readonly<Record<A | B, Words>>,
    judge: (input) => {
      const given = input as Readonly<Record<string, unknown>>
      if ((given[first] === undefined) === (given[second] === undefined)) return null
      return { field: given[first] === undefined ? first : second, words: said }
    },
  }
}

const source = words('Xin ghi đủ mức và điều, khoản.', 'Please give both the limit and its article.')
const bothLanguages = words('Xin ghi đủ hai ngôn ngữ.', 'Please give both languages.')

const headRules = [
  validInOrder,
  together('mostMonths', 'monthsArticle', source),
  together('missing', 'missingEn', bothLanguages),
  {
    of: ['advanceShare', 'advanceSettled', 'advanceArticle'],
    judge: ({
      advanceShare,
      advanceSettled,
      advanceArticle,
    }: {
      advanceShare?: number | undefined
      advanceSettled?: number | undefined
      advanceArticle?: string | undefined
    }) => {
      const said = advanceShare !== undefined || advanceSettled !== undefined
      return said === (advanceArticle !== undefined)
        ? null
        : { field: said ? 'advanceArticle' : 'advanceShare', words: source }
    },
  },
] as const

const headInput = {
  ...kindFields.input,
  ways: several(choice(taskWays.keys)).pipe(z.array(z.enum(taskWays.keys)).min(1)),
  ends: several(choice(taskEnds.keys)).pipe(z.array(z.enum(taskEnds.keys)).min(1)),
}

async function freeKey(db: Db, nameEn: string): Promise<string> {
  const base = `own-${slug(nameEn)}`.slice(0, 80)
  const taken = new Set(
    (await db.selectFrom('taskKind').select('key').where('key', 'like', `${base}%`).execute()).map(
      ({ key }) => key,
    ),
  )
  let [free, number] = [base, 2]
  while (taken.has(free)) free = `${base}-${number++}`
  return free
}

/** The key of a new kind; the version before it ends the day before. */
async function keyOf(
  db: Db,
  from: { id: number; key: string; validFrom: string; validTo: string | null; shipped: boolean } | undefined,
  given: { nextVersion: boolean; nameEn: string; validFrom: string },
): Promise<string> {
  if (from === undefined || !given.nextVersion) return freeKey(db, given.nameEn)
  if (from.shipped)
    throw conflict(
      'taskKinds.shipped',
      words(
        'Bản đi kèm chương trình được sửa bằng bản sao.',
        'What came with the program is edited as a copy.',
      ),
    )
  if (given.validFrom <= from.validFrom)
    throw invalidField(
      'validFrom',
      words('Bản mới áp dụng sau bản trước.', 'The next version holds after the one before.'),
    )
  return from.key
}

/** Begins a kind of task: empty, as a copy of one that is there, or as its next version. */
export const createTaskKind = command({
  name: 'taskKinds.create',
  summary: words('Soạn loại nhiệm vụ', 'Write a kind of task'),
  route: 'POST /task-kinds',
  input: z.object({
    /** What it is copied from, steps and all; left out: it begins empty. */
    fromId: optionalId(),
    /** It is the next version of that one. Of what came with the program a copy is made. */
    nextVersion: flag(),
    ...headInput,
  }),
  output: KindChanged,
  may: ['coordinator'],
  rules: headRules,
  subject: (_input, { id }) => `task-kind:${id}`,
  async run({ db, today }, { fromId, nextVersion, ways, ends, ...head }) {
    const from =
      fromId === undefined
        ? undefined
        : await db
            .selectFrom('taskKind')
            .select(['id', 'key', 'validFrom', 'validTo', 'shipped'])
            .where('id', '=', fromId)
            .executeTakeFirst()
    if (fromId !== undefined && from === undefined) throw notFound(words('bản gốc', 'What it is copied from'))
    const made = await db
      .insertInto('taskKind')
      .values({
        ...kindFields.values(head),
        ...{ key: await keyOf(db, from, { nextVersion, ...head }), ways, ends, begunOn: today },
        // a text that was found in no source stays marked until somebody has read it
        toCheck: false,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    if (from !== undefined) await copyParts(db, from.id, made.id)
    return made
  },
})

/** Copies steps, papers and changes of a kind. */
async function copyParts(db: Db, fromId: number, toId: number): Promise<void> {
  await sql`
    INSERT INTO task_kind_step (kind_id, place, part, name, name_en, acts, acts_en, way, optional, repeats, every_months, term, term_unit,
      term_from, overdue, overdue_en, appraisal_rule_id, score_sheet_id, without_council, article, to_check)
    SELECT ${toId}, place, part, name, name_en, acts, acts_en, way, optional, repeats, every_months, term, term_unit,
      term_from, overdue, overdue_en, appraisal_rule_id, score_sheet_id, without_council, article, to_check
      FROM task_kind_step WHERE kind_id = ${fromId} ORDER BY place`.execute(db)
  await sql`
    INSERT INTO task_kind_paper (step_id, place, name, name_en, form, required)
    SELECT mine.id, p.place, p.name, p.name_en, p.form, p.required
      FROM task_kind_paper p JOIN task_kind_step s ON s.id = p.step_id
      JOIN task_kind_step mine ON mine.kind_id = ${toId} AND mine.place = s.place
     WHERE s.kind_id = ${fromId} ORDER BY mine.place, p.place`.execute(db)
  await sql`
    INSERT INTO task_kind_change (kind_id, change, allowed, most_times, most_months, ask_months, after_parts, after_of, answer, answer_unit,
      note, note_en, article)
    SELECT ${toId}, change, allowed, most_times, most_months, ask_months, after_parts, after_of, answer, answer_unit, note, note_en, article
      FROM task_kind_change WHERE kind_id = ${fromId} ORDER BY id`.execute(db)
}

/** A kind under lock. @param version as it was read; undefined: the present one */
export async function lockKind(db: Db, kindId: number, version?: number) {
  const row = await db
    .selectFrom('taskKind')
    .selectAll()
    .where('id', '=', kindId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noKind()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** The same, of one that is still written. @throws Problem 409 for one that is in force */
export async function lockDraftKind(db: Db, kindId: number, version?: number) {
  const row = await lockKind(db, kindId, version)
  if (row.state !== 'draft') throw kept()
  return row
}

/** Counts a change of a kind. */
export const touchKind = (
  db: Db,
  row: { readonly id: number; readonly version: number },
  set: Readonly<Record<string, unknown>> = {},
) =>
  db
    .updateTable('taskKind')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** Corrects the head of a kind that is still written. */
export const editTaskKind = command({
  name: 'taskKinds.edit',
  summary: words('Sửa loại nhiệm vụ', 'Edit a kind of task'),
  route: 'PUT /task-kinds/{id}',
  input: z.object({ id: id(), version: whole(1), ...headInput }),
  output: KindChanged,
  may: ['coordinator'],
  rules: headRules,
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId, version, ways, ends, ...head }) {
    const kind = await lockDraftKind(db, kindId, version)
    return touchKind(db, kind, { ...kindFields.values(head), ways, ends })
  },
})

/** Puts a kind in force: from now on tasks are begun under it, and it is edited no more. */
export const useTaskKind = command({
  name: 'taskKinds.use',
  summary: words('Đưa loại nhiệm vụ vào áp dụng', 'Put a kind of task in force'),
  route: 'POST /task-kinds/{id}/use',
  input: z.object({ id: id(), version: whole(1) }),
  output: KindChanged,
  may: ['coordinator'],
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId, version }) {
    const kind = await lockDraftKind(db, kindId, version)
    const steps = await db
      .selectFrom('taskKindStep')
      .select(['place', 'part', 'termFrom'])
      .where('kindId', '=', kindId)
      .execute()
    if (!steps.some(({ part }) => part === 'approval'))
      throw conflict(
        'taskKinds.noApproval',
        words('Chưa có bước phê duyệt nhiệm vụ.', 'No step approves the task.'),
      )
    const places = new Set(steps.map(({ place }) => place))
    const lost = steps.find(({ termFrom }) => termFrom !== null && !places.has(termFrom))
    if (lost !== undefined)
      throw conflict(
        'taskKinds.termOfNoStep',
        words(
          `Bước ${lost.place} tính thời hạn từ bước ${lost.termFrom}, nhưng không có bước đó.`,
          `Step ${lost.place} counts its term from step ${lost.termFrom}, which is not there.`,
        ),
      )
    await endBefore(db, kind)
    return touchKind(db, kind, { state: 'in_force' })
  },
})

/** The version before ends the day before, where it has no last day or a later one. */
async function endBefore(db: Db, kind: { id: number; key: string; validFrom: string }): Promise<void> {
  const last = addDays(kind.validFrom, -1)
  await db
    .updateTable('taskKind')
    .set({ validTo: last, version: sql`version + 1` })
    .where('key', '=', kind.key)
    .where('id', '<>', kind.id)
    .where('validFrom', '<=', last)
    .where((or) => or.or([or('validTo', 'is', null), or('validTo', '>', last)]))
    .execute()
}

/** Says until which day of approval a kind is for; tasks that run go on by it. */
export const endTaskKind = command({
  name: 'taskKinds.end',
  summary: words('Ghi ngày hết áp dụng của loại nhiệm vụ', 'Enter the last day of a kind of task'),
  route: 'POST /task-kinds/{id}/end',
  input: z.object({ id: id(), validTo: day() }),
  output: KindChanged,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'validTo'],
      judge: async ({ id: kindId, validTo }, { db }) => {
        const kind = await db
          .selectFrom('taskKind')
          .select('validFrom')
          .where('id', '=', kindId)
          .executeTakeFirst()
        if (kind === undefined || validTo >= kind.validFrom) return null
        const from = formatDate(kind.validFrom)
        return {
          field: 'validTo',
          words: words(`Loại này áp dụng từ ngày ${from}.`, `The kind holds from ${from} on.`),
        }
      },
    },
  ],
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId, validTo }) {
    return touchKind(db, await lockKind(db, kindId), { validTo })
  },
})

/** Takes away a kind that was never put in force. */
export const removeTaskKind = command({
  name: 'taskKinds.remove',
  summary: words('Bỏ bản đang soạn của loại nhiệm vụ', 'Take away a kind that is being written'),
  route: 'DELETE /task-kinds/{id}',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId }) {
    await lockDraftKind(db, kindId)
    await db.deleteFrom('taskKindChange').where('kindId', '=', kindId).execute()
    await db.deleteFrom('taskKindStep').where('kindId', '=', kindId).execute()
    await db.deleteFrom('taskKind').where('id', '=', kindId).execute()
    return { id: kindId }
  },
})
