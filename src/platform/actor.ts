import { type Words, words } from './language.ts'
import type { DecisionKind, Delegation } from './signing.ts'

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

/** Posts of an agency: what its officer may do is what its kind does in the programme; its accountant draws, its head signs what is delegated. */
export const posts = ['officer', 'accountant', 'head'] as const
/** Roles of people from outside, who see the one matter that they are invited to. */
export const outsideRoles = ['council_member', 'task_host', 'task_leader', 'expert', 'participant'] as const

/** All that an account can hold, for an agency, an enterprise or one matter, from a day to a day. */
export const heldRoleKeys = [...roles, ...posts, 'enterprise_staff', ...outsideRoles] as const
export type HeldRoleKey = (typeof heldRoleKeys)[number]

/**
 * What an operation or a page can ask for: a role; `admin`, an account that manages accounts (beside its role);
 * `public`, anybody at all; `system`, the program itself and the command line on the server; `reauthenticated`, an account's owner
 * who has just shown password, code or passkey again, held for one operation at a time and by no session or token.
 */
export type Grant = HeldRoleKey | 'admin' | 'public' | 'system' | 'reauthenticated'

/** Everybody who works for the programme; all but enterprises and people from outside. */
export const staff: readonly Grant[] = [
  ...roles.filter((role) => role !== 'enterprise'),
  ...posts.filter((post) => post !== 'officer'),
]
/**
 * The State's own, who read the records and the money of every enterprise. An association is staff and reads those of its members alone
 * (`sight.ts`): what shows all of them is not for it.
 */
export const officers: readonly Grant[] = staff.filter((grant) => grant !== 'association')
/** Who enters what an agency or association did: each its own (`entersFor`), the coordinator for each of them. */
export const doers: readonly Grant[] = staff.filter((grant) => grant !== 'auditor' && grant !== 'leader')
/** Everybody of the programme with an account: staff and enterprises. */
export const signedIn: readonly Grant[] = [...staff, 'enterprise']
/** Whoever has an account, people from outside too: for what is the account's own. */
export const withAccount: readonly Grant[] = [...signedIn, ...outsideRoles]

export const roleNames: Readonly<Record<HeldRoleKey, Words>> = {
  coordinator: words('Cơ quan điều hành', 'Coordinator'),
  leader: words('Lãnh đạo UBND', "People's Committee leader"),
  finance: words('Tài chính', 'Finance'),
  home_affairs: words('Nội vụ', 'Home affairs'),
  statistics: words('Thống kê', 'Statistics'),
  agency: words('Sở, ban, ngành', 'Other agency'),
  association: words('Hội, hiệp hội', 'Association'),
  enterprise: words('Doanh nghiệp', 'Enterprise'),
  auditor: words('Thanh tra, kiểm toán', 'Auditor'),
  officer: words('Công chức của cơ quan', 'Officer of an agency'),
  accountant: words('Kế toán của cơ quan', 'Accountant of an agency'),
  head: words('Thủ trưởng cơ quan', 'Head of an agency'),
  enterprise_staff: words('Nhân viên doanh nghiệp', 'Staff of an enterprise'),
  council_member: words('Ủy viên hội đồng', 'Council member'),
  task_host: words('Tổ chức chủ trì nhiệm vụ', 'Task host'),
  task_leader: words('Chủ nhiệm nhiệm vụ', 'Task leader'),
  expert: words('Chuyên gia', 'Expert'),
  participant: words('Người tham gia', 'Participant'),
}

/** How an actor showed who they are: not at all, by the session of a browser, by a token, or as the program on the server. */
export type Proof = 'none' | 'session' | 'token' | 'program'

/** What a token may be used for, within the rights of its account. */
export interface TokenScope {
  readonly readOnly: boolean
  /** The capabilities (the first parts of operations' names) that it opens; null: all. */
  readonly capabilities: readonly string[] | null
}

/** A role that an account holds today. */
export interface HeldRole {
  readonly role: HeldRoleKey
  /** The role of the programme whose rights it gives; null where it has only its own. */
  readonly actsAs: Role | null
  readonly agencyId: number | null
  readonly enterpriseId: number | null
  /** The one record that it is for, as the audit files it; null: no single one. */
  readonly matter: { readonly record: string; readonly recordId: number } | null
  /** The account of the absent colleague whose role it is; null for one's own. */
  readonly absentId: string | null
}

