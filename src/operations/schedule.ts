import { readFile } from 'node:fs/promises'
import type { BackupSettings } from '../platform/config.ts'
import { today } from '../platform/dates.ts'
import type { System } from '../platform/system.ts'
import { backupsIn, takeBackup } from './backup.ts'

/** The pass phrase of a file; the line break that an editor puts behind it does not count. */
export async function passphraseIn(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
}

const zone = 7 * 3_600_000

/**
 * Whether the day's backup is to be taken now: its hour has come (Asia/Ho_Chi_Minh) and the newest is of an earlier day.
 * @param newest the name of the newest backup; undefined without one
 */
export function isBackupDue(now: Date, hour: number, newest: string | undefined): boolean {
  const local = new Date(now.getTime() + zone)
  if (local.getUTCHours() < hour) return false
  if (newest === undefined) return true
  const [, date = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(newest) ?? []
  const taken = new Date(
    `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
  )
  return today(taken) < today(now)
}

/** Takes the day's backup if it is due. A failure is logged, and tried again at the next look. */
export async function takeDueBackup(
  system: System,
  databaseUrl: string,
  settings: BackupSettings,
): Promise<void> {
  try {
    const names = await backupsIn(settings.directory).catch(() => [])
    if (!isBackupDue(system.now(), settings.hour, names.at(-1))) return
    const taken = await takeBackup(
      {
        databaseUrl,
        dataDirectory: system.config.dataDirectory,
        sample: system.sample,
        erasures: system.config.erasures,
      },
      settings.directory,
      await passphraseIn(settings.passphraseFile),
      settings,
      system.now(),
    )
    system.log.info(
      { backup: taken.name, rows: taken.rows, files: taken.files, removed: taken.removed.length },
      'backup',
    )
  } catch (error) {
    system.log.error({ err: error }, 'the backup failed')
  }
}
