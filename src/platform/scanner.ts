import { setTimeout as wait } from 'node:timers/promises'
import { systemActor } from './actor.ts'
import { askScanner, ScanFault, type ScannerAddress } from './clamd.ts'
import { recordEvent } from './events.ts'
import { type FileWatch, infectedCode } from './files.ts'
import { words } from './language.ts'
import { namedEvent } from './operation.ts'
import { conflict, Problem } from './problem.ts'
import type { System } from './system.ts'

const foundInfected = namedEvent(
  infectedCode,
  words('Phát hiện tệp có mã độc', 'A file was found to be infected'),
)

/*
 * What was uploaded is shown to a virus scanner, where one is named, and handed out once it has said that it is clean. One that does not
 * answer keeps the file waiting; it is asked again later and later. Infected bytes are set apart and told.
 */

/** What scans: the parts of a system that it needs. */
type Scanning = Pick<System, 'config' | 'db' | 'files' | 'log' | 'now' | 'auditKey' | 'anchor'>

/** Milliseconds that one scan may take, and that an upload waits for it. */
const deadline = 60_000
const patience = 10_000
/** Seconds until the next attempt: 15, doubled with each, an hour at most. */
const backoff = (tries: number) => Math.min(15 * 2 ** Math.min(tries, 10), 3600)

/** What keeps a file from being handed out: asked by the file store before each read. */
export function withheldBy({ config, db: pool }: Pick<System, 'config' | 'db'>): FileWatch['withheld'] {
  return async (sha256, db = pool) => {
    const scan = await db
      .selectFrom('fileScan')
      .select(['state', 'signature', 'fault'])
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    if (scan?.state === 'infected') return infected(409, scan.signature ?? '')
    if (config.scanner === null || scan?.state === 'clean' || scan?.state === 'made') return null
    const [why, whyEn] =
      scan?.fault == null
        ? ['', '']
        : [
            // Why is told in English, to whoever minds the scanner.
            ' Lần hỏi vừa rồi máy quét chưa trả lời được.',
            ` The scanner had no answer last time (${scan.fault}).`,
          ]
    return conflict('files.unscanned', {
      vi: `Tệp này đang chờ quét mã độc nên chưa mở được.${why} Chương trình tự quét lại, xin thử lại sau ít phút.`,
      en: `This file waits for the virus scanner and is not handed out yet.${whyEn} It is scanned again by itself; please try in some minutes.`,
    })
  }
}

function infected(status: 409 | 422, signature: string): Problem {
  return new Problem(infectedCode, status, {
    vi: `Tệp này nhiễm mã độc (${signature}) nên đã bị cách ly, không mở và không dùng được. Xin dùng tệp sạch.`,
    en: `This file is infected (${signature}); it is set apart, not handed out and not used. Please take a clean one.`,
  })
}

const underWay = new Map<string, Promise<ScanFault | null>>()

/**
 * Shows one stored file to the scanner and writes down what it says; a file that is being scanned is not scanned twice at once.
 * @returns why there is no answer; null when there is one
 */
function scanFile(system: Scanning, scanner: ScannerAddress, sha256: string): Promise<ScanFault | null> {
  const running = underWay.get(sha256)
  if (running !== undefined) return running
  const scan = scanOnce(system, scanner, sha256).finally(() => underWay.delete(sha256))
  underWay.set(sha256, scan)
  return scan
}

async function scanOnce(
  system: Scanning,
  scanner: ScannerAddress,
  sha256: string,
): Promise<ScanFault | null> {
  const { db, files, now } = system
  try {
    const answer = await askScanner(scanner, files.unchecked(sha256), deadline)
    const said = { scannedAt: now(), tries: 0, nextAt: null, fault: null }
    if (answer.verdict === 'infected') {
      await recordInfected(system, sha256, answer.signature, said.scannedAt)
      return null
    }
    const clean = { ...said, state: 'clean' as const, signature: null }
    await files.putBack(sha256)
    await db
      .insertInto('fileScan')
      .values({ sha256, ...clean })
      .onConflict((there) => there.column('sha256').doUpdateSet(clean))
      .execute()
    return null
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error
    const earlier = await db
      .selectFrom('fileScan')
      .select('tries')
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    const tries = (earlier?.tries ?? 0) + 1
    const later = {
      tries,
      nextAt: new Date(now().getTime() + backoff(tries - 1) * 1000),
      fault: error.message.slice(0, 300),
    }
    // What was clean stays so until the scanner says otherwise.
    await db
      .insertInto('fileScan')
      .values({ sha256, state: 'waiting', ...later })
      .onConflict((there) => there.column('sha256').doUpdateSet(later))
      .execute()
    return error
  }
}

