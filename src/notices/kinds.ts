import type { Grant } from '../platform/actor.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** How an account is told of a kind. */
export const noticeWays = states({
  program: words('Chỉ báo khi đăng nhập', 'When I sign in only'),
  mail: words('Gửi thư ngay', 'Mail at once'),
  digest: words('Gộp vào thư hằng ngày', 'In a daily mail'),
  off: words('Không báo', 'Not at all'),
})
export type NoticeWay = (typeof noticeWays.keys)[number]

/** A value that the words of a notice name: the same in both languages, or one for each. */
export type NoticeValue = string | Words

export interface NoticeKind<Field extends string = string> {
  /** `room.what`, as it stands in the database. */
  readonly key: string
  readonly label: Words
  /** The roles whose accounts may get it. */
  readonly for: readonly Grant[]
  /** How an account is told that has not chosen. */
  readonly way: Exclude<NoticeWay, 'off'>
  /** Why it cannot be switched off; left out: it can. */
  readonly binding?: Words
  readonly subject: Words
  /** `{field}` stands for a value. */
  readonly body: Words
  /** The values and what they are called, for whoever edits the words. */
  readonly fields: Readonly<Record<Field, Words>>
}

const kinds = new Map<string, NoticeKind>()

/**
 * Declares a kind of notice once: for its list, mail, wishes and template. Throws at load when its words name a value that it
 * does not have.
 * @example
 * const decided = noticeKind({ key: 'applications.decided', label: words('Hồ sơ có quyết định', 'Application decided'), … })
 */
export function noticeKind<const Field extends string>(declaration: NoticeKind<Field>): NoticeKind<Field> {
  const { key, subject, body, fields } = declaration
  for (const text of [subject.vi, subject.en, body.vi, body.en]) {
    const [unknown] = unknownFields(text, Object.keys(fields))
    if (unknown !== undefined) throw new Error(`The notice ${key} names the unknown value {${unknown}}`)
  }
  kinds.set(key, declaration)
  return declaration
}

/** The kinds that the rooms of the program declare, by their keys. */
export const noticeKinds: ReadonlyMap<string, NoticeKind> = kinds

/** The names in braces of a template, in their order. */
export const fieldsIn = (template: string): string[] =>
  [...template.matchAll(/\{([^{}\s]*)\}/g)].map(([, name = '']) => name)

/** The names in braces that a kind does not have. */
export const unknownFields = (template: string, known: readonly string[]): string[] =>
  fieldsIn(template).filter((name) => !known.includes(name))

/**
 * A template with its values in place, as plain text: a value is never read as a template again. A name without a value stays as
 * it is written. Pure.
 */
export function merged(
  template: string,
  values: Readonly<Record<string, NoticeValue>>,
  language: Language,
): string {
  return template.replace(/\{([^{}\s]*)\}/g, (written, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) return written
    return typeof value === 'string' ? value : value[language]
  })
}

/** A subject on one line: a line break in it would end the head of a mail. Pure. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

export interface Template {
  readonly subject: string
  readonly body: string
}

/** What a notice says in a language, by the words in force for its kind. */
export function textOf(
  template: Template,
  values: Readonly<Record<string, NoticeValue>>,
  language: Language,
): Template {
  return {
    subject: oneLine(merged(template.subject, values, language)),
    body: merged(template.body, values, language).trim(),
  }
}

/** Whether an account with these grants can get a kind. */
export const reaches = (kind: NoticeKind, grants: ReadonlySet<Grant>): boolean =>
  kind.for.some((grant) => grants.has(grant))

/** A wish as it counts: what is binding is told in the program at least. */
export function wayOf(kind: NoticeKind | undefined, wish: string | undefined): NoticeWay {
  const way = wish !== undefined && noticeWays.is(wish) ? wish : (kind?.way ?? 'program')
  return way === 'off' && kind?.binding !== undefined ? 'program' : way
}
