import type { Value, Values } from '../documents/fill/fill.ts'
import type { OfficialDocument } from '../documents/official/model.ts'
import type { Words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'

/*
 * What can be made of Word templates. The room that owns a record declares its kinds of document here, once: which fields a template may
 * name, what they hold for a record, and the template that the program ships.
 */

interface OneField<R> {
  readonly label: Words
  /** A text, or a condition for `{#name} … {/name}`. */
  readonly value: (record: R) => string | boolean
}

interface ListField<R, Row> {
  readonly label: Words
  /** The rows of `{#name} … {/name}`: a row of a table is written for each. */
  readonly rows: (record: R) => readonly Row[]
  readonly fields: Readonly<Record<string, OneField<Row>>>
}

/** The fields of a kind by the names that templates give them: small letters without accents, `_` between words. */
export type TemplateFields<R> = Readonly<Record<string, OneField<R> | AnyList<R>>>

/** A list whose rows are known to itself alone. */
type AnyList<R> = ListField<R, never>

/** Declares a list of rows within a table of fields. */
export const listField = <R, Row>(list: ListField<R, Row>): AnyList<R> => list as unknown as AnyList<R>

/** A record that a template is tried on. */
export interface TrialRecord {
  readonly id: number
  readonly label: Words
}

export interface TemplateKind<R = unknown> {
  /** As it stands in the database and in addresses. */
  readonly key: string
  readonly label: Words
  /** When the program makes one. */
  readonly about: Words
  /** What the record is called that it is of. */
  readonly record: Words
  readonly fields: TemplateFields<R>
  /** Records to try a template on, the latest first. */
  readonly records: (context: Context) => Promise<readonly TrialRecord[]>
  /** Reads a record with what the fields tell of it. @throws Problem 404 */
  readonly read: (context: Context, id: number) => Promise<R>
  /** The shipped template: its texts hold marks, its number, place, issuer and signer come from `shippedHead`. */
  readonly shipped: Omit<
    OfficialDocument,
    'superior' | 'issuer' | 'number' | 'symbol' | 'place' | 'date' | 'signature'
  >
}

const kinds = new Map<string, TemplateKind>()

/**
 * Declares a kind of document that is made of a Word template. Throws at load for a name that a template could not give.
 * @example
 * export const acceptanceLetter = templateKind({ key: 'letter-accepted', label: words('Thông báo được hỗ trợ', 'Letter of acceptance'), … })
 */
export function templateKind<R>(declaration: TemplateKind<R>): TemplateKind<R> {
  const { key, fields } = declaration
  if (kinds.has(key)) throw new Error(`Two kinds of template are called ${key}`)
  for (const name of namesIn(fields))
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`The template ${key} has the field name ${name}`)
  kinds.set(key, declaration as unknown as TemplateKind)
  return declaration
}

/** The kinds that the rooms of the program declare, by their keys. */
export const templateKinds: ReadonlyMap<string, TemplateKind> = kinds

const isList = <R>(field: OneField<R> | AnyList<R>): field is AnyList<R> => 'rows' in field

function namesIn(fields: TemplateFields<never>): string[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    name,
    ...(isList(field) ? Object.keys(field.fields) : []),
  ])
}

/** A field as it is listed: its name, what it is, and within which list it stands. */
export interface ListedField {
  readonly name: string
  readonly label: Words
  readonly kind: 'text' | 'list'
  readonly within: string | null
}

/** All fields of a kind, those of a list behind it. */
export function listedFields({ fields }: Pick<TemplateKind, 'fields'>): ListedField[] {
  return Object.entries(fields).flatMap(([name, field]): ListedField[] => {
    const { label } = field
    if (!isList(field)) return [{ name, label, kind: 'text', within: null }]
    return [
      { name, label, kind: 'list', within: null },
      ...Object.entries(field.fields as TemplateFields<never>).map(([inner, of]) => ({
        ...{ name: inner, label: of.label, kind: 'text' as const, within: name },
      })),
    ]
  })
}

/** What each field holds for a record. */
export function valuesOf<R>(fields: TemplateFields<R>, record: R): Values {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]): [string, Value] => {
      if (!isList(field)) return [name, field.value(record)]
      const rows: readonly unknown[] = field.rows(record)
      return [name, rows.map((row) => valuesOf(field.fields as TemplateFields<unknown>, row))]
    }),
  )
}
