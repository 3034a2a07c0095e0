import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalDay } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { noKind } from './kind-commands.ts'
import { changeFields, kindFields, stepFields } from './kind-fields.ts'
import { kindStates, natures, stepParts, taskEnds, taskWays } from './lists.ts'

/* Kinds of task: by which steps, terms and papers a task goes. Whoever has to do with one may read what it goes by. */

export const kindReaders = [...signedIn, 'task_host', 'task_leader', 'council_member', 'expert'] as const

const KindRow = z.object({
  id: z.int(),
  key: z.string(),
  ...kindFields.row,
  instrumentId: z.int(),
  /** The number of its instrument. */
  instrument: z.string(),
  ways: z.array(taskWays.schema),
  ends: z.array(taskEnds.schema),
  state: kindStates.schema,
  /** It came with the program; a province edits a copy. */
  shipped: z.boolean(),
  toCheck: z.boolean(),
  /** Whether a task that is approved today goes by it. */
  holds: z.boolean(),
  steps: z.int(),
  version: z.int(),
})
export type KindRow = z.infer<typeof KindRow>

const holding = (day: string) =>
  sql<boolean>`(k.state = 'in_force' AND k.valid_from <= ${day}::date AND (k.valid_to IS NULL OR k.valid_to >= ${day}::date))`

const kindRows = (db: Db, today: string) =>
  db
    .selectFrom('taskKind as k')
    .innerJoin('legalInstrument as i', 'i.id', 'k.instrumentId')
    .select(['k.id', 'k.key', ...kindFields.select('k'), 'k.instrumentId', 'i.number as instrument'])
    .select(['k.state', 'k.shipped', 'k.toCheck', 'k.version', holding(today).as('holds')])
    .select([sql<KindRow['ways']>`k.ways`.as('ways'), sql<KindRow['ends']>`k.ends`.as('ends')])
    .select(sql<number>`(SELECT count(*)::int FROM task_kind_step s WHERE s.kind_id = k.id)`.as('steps'))

/** Kinds of task, the newest first. */
export const listTaskKinds = query({
  name: 'taskKinds.list',
  summary: words('Danh sách loại nhiệm vụ', 'List of kinds of task'),
  route: 'GET /task-kinds',
  input: z.object({
    ...listInput(['validFrom', 'name']),
    nature: optionalChoice(natures.keys),
    state: optionalChoice(kindStates.keys),
    /** Those by which a task that is approved on this day goes. */
    holdsOn: optionalDay(),
  }),
  output: listOutput(KindRow),
  may: kindReaders,
  async run({ db, today }, input) {
    let rows = kindRows(db, today)
    if (input.nature !== undefined) rows = rows.where('k.nature', '=', input.nature)
    if (input.state !== undefined) rows = rows.where('k.state', '=', input.state)
    if (input.holdsOn !== undefined) rows = rows.where(holding(input.holdsOn))
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(k.name || ' ' || k.name_en || ' ' || i.number) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        validFrom: byDay('k.validFrom', (row) => row.validFrom),
        name: { column: 'k.name', value: (row) => row.name },
      },
      'k.id',
    )
  },
})

const PaperRow = z.object({
  id: z.int(),
  name: z.string(),
  nameEn: z.string(),
  form: z.string().nullable(),
  required: z.boolean(),
})

export const StepRow = z.object({
  id: z.int(),
  ...stepFields.row,
  nameEn: z.string(),
  actsEn: z.string(),
  toCheck: z.boolean(),
  appraisalRuleId: z.int().nullable(),
  /** The rule by which its council is made up, and the sheet that it fills in. */
  appraisalRule: z.string().nullable(),
  appraisalRuleEn: z.string().nullable(),
  scoreSheetId: z.int().nullable(),
  scoreSheet: z.string().nullable(),
  scoreSheetEn: z.string().nullable(),
  papers: z.array(PaperRow),
})
export type StepRow = z.infer<typeof StepRow>

