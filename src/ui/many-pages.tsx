import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { takesFiles } from '../platform/forms/allowance.ts'
import type { Words } from '../platform/language.ts'
import { type ManyCommand, type ManyOutcomes, mostAtOnce } from '../platform/many.ts'
import type { Query } from '../platform/operation.ts'
import {
  type Crumb,
  type FormState,
  type FormValues,
  fillingOf,
  freshForm,
  type Page,
  type PageRequest,
  page,
  type View,
} from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { type Fields, fields } from './fields.tsx'
import { Form } from './form.tsx'
import type { ListResult } from './list-columns.ts'
import type { ManyAct } from './many.tsx'
import { Badge, Empty, LinkButton, Notice, Section } from './pieces.tsx'
import { RecordTable } from './record-table.tsx'

interface ManyDeclaration<O extends z.ZodType> {
  readonly command: ManyCommand
  readonly title: Words
  readonly address: `/${string}`
  /** The list that the rows come from: its page, and its query for "all that match the filter". */
  readonly list: { readonly label: Words; readonly href: string; readonly query: Query<z.ZodObject, O> }
  /** Where a row is looked at. */
  readonly href: (id: number | string) => string
  readonly initial?: FormValues
  /** What is asked for all of them; left out where there is nothing to ask. */
  readonly fields?: (f: Fields<string>, request: PageRequest) => Child | Promise<Child>
  readonly submit: (count: number, t: PageRequest['t']) => string
}

type Outcome = ManyOutcomes['rows'][number]

/**
 * An act on several rows of a list: its button there (`act`) and its page, where each row is tried first and says what would become of it;
 * what is then done is done row by row, and what cannot be is left and told. It works by plain forms.
 */
export function manyPages<O extends z.ZodType>(
  of: ManyDeclaration<O>,
): { readonly act: ManyAct; readonly pages: readonly [Page, Page] } {
  const { command, address, title } = of
  return {
    act: {
      title,
      address,
      may: command.may,
      ...(command.signed === undefined ? {} : { signed: command.signed }),
    },
    pages: [
      page({
        route: `GET ${address}`,
        for: command,
        async run(request) {
          const { ids, more } = await chosenRows(of.list, request)
          return manyView(of, request, { form: freshForm({ ...of.initial, ids }), more })
        },
      }),
      page({
        route: `POST ${address}`,
        for: command,
        async run(request) {
          const values = await request.form()
          const form: FormState = { values, errors: [], problem: null, once: fillingOf(values) }
          return values.confirmed === undefined
            ? manyView(of, request, { form })
            : doneView(of, request, form)
        },
      }),
    ],
  }
}

const listed = (value: FormValues[string]) => [...new Set([value ?? []].flat())].filter((one) => one !== '')

/** The rows that are ticked, or the first ones of all that the filter of the list finds. @returns more: how many it finds, when too many */
export async function chosenRows<O extends z.ZodType>(
  list: { readonly query: Query<z.ZodObject, O> },
  request: PageRequest,
): Promise<{ ids: string[]; more?: number | null }> {
  const { searchParams } = request.url
  if (searchParams.get('all') !== 'on')
    return { ids: listed(searchParams.getAll('ids')).slice(0, mostAtOnce) }
  const {
    cursor: _c,
    page: _p,
    limit: _l,
    ...filter
  } = Object.fromEntries(new URLSearchParams(searchParams.get('list') ?? ''))
  const found = (await request.execute(list.query, { ...filter, limit: mostAtOnce })) as ListResult<{
    id: number | string
  }>
  const ids = found.rows.map(({ id }) => String(id))
  return found.next === null ? { ids } : { ids, more: found.total }
}

/** What goes to the command: everything typed but the page's own. */
function inputOf({ confirmed: _confirmed, _once, leave, versions, ...typed }: FormValues, preview: boolean) {
  const left = new Set(preview ? [] : listed(leave))
  const ids = listed(typed.ids)
  const seen = [versions ?? []].flat()
  const kept = ids.flatMap((id, at) => (left.has(id) ? [] : [{ id, version: seen[at] }]))
  return {
    ...typed,
    ids: kept.map(({ id }) => id),
    versions: seen.length === ids.length ? kept.map(({ version }) => version ?? '') : [],
    preview,
  }
}

