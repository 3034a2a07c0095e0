import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { dongOut } from '../platform/fields.ts'
import { type Language, type Translate, type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber, typedNumber } from '../platform/numbers.ts'
import type { FormValues } from '../platform/page.ts'
import type { PersonalKind } from '../platform/personal.ts'
import type { States } from '../platform/states.ts'
import { columnName } from '../platform/text.ts'
import type { Choice, Fields } from './fields.tsx'
import type { ListColumn } from './list-columns.ts'
import { Day } from './pieces.tsx'

/** One field of a record, said once for every face: its key is the name of its input, of its column and of its value in REST. */
export interface RecordField<S extends z.ZodType = z.ZodType> {
  /** What it takes; whether it must be filled in follows from it. */
  readonly field: S
  readonly label: Words
  readonly hint?: Words
  /** How it is typed; a line of text if not said. */
  readonly input?:
    | 'area'
    | 'check'
    | 'date'
    | 'decimal'
    | 'email'
    | 'file'
    | 'money'
    | 'number'
    | 'radio'
    | 'select'
    | 'site'
    | 'tel'
    | 'year'
  /** Its heading in lists, exports and facts, where that is another than the label of the form. */
  readonly heading?: Words
  /** Beside its neighbour in the form, where that is half too. */
  readonly half?: true
  readonly autocomplete?: string
  /** The closed list that it is of. */
  readonly of?: States
  /** Shown, exported and imported by a name that a query joins under this key: the page says how. */
  readonly joined?: string
  /** The table of the records that it chooses among, each with a name in both languages: what the history of a record calls them. */
  readonly names?: 'support_content'
  /** In no list and no export. */
  readonly offList?: true
  /** What is stored when it is left out; null, that is not known, if not said. */
  readonly absent?: string | number | boolean
  /** Where it is left out, the command says what is stored. */
  readonly filled?: true
  /** Null on record until an act gives it. */
  readonly later?: true
  /** How many lines an area shows. */
  readonly rows?: number
  /** What a choice shows before one is made; null: one is always made, the first if no other is said. */
  readonly empty?: Words | null
  /** In the exports of the list only. */
  readonly exportOnly?: true
  readonly sort?: string
  /** Its heading in a table that comes in, where that is another than the label of the form. */
  readonly sheet?: Words
  /** What else an imported table may head it, without case and accents. */
  readonly headings?: readonly string[]
  /** A number or code written in any way: a table's cell is taken as it stands. */
  readonly code?: true
  /** Which personal data it is, and so whom it tells of: what notice, export, erasure and retention go by. */
  readonly personal?: PersonalKind
}

type Table = Readonly<Record<string, RecordField>>
type Key<T> = keyof T & string
type Inputs<T extends Table> = { [K in Key<T>]: T[K]['field'] }
/** A field's value as it is stored: null for what was left out. */
type Stored<F extends RecordField> =
  | Exclude<z.output<F['field']>, undefined>
  | (F extends { readonly absent: infer A } ? A : F extends { readonly filled: true } ? never : LeftOut<F>)
type LeftOut<F extends RecordField> =
  undefined extends z.output<F['field']> ? null : F extends { readonly later: true } ? null : never
/** The mark of a field's column. */
type Mark<F extends RecordField> = F extends { readonly personal: infer P extends PersonalKind } ? P : null
type Plain<T extends Table> = { [K in Key<T>]: T[K] extends { readonly joined: string } ? never : K }[Key<T>]
/** The values of a record, as its query gives them. */
export type RecordValues<T extends Table> = { [K in Plain<T>]: Stored<T[K]> }

/** The key of a field where people read it: that of the name that stands for it. */
type Read<T extends Table> = {
  [K in Key<T>]: T[K] extends { readonly joined: infer J extends string } ? J : K
}[Key<T>]
/** Those of a list and its export. */
type Listed<T extends Table> = {
  [K in Key<T>]: T[K] extends { readonly offList: true }
    ? never
    : T[K] extends { readonly joined: infer J extends string }
      ? J
      : K
}[Key<T>]
type Joined<T extends Table> = Exclude<Listed<T>, Plain<T>>

