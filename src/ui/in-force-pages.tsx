import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { formatDate, today } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { Command, Query } from '../platform/operation.ts'
import { type Crumb, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Act } from './acts.tsx'
import { type Filling, formPage } from './form-page.tsx'
import { Day, Empty, Section } from './pieces.tsx'
import { RecordTable, type TableColumn } from './record-table.tsx'

/** A row that holds from a day on, by a document or for a reason. */
interface InForce {
  readonly id: number
  readonly validFrom: string
  readonly validTo: string | null
  readonly source: string | null
  readonly reason: string
}

/** An act on such rows: its command, what its button or form is called, and what is said once it is done. */
interface InForceAct<I extends z.ZodObject> {
  readonly command: Command<I>
  readonly label: Words
  readonly done: Words
}

/**
 * The pages of rows that hold one after the other (`platform/in-force.ts`): those in force and those that ended, the form that sets one, the
 * act that ends one.
 */
export function inForcePages<Row extends InForce, S extends z.ZodObject, E extends z.ZodObject>(of: {
  readonly at: `/${string}`
  readonly title: Words
  readonly lead: Words
  readonly empty: Words
  readonly crumbs: (request: PageRequest) => readonly Crumb[]
  readonly list: Query<z.ZodObject, z.ZodType<unknown, Row[]>>
  /** What a row says, before its days and its document. */
  readonly columns: (request: PageRequest) => readonly TableColumn<Row>[]
  readonly source: Words
  readonly set: InForceAct<S> & {
    /** What its button in the list is called, where that is another than its form. */
    readonly button?: Words
    readonly initial?: Readonly<Record<string, string>>
    readonly fields: (filling: Filling<S, null>) => Child
  }
  readonly end: InForceAct<E>
}): readonly Page[] {
  const { at, set, end } = of
  const list = page({
    route: `GET ${at}`,
    for: of.list,
    async run(request) {
      const { t } = request
      const rows = await request.execute(of.list, {})
      return {
        title: t(of.title),
        lead: t(of.lead),
        breadcrumbs: of.crumbs(request),
        actions: (
          <Act command={set.command} request={request} href={`${at}/new`}>
            {t(set.button ?? set.label)}
          </Act>
        ),
        body: (
          <Section>
            {rows.length === 0 ? (
              <Empty>{t(of.empty)}</Empty>
            ) : (
              <RecordTable
                caption={t(of.title)}
                stack
                rows={rows}
                columns={[
                  ...of.columns(request),
                  {
                    head: t('Thời gian áp dụng', 'Days in force'),
                    cell: (row) => (
                      <>
                        <Day day={row.validFrom} /> –{' '}
                        {row.validTo === null ? (
                          <>
                            {t('hiện nay', 'now')}
                            <div class="mt-1">
                              <Act
                                command={end.command}
                                request={request}
                                action={`${at}/${row.id}/end`}
                                kind="danger"
                                small
                              >
                                {t(end.label)}
                              </Act>
                            </div>
                          </>
                        ) : (
                          <Day day={row.validTo} />
                        )}
                      </>
                    ),
                  },
                  {
                    head: t(of.source),
                    cell: (row) => (
                      <>
                        {row.source ?? t('Chưa có văn bản', 'No document')}
                        <div class="hint">{row.reason}</div>
                      </>
                    ),
                  },
                ]}
              />
            )}
          </Section>
        ),
      }
    },
  })
  const form = formPage({
    command: set.command,
    address: `${at}/new`,
    title: set.label,
    crumbs: (request) => [...of.crumbs(request), { label: request.t(of.title), href: at }],
    initial: (_record, { system }) => ({ validFrom: formatDate(today(system.now())), ...set.initial }),
    fields: set.fields,
    submit: words('Lưu', 'Save'),
    cancel: at,
    done: () => ({ to: at, message: set.done }),
  })
  const ended = receiver({
    command: end.command,
    address: `${at}/{id}/end`,
    done: () => ({ to: at, message: end.done }),
  })
  return [list, ...form.pages, ended]
}
