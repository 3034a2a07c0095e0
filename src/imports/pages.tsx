import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { problemWords } from '../documents/read/headed-table.ts'
import { mendRows, type RowsToMend } from '../documents/write/rows-to-mend.ts'
import { type Grant, holds } from '../platform/actor.ts'
import { type Translate, type Words, words } from '../platform/language.ts'
import { formatNumber, type Written, written } from '../platform/numbers.ts'
import type { Command, Query } from '../platform/operation.ts'
import { type Crumb, numberOf, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import type { Tone } from '../platform/states.ts'
import {
  Badge,
  Facts,
  FileLink,
  type ListColumn,
  listPage,
  Moment,
  Notice,
  PostButton,
  type RowOf,
  Section,
} from '../ui/index.ts'
import type { ImportOutcome } from './kept-import.ts'

/*
 * The pages of an import whose rows were checked and kept: what each row would do, the rows left out to mend, and the button that
 * writes the rest.
 */

const outcomeLooks = {
  new: { words: words('Thêm mới', 'New'), tone: 'success' },
  update: { words: words('Cập nhật', 'Update'), tone: 'info' },
  changed: { words: words('Sửa đổi', 'Changed'), tone: 'info' },
  same: { words: words('Không đổi', 'Same'), tone: 'neutral' },
  error: { words: words('Lỗi, bỏ qua', 'Error, left out'), tone: 'error' },
} as const satisfies Record<ImportOutcome, { words: Words; tone: Tone }>

/** The row of the sheet. */
export const lineColumn: ListColumn<{ id: number }> = {
  key: 'line',
  label: words('Dòng', 'Row'),
  value: (row) => row.id,
}

/** Which columns a row would change in what is there. */
export function changedColumn<Column extends string>(
  t: Translate,
  names: Readonly<Record<Column, Words>>,
): ListColumn<{ changed: readonly Column[] }> {
  return {
    key: 'changed',
    label: words('Nội dung thay đổi', 'What changes'),
    value: (row) => row.changed.map((column) => t(names[column])).join('; ') || null,
  }
}

/** The column that says what a row would do. */
export function outcomeColumn<Row extends { outcome: ImportOutcome }>(t: Translate): ListColumn<Row> {
  const words = (row: Row) => t(outcomeLooks[row.outcome].words)
  return {
    key: 'outcome',
    label: { vi: 'Kết quả', en: 'Result' },
    value: words,
    cell: (row) => <Badge tone={outcomeLooks[row.outcome].tone}>{words(row)}</Badge>,
  }
}

/** What is wrong, or odd, with the columns of a row: the cell, the column and the reason. */
export function problemsColumn<Column extends string>(
  t: Translate,
  names: Readonly<Record<Column, Words>>,
): ListColumn<{
  problems: { column: Column; cell?: string | undefined; typed?: string | undefined; words: Words }[]
}> {
  return {
    key: 'problems',
    label: words('Lý do', 'Reason'),
    value: (row) =>
      row.problems.map((problem) => t(problemWords(names[problem.column], problem))).join(' ') || null,
    cell: (row) =>
      row.problems.length === 0
        ? '—'
        : row.problems.map((problem) => <p>{t(problemWords(names[problem.column], problem))}</p>),
  }
}

/** What a check kept of every import. */
export interface CheckedImport {
  readonly id: number
  readonly file: { readonly id: number; readonly name: string }
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly notes: readonly Words[]
  readonly checkedAt: string
  readonly checkedBy: string
  readonly appliedAt: string | null
}

interface Summary {
  /** With the headings of columns that were not taken, where it keeps them. */
  readonly found: CheckedImport & { readonly ignored?: readonly string[] }
  /** What its rows may do, in the order of the tabs. */
  readonly outcomes: readonly ImportOutcome[]
  readonly facts?: readonly (readonly [label: string, value: Child])[]
  readonly below?: Child
  /** Whether it can be written now; left out: while it is not written. */
  readonly ready?: boolean
  /** Where the same file is checked again. */
  readonly again?: { readonly action: string; readonly values?: Readonly<Record<string, string | number>> }
}

export interface ImportPages<
  I extends z.ZodObject,
  O extends z.ZodType,
  A extends z.ZodObject,
  B extends z.ZodObject,
> {
  /** `/enterprises/imports`; a result stands at `…/{id}`. */
  readonly at: `/${string}`
  readonly may: readonly Grant[]
  readonly writers: readonly Grant[]
  readonly title: Words
  readonly breadcrumbs: (request: PageRequest) => readonly Crumb[]
  readonly rows: Query<I, O>
  readonly columns: (request: PageRequest) => readonly ListColumn<RowOf<O>>[]
  readonly summary: (request: PageRequest) => Promise<Summary>
  readonly apply: Command<A, B>
  /** The words of the button, with the number of rows in it. */
  readonly button: (rows: { readonly vi: string; readonly en: string }) => Words
  /** What is said when it is written, with the numbers of rows as each language writes them. */
  readonly done: (counts: Written<z.input<B>>) => Words
  /** The rows left out, as typed; without it the list of errors is what one gets as a file. */
  readonly toMend?: Query<z.ZodObject, typeof RowsToMend>
}

/** The result page (GET), its confirmation (POST) and, with `toMend`, the download of the rows left out. */
export function importPages<
  I extends z.ZodObject,
  O extends z.ZodType,
  A extends z.ZodObject,
  B extends z.ZodObject,
>(declaration: ImportPages<I, O, A, B>): { result: Page; confirm: Page; mend: readonly Page[] } {
  const { at, may, writers, toMend } = declaration
  const result = (problem: Words | null) =>
    listPage({
      route: `GET ${at}/{id}`,
      may,
      title: declaration.title,
      query: declaration.rows,
      fixed: (request) => ({ id: numberOf(request, 'id') }),
      breadcrumbs: declaration.breadcrumbs,
      above: (request) => summaryView(request, declaration, problem),
      columns: declaration.columns,
    })
  const confirm = receiver({
    command: declaration.apply,
    may: writers,
    address: `${at}/{id}`,
    input: (_values, request) => ({ id: numberOf(request, 'id') }),
    done: (output, { request }) => ({
      to: `${at}/${numberOf(request, 'id')}`,
      message: declaration.done(written(output)),
    }),
    again: (request, form) => result(form.problem).run(request),
  })
  if (toMend === undefined) return { result: result(null), confirm, mend: [] }
  const errors = page({
    route: `GET ${at}/{id}/errors`,
    may,
    run: async (request) => {
      const id = numberOf(request, 'id')
      const name = request.t(`dong-can-sua-${id}`, `rows-to-mend-${id}`)
      return mendRows(await request.execute(toMend, { id }), name, request.language)
    },
  })
  return { result: result(null), confirm, mend: [errors] }
}

async function summaryView<
  I extends z.ZodObject,
  O extends z.ZodType,
  A extends z.ZodObject,
  B extends z.ZodObject,
>(request: PageRequest, declaration: ImportPages<I, O, A, B>, problem: Words | null) {
  const { t, actor } = request
  const {
    found,
    outcomes,
    facts = [],
    below,
    again,
    ready = found.appliedAt === null,
  } = await declaration.summary(request)
  const { added, changed, unchanged, refused, ignored = [] } = found
  const rowsOf = { new: added, update: changed, changed, same: unchanged, error: refused }
  const valid = added + changed
  const words = { vi: formatNumber(valid, 'vi'), en: formatNumber(valid, 'en') }
  return (
    <>
      {problem === null ? null : (
        <Notice tone="error" title={t(problem)} live>
          {again === undefined || found.appliedAt !== null ? null : (
            <p>
              <PostButton
                action={again.action}
                label={t('Kiểm tra lại tệp', 'Check the file again')}
                once={crypto.randomUUID()}
                values={{ fileId: found.file.id, ...again.values }}
              />
            </p>
          )}
        </Notice>
      )}
      <Section>
        <Facts
          columns={3}
          items={[
            ...facts,
            [t('Tệp', 'File'), <FileLink file={found.file} t={t} />],
            [
              t('Kiểm tra lúc', 'Checked at'),
              <>
                <Moment at={found.checkedAt} /> · {found.checkedBy}
              </>,
            ],
            [
              t('Đã ghi lúc', 'Written'),
              found.appliedAt === null ? t('chưa ghi', 'not yet') : <Moment at={found.appliedAt} />,
            ],
          ]}
        />
        {found.notes.length === 0 ? null : (
          <ul class="mt-3 list-disc pl-5">
            {found.notes.map((note) => (
              <li>{t(note)}</li>
            ))}
          </ul>
        )}
        {ignored.length === 0 ? null : (
          <p class="mt-3">
            {t('Cột không dùng đến', 'Columns not used')}: {ignored.join('; ')}.
          </p>
        )}
        {below}
        {!ready || valid === 0 || !holds(actor, declaration.writers) ? null : (
          <p class="mt-4">
            <PostButton
              action={`${declaration.at}/${found.id}`}
              label={t(declaration.button(words))}
              once={`import:${declaration.at}:${found.id}:${crypto.randomUUID()}`}
              kind="primary"
            />
          </p>
        )}
      </Section>
      <Tabs
        request={request}
        href={`${declaration.at}/${found.id}`}
        counts={outcomes.map((outcome) => [outcome, rowsOf[outcome]])}
      />
      {refused === 0 ? null : (
        <p class="no-print mb-3">
          <a
            href={
              declaration.toMend === undefined
                ? `${declaration.at}/${found.id}?outcome=error&export=xlsx`
                : `${declaration.at}/${found.id}/errors`
            }
          >
            {t('Tải phần lỗi kèm lý do (Excel)', 'Download the errors with their reasons (Excel)')}
          </a>
        </p>
      )}
    </>
  )
}

function Tabs(props: {
  request: PageRequest
  href: string
  counts: readonly (readonly [outcome: ImportOutcome, rows: number])[]
}) {
  const { t, language, url } = props.request
  const chosen = url.searchParams.get('outcome') ?? ''
  const all = props.counts.reduce((sum, [, count]) => sum + count, 0)
  const tab = (outcome: string, words: string, count: number) => (
    <a
      class={`btn btn-sm ${outcome === chosen ? 'btn-primary' : 'border-base-content/40 bg-base-100'}`}
      href={outcome === '' ? props.href : `${props.href}?outcome=${outcome}`}
      aria-current={outcome === chosen ? 'page' : undefined}
    >
      {words} ({formatNumber(count, language)})
    </a>
  )
  return (
    <nav class="no-print mb-3 flex flex-wrap gap-2" aria-label={t('Kết quả theo loại', 'By outcome')}>
      {tab('', t('Tất cả', 'All'), all)}
      {props.counts.map(([outcome, count]) => tab(outcome, t(outcomeLooks[outcome].words), count))}
    </nav>
  )
}