/** What a list, an export and a page show of a field by other means than its value. */
type Own<Row> = Partial<ListColumn<Row>>

/**
 * The fields of a record, written once. Out of it come the inputs of its commands (`input`), its columns (`values`, `select`), its
 * shape in REST (`row`), its form, its facts, the columns of its list and export, of its import, and the labels of its history.
 * @example
 * export const profile = recordFields({
 *   name: { field: text(300), label: words('Tên doanh nghiệp', 'Name'), sort: 'name' },
 *   phone: { field: optionalPhone(), label: words('Điện thoại', 'Telephone'), input: 'tel', exportOnly: true, personal: 'contact' },
 * })
 */
export const recordFields = <const T extends Table>(table: T) => ({ ...storedOf(table), ...shownOf(table) })

const entriesOf = <T extends Table>(table: T) => {
  const entries = Object.entries(table) as [Key<T>, RecordField][]
  return { entries, plain: entries.filter(([, field]) => field.joined === undefined) }
}

/** What commands, queries and imports take and give. */
function storedOf<T extends Table>(table: T) {
  const { entries, plain } = entriesOf(table)
  const each = <V,>(of: (field: RecordField, key: Key<T>) => V) =>
    Object.fromEntries(entries.map(([key, field]) => [key, of(field, key)])) as Record<Key<T>, V>
  return {
    keys: entries.map(([key]) => key),
    table: table as Readonly<Record<Key<T>, RecordField>>,
    labels: each(({ label }) => label),
    /** Which column holds which personal data: stands in `privacy/marked.ts`. */
    marks: each(({ personal }) => personal ?? null) as { readonly [K in Key<T>]: Mark<T[K]> },
    /** The fields by the names of their columns in the database: what history goes by. */
    byColumn: Object.fromEntries(entries.map(([key, field]) => [columnName(key), field])) as Readonly<
      Record<string, RecordField>
    >,
    /** The fields as people read them, by key: the headings of an import and of an export. */
    read: Object.fromEntries(entries.map(([key, field]) => [field.joined ?? key, field])) as Readonly<
      Record<Read<T>, RecordField>
    >,
    /** What the commands take. */
    input: each(({ field }) => field) as Inputs<T>,
    /** What a row of an import takes: any of it may be empty. */
    imported: each(({ field }) => emptyOr(field)) as unknown as {
      [K in Key<T>]: z.ZodType<z.output<T[K]['field']> | undefined>
    },
    /** The shape of the values in REST. */
    row: Object.fromEntries(plain.map(([key, field]) => [key, shapeOf(field)])) as {
      [K in Plain<T>]: z.ZodType<Stored<T[K]>, Stored<T[K]>>
    },
    /** The columns of the values, for a select of the table under this alias. */
    select: <A extends string>(alias: A) => plain.map(([key]) => `${alias}.${key}`) as `${A}.${Plain<T>}`[],
    /** The values alone out of a row that holds more. */
    pick: (row: RecordValues<T>) =>
      Object.fromEntries(plain.map(([key]) => [key, valueAt(row, key)])) as RecordValues<T>,
    /** An input as its columns. */
    values: (input: z.output<z.ZodObject<Inputs<T>>>) =>
      each(({ absent = null, filled }, key) => {
        const value = valueAt(input, key) ?? absent
        if (value === null && filled) throw new Error(`No value of ${key} was said`)
        return value
      }) as unknown as { [K in Key<T>]: Stored<T[K]> },
    /** What an import's row gives over what is on record: an empty cell leaves it as it is. */
    filled: (
      given: { readonly [K in Key<T>]?: z.output<T[K]['field']> | undefined },
      before: { readonly [K in Key<T>]: Stored<T[K]> } | undefined,
    ) =>
      each((_field, key) => given[key] ?? (before === undefined ? null : before[key])) as unknown as {
        [K in Key<T>]: Stored<T[K]>
      },
  }
}

