import { z } from 'zod'
import { type Actor, holds, officers } from '../platform/actor.ts'
import { optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { scannerState } from '../platform/scanner.ts'
import type { System } from '../platform/system.ts'

const Infected = z.object({
  fileId: z.int(),
  name: z.string(),
  signature: z.string(),
  foundAt: z.iso.datetime(),
  uploadedAt: z.iso.datetime(),
  uploadedBy: z.string().nullable(),
})

/** Infected files that one page shows. */
const most = 200

/** Files that are set apart, newest first, and how many wait for the scanner. */
export const showScans = query({
  name: 'files.scans',
  summary: words('Kết quả quét mã độc', 'What the virus scanner said'),
  route: 'GET /file-scans',
  input: z.object({}),
  output: z.object({
    unscanned: z.int(),
    fault: z.string().nullable(),
    lastAt: z.iso.datetime().nullable(),
    infected: z.array(Infected),
  }),
  may: [...officers, 'admin'],
  async run({ db }) {
    const state = await scannerState({ db })
    const last = await db
      .selectFrom('fileScan')
      .select(({ fn }) => fn.max('scannedAt').as('at'))
      .executeTakeFirstOrThrow()
    const infected = await infectedFiles({ db }).limit(most).execute()
    return {
      ...state,
      lastAt: last.at?.toISOString() ?? null,
      infected: infected.map(({ foundAt, uploadedAt, signature, ...file }) => ({
        ...file,
        signature: signature ?? '',
        foundAt: foundAt?.toISOString() ?? uploadedAt.toISOString(),
        uploadedAt: uploadedAt.toISOString(),
      })),
    }
  },
})

function infectedFiles({ db }: Pick<System, 'db'>) {
  return db
    .selectFrom('fileScan as s')
    .innerJoin('file as f', 'f.sha256', 's.sha256')
    .leftJoin('account as a', 'a.id', 'f.uploadedBy')
    .select([
      'f.id as fileId',
      'f.name',
      's.signature',
      's.scannedAt as foundAt',
      'f.uploadedAt',
      'a.name as uploadedBy',
    ])
    .where('s.state', '=', 'infected')
    .orderBy('s.scannedAt', 'desc')
    .orderBy('f.id', 'desc')
}

/** For how many days an infected file is told on the pages of those whom it concerns. */
export const toldDays = 30

/**
 * The infected files that this account has to hear of: whoever uploaded one, the enterprise that it belongs to, and the officers who
 * keep the programme's records.
 */
export async function infectedToTell(
  { db, config, now }: Pick<System, 'db' | 'config' | 'now'>,
  actor: Actor,
): Promise<readonly { readonly fileId: number; readonly name: string; readonly signature: string | null }[]> {
  if (config.scanner === null || actor.userId === null) return []
  const since = new Date(now().getTime() - toldDays * 86_400_000)
  const keepsRecords = holds(actor, ['admin', 'coordinator', 'finance'])
  let files = infectedFiles({ db }).where('s.scannedAt', '>', since).limit(5)
  if (!keepsRecords) {
    files = files.where(({ or, eb }) =>
      or([
        eb('f.uploadedBy', '=', actor.userId),
        ...(actor.enterpriseIds.length === 0 ? [] : [eb('f.enterpriseId', 'in', actor.enterpriseIds)]),
      ]),
    )
  }
  const found = await files.execute()
  // The same bytes twice under one name are said once.
  return found.filter(({ name }, place) => found.findIndex((other) => other.name === name) === place)
}

/** Has stored files shown to the scanner again: one, or, without an id, all. What was clean stays open until it is found infected. */
export const rescanFiles = command({
  name: 'files.rescan',
  summary: words('Quét mã độc lại', 'Scan for viruses again'),
  route: 'POST /file-scans/due',
  input: z.object({ fileId: optionalId() }),
  output: z.object({ files: z.int() }),
  may: ['admin'],
  subject: ({ fileId }) => (fileId === undefined ? null : `file:${fileId}`),
  async run({ db, now }, { fileId }) {
    let rows = db.updateTable('fileScan').set({ nextAt: now, tries: 0 }).where('state', '<>', 'made')
    if (fileId !== undefined) {
      const file = await db.selectFrom('file').select('sha256').where('id', '=', fileId).executeTakeFirst()
      if (file === undefined) throw notFound(words('tệp', 'File'))
      rows = rows.where('sha256', '=', file.sha256)
    }
    const due = await rows.executeTakeFirst()
    return { files: Number(due.numUpdatedRows) }
  },
})
