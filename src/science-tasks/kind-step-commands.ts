import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, whole } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { KindChanged, lockDraftKind, together, touchKind } from './kind-commands.ts'
import { changeFields, stepFields } from './kind-fields.ts'
import { papersIn } from './papers.ts'

/* The steps of a kind of task that is still written, their papers, and the changes that it allows. */

explainConstraint('task_kind_step_place', () =>
  invalidField('place', words('Thứ tự này đã có bước khác.', 'Another step has this place.')),
)
explainConstraint('task_kind_step_appraisal_rule_id_fkey', () =>
  invalidField('appraisalRuleId', words('Không có quy chế này.', 'There is no such rule.')),
)
explainConstraint('task_kind_step_score_sheet_id_fkey', () =>
  invalidField('scoreSheetId', words('Không có phiếu điểm này.', 'There is no such sheet.')),
)
explainConstraint('task_kind_paper_once', () =>
  invalidField('paperLines', words('Mỗi giấy tờ chỉ ghi một lần.', 'Each paper stands there once.')),
)
explainConstraint('task_kind_change_once', () =>
  invalidField('change', words('Đã ghi thay đổi này.', 'This change is there already.')),
)

const bothLanguages = words('Xin ghi đủ hai ngôn ngữ.', 'Please give both languages.')
const whole2 = words('Xin ghi đủ số và đơn vị.', 'Please give both number and unit.')

interface StepSaid {
  readonly place: number
  readonly term?: number | undefined
  readonly termFrom?: number | undefined
  readonly repeats: boolean
  readonly everyMonths?: number | undefined
}

/** What is wrong with a step by itself. Pure. */
export function stepFault(step: StepSaid): { field: 'termFrom' | 'everyMonths'; words: Words } | null {
  if (step.termFrom !== undefined && step.term === undefined)
    return {
      field: 'termFrom',
      words: words('Bước không có thời hạn để tính.', 'The step has no term to count.'),
    }
  if (step.termFrom !== undefined && step.termFrom >= step.place)
    return {
      field: 'termFrom',
      words: words('Tính từ một bước đứng trước.', 'It counts from a step that comes before.'),
    }
  if (step.everyMonths !== undefined && !step.repeats)
    return {
      field: 'everyMonths',
      words: words('Chỉ với bước làm nhiều lần.', 'Only of a step that is taken again and again.'),
    }
  return null
}

const stepRules = [
  together('term', 'termUnit', whole2),
  together('overdue', 'overdueEn', bothLanguages),
  {
    of: ['place', 'term', 'termFrom', 'repeats', 'everyMonths'],
    judge: (step: StepSaid) => stepFault(step),
  } satisfies Rule<StepSaid>,
] as const

export type StepInput = z.output<z.ZodObject<typeof stepFields.input>>

/** The columns of a step; in English it is called as in Vietnamese where nothing else is said. */
export function stepValues(input: StepInput) {
  const { paperLines: _papers, ...values } = stepFields.values(input)
  return { ...values, nameEn: values.nameEn ?? values.name, actsEn: values.actsEn ?? values.acts }
}

/** Writes the papers of a step; one that stays keeps its name in English. */
export async function writePapers(db: Db, stepId: number, lines: string | undefined): Promise<void> {
  const before = await db
    .selectFrom('taskKindPaper')
    .select(['name', 'nameEn'])
    .where('stepId', '=', stepId)
    .execute()
  await db.deleteFrom('taskKindPaper').where('stepId', '=', stepId).execute()
  const papers = papersIn(lines ?? '')
  if (papers.length === 0) return
  await db
    .insertInto('taskKindPaper')
    .values(
      papers.map((paper, at) => ({
        ...{ stepId, place: at + 1, ...paper },
        nameEn: before.find(({ name }) => name === paper.name)?.nameEn ?? paper.name,
      })),
    )
    .execute()
}

/** Adds a step to a kind of task. */
export const addKindStep = command({
  name: 'taskKinds.addStep',
  summary: words('Thêm bước vào loại nhiệm vụ', 'Add a step to a kind of task'),
  route: 'POST /task-kinds/{id}/steps',
  input: z.object({ id: id(), ...stepFields.input }),
  output: KindChanged,
  may: ['coordinator'],
  rules: stepRules,
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId, ...input }) {
    const kind = await lockDraftKind(db, kindId)
    const step = await db
      .insertInto('taskKindStep')
      .values({ kindId, ...stepValues(input) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await writePapers(db, step.id, input.paperLines)
    return touchKind(db, kind)
  },
})

