import { createHash } from 'node:crypto'
import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { type Grant, holds } from '../platform/actor.ts'
import { contextOf as operationContext } from '../platform/admission.ts'
import { type Corrected, type Correction, correctionsOf, enteredBy } from '../platform/corrections.ts'
import { id, optionalId, optionalLongText, optionalText } from '../platform/fields.ts'
import { type Language, type Translate, type Words, words } from '../platform/language.ts'
import {
  type Command,
  type Context,
  command,
  type Operation,
  type Query,
  query,
  type Route,
} from '../platform/operation.ts'
import type { Crumb, FormValues, PageRequest } from '../platform/page.ts'
import { conflict, forbidden, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import type { Choice } from './fields.tsx'
import { type FormPages, formPage } from './form-page.tsx'
import { Moment, Notice, Section } from './pieces.tsx'
import type { RecordField } from './record-fields.tsx'

/** A record that was entered and may be corrected: its stored values by the keys of its fields, and its id. */
type Row = { readonly id: number } & Readonly<Record<string, unknown>>

interface Declaration<R extends Row> {
  readonly record: string
  /** The command that enters what is corrected, where that is not the first act on the record. */
  readonly entry?: string
  /** The account that entered it, where the trail does not tell by the record. */
  readonly enterer?: (context: Context, row: R) => Promise<string | null> | string | null
  /** Of a part of a record: which record the trail files its acts under, and the key of its id in the row and in what the command gives. */
  readonly partOf?: { readonly record: string; readonly key: string }
  readonly table: string
  readonly title: Words
  /** What its button says, where the record has another one that edits. */
  readonly button?: Words
  /** What is corrected: the table of the record's fields. */
  readonly fields: {
    readonly table: Readonly<Record<string, RecordField>>
    readonly byColumn: Corrected['columns']
    readonly texts: (row: never, language: Language) => FormValues
    readonly form: (
      f: never,
      t: Translate,
      more?: { choices?: Readonly<Record<string, readonly Choice[]>>; without?: never },
    ) => Child[]
  }
  /** Fields that stay as they were entered. */
  readonly without?: readonly string[]
  readonly name: string
  readonly route: Route
  /** Where its corrections are read in REST. */
  readonly historyRoute: Route
  readonly address: `/${string}/{id}/correction`
  /** The page of the record, of which this may be a part. */
  readonly href: (id: number) => string
  readonly crumbs?: (request: PageRequest, row: R) => readonly Crumb[]
  /** Who enters such records: each corrects what was entered by the own account, until it is used. */
  readonly may: readonly Grant[]
  /** Who corrects what others entered, and what is used; the coordinator where left out. */
  readonly office?: readonly Grant[]
  /** Reads the record for whoever may read it, and locks it where it is to be written. */
  readonly read: (context: Context, id: number, lock: boolean) => Promise<R | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: the shapes of queries differ; only its right is taken.
  readonly show: Query<any, any>
  /** Why this account is kept from it whatever its role; null where it is not. */
  readonly kept?: (context: Context, row: R) => Promise<Words | null>
  /** What stands on the record already; null while it may be corrected without a reason. */
  readonly used: (context: Context, row: R) => Promise<Words | null> | Words | null
  /** What the command that enters it asks of its fields; a correction asks the same. */
  readonly asks?: Pick<Operation, 'needs' | 'rules'>
  /** Writes the values, and what follows from them. @param reason why, for what is taken back with it */
  readonly write: (
    context: Context,
    row: R,
    values: Readonly<Record<string, unknown>>,
    reason: string,
  ) => Promise<unknown>
  readonly choices?: (request: PageRequest, row: R) => Promise<Readonly<Record<string, readonly Choice[]>>>
  /** What the form starts with, where that is not the stored value. */
  readonly texts?: (row: R) => FormValues
}

const officeOf = ({ office = ['coordinator'] }: { readonly office?: readonly Grant[] }) => office

/** The record as it was seen: another value means that somebody changed it meanwhile. */
const fingerprint = (row: Row, keys: readonly string[]) =>
  createHash('sha256')
    .update(JSON.stringify(keys.map((key) => [key, String(row[key] ?? '')])))
    .digest('hex')

interface Standing {
  readonly kept: Words | null
  readonly used: Words | null
  readonly own: boolean
  readonly office: boolean
}

/** Why this account may not correct the record; null when it may. */
function refusal({ kept, used, own, office }: Standing): Words | null {
  if (kept !== null) return kept
  if (office || (own && used === null)) return null
  if (used === null)
    return words(
      'Chỉ người đã nhập hoặc cơ quan điều hành sửa được.',
      'Only who entered it, or the coordinator, corrects it.',
    )
  return words(
    `${used.vi} Chỉ cơ quan điều hành đính chính được, có nêu lý do.`,
    `${used.en} Only the coordinator corrects it, with a reason.`,
  )
}

/** @throws Problem 422 where a correction wants a reason and has none */
function requireReason({ used, own }: Standing, reason: string | undefined): void {
  if (reason !== undefined || (used === null && own)) return
  throw invalidField(
    'reason',
    used === null
      ? words('Người khác đã nhập: xin nêu lý do.', 'Somebody else entered it: please give the reason.')
      : words(`${used.vi} Xin nêu lý do.`, `${used.en} Please give the reason.`),
  )
}

/**
 * What was entered wrongly is corrected in place: by whoever entered it until it is used, afterwards and by others with a reason. Out of
 * one declaration come the command (REST, CLI), the form with the present values, the query and the list of its corrections, and what the
 * record's story tells of them.
 */
export function correctable<R extends Row>(of: Declaration<R>) {
  const { record, table, name, fields, without = [], partOf } = of
  const entries = Object.entries(fields.table).filter(([key]) => !without.includes(key))
  const keys = entries.map(([key]) => key)
  const files = entries.flatMap(([key, field]) => (field.input === 'file' ? [key] : []))
  /** What is chosen among records: a page shows it by a name, its form by its number. */
  const chosen = entries.flatMap(([key, { joined, input: by }]) =>
    joined !== undefined && by !== 'file' ? [key] : [],
  )
  const corrected: Corrected = { command: name, table, columns: fields.byColumn }
  /** The key of the record that its page shows. */
  const shownAt = partOf?.key ?? 'id'
  const enterer = of.enterer ?? (({ db }, row) => enteredBy(db, `${record}:${row.id}`, of.entry))
  const standingOf = async (context: Context, row: R): Promise<Standing> => ({
    kept: (await of.kept?.(context, row)) ?? null,
    used: await of.used(context, row),
    own: context.actor.userId !== null && (await enterer(context, row)) === context.actor.userId,
    office: holds(context.actor, officeOf(of)),
  })
  const readRow = async (context: Context, recordId: number, lock: boolean) => {
    const row = await of.read(context, recordId, lock)
    if (row === undefined) throw notFound(of.title)
    return row
  }
  const input = z.object({
    id: id(),
    // A file that is left out stays as it is.
    ...Object.fromEntries(
      entries.map(([key, field]) => [key, field.input === 'file' ? optionalId() : field.field]),
    ),
    /** The record as the form showed it; left out: as it is now. */
    seen: optionalText(64),
    reason: optionalLongText(2000),
  })
  const correct: Command<z.ZodObject, z.ZodObject> = command({
    name,
    summary: words(`Sửa: ${of.title.vi}`, `Correct: ${of.title.en}`),
    route: of.route,
    input: input as z.ZodObject,
    output: z.object({
      id: z.int(),
      [shownAt]: z.int(),
    }) as z.ZodObject,
    may: of.may,
    needs: (of.asks?.needs ?? []) as NonNullable<Command<z.ZodObject, z.ZodObject>['needs']>,
    rules: [
      ...((of.asks?.rules ?? []) as NonNullable<Command<z.ZodObject, z.ZodObject>['rules']>),
      {
        of: ['id', 'reason'],
        check: async (sent, context) => {
          const row = await of.read(context, Number(sent.id), false)
          const standing = row === undefined ? null : await standingOf(context, row)
          // Who may not correct it at all is told that, and not asked for a reason.
          if (standing !== null && refusal(standing) === null)
            requireReason(standing, sent.reason as string | undefined)
        },
      },
    ],
    subject: (sent, done) =>
      partOf === undefined ? `${record}:${sent.id}` : `${partOf.record}:${done[shownAt]}`,
    async run(context, sent) {
      const row = await readRow(context, Number(sent.id), true)
      if (sent.seen !== undefined && sent.seen !== fingerprint(row, keys)) throw staleRecord()
      const standing = await standingOf(context, row)
      const against = refusal(standing)
      if (against !== null) throw forbidden(against)
      const reason = sent.reason as string | undefined
      requireReason(standing, reason)
      const values = Object.fromEntries(
        entries.map(([key, field]) => {
          const kept = field.input === 'file' || field.filled === true
          return [key, sent[key] ?? (kept ? row[key] : (field.absent ?? null))]
        }),
      )
      if (keys.every((key) => String(values[key] ?? '') === String(row[key] ?? '')))
        throw conflict('record.unchanged', words('Chưa có gì được sửa.', 'Nothing has been changed.'))
      await of.write(context, row, values, reason ?? words('Nhập sai', 'Entered wrongly').vi)
      return { id: row.id, [shownAt]: row[shownAt] }
    },
  })
  const history = query({
    name: `${name}ions`,
    summary: words(`Những lần sửa: ${of.title.vi}`, `Corrections: ${of.title.en}`),
    route: of.historyRoute,
    input: z.object({ id: id() }),
    output: z.object({ corrections: z.array(CorrectionShape) }),
    may: of.show.may,
    async run(context, sent) {
      await readRow(context, sent.id, false)
      return { corrections: (await correctionsOf(context, corrected, sent.id)).map(shapeOf) }
    },
  })
  const pages: FormPages = formPage<z.ZodObject, z.ZodObject, Shown<R>>({
    command: correct,
    address: of.address,
    title: words(`Sửa: ${of.title.vi}`, `Correct: ${of.title.en}`),
    async record(request) {
      const context = contextOf(request)
      const row = await readRow(context, Number(request.params.id), false)
      const standing = await standingOf(context, row)
      const against = refusal(standing)
      if (against !== null) throw forbidden(against)
      const corrections = await correctionsOf(context, corrected, row.id)
      return { row, standing, corrections, choices: await of.choices?.(request, row) }
    },
    crumbs: (request, { row }) => of.crumbs?.(request, row) ?? [],
    initial: ({ row }, { language }) => ({
      ...fields.texts(row as never, language),
      ...Object.fromEntries(chosen.map((key) => [key, String(row[key] ?? '')])),
      ...of.texts?.(row),
      seen: fingerprint(row, keys),
    }),
    above: ({ record: { standing }, t }) =>
      standing.used === null ? null : (
        <Notice tone="warning">
          {t(standing.used)}{' '}
          {t('Giá trị cũ và lý do được giữ lại.', 'The former values and the reason are kept.')}
        </Notice>
      ),
    fields: ({ f, t, form, record: { standing, choices } }) => (
      <>
        <input type="hidden" name="seen" value={String(form.values.seen ?? '')} />
        {fields.form(f as never, t, {
          without: [...without, ...files] as never,
          ...(choices === undefined ? {} : { choices }),
        })}
        {files.map((key) =>
          f.file(key, {
            label: t(fields.table[key]?.label ?? of.title),
            hint: t('Để trống: giữ tệp đang lưu.', 'Empty: the file on record stays.'),
          }),
        )}
        {f.area('reason', {
          label:
            standing.used === null && standing.own
              ? t('Lý do sửa', 'Why it is corrected')
              : standing.used === null
                ? t(
                    'Lý do sửa (bắt buộc vì người khác đã nhập)',
                    'Why it is corrected (needed, as somebody else entered it)',
                  )
                : t('Lý do sửa (bắt buộc vì đã được dùng)', 'Why it is corrected (needed, as it was used)'),
          ...(standing.used === null && standing.own ? {} : { required: true as const }),
        })}
      </>
    ),
    after: ({ record: { corrections }, t }) =>
      corrections.length === 0 ? null : (
        <Section title={t('Đã sửa', 'Corrected')} id="corrections">
          <Corrections of={corrections} t={t} />
        </Section>
      ),
    submit: words('Lưu nội dung đã sửa', 'Save the correction'),
    cancel: ({ row }) => of.href(Number(row[shownAt])),
    done: (done) => ({
      to: of.href(Number(done[shownAt])),
      message: words('Đã sửa; nội dung trước được giữ lại.', 'Corrected; what stood before is kept.'),
    }),
  })
  /** The button on the record's page, for whoever may correct it as it stands. */
  const button = async (request: PageRequest, recordId: number): Promise<Child> => {
    const href = of.address.replace('{id}', String(recordId))
    if (!request.mayOpen(href)) return null
    const context = contextOf(request)
    const row = await of.read(context, recordId, false)
    if (row === undefined || refusal(await standingOf(context, row)) !== null) return null
    return (
      <a class="btn border-base-content/40 bg-base-100" href={href}>
        {request.t(of.button ?? words('Sửa', 'Edit'))}
      </a>
    )
  }
  return { correct, history, pages: pages.pages, button, corrected }
}

interface Shown<R> {
  readonly row: R
  readonly standing: Standing
  readonly corrections: readonly Correction[]
  readonly choices: Readonly<Record<string, readonly Choice[]>> | undefined
}

const Said = z.object({ vi: z.string(), en: z.string() })
const CorrectionShape = z.object({
  at: z.iso.datetime(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ label: Said, before: Said.nullable(), after: Said.nullable() })),
})