/** Who acts. `userId` is null for the public and for the program itself. */
export interface Actor {
  readonly userId: string | null
  readonly name: string
  readonly grants: ReadonlySet<Grant>
  /** Every role held today, one's own first. */
  readonly held: readonly HeldRole[]
  /** The first role of the programme among them: what is shown, and whether somebody is of an enterprise. Who may is `grants`. */
  readonly role: Role | null
  /** The agency and the enterprise that it acts for where nothing says which. */
  readonly agencyId: number | null
  readonly enterpriseId: number | null
  /** All agencies and enterprises that it acts for. */
  readonly agencyIds: readonly number[]
  readonly enterpriseIds: readonly number[]
  /** The delegations of signing in force today, whoever they are to. */
  readonly delegations: readonly Delegation[]
  /** True until a one-time password has been replaced: nothing else is allowed before. */
  readonly mustChangePassword: boolean
  readonly proof: Proof
  /** The session that showed who this is, where one did. */
  readonly sessionId?: string
  /** What the token is for that showed who this is; null without a token. */
  readonly scope: TokenScope | null
}

const nothingHeld = {
  held: [],
  role: null,
  agencyId: null,
  enterpriseId: null,
  agencyIds: [],
  enterpriseIds: [],
  delegations: [],
}

/** Nobody signed in. */
export const publicActor: Actor = {
  userId: null,
  name: 'public',
  grants: new Set<Grant>(['public']),
  ...nothingHeld,
  mustChangePassword: false,
  proof: 'none',
  scope: null,
}

/** The program itself: start-up, jobs, and the command line (which whoever can read the secrets may use). */
export const systemActor: Actor = {
  userId: null,
  name: 'nscl',
  grants: new Set<Grant>([...roles.filter((role) => role !== 'enterprise'), 'admin', 'public', 'system']),
  ...nothingHeld,
  mustChangePassword: false,
  proof: 'program',
  scope: null,
}

/** What an account is by the roles that it holds: an account that holds none any more is let in nowhere. */
export function holding(held: readonly HeldRole[], admin: boolean, delegations: readonly Delegation[] = []) {
  const some = <T>(of: (one: HeldRole) => T | null) => [
    ...new Set(held.map(of).filter((one): one is T & {} => one !== null)),
  ]
  const agencyIds = some(({ role, agencyId }) => (isOutside(role) ? null : agencyId))
  const enterpriseIds = some(({ enterpriseId }) => enterpriseId)
  const grants = new Set<Grant>([
    'public',
    ...held.flatMap(({ role, actsAs }) => [role, ...(actsAs === null ? [] : [actsAs])]),
  ])
  if (admin && held.length > 0) grants.add('admin')
  return {
    grants,
    held,
    role: some(({ actsAs }) => actsAs)[0] ?? null,
    agencyId: agencyIds[0] ?? null,
    enterpriseId: enterpriseIds[0] ?? null,
    agencyIds,
    enterpriseIds,
    delegations,
  }
}

const isOutside = (role: HeldRoleKey) => (outsideRoles as readonly string[]).includes(role)

/** Whether the actor acts for this agency. */
export const actsFor = ({ agencyIds }: Pick<Actor, 'agencyIds'>, agencyId: number | null): boolean =>
  agencyId !== null && agencyIds.includes(agencyId)

/** Whether the actor enters what an agency did. */
export const entersFor = (actor: Actor, agencyId: number): boolean =>
  actor.userId === null || actor.grants.has('coordinator') || actsFor(actor, agencyId)

/** The enterprise that an account of one acts for: the one it names, where it acts for that, else its first; null for the office's accounts. */
export const ownEnterprise = (
  { enterpriseId, enterpriseIds }: Pick<Actor, 'enterpriseId' | 'enterpriseIds'>,
  named: number | null | undefined,
): number | null => (named != null && enterpriseIds.includes(named) ? named : enterpriseId)

/** Whether the actor holds one of the grants that are asked for. */
export function holds(actor: Pick<Actor, 'grants'>, may: readonly Grant[]): boolean {
  return may.some((grant) => actor.grants.has(grant))
}

/** What says who may: an operation, or a page. */
export interface Guarded {
  readonly may: readonly Grant[]
  /** The kind of decision that it takes: of those who may, whoever signs it today. */
  readonly signed?: DecisionKind | undefined
}

/** The delegation that keeps the actor from signing such a decision today; null where the actor signs it. */
export function delegatedAway(actor: Actor, kind: DecisionKind): Delegation | null {
  const delegation = actor.delegations.find((one) => one.kind === kind)
  if (delegation === undefined) return null
  const { agencyId, headed } = delegation
  const signs = headed
    ? actor.held.some((one) => one.role === 'head' && one.agencyId === agencyId)
    : actor.grants.has('coordinator')
  return signs ? null : delegation
}

/** Whether the actor may run the operation at all; it may still refuse a record that is not theirs. */
export function mayRun(actor: Actor, { may, signed }: Guarded): boolean {
  if (signed === undefined) return holds(actor, may)
  const isDelegated = actor.delegations.some(({ kind }) => kind === signed)
  // Without a delegation the People's Committee signs, and no head of an agency.
  return isDelegated
    ? holds(actor, may) && delegatedAway(actor, signed) === null
    : holds(
        actor,
        may.filter((grant) => grant !== 'head'),
      )
}