const noStep = () => notFound(words('bước của loại nhiệm vụ', 'Step of the kind'))

/** Corrects a step of a kind that is still written. */
export const editKindStep = command({
  name: 'taskKinds.editStep',
  summary: words('Sửa bước của loại nhiệm vụ', 'Edit a step of a kind of task'),
  route: 'PUT /task-kinds/{id}/steps/{step}',
  input: z.object({ id: id(), step: id(), version: whole(1), ...stepFields.input }),
  output: KindChanged,
  may: ['coordinator'],
  rules: stepRules,
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId, step, version, ...input }) {
    const kind = await lockDraftKind(db, kindId, version)
    const changed = await db
      .updateTable('taskKindStep')
      .set({ ...stepValues(input), toCheck: false })
      .where('id', '=', step)
      .where('kindId', '=', kindId)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) throw noStep()
    await writePapers(db, step, input.paperLines)
    return touchKind(db, kind)
  },
})

/** Takes a step out of a kind that is still written. */
export const removeKindStep = command({
  name: 'taskKinds.removeStep',
  summary: words('Bỏ bước khỏi loại nhiệm vụ', 'Take a step out of a kind of task'),
  route: 'DELETE /task-kinds/{id}/steps/{step}',
  input: z.object({ id: id(), step: id() }),
  output: KindChanged,
  may: ['coordinator'],
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId, step }) {
    const kind = await lockDraftKind(db, kindId)
    const gone = await db
      .deleteFrom('taskKindStep')
      .where('id', '=', step)
      .where('kindId', '=', kindId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw noStep()
    return touchKind(db, kind)
  },
})

/** Says what may be changed of a task of this kind, and within which limits; said again, it replaces what stood. */
export const setKindChange = command({
  name: 'taskKinds.setChange',
  summary: words('Ghi thay đổi được phép của loại nhiệm vụ', 'Say what may be changed of a kind of task'),
  route: 'PUT /task-kinds/{id}/changes',
  input: z.object({ id: id(), ...changeFields.input }),
  output: KindChanged,
  may: ['coordinator'],
  rules: [
    together('answer', 'answerUnit', whole2),
    together('note', 'noteEn', bothLanguages),
    {
      of: ['afterParts', 'afterOf'],
      judge: ({ afterParts, afterOf }) =>
        (afterParts === undefined) === (afterOf === undefined) && (afterParts ?? 0) <= (afterOf ?? 0)
          ? null
          : {
              field: afterOf === undefined ? 'afterOf' : 'afterParts',
              words: words('Tỷ lệ ghi đủ hai số, không quá một.', 'A share has both numbers, at most one.'),
            },
    },
  ],
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId, ...input }) {
    const kind = await lockDraftKind(db, kindId)
    const values = changeFields.values(input)
    await db
      .insertInto('taskKindChange')
      .values({ kindId, ...values })
      .onConflict((there) => there.columns(['kindId', 'change']).doUpdateSet(values))
      .execute()
    return touchKind(db, kind)
  },
})

/** Takes what was said of a change out again. */
export const removeKindChange = command({
  name: 'taskKinds.removeChange',
  summary: words('Bỏ thay đổi đã ghi của loại nhiệm vụ', 'Take out what was said of a change'),
  route: 'DELETE /task-kinds/{id}/changes/{change}',
  input: z.object({ id: id(), change: id() }),
  output: KindChanged,
  may: ['coordinator'],
  subject: ({ id }) => `task-kind:${id}`,
  async run({ db }, { id: kindId, change }) {
    const kind = await lockDraftKind(db, kindId)
    const gone = await db
      .deleteFrom('taskKindChange')
      .where('id', '=', change)
      .where('kindId', '=', kindId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined)
      throw conflict('taskKinds.noChange', words('Không có thay đổi này.', 'There is no such change.'))
    return touchKind(db, kind)
  },
})