const plain = ({ vi, en }: Words) => ({ vi, en })
const shapeOf = ({ at, by, reason, changes }: Correction): z.input<typeof CorrectionShape> => ({
  at: at.toISOString(),
  ...{ by, reason },
  changes: changes.map(({ label, before, after }) => ({
    label: plain(label),
    before: before === null ? null : plain(before),
    after: after === null ? null : plain(after),
  })),
})

/** What each correction changed: from what to what, and why. */
function Corrections({ of, t }: { of: readonly Correction[]; t: Translate }) {
  return (
    <ul class="grid gap-3">
      {of.map(({ at, by, reason, changes }) => (
        <li>
          <p class="hint">
            {by === null ? null : `${by} · `}
            <Moment at={at} />
          </p>
          <CorrectedFields changes={changes} reason={reason} t={t} />
        </li>
      ))}
    </ul>
  )
}

/** The fields of one correction as they stood and stand, with the reason. */
export function CorrectedFields(props: {
  changes: readonly { label: Words; before: Words | null; after: Words | null }[]
  reason: string | null
  t: Translate
}) {
  const { t, reason } = props
  return (
    <>
      {props.changes.map(({ label, before, after }) => (
        <p>
          {t(label)}: {t('từ', 'from')} <q>{before === null ? '—' : t(before)}</q> {t('thành', 'to')}{' '}
          <q>{after === null ? '—' : t(after)}</q>
        </p>
      ))}
      {reason === null ? null : (
        <p>
          {t('Lý do', 'Reason')}: {reason}
        </p>
      )}
    </>
  )
}

const contextOf = ({ system, actor, planId }: PageRequest): Context =>
  operationContext(system, system.db, actor, { via: 'page', planId })
