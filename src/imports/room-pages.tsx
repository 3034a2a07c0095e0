import type { z } from 'zod'
import type { Translate, Words } from '../platform/language.ts'
import { words } from '../platform/language.ts'
import type { Crumb, Page, PageRequest } from '../platform/page.ts'
import type { ListColumn } from '../ui/index.ts'
import type { readingInput } from './form.tsx'
import { importForm } from './form-pages.tsx'
import type { ImportOutcome } from './kept-import.ts'
import {
  type CheckedImport,
  changedColumn,
  type ImportPages,
  importPages,
  lineColumn,
  outcomeColumn,
  problemsColumn,
} from './pages.tsx'

type FormOf<Column extends string, I extends typeof readingInput> = Parameters<
  typeof importForm<Column, I>
>[0]

/** What a row of such an import shows. */
interface CheckedRow<Column extends string> {
  id: number
  outcome: ImportOutcome
  label: string
  changed: readonly Column[]
  problems: { column: Column; cell?: string | undefined; typed?: string | undefined; words: Words }[]
}

/** The columns of what a check found: the row, what it would do, what it is called, what of it changes and what is wrong. */
export function checkedColumns<Column extends string, Row extends CheckedRow<Column> = CheckedRow<Column>>(
  t: Translate,
  names: Readonly<Record<Column, Words>> & { readonly name: Words },
  between: readonly ListColumn<Row>[] = [],
): ListColumn<Row>[] {
  return [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: names.name, value: (row) => row.label },
    ...between,
    changedColumn(t, names),
    problemsColumn(t, names),
  ]
}

/**
 * The pages of an import that is of nothing but its rows, each new, changed, the same or in error: the form at `{base}/import` with its
 * template, what the check found at `{base}/imports/{id}`, the rows to mend.
 */
export function importRoom<
  Column extends string,
  I extends typeof readingInput,
  Q extends z.ZodObject,
  O extends z.ZodType,
  A extends z.ZodObject,
  B extends z.ZodObject,
>(
  of: Omit<FormOf<Column, I>, 'at' | 'results' | 'may' | 'breadcrumbs'> &
    Pick<ImportPages<Q, O, A, B>, 'rows' | 'columns' | 'apply' | 'done' | 'toMend'> & {
      readonly readers: ImportPages<Q, O, A, B>['may']
      readonly writers: ImportPages<Q, O, A, B>['writers']
      /** Where its pages stand; below the list, where left out. */
      readonly base?: `/${string}`
      readonly crumbs: (request: PageRequest) => readonly Crumb[]
      readonly found: (
        request: PageRequest,
      ) => Promise<CheckedImport & { readonly ignored?: readonly string[] }>
      /** What the form must be told beside the file when the same one is checked again. */
      readonly again?: (request: PageRequest) => Promise<Readonly<Record<string, string | number>>>
    },
): readonly Page[] {
  const { list, base = list, readers, writers, crumbs, found, again, ...shared } = of
  const at = `${base}/import` as const
  const form = importForm<Column, I>({
    ...shared,
    ...{ at, list, results: `${base}/imports`, may: writers, breadcrumbs: crumbs },
  } as FormOf<Column, I>)
  const result = importPages<Q, O, A, B>({
    ...{ at: `${base}/imports`, may: readers, writers, rows: of.rows, columns: of.columns },
    title: words('Kết quả kiểm tra tệp', 'What the check found'),
    breadcrumbs: (request) => [
      ...crumbs(request),
      { label: request.t('Nhập từ Excel', 'Import from Excel'), href: at },
    ],
    summary: async (request) => ({
      found: await found(request),
      outcomes: ['new', 'changed', 'same', 'error'],
      again: { action: at, values: await again?.(request) },
    }),
    apply: of.apply,
    button: (rows) => words(`Ghi ${rows.vi} dòng hợp lệ`, `Write the ${rows.en} valid rows`),
    done: of.done,
    toMend: of.toMend,
  })
  return [form.page, form.action, form.template, result.result, result.confirm, ...result.mend]
}