/** Sets infected bytes apart, and says so in the audit trail. The row first: from then on nobody gets them. */
async function recordInfected(system: Scanning, sha256: string, signature: string, at: Date): Promise<void> {
  const { db, files } = system
  const named = await db
    .selectFrom('file as f')
    .leftJoin('account as a', 'a.id', 'f.uploadedBy')
    .select(['f.id', 'f.name', 'a.email'])
    .where('f.sha256', '=', sha256)
    .orderBy('f.id')
    .execute()
  const found = { state: 'infected' as const, signature, scannedAt: at, tries: 0, nextAt: null, fault: null }
  const latest = named.at(-1)
  await recordEvent(
    system,
    {
      name: foundInfected,
      actor: systemActor,
      via: 'system',
      subject: latest === undefined ? `sha256:${sha256}` : `file:${latest.id}`,
      facts: { sha256, signature, file: latest?.name ?? null, uploadedBy: latest?.email ?? null },
    },
    async (audited) => {
      const before = await audited
        .selectFrom('fileScan')
        .select('state')
        .where('sha256', '=', sha256)
        .forUpdate()
        .executeTakeFirst()
      await audited
        .insertInto('fileScan')
        .values({ sha256, ...found })
        .onConflict((there) => there.column('sha256').doUpdateSet(found))
        .execute()
      // Said again by a later scan, it is no news.
      return before?.state !== 'infected'
    },
  )
  await files.setApart(sha256)
  system.log.warn({ sha256, signature, file: latest?.id }, 'an infected file was set apart')
}

/**
 * For an upload that has just been kept: its verdict within seconds, as a rule.
 * @throws Problem 422 (by the returned function) when it is infected
 */
export function settledBy(system: () => Scanning): FileWatch['settled'] {
  return async (sha256) => {
    const { config, db, files, log } = system()
    if (config.scanner === null) return
    const known = await db
      .selectFrom('fileScan')
      .select('state')
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    if (known?.state === 'clean' || known?.state === 'made') return
    if (known?.state === 'infected') await files.setApart(sha256)
    else {
      const scan = scanFile(system(), config.scanner, sha256).catch((error: unknown) =>
        log.error({ err: error, sha256 }, 'an upload could not be scanned'),
      )
      await Promise.race([scan, wait(patience, undefined, { ref: false })])
    }
    const scan = await db
      .selectFrom('fileScan')
      .select(['state', 'signature'])
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    if (scan?.state === 'infected') throw infected(422, scan.signature ?? '')
  }
}

/** Files looked at in one round. */
const round = 200

/** Which files are due for the scanner: those that were never scanned, and those whose time has come. */
async function dueFiles({ db, now }: Scanning): Promise<string[]> {
  const due = await db
    .selectFrom('fileScan')
    .select('sha256')
    .where('nextAt', '<=', now())
    .orderBy('nextAt')
    .limit(round)
    .execute()
  const fresh = await db
    .selectFrom('file')
    .select('sha256')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('fileScan').select('state').whereRef('fileScan.sha256', '=', 'file.sha256'))),
    )
    .groupBy('sha256')
    .limit(round)
    .execute()
  return [...due, ...fresh].map(({ sha256 }) => sha256)
}

/**
 * Scans what is due, one after the other, until nothing is.
 * @returns whether the scanner answered, as far as it was asked; a scanner that is away is not asked about the other files
 */
export async function scanDue(system: Scanning, signal?: AbortSignal): Promise<boolean> {
  const { scanner } = system.config
  if (scanner === null) return true
  for (;;) {
    const due = await dueFiles(system)
    if (due.length === 0) return true
    for (const sha256 of due) {
      if (signal?.aborted) return true
      const fault = await scanFile(system, scanner, sha256)
      if (fault?.of === 'away') return false
    }
  }
}

/** How it stands with the scanner. */
export interface ScannerState {
  /** Files that it has not answered about. */
  readonly unscanned: number
  /** Why one of them waits, where an attempt failed. */
  readonly fault: string | null
}

/** What the scanner's page and `/ready` tell. */
export async function scannerState({ db }: Pick<System, 'db'>): Promise<ScannerState> {
  const late = await db
    .selectFrom('file as f')
    .leftJoin('fileScan as s', 's.sha256', 'f.sha256')
    .select(({ fn }) => [fn.count<bigint>('f.sha256').distinct().as('files'), fn.max('s.fault').as('fault')])
    .where(({ or, eb }) => or([eb('s.state', 'is', null), eb('s.state', '=', 'waiting')]))
    .executeTakeFirstOrThrow()
  return { unscanned: Number(late.files), fault: late.fault }
}

/**
 * Scans what is due, now and every half minute; a scanner that is away is asked again later and later, five minutes at most.
 * @returns ends it, waiting for a round under way
 */
export function scanAlways(system: Scanning): () => Promise<void> {
  if (system.config.scanner === null) return async () => {}
  const stop = new AbortController()
  const rounds = async () => {
    let seconds = 30
    while (!stop.signal.aborted) {
      const answered = await scanDue(system, stop.signal).catch((error: unknown) => {
        system.log.error({ err: error }, 'scanning')
        return false
      })
      seconds = answered ? 30 : Math.min(seconds * 2, 300)
      await wait(seconds * 1000, undefined, { ref: false, signal: stop.signal }).catch(() => {})
    }
  }
  const running = rounds()
  return async () => {
    stop.abort()
    await running
  }
}
