import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
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

function parse(content: string, path: string): Buffer {
  const text = content.trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`The secret ${path} is damaged; restore it from a backup`)
  return Buffer.from(text, 'hex')
}
