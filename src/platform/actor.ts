import { type Words, words } from './language.ts'

/** The roles of the plan's agencies and of those that it serves; see DESIGN, "Who uses it". */
export const roles = [
  'coordinator',
  'leader',
  'finance',
  'home_affairs',
  'statistics',
  'agency',
  'association',
  'enterprise',
  'auditor',
] as const
export type Role = (typeof roles)[number]

/**
 * What an operation or a page can ask for: a role; `admin`, an account that manages accounts (beside its role);
 * `public`, anybody at all; `system`, the program itself and the command line on the server; `reauthenticated`, an account's owner
 * who has just shown password, code or passkey again, held for one operation at a time and by no session or token.
 */
export type Grant = Role | 'admin' | 'public' | 'system' | 'reauthenticated'

/** Everybody who works for the programme; all but enterprises. */
export const staff: readonly Grant[] = roles.filter((role) => role !== 'enterprise')
/**
 * The State's own, who read the records and the money of every enterprise. An association is staff and reads those of its members alone
 * (`sight.ts`): what shows all of them is not for it.
 */
export const officers: readonly Grant[] = staff.filter((grant) => grant !== 'association')
/** Everybody with an account. */
export const signedIn: readonly Grant[] = roles

export const roleNames: Readonly<Record<Role, Words>> = {
  coordinator: words('Cơ quan điều hành', 'Coordinator'),
  leader: words('Lãnh đạo UBND', "People's Committee leader"),
  finance: words('Tài chính', 'Finance'),
  home_affairs: words('Nội vụ', 'Home affairs'),
  statistics: words('Thống kê', 'Statistics'),
  agency: words('Sở, ban, ngành', 'Other agency'),
  association: words('Hội, hiệp hội', 'Association'),
  enterprise: words('Doanh nghiệp', 'Enterprise'),
  auditor: words('Thanh tra, kiểm toán', 'Auditor'),
}

/** How an actor showed who they are: not at all, by the session of a browser, by a token, or as the program on the server. */
export type Proof = 'none' | 'session' | 'token' | 'program'

/** What a token may be used for, within the rights of its account. */
export interface TokenScope {
  readonly readOnly: boolean
  /** The capabilities (the first parts of operations' names) that it opens; null: all. */
  readonly capabilities: readonly string[] | null
}

/** Who acts. `userId` is null for the public and for the program itself. */
export interface Actor {
  readonly userId: string | null
  readonly name: string
  readonly grants: ReadonlySet<Grant>
  readonly role: Role | null
  readonly agencyId: number | null
  readonly enterpriseId: number | null
  /** True until a one-time password has been replaced: nothing else is allowed before. */
  readonly mustChangePassword: boolean
  readonly proof: Proof
  /** What the token is for that showed who this is; null without a token. */
  readonly scope: TokenScope | null
}

/** Nobody signed in. */
export const publicActor: Actor = {
  userId: null,
  name: 'public',
  grants: new Set<Grant>(['public']),
  role: null,
  agencyId: null,
  enterpriseId: null,
  mustChangePassword: false,
  proof: 'none',
  scope: null,
}

/** The program itself: start-up, jobs, and the command line (which whoever can read the secrets may use). */
export const systemActor: Actor = {
  userId: null,
  name: 'nscl',
  grants: new Set<Grant>([...roles.filter((role) => role !== 'enterprise'), 'admin', 'public', 'system']),
  role: null,
  agencyId: null,
  enterpriseId: null,
  mustChangePassword: false,
  proof: 'program',
  scope: null,
}

/** Whether the actor holds one of the grants that are asked for. */
export function holds(actor: Actor, may: readonly Grant[]): boolean {
  return may.some((grant) => actor.grants.has(grant))
}

/** What says who may: an operation, or a page. */
export interface Guarded {
  readonly may: readonly Grant[]
}

/** Whether the actor may run the operation at all; it may still refuse a record that is not theirs. */
export function mayRun(actor: Actor, { may }: Guarded): boolean {
  return holds(actor, may)
}
