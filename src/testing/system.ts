import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import type { z } from 'zod'
import { type Actor, type HeldRoleKey, posts, publicActor, systemActor } from '../platform/actor.ts'
import { readConfig } from '../platform/config.ts'
import { today } from '../platform/dates.ts'
import { recordEvent } from '../platform/events.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import { actorOfAccount } from '../platform/session.ts'
import type { System } from '../platform/system.ts'
import { openSystem } from '../start/open.ts'
import { bare, template } from './ready-cluster.ts'

/** Somebody in a test, and what they may try. */
export interface Someone {
  readonly actor: Actor
  run<I extends z.ZodObject, O extends z.ZodType>(
    operation: Command<I, O> | Query<I, O>,
    input: unknown,
    once?: string,
  ): Promise<z.input<O>>
}

interface AccountOptions {
  readonly enterpriseId?: number
  /** Of a post without one: an agency of the kind `agency`. */
  readonly agencyId?: number
  readonly admin?: boolean
}

export interface TestSystem {
  readonly system: System
  readonly databaseUrl: string
  /** Makes an account with this role and acts as it; 'public' and 'system' need no account. */
  as(role: HeldRoleKey | 'public' | 'system', options?: AccountOptions): Promise<Someone>
  /** A small PDF kept as evidence; gives its file id. @param enterpriseId the enterprise that owns it, if one does */
  evidence(name?: string, enterpriseId?: number): Promise<number>
}

interface TestOptions {
  /** Whether it is opened as a sample, with nothing made in it yet. */
  readonly sample?: boolean
  /** Whether it is opened without the shipped example, to be set up for a province. */
  readonly clean?: boolean
  /** Beside those that every test has. */
  readonly settings?: NodeJS.ProcessEnv
}

/** What a test's database and folder begin as copies of. */
interface Beginning {
  readonly database: string
  readonly directory: string | null
}

/** A fresh database with everything that an installation starts with: Plan 181, agencies, catalogues. Ends itself. */
export function testSystem(options: TestOptions = {}): Promise<TestSystem> {
  // The template is a real installation, and no sample is made of one.
  const isBare = options.sample === true || options.clean === true
  return copyOf(
    isBare ? { database: bare, directory: null } : { database: template, directory: inject('templateData') },
    options,
  )
}

/** A fresh copy of a database and its folder. Ends itself. */
export async function copyOf(
  { database, directory: from }: Beginning,
  { sample = false, clean = false, settings = {} }: TestOptions = {},
): Promise<TestSystem> {
  const server = inject('server')
  const name = `t_${randomBytes(8).toString('hex')}`
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${database}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const directory = await mkdtemp(join(tmpdir(), 'nscl-files-'))
  if (from !== null) await cp(from, directory, { recursive: true })
  const opened = await openSystem(
    readConfig({
      DATABASE_URL: url.href,
      NSCL_DATA: directory,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      ...settings,
    }),
    { sample, clean },
  )
  afterAll(async () => {
    await opened.close()
    await administer(server, `DROP DATABASE ${name} WITH (FORCE)`)
    await rm(directory, { recursive: true, force: true })
  })
  const { system } = opened
  return {
    system,
    databaseUrl: url.href,
    async as(role, options = {}) {
      const actor =
        role === 'public'
          ? publicActor
          : role === 'system'
            ? systemActor
            : await account(system, role, options)
      return {
        actor,
        run: (operation, input, once) => execute(system, operation, actor, input, { via: 'page', once }),
      }
    },
    async evidence(fileName = 'minh-chung.pdf', enterpriseId) {
      const bytes = new TextEncoder().encode(`%PDF-1.4\n% ${randomBytes(8).toString('hex')}\n%%EOF\n`)
      const { sha256 } = await system.files.write(bytes)
      const row = await system.db
        .insertInto('file')
        .values({
          sha256,
          name: fileName,
          mime: 'application/pdf',
          size: BigInt(bytes.byteLength),
          enterpriseId: enterpriseId ?? null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    },
  }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

let accounts = 0

async function account(system: System, role: HeldRoleKey, options: AccountOptions): Promise<Actor> {
  accounts += 1
  const id = `test-${role}-${accounts}-${randomBytes(3).toString('hex')}`
  const values = {
    id,
    name: `${role} ${accounts}`,
    email: `${id}@example.vn`,
    role,
    admin: options.admin ?? false,
    agencyId: options.agencyId ?? (await agencyOfPost(system, role)),
    enterpriseId: options.enterpriseId ?? null,
    mustChangePassword: false,
  }
  // Accounts are watched: one that no record of the trail made would be found.
  const made = { name: 'test.account', actor: systemActor, via: 'system', subject: `account:${id}` } as const
  await recordEvent(system, { ...made, facts: {} }, async (db) => {
    await db.insertInto('account').values(values).execute()
    return true
  })
  const actor = await actorOfAccount(system.db, id, today(system.now()))
  if (actor === null) throw new Error(`${id} is not there`)
  return { ...actor, proof: 'session' }
}

async function agencyOfPost({ db }: System, role: HeldRoleKey): Promise<number | null> {
  if (!posts.some((post) => post === role)) return null
  const { id } = await db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'agency')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  return id
}