/** What forms, pages, lists and exports show. */
function shownOf<T extends Table>(table: T) {
  const { entries, plain } = entriesOf(table)
  const listed = entries.filter(([, field]) => field.offList === undefined)
  return {
    /** What a form starts with. */
    texts: (row: RecordValues<T>, language: Language) =>
      Object.fromEntries(
        plain.map(([key, field]) => [key, typed(field, valueAt(row, key), language)]),
      ) as FormValues,
    /** The form's fields in their order. */
    form: <Left extends Key<T> = never>(
      f: Fields<Exclude<Key<T>, Left>>,
      t: Translate,
      {
        choices,
        without = [],
        after,
      }: {
        /** Of the fields that choose a record, or some keys of their list. */
        readonly choices?: Readonly<Partial<Record<Key<T>, readonly Choice[]>>>
        /** What the form does not ask: of those its command need not take any. */
        readonly without?: readonly Left[]
        /** What stands after the place of a field, whether that is left out or not. */
        readonly after?: Readonly<Partial<Record<Key<T>, Child>>>
      } = {},
    ): Child[] =>
      inPairs(
        entries.flatMap(([key, field]) => [
          ...(isAsked(key, without)
            ? [{ half: field.half, control: control(f, t, key, field, choices?.[key]) }]
            : []),
          ...(after?.[key] === undefined ? [] : [{ control: after[key] }]),
        ]),
      ),
    /** Labels and values for `<Facts>`, by key. */
    facts: (row: RecordValues<T>, t: Translate, language: Language) =>
      Object.fromEntries(
        plain.map(([key, field]) => [
          key,
          [t(field.heading ?? field.label), shown(field, valueAt(row, key), t, language)] as const,
        ]),
      ) as Record<Plain<T>, readonly [string, Child]>,
    /** What heads each field where it is read. */
    headings: (t: Translate) =>
      Object.fromEntries(entries.map(([key, field]) => [key, t(field.heading ?? field.label)])) as Record<
        Key<T>,
        string
      >,
    /** The fields that a page does not show by means of its own: what it shows by their labels and facts, in their order. */
    besides: <Own extends Plain<T> = never>(...own: readonly Own[]): Exclude<Plain<T>, Own>[] =>
      plain.map(([key]) => key as Plain<T>).filter((key) => isAsked(key, own)),
    /** The columns of the list and its export by key, in their order; `own` says what is special, and all of a joined one. */
    columns: <Row extends Pick<RecordValues<T>, Plain<T> & Listed<T>>>(
      t: Translate,
      own: { readonly [K in Plain<T> & Listed<T>]?: Own<Row> } & {
        readonly [K in Joined<T>]: Own<Row> & Pick<ListColumn<Row>, 'value'>
      },
    ) =>
      Object.fromEntries(
        listed.map(([key, field]) => [
          field.joined ?? key,
          {
            key: field.joined ?? key,
            label: field.heading ?? field.label,
            kind: kindOf(field),
            sort: field.sort,
            exportOnly: field.exportOnly,
            value: (row: Row) => cell(field, valueAt(row, key), t),
            ...(valueAt(own, field.joined ?? key) as Own<Row> | undefined),
          },
        ]),
      ) as Record<Listed<T>, ListColumn<Row>>,
  }
}

const isAsked = <K extends string, Left extends K>(
  key: K,
  without: readonly Left[],
): key is Exclude<K, Left> => !without.some((left) => left === key)

/** The cells of a row of a table that shows these facts, each under its label on a phone. */
export function FactCells(props: { of: readonly (readonly [label: string, value: Child])[] }) {
  return (
    <>
      {props.of.map(([label, value]) => (
        <td data-label={label}>{value ?? '—'}</td>
      ))}
    </>
  )
}

/** Controls in their order, two halves that follow each other side by side. */
function inPairs(
  controls: readonly { readonly half?: true | undefined; readonly control: Child | undefined }[],
): Child[] {
  const shown: Child[] = []
  for (let place = 0; place < controls.length; place += 1) {
    const [here, next] = [controls[place], controls[place + 1]]
    if (here?.half === true && next?.half === true) {
      shown.push(
        <div class="grid gap-4 sm:grid-cols-2">
          {here.control}
          {next.control}
        </div>,
      )
      place += 1
    } else shown.push(here?.control)
  }
  return shown
}

