import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { writeWorkbook } from '../documents/write/workbook.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import {
  type ContentColumn,
  ContentRead,
  contentColumnKeys,
  contentColumns,
  contentKey,
  contentTable,
  judgeContents,
  writtenBy,
} from './content-import-rules.ts'
import { lockUnapproved, noTask, touchTask } from './task-commands.ts'
import { writeMoney } from './task-parts.ts'
import { contentsOf } from './task-queries.ts'

/* The contents of a task with their money by source out of a table, until the task is approved; and as a workbook whose headings are those of the table. */

const imports = importOf({
  kind: 'task_contents',
  capability: 'taskContents',
  at: '/science-task-content-imports',
  subject: 'task-content-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

const Reading = z.object({ ignored: z.array(z.string()), taskId: z.int() })

async function knownOf(db: Db, taskId: number) {
  return new Map(
    (await contentsOf(db, taskId)).map(({ money, ...content }) => [
      contentKey(content.title),
      { ...content, money: new Map(money.map(({ sourceId, amount }) => [sourceId, amount])) },
    ]),
  )
}

/** The rows as they would be written now. */
async function judged(db: Db, taskId: number, rows: readonly (ContentRead | null)[]) {
  const sources = await db.selectFrom('fundingSource').select(['id', 'key', 'name', 'nameEn']).execute()
  return judgeContents(
    rows,
    new Map(
      sources.flatMap(({ id: sourceId, key, name, nameEn }) =>
        [key, name, nameEn].map((said) => [slug(said), sourceId] as const),
      ),
    ),
    await knownOf(db, taskId),
  )
}

/** Reads a table of contents and keeps what each row would do: a new content, one that is changed, one that stays, or an error with its cell. */
export const checkContents = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng nội dung nhiệm vụ', 'Check a table of contents of a task'),
  input: { ...readingInput, taskId: id() },
  needs: [tableNeeded],
  async check(context, { taskId, ...input }) {
    const { db } = context
    await lockUnapproved(db, taskId)
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<ContentColumn>(table, contentTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, ContentRead, contentColumnKeys, 'title')
    const now = await judged(
      db,
      taskId,
      read.map(({ row }) => row),
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored, taskId } },
      rows: stagedRows({ rows, read, header }, now, 'title', (_judged, row) => ({ row })),
    }
  },
})

const Kept = z.object({ row: ContentRead })

async function again(db: Db, importId: number, taskId: number) {
  const kept = await imports.kept(db, importId, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = await judged(
    db,
    taskId,
    shown.map(({ row }) => row),
  )
  return shown.map((each, at) => ({ ...each, now: now[at] }))
}

/** Writes the contents that a check of a table showed: new ones are added, those of the same title changed where the table says something. */
export const applyContents = imports.apply({
  summary: words('Nhập bảng nội dung nhiệm vụ', 'Import a table of contents of a task'),
  async moved({ db }, found) {
    const { taskId } = Reading.parse(found.reading)
    await lockUnapproved(db, taskId)
    return (await again(db, found.id, taskId)).filter(({ outcome, now }) => outcome !== now?.outcome).length
  },
  async write({ db }, found) {
    const { taskId } = Reading.parse(found.reading)
    const task = await lockUnapproved(db, taskId)
    const there = await knownOf(db, taskId)
    for (const [key, { title, words: given, money }] of writtenBy(await again(db, found.id, taskId))) {
      const known = there.get(key)
      const said = { title: known?.title ?? title, output: known?.output ?? '', ...given }
      const contentId =
        known?.id ??
        (
          await db
            .insertInto('scienceTaskContent')
            .values({ taskId, ...said })
            .returning('id')
            .executeTakeFirstOrThrow()
        ).id
      if (known !== undefined)
        await db.updateTable('scienceTaskContent').set(said).where('id', '=', known.id).execute()
      const sums = new Map([...(known?.money ?? []), ...money])
      await writeMoney(
        db,
        contentId,
        [...sums].map(([sourceId, amount]) => ({ sourceId, amount })),
      )
    }
    await touchTask(db, task)
  },
})

/** One import: what its check found, the task that it is for, and whether it was written. */
export const showContentImport = imports.show({
  summary: words('Một lần nhập nội dung nhiệm vụ', 'One import of contents of a task'),
  /** Headings that a content has no place for. */
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(contentColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showContentImportRows = imports.rows({
  name: 'showImportRows',
  summary: words(
    'Các dòng của một lần nhập nội dung nhiệm vụ',
    'The rows of an import of contents of a task',
  ),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showContentsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập nội dung nhiệm vụ',
    'The rows in error of an import of contents of a task',
  ),
  columns: contentColumns,
  keys: contentColumnKeys,
})

/** The contents of a task as a workbook, a row for each source of a content: edited, it comes in again. */
export const contentWorkbook = query({
  name: 'scienceTasks.contentWorkbook',
  summary: words('Tải nội dung nhiệm vụ dạng XLSX', 'The contents of a task as XLSX'),
  route: 'GET /science-tasks/{id}/contents/workbook',
  input: z.object({ id: id() }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: officers,
  async run({ db }, { id: taskId }) {
    const task = await db
      .selectFrom('scienceTask')
      .select(['title', 'year', 'state'])
      .where('id', '=', taskId)
      .executeTakeFirst()
    if (task === undefined) throw noTask()
    const contents = await contentsOf(db, taskId)
    const bytes = await writeWorkbook([
      {
        name: 'Nội dung nhiệm vụ',
        title: [task.title, `Năm bắt đầu ${task.year}; đơn vị: đồng`],
        ...(task.state === 'preparing' ? { banner: 'DỰ THẢO' } : {}),
        columns: contentColumnKeys.map((key) => ({
          title: contentColumns[key].vi,
          type: key === 'amount' ? ('money' as const) : ('text' as const),
        })),
        rows: contents.flatMap((content) =>
          (content.money.length === 0 ? [null] : content.money).map((money) => {
            const said: Readonly<Record<string, unknown>> = { ...content, ...money }
            return contentColumnKeys.map((key) => {
              const value = said[key]
              return typeof value === 'string' || typeof value === 'bigint' ? value : null
            })
          }),
        ),
      },
    ])
    return {
      name: markedFileName(`${slug(`Nội dung ${task.title}`).slice(0, 80)}.xlsx`),
      mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
