import { createAccount } from '../accounts/index.ts'
import { agencyKinds } from '../agencies/index.ts'
import { type Actor, type Role, roleNames, roles, systemActor } from '../platform/actor.ts'
import { actorOfAccount } from '../platform/session.ts'
import type { System } from '../platform/system.ts'
import { sampleMail } from './names.ts'
import type { Story } from './story.ts'

/** An account of the sample and how it signs in the first time. */
export interface SampleAccount {
  readonly role: Role
  readonly email: string
  readonly password: string
}

const mailNames: Readonly<Record<Role, string>> = {
  coordinator: 'dieu-hanh',
  leader: 'lanh-dao',
  finance: 'tai-chinh',
  home_affairs: 'noi-vu',
  statistics: 'thong-ke',
  agency: 'so-nganh',
  association: 'hiep-hoi',
  enterprise: 'doanh-nghiep',
  auditor: 'thanh-tra',
}

/** One account for each role but the enterprise's, which needs an enterprise; the coordinator's manages accounts too. */
export async function openAccounts(
  system: System,
  story: Story,
  actors: Map<Role, Actor>,
  accounts: SampleAccount[],
): Promise<void> {
  for (const role of roles) {
    if (role === 'enterprise') continue
    await openAccount(system, story, actors, accounts, role, null)
  }
}

/** Opens the account of a role, and lets it act. */
export async function openAccount(
  { db }: System,
  story: Story,
  actors: Map<Role, Actor>,
  accounts: SampleAccount[],
  role: Role,
  enterpriseId: number | null,
): Promise<void> {
  // An agency that is still there: whoever signs in sees its work.
  const agency = await db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', agencyKinds.find((kind) => kind === role) ?? null)
    .where('validTo', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
  const email = sampleMail(mailNames[role])
  const made = await story.run(systemActor, createAccount, {
    name: `${roleNames[role].vi} (mẫu)`,
    email,
    role,
    agencyId: agency?.id,
    enterpriseId: enterpriseId ?? undefined,
    admin: role === 'coordinator',
  })
  const actor = await actorOfAccount(db, made.id)
  if (actor === null) throw new Error(`The account ${email} is not there`)
  // The story's people work at once; whoever signs in replaces the one-time password first.
  actors.set(role, { ...actor, mustChangePassword: false })
  accounts.push({ role, email, password: made.password })
}
