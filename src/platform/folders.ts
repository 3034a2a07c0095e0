import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing; one that is there stays as it is. Step by step, because `mkdir` of Node
 * with `recursive` never returns where a file system answers ENOENT below a folder that exists (/proc).
 * @param mode of the folders that are made
 * @throws the system's error, which names the path, when it cannot be made
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  if (await isFolder(path)) return
  if (dirname(path) !== path) await makeFolder(dirname(path), mode)
  try {
    await mkdir(path, mode)
  } catch (error) {
    // Two starts at once: the other one has made it.
    if (!(await isFolder(path))) throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() ?? false
}
