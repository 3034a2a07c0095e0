import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { keysOf } from '../documents/read/headed-table.ts'
import { type ExportColumn, exportTable } from '../documents/write/export.ts'
import type { Grant } from '../platform/actor.ts'
import type { Translate, Words } from '../platform/language.ts'
import type { Command } from '../platform/operation.ts'
import {
  type Crumb,
  type FormState,
  type FormValues,
  freshForm,
  type Page,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import { Form, fields, Section } from '../ui/index.ts'
import { readingFields, type readingInput } from './form.tsx'
import type { ImportCounts } from './kept-import.ts'

interface Template<Column extends string> {
  /** Of the file, without its ending. */
  readonly name: string
  readonly title: Words
  readonly columns: Readonly<Record<Column, Words>>
  readonly kinds?: Readonly<Partial<Record<Column, ExportColumn<never>['kind']>>>
}

/** The page that takes the table of an import which is of nothing but its rows, the receiver, and the template to fill in. */
export function importForm<Column extends string, I extends typeof readingInput>(declaration: {
  readonly command: Command<z.ZodObject<I>, typeof ImportCounts>
  /** `/agencies/import`; a template stands below it. */
  readonly at: `/${string}`
  /** Where the list of these records is. */
  readonly list: `/${string}`
  /** `/agencies/imports`: what the check found stands at `…/{id}`. */
  readonly results: `/${string}`
  readonly may: readonly Grant[]
  readonly title: Words
  readonly breadcrumbs: (request: PageRequest) => readonly Crumb[]
  /** How much it takes. */
  readonly most: Words
  /** What the columns hold, as points of a list. */
  readonly about: (request: PageRequest) => readonly Child[]
  /** What the form asks beside the table. */
  readonly more?: (form: FormState, t: Translate, request: PageRequest) => Child | Promise<Child>
  /** What the form begins with, such as what the address names. */
  readonly initial?: (request: PageRequest) => FormValues
  /** A template without rows by its columns, or one that is filled in. */
  readonly template: Template<Column> | ((request: PageRequest, format: 'csv' | 'xlsx') => Promise<Response>)
}): { page: Page; action: Page; template: Page } {
  const { at, may, template } = declaration
  const view = async (request: PageRequest, form: FormState): Promise<PageResult> => {
    const { t } = request
    return {
      title: t(declaration.title),
      lead: t(
        'Tệp được kiểm tra từng dòng trước; chưa có gì thay đổi cho đến khi bạn xác nhận.',
        'The file is checked row by row first; nothing changes until you confirm.',
      ),
      breadcrumbs: declaration.breadcrumbs(request),
      body: (
        <>
          <Section>
            <Form
              form={form}
              t={t}
              action={at}
              submit={t('Kiểm tra', 'Check')}
              cancel={declaration.list}
              files
            >
              {readingFields(fields(form, t, declaration.command), t, declaration.most)}
              {await declaration.more?.(form, t, request)}
            </Form>
          </Section>
          <Section
            title={t('Các cột của tệp', 'The columns')}
            actions={
              <>
                <a href={`${at}/template?format=xlsx`}>{t('Tệp mẫu Excel', 'Excel template')}</a>
                <a href={`${at}/template?format=csv`}>{t('Tệp mẫu CSV', 'CSV template')}</a>
              </>
            }
          >
            <ul class="list-disc pl-5">
              {declaration.about(request).map((point) => (
                <li>{point}</li>
              ))}
            </ul>
          </Section>
        </>
      ),
    }
  }
  return {
    page: page({
      route: `GET ${at}`,
      may,
      run: (request) => view(request, freshForm(declaration.initial?.(request) ?? {})),
    }),
    action: receiver({
      command: declaration.command,
      may,
      address: at,
      done: ({ id }) => ({ to: `${declaration.results}/${id}` }),
      again: view,
    }),
    template: page({
      route: `GET ${at}/template`,
      may,
      run: (request) => {
        const format = request.url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx'
        return typeof template === 'function'
          ? template(request, format)
          : emptyTable(template, format, request.t)
      },
    }),
  }
}

const emptyTable = <Column extends string>(
  template: Template<Column>,
  format: 'csv' | 'xlsx',
  t: Translate,
): Promise<Response> =>
  exportTable(format, {
    name: template.name,
    title: t(template.title),
    columns: keysOf(template.columns).map((column) => ({
      label: t(template.columns[column]),
      kind: template.kinds?.[column],
      value: () => null,
    })),
    rows: [],
  })
