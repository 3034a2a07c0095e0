import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { AuditAnchor } from './audit-anchor.ts'
import type { BusinessRegister } from './business-register.ts'
import type { Config } from './config.ts'
import type { DB } from './database-types.ts'
import type { ErasureJournal } from './erasures.ts'
import type { FileStore } from './files.ts'
import type { Identity } from './identity.ts'

/** What one running program consists of. Made once in `main.ts`, or by a test. */
export interface System {
  readonly config: Config
  readonly db: Kysely<DB>
  readonly files: FileStore
  readonly identity: Identity
  /** Single sign-on, opened at its first use; null when no provider is configured. */
  readonly singleSignOn: (() => Identity) | null
  readonly organisations: (() => Identity) | null
  /** The national business register, by the province's gateway; null where none is configured. */
  readonly businessRegister: BusinessRegister | null
  readonly log: Logger
  /** Seals the head of the audit chain; lies in the data directory, outside the database. */
  readonly auditKey: Buffer
  /** The journal of the chain's heads, outside the database. */
  readonly anchor: AuditAnchor
  /** The journal of persons who were erased, outside the database. */
  readonly erasures: ErasureJournal
  /** True when the database holds made-up data only: every page and export then says so. */
  readonly sample: boolean
  readonly now: () => Date
}
