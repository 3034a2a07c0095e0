import { type AuditVerdict, verifyAudit } from './audit.ts'
import { verifyAnchor } from './audit-anchor.ts'
import type { System } from './system.ts'

/** What the whole check of an installation found: the chain, every audited row, every stored file. */
export interface Verdict extends AuditVerdict {
  readonly files: number
  /** SHA-256 of the stored files that are missing or changed on disk. */
  readonly damagedFiles: readonly string[]
}

/** Looks for any change made behind the program's back. @param progress called with the share done, 0 to 1 */
export async function verifyInstallation(
  { db, files, auditKey, anchor }: Pick<System, 'db' | 'files' | 'auditKey' | 'anchor'>,
  progress: (share: number) => void = () => {},
): Promise<Verdict> {
  const verdict = await verifyAudit(db, auditKey, (share) => progress(share * 0.8))
  const anchored = await verifyAnchor(db, anchor)
  progress(0.9)
  const stored = await db.selectFrom('file').select('sha256').distinct().execute()
  const damagedFiles: string[] = []
  for (const [at, { sha256 }] of stored.entries()) {
    if (!(await files.intact(sha256))) damagedFiles.push(sha256)
    progress(0.9 + ((at + 1) / stored.length) * 0.1)
  }
  return { ...verdict, findings: [...verdict.findings, ...anchored], files: stored.length, damagedFiles }
}

/** A check under way or done. With a million facts it takes minutes: no page waits for it. */
export interface Verification {
  share: number
  endedAt: Date | null
  /** Null while it runs, and when it broke off. */
  verdict: Verdict | null
  readonly ended: Promise<void>
}

const latest = new WeakMap<System, Verification>()

/** The last check that was asked for since the program started; undefined when there was none. */
export const latestVerification = (system: System): Verification | undefined => latest.get(system)

/** Begins a check, or joins the one that is under way. */
export function beginVerification(system: System): Verification {
  const running = latest.get(system)
  if (running !== undefined && running.endedAt === null) return running
  const verification: Verification = {
    share: 0,
    endedAt: null,
    verdict: null,
    ended: verifyInstallation(system, (share) => {
      verification.share = share
    })
      .then((verdict) => {
        verification.verdict = verdict
      })
      .catch((error: unknown) => system.log.error({ err: error }, 'the verification broke off'))
      .finally(() => {
        verification.endedAt = system.now()
      }),
  }
  latest.set(system, verification)
  return verification
}