/** The steps of kinds with their papers, in their order. */
export async function stepsOfKinds(
  db: Db,
  kindIds: readonly number[],
): Promise<(StepRow & { kindId: number })[]> {
  const steps = await db
    .selectFrom('taskKindStep as s')
    .leftJoin('appraisalRule as r', 'r.id', 's.appraisalRuleId')
    .leftJoin('scoreSheet as h', 'h.id', 's.scoreSheetId')
    .select(['s.id', 's.kindId', ...stepFields.select('s'), 's.nameEn', 's.actsEn', 's.toCheck'])
    .select(['s.appraisalRuleId', 'r.name as appraisalRule', 'r.nameEn as appraisalRuleEn'])
    .select(['s.scoreSheetId', 'h.name as scoreSheet', 'h.nameEn as scoreSheetEn'])
    .where(sql<boolean>`s.kind_id = ANY (${[...kindIds]}::int[])`)
    .orderBy('s.kindId')
    .orderBy('s.place')
    .execute()
  const papers = await db
    .selectFrom('taskKindPaper')
    .select(['id', 'stepId', 'name', 'nameEn', 'form', 'required'])
    .where(sql<boolean>`step_id = ANY (${steps.map((step) => step.id)}::int[])`)
    .orderBy('place')
    .execute()
  const byStep = Map.groupBy(papers, ({ stepId }) => stepId)
  return steps.map((step) => ({
    ...step,
    papers: (byStep.get(step.id) ?? []).map(({ stepId: _of, ...paper }) => paper),
  }))
}

/** The steps of one kind, as a list: what its export holds comes back in by import. */
export const listKindSteps = query({
  name: 'taskKinds.steps',
  summary: words('Các bước của một loại nhiệm vụ', 'The steps of one kind of task'),
  route: 'GET /task-kinds/{id}/steps',
  input: z.object({
    id: id(),
    ...listInput(['place', 'name']),
    part: optionalChoice(stepParts.keys),
  }),
  output: listOutput(StepRow),
  may: kindReaders,
  async run({ db }, { id: kindId, ...input }) {
    let rows = db
      .selectFrom('taskKindStep as s')
      .select(['s.id', 's.place', 's.name'])
      .where('s.kindId', '=', kindId)
    if (input.part !== undefined) rows = rows.where('s.part', '=', input.part)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(s.name || ' ' || s.name_en || ' ' || s.article) LIKE ${pattern}`)
    const page = await pageOf(
      rows,
      input,
      {
        place: { column: 's.place', value: (row) => row.place },
        name: { column: 's.name', value: (row) => row.name },
      },
      's.id',
    )
    const whole = new Map(
      (await stepsOfKinds(db, [kindId])).map(({ kindId: _of, ...step }) => [step.id, step]),
    )
    return { ...page, rows: page.rows.flatMap((row) => whole.get(row.id) ?? []) }
  },
})

const ChangeRow = z.object({ id: z.int(), ...changeFields.row })
export type ChangeRow = z.infer<typeof ChangeRow>

/** What may be changed of tasks of a kind. */
export const changesOfKind = (db: Db, kindId: number): Promise<ChangeRow[]> =>
  db
    .selectFrom('taskKindChange as c')
    .select(['c.id', ...changeFields.select('c')])
    .where('c.kindId', '=', kindId)
    .orderBy('c.id')
    .execute()

/** One kind of task whole: steps, papers, changes. */
export const showTaskKind = query({
  name: 'taskKinds.show',
  summary: words('Một loại nhiệm vụ', 'One kind of task'),
  route: 'GET /task-kinds/{id}',
  input: z.object({ id: id() }),
  output: KindRow.omit({ steps: true }).extend({
    begunOn: z.iso.date(),
    steps: z.array(StepRow),
    changes: z.array(ChangeRow),
    /** The other versions of the same kind. */
    versions: z.array(
      z.object({
        id: z.int(),
        validFrom: z.iso.date(),
        validTo: z.iso.date().nullable(),
        state: kindStates.schema,
      }),
    ),
  }),
  may: kindReaders,
  async run({ db, today }, input) {
    const row = await kindRows(db, today).select('k.begunOn').where('k.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw noKind()
    const versions = await db
      .selectFrom('taskKind')
      .select(['id', 'validFrom', 'validTo', 'state'])
      .where('key', '=', row.key)
      .where('id', '<>', row.id)
      .orderBy('validFrom')
      .execute()
    return {
      ...row,
      steps: (await stepsOfKinds(db, [row.id])).map(({ kindId: _of, ...step }) => step),
      changes: await changesOfKind(db, row.id),
      versions,
    }
  },
})
export type ShownKind = z.infer<typeof showTaskKind.output>