async function manyView<O extends z.ZodType>(
  of: ManyDeclaration<O>,
  request: PageRequest,
  { form, more }: { form: FormState; more?: number | null | undefined },
): Promise<View> {
  const { t } = request
  const crumb: Crumb = { label: t(of.list.label), href: of.list.href }
  const view = { title: t(of.title), breadcrumbs: [crumb] }
  const ids = listed(form.values.ids)
  if (ids.length === 0) {
    const back = <a href={crumb.href}>{t('Về danh sách', 'To the list')}</a>
    return { ...view, body: <Empty action={back}>{t('Chưa chọn dòng nào.', 'No row is chosen.')}</Empty> }
  }
  const sent = form.values._once !== undefined
  const tried = await request.execute(of.command, inputOf(form.values, true)).catch((error: unknown) => {
    if (error instanceof Problem && error.status < 500 && error.status !== 403) return error
    throw error
  })
  const wrong = tried instanceof Problem ? tried : null
  const rows = tried instanceof Problem ? [] : tried.rows
  const good = rows.filter(({ outcome }) => outcome === 'possible')
  // What is still to be filled in is no mistake before anything was sent.
  const shown: FormState =
    wrong === null || !sent
      ? form
      : { ...form, errors: wrong.fields, problem: wrong.words, restored: wrong.code === 'typed.restored' }
  const versions = rows.every(({ version }) => version !== null) ? rows.map(({ version }) => version) : []
  const ready = good.length > 0
  const f = fields<string>(shown, t, of.command)
  return {
    ...view,
    lead: t(
      `Đã chọn ${ids.length} dòng. Chương trình thử từng dòng trước; chưa ghi gì cho đến khi xác nhận.`,
      `${ids.length} rows are chosen. Each is tried first; nothing is written until you confirm.`,
    ),
    ...(wrong === null || !sent ? {} : { status: wrong.status }),
    body: (
      <>
        {more === undefined ? null : (
          <Notice tone="warning">
            {t(
              `Bộ lọc khớp ${more ?? 'hơn 10.000'} dòng; dưới đây là ${mostAtOnce} dòng đầu theo thứ tự của danh sách. Làm xong xin chọn tiếp.`,
              `The filter finds ${more ?? 'more than 10,000'} rows; these are the first ${mostAtOnce} in the order of the list. Choose the others when these are done.`,
            )}
          </Notice>
        )}
        <Section title={ready ? t('Xác nhận', 'Confirm') : t('Nội dung', 'Content')}>
          <Form
            form={shown}
            t={t}
            action={of.address}
            files={takesFiles(of.command)}
            submit={ready ? of.submit(good.length, t) : t('Xem trước từng dòng', 'Preview each row')}
            cancel={crumb.href}
          >
            {(rows.length > 0 ? rows.map(({ id }) => id) : ids).map((id) => (
              <input type="hidden" name="ids" value={String(id)} />
            ))}
            {versions.map((version) => (
              <input type="hidden" name="versions" value={String(version)} />
            ))}
            {rows
              .filter(({ outcome }) => outcome === 'left')
              .map(({ id }) => (
                <input type="hidden" name="leave" value={String(id)} />
              ))}
            {ready ? <input type="hidden" name="confirmed" value="on" /> : null}
            {await of.fields?.(f, request)}
          </Form>
        </Section>
        {rows.length === 0 ? null : <OutcomeTable of={of} request={request} rows={rows} />}
      </>
    ),
  }
}

const outcomeWords = (outcome: Outcome['outcome'], t: PageRequest['t']) =>
  ({
    possible: t('Làm được', 'Can be done'),
    done: t('Đã ghi nhận', 'Carried out'),
    left: t('Để nguyên', 'Left alone'),
  })[outcome]

function OutcomeTable<O extends z.ZodType>(props: {
  of: ManyDeclaration<O>
  request: PageRequest
  rows: readonly Outcome[]
}) {
  const { of, request, rows } = props
  const { t } = request
  const heads = {
    row: t('Dòng', 'Row'),
    outcome: rows.some(({ outcome }) => outcome === 'possible')
      ? t('Sẽ làm', 'Will be done')
      : t('Kết quả', 'Result'),
  }
  return (
    <Section title={t('Từng dòng', 'Row by row')} id="rows">
      <RecordTable
        caption={t('Từng dòng', 'Row by row')}
        stack
        rows={rows}
        columns={[
          { head: heads.row, cell: ({ id, label }) => <a href={of.href(id)}>{t(label)}</a> },
          {
            head: heads.outcome,
            cell: ({ outcome, reason }) => (
              <span>
                <Badge tone={outcome === 'left' ? 'warning' : 'success'}>{outcomeWords(outcome, t)}</Badge>{' '}
                {reason === null ? null : t(reason)}
              </span>
            ),
          },
        ]}
      />
    </Section>
  )
}

async function doneView<O extends z.ZodType>(
  of: ManyDeclaration<O>,
  request: PageRequest,
  form: FormState,
): Promise<View> {
  const { t } = request
  const outcome = await request
    .execute(of.command, inputOf(form.values, false), form.once)
    .catch((error: unknown) => {
      if (error instanceof Problem && error.status === 422) return null
      throw error
    })
  // Something that is asked for all was changed after the preview, and is wrong now: the form says what.
  if (outcome === null) return manyView(of, request, { form })
  const { done, rows } = outcome
  return {
    title: t(of.title),
    breadcrumbs: [{ label: t(of.list.label), href: of.list.href }],
    lead: t(`Đã làm ${done} trên ${rows.length} dòng.`, `${done} of ${rows.length} rows are done.`),
    body: (
      <>
        <OutcomeTable of={of} request={request} rows={rows} />
        <p class="mt-4">
          <LinkButton href={of.list.href} kind="primary">
            {t('Về danh sách', 'To the list')}
          </LinkButton>
        </p>
      </>
    ),
  }
}