/** Whether it holds data of a person by itself: a text in which one may be named does not, nor does the code of an enterprise. */
export const tellsOfPerson = ({ personal }: RecordField) =>
  personal !== undefined && personal !== 'freeText' && personal !== 'taxNumber'

const noYear = words('— không —', '— none —')

const valueAt = (row: object, key: string): unknown => (row as Readonly<Record<string, unknown>>)[key]
const isOptional = ({ field }: RecordField) => field.safeParse(undefined).success
const emptyOr = (field: z.ZodType) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    field.optional(),
  )

/** How a list, an export and an import take the values of a field. */
export function kindOf({ input }: RecordField): 'date' | 'money' | 'number' | undefined {
  if (input === 'decimal') return 'number'
  return input === 'date' || input === 'money' || input === 'number' ? input : undefined
}

function shapeOf(field: RecordField): z.ZodType {
  if (field.input === 'check') return z.boolean()
  if (field.input === 'year') return isOptional(field) ? z.int().nullable() : z.int()
  const shapes = { date: z.iso.date(), money: dongOut(), number: z.int() }
  const kind = kindOf(field)
  const plain = kind === undefined ? z.string() : shapes[kind]
  const shape = field.of?.schema ?? (field.input === 'decimal' ? z.number() : plain)
  const mayBeNull = isOptional(field) && field.absent === undefined && field.filled === undefined
  return mayBeNull || field.later ? shape.nullable() : shape
}

function typed(field: RecordField, value: unknown, language: Language): string {
  if (value === false) return ''
  if (field.input === 'decimal' && typeof value === 'number') return typedNumber(value, language)
  return typeof value === 'bigint' ? formatDong(value, language) : String(value ?? '')
}

function cell(field: RecordField, value: unknown, t: Translate): string | number | bigint | null {
  if (field.of !== undefined && typeof value === 'string') return t(field.of.wordsOf(value))
  if (typeof value === 'boolean') return value ? t('Có', 'Yes') : t('Không', 'No')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? value : null
}

function shown(field: RecordField, value: unknown, t: Translate, language: Language): Child {
  const plain = cell(field, value, t)
  if (plain === null) return null
  if (typeof plain === 'bigint') return formatDong(plain, language)
  if (field.input === 'year') return String(plain)
  if (typeof plain === 'number') return formatNumber(plain, language)
  if (field.input === 'date') return <Day day={plain} />
  if (field.input === 'area') return <span class="whitespace-pre-line">{plain}</span>
  if (field.input === 'email' && plain.includes('@') && !plain.includes('•'))
    return <a href={`mailto:${plain}`}>{plain}</a>
  if (field.input !== 'site') return plain
  return (
    <a href={plain} rel="noreferrer nofollow">
      {plain}
    </a>
  )
}

function control<K extends string>(
  f: Fields<K>,
  t: Translate,
  key: K,
  field: RecordField,
  records: readonly Choice[] | undefined,
): Child {
  const { input, autocomplete, of, personal } = field
  const options = {
    label: t(field.label),
    hint: field.hint === undefined ? undefined : t(field.hint),
    required: isOptional(field) ? undefined : true,
    personal: tellsOfPerson(field) ? personal : undefined,
  }
  const choices = records ?? of?.choices(t) ?? []
  switch (input) {
    case 'date':
    case 'money':
    case 'number':
    case 'file':
    case 'check':
      return f[input](key, options)
    case 'decimal':
      return f.number(key, options)
    case 'area':
      return f.area(key, { ...options, rows: field.rows })
    case 'radio':
      return f.radio(key, { ...options, choices })
    case 'year':
      return f.select(key, {
        ...options,
        choices,
        empty: isOptional(field) ? t(field.empty ?? noYear) : undefined,
      })
    case 'select':
      return f.select(key, {
        ...options,
        choices,
        empty: field.empty === null ? undefined : t(field.empty ?? words('— chọn —', '— choose —')),
      })
    default:
      return f.text(key, { ...options, autocomplete, type: input === 'site' ? 'url' : input })
  }
}
