import type { Role } from '../platform/actor.ts'

/** A person who gets an account. */
export interface NewUser {
  readonly role: Role
  readonly email: string
  readonly name: string
}

/** What the set-up is told, by flags or by answers. */
export interface Answers {
  readonly province: string
  readonly called?: string | undefined
  readonly day?: string | undefined
  /** Keys of proposals that are left out, and other names for some. */
  readonly without: readonly string[]
  readonly renamed: ReadonlyMap<string, string>
  readonly communes: boolean
  /** File of the signed plan; null: starts without. */
  readonly plan: string | null
  readonly administrator: { readonly name: string; readonly email: string }
  readonly users: readonly NewUser[]
}
