import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { readConfig } from '../platform/config.ts'
import { openSystem } from './open.ts'

/** What the first `done` of the writer's steps come to, in đồng. */
function acknowledgedSum(done: number): bigint {
  let sum = 0n
  for (let at = 0; at < done; at++) sum += at % 3 === 2 ? -2000n : 1001n
  return sum
}

test('killed in the middle of writing, program and database: what was acknowledged is there, the ledger balances, the audit verifies', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nscl-crash-'))
  const environment = { NSCL_DATA: directory, LOG_LEVEL: 'silent' }
  try {
    const writer = spawn(process.execPath, ['--import', 'tsx', 'src/testing/writer.ts'], {
      env: { ...process.env, ...environment, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let errors = ''
    writer.stdout.on('data', (part: Buffer) => {
      output += part.toString()
    })
    writer.stderr.on('data', (part: Buffer) => {
      errors += part.toString()
    })
    const acknowledged = () => Number(output.trimEnd().split('\n').at(-1) ?? 0)
    // However slow the machine: the test's own time ends it.
    while (acknowledged() < 40) {
      if (writer.exitCode !== null) throw new Error(`The writer ended: ${errors}`)
      await wait(50)
    }
    const postmaster = Number(
      (await readFile(join(directory, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0],
    )
    process.kill(postmaster, 'SIGKILL')
    writer.kill('SIGKILL')
    await wait(500)
    const done = acknowledged()
    expect(done).toBeGreaterThanOrEqual(40)

    const opened = await openSystem(readConfig(environment))
    const { db, auditKey } = opened.system
    try {
      const balances = await sql<{ allocated: bigint; postings: number; wrong: number }>`
        SELECT (SELECT coalesce(sum(allocated), 0)::bigint FROM budget_position) AS allocated,
               (SELECT coalesce(sum(amount), 0)::float8 FROM ledger_posting) AS postings,
               (SELECT count(*)::int FROM ledger_account a
                 WHERE a.balance <> (SELECT coalesce(sum(p.amount), 0) FROM ledger_posting p WHERE p.account_id = a.id)) AS wrong
      `.execute(db)
      const found = balances.rows[0]
      expect(found?.postings).toBe(0)
      expect(found?.wrong).toBe(0)
      // One command may have been committed whose acknowledgement was never read; none may be half done or lost.
      expect([acknowledgedSum(done), acknowledgedSum(done + 1)]).toContain(found?.allocated)
      // The writer kept its evidence file by hand, outside a command: the one thing that the audit has to find.
      const { findings } = await verifyAudit(db, auditKey)
      expect(findings.map((finding) => finding.where)).toEqual(['file 1'])
    } finally {
      await opened.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
