import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from './folders.ts'
import { errorCode } from './problem.ts'

/**
 * A secret of this installation, made at first use: 32 random bytes in `<data>/secrets/<name>`, readable by its owner
 * alone. It lies outside the database on purpose: whoever has only the database cannot forge sessions or seals.
 */
export async function secret(dataDirectory: string, name: string): Promise<Buffer> {
  const directory = join(dataDirectory, 'secrets')
  await makeFolder(directory, 0o700)
  const path = join(directory, name)
  try {
    return parse(await readFile(path, 'utf8'), path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  // Written beside its place and linked there whole: of two starts at once one sets it, the other reads that.
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  await writeFile(draft, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600, flush: true })
  try {
    await link(draft, path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
  return parse(await readFile(path, 'utf8'), path)
}

/** A secret that there may be; null where there is none. Nothing is made. */
export async function secretIfThere(dataDirectory: string, name: string): Promise<Buffer | null> {
  const path = join(dataDirectory, 'secrets', name)
  try {
    return parse(await readFile(path, 'utf8'), path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** The keys that a secret has had before, newest first. */
export async function formerSecrets(dataDirectory: string, name: string): Promise<Buffer[]> {
  const path = join(dataDirectory, 'secrets', `${name}.former`)
  try {
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '')
    return lines.map((line) => parse(line, path))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/**
 * Puts the key in `<name>.next` in the place of a secret. Broken off anywhere it is done by doing it again.
 * @param keep whether what the old key has sealed is still to be known: it goes to `<name>.former`
 */
export async function replaceSecret(dataDirectory: string, name: string, keep: boolean): Promise<void> {
  if ((await secretIfThere(dataDirectory, `${name}.next`)) === null) return
  const path = join(dataDirectory, 'secrets', name)
  const present = await secret(dataDirectory, name)
  const former = await formerSecrets(dataDirectory, name)
  if (keep && !former.some((key) => key.equals(present))) {
    const lines = [present, ...former].map((key) => `${key.toString('hex')}\n`)
    await writeFile(`${path}.former.draft`, lines.join(''), { mode: 0o600, flush: true })
    await rename(`${path}.former.draft`, `${path}.former`)
  }
  await rename(`${path}.next`, path)
}

/** Removes a key that was never put into use. */
export const dropSecret = (dataDirectory: string, name: string): Promise<void> =>
  rm(join(dataDirectory, 'secrets', name), { force: true })

function parse(content: string, path: string): Buffer {
  const text = content.trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`The secret ${path} is damaged; restore it from a backup`)
  return Buffer.from(text, 'hex')
}
