import { type RawBuilder, sql } from 'kysely'
import { fold } from '../platform/text.ts'
import {
  emailTrait,
  lengthOf,
  nameTrait,
  type Person,
  phoneTrait,
  type Recogniser,
  recogniserOf,
} from './person.ts'

type Expression = RawBuilder<unknown>
type Condition = RawBuilder<boolean>

/**
 * How the rows of one person are found: the database narrows them down, the recogniser decides. Who is known by digests alone cannot
 * be narrowed down to, so that every row is looked at.
 */
export interface Search {
  readonly recogniser: Recogniser
  readonly accountIds: readonly string[]
  /** Whether a text may name the person somewhere. */
  readonly mayName: (text: Expression) => Condition
  /** Whether a value may be the person's whole name. */
  readonly mayBeName: (value: Expression) => Condition
  /** Whether a value may be an address or number of the person. */
  readonly mayReach: (value: Expression) => Condition
}

const either = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` OR `)})`
const like = (text: string) => text.replace(/[\\%_]/g, '\\$&')
const said = (trait: string) => trait.slice(trait.indexOf(':') + 1)

/** Looks for a person whose names, addresses and numbers are known. */
export function searchOf(person: Person): Search {
  const names = person.names.map(nameTrait)
  const emails = person.emails.map((email) => said(emailTrait(email)))
  const phones = person.phones.map((phone) => said(phoneTrait(phone)))
  // The last digits, with whatever people write between them: what stands before is the country's or the trunk's.
  const digits = phones.map((phone) => [...phone.slice(-8)].join('[ .()-]{0,2}'))
  return {
    recogniser: recogniserOf(person),
    accountIds: person.accountIds,
    mayName: (text) =>
      either([
        ...names
          .filter((name) => lengthOf(name) > 1)
          .map(
            (name) => sql<boolean>`fold(${text}) LIKE ${`%${said(name).split(' ').map(like).join('%')}%`}`,
          ),
        ...emails.map((email) => sql<boolean>`lower(${text}) LIKE ${`%${like(email)}%`}`),
        ...digits.map((pattern) => sql<boolean>`${text} ~ ${pattern}`),
      ]),
    mayBeName: (value) =>
      either(
        names.map(
          (name) => sql<boolean>`fold(${value}) LIKE ${`%${said(name).split(' ').map(like).join('%')}%`}`,
        ),
      ),
    mayReach: (value) =>
      either([
        ...emails.map((email) => sql<boolean>`lower(${value}) = ${email}`),
        ...digits.map((pattern) => sql<boolean>`${value} ~ ${pattern}`),
      ]),
  }
}

/** Looks for whom a recogniser knows, without being able to say a name: every row is a candidate. */
export function searchEverywhere(recogniser: Recogniser): Search {
  const any = () => sql<boolean>`true`
  return {
    recogniser,
    accountIds: [...recogniser.accountIds],
    mayName: any,
    mayBeName: any,
    mayReach: any,
  }
}

/** What somebody typed into one search field, as a person: an e-mail address, a telephone number, else a name. */
export function personTyped(typed: string): Person {
  const nobody: Person = { accountIds: [], names: [], emails: [], phones: [] }
  if (typed.includes('@')) return { ...nobody, emails: [typed] }
  if (/^[+\d][\d .()-]{7,}$/.test(typed)) return { ...nobody, phones: [typed] }
  return { ...nobody, names: fold(typed) === '' ? [] : [typed] }
}
