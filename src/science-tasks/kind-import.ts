import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { lockDraftKind, touchKind } from './kind-commands.ts'
import { stepFields } from './kind-fields.ts'
import {
  judgeSteps,
  type ListedStep,
  type StepColumn,
  type StepNames,
  StepRead,
  stepColumnKeys,
  stepColumns,
  stepTable,
} from './kind-import-rules.ts'
import { stepsOfKinds } from './kind-queries.ts'
import { type StepInput, stepValues, writePapers } from './kind-step-commands.ts'
import { linesOf } from './papers.ts'

const imports = importOf({
  kind: 'task_steps',
  capability: 'taskKinds',
  at: '/task-step-imports',
  subject: 'task-step-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

const Reading = z.object({ ignored: z.array(z.string()), kindId: z.int() })

async function namesOf(db: Db): Promise<StepNames> {
  const named = async (table: 'appraisalRule' | 'scoreSheet') => {
    const rows = await db
      .selectFrom(table)
      .select(['id', 'name', 'nameEn'])
      .orderBy('validFrom')
      .orderBy('id')
      .execute()
    return new Map(
      rows.flatMap(({ id, name, nameEn }) => [name, nameEn].map((said) => [slug(said), id] as const)),
    )
  }
  return { rules: await named('appraisalRule'), sheets: await named('scoreSheet') }
}

async function listed(db: Db, kindId: number): Promise<ListedStep[]> {
  return (await stepsOfKinds(db, [kindId])).map((step) => ({
    id: step.id,
    input: {
      ...Object.fromEntries(
        Object.entries(stepFields.pick(step)).map(([key, value]) => [key, value ?? undefined]),
      ),
      appraisalRuleId: step.appraisalRuleId ?? undefined,
      scoreSheetId: step.scoreSheetId ?? undefined,
      paperLines: step.papers.length === 0 ? undefined : linesOf(step.papers),
    } as StepInput,
  }))
}

/** Reads a table of steps and keeps what each row would do to a kind that is still written. */
export const checkSteps = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng các bước của loại nhiệm vụ', 'Check a table of the steps of a kind of task'),
  input: { ...readingInput, kindId: id() },
  needs: [tableNeeded],
  async check(context, { kindId, ...input }) {
    const { db } = context
    await lockDraftKind(db, kindId)
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<StepColumn>(table, stepTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, StepRead, stepColumnKeys, 'name')
    const judged = judgeSteps(
      read.map(({ row }) => row),
      await namesOf(db),
      await listed(db, kindId),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored, kindId } },
      rows: stagedRows({ rows, read, header }, judged, 'name', ({ changed }, row) => ({ row, changed })),
    }
  },
})

const Kept = z.object({ row: StepRead, changed: z.array(z.enum(stepColumnKeys)) })

/** The rows that were no error: as they were shown, and as they would be written now. */
async function again(db: Db, importId: number, kindId: number) {
  const kept = await imports.kept(db, importId, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = judgeSteps(
    shown.map(({ row }) => row),
    await namesOf(db),
    await listed(db, kindId),
  )
  return { shown, now }
}

/** Writes the steps that a check of a table showed. */
export const applySteps = imports.apply({
  summary: words('Nhập bảng các bước của loại nhiệm vụ', 'Import the steps of a kind of task'),
  async moved({ db }, found) {
    const { kindId } = Reading.parse(found.reading)
    await lockDraftKind(db, kindId)
    const { shown, now } = await again(db, found.id, kindId)
    return shown.filter(({ outcome }, at) => outcome !== now[at]?.outcome).length
  },
  async write({ db }, found) {
    const { kindId } = Reading.parse(found.reading)
    const kind = await lockDraftKind(db, kindId)
    const { now } = await again(db, found.id, kindId)
    for (const { outcome, id: there, step } of now) {
      if (step === null || (outcome !== 'new' && outcome !== 'changed')) continue
      const values = stepValues(step)
      const { id: stepId } =
        there === null
          ? await db
              .insertInto('taskKindStep')
              .values({ kindId, ...values })
              .returning('id')
              .executeTakeFirstOrThrow()
          : await db
              .updateTable('taskKindStep')
              .set({ ...values, toCheck: sql<boolean>`false` })
              .where('id', '=', there)
              .returning('id')
              .executeTakeFirstOrThrow()
      await writePapers(db, stepId, step.paperLines)
    }
    await touchKind(db, kind)
  },
})

/** One import: what its check found, the kind that it is for, and whether it was written. */
export const showStepImport = imports.show({
  summary: words('Một lần nhập các bước của loại nhiệm vụ', 'One import of the steps of a kind of task'),
  /** Headings that a step has no place for. */
  shape: { ignored: z.array(z.string()), kindId: z.int() },
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(stepColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showStepImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập các bước', 'The rows of an import of steps'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: {
    label: z.string(),
    /** Which columns would change. */
    changed: z.array(z.enum(stepColumnKeys)),
    problems: Problems,
  },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => ({
      label,
      changed: z.object({ changed: z.array(z.enum(stepColumnKeys)) }).parse(data).changed,
      problems: Problems.parse(problems),
    })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showStepsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập các bước', 'The rows in error of an import of steps'),
  columns: stepColumns,
  keys: stepColumnKeys,
})
