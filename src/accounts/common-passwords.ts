import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { packageDirectory } from '../platform/config.ts'
import { fold } from '../platform/text.ts'

let listed: Promise<ReadonlySet<string>> | null = null

const Provinces = z.object({
  provincesBefore: z.array(z.tuple([z.string(), z.string(), z.string()]).rest(z.string())),
  provinces: z.array(z.tuple([z.string(), z.string(), z.string()]).rest(z.string())),
})

/** The list that comes with the program, and the names of provinces: an office's own is the first that somebody tries (`Đồng Nai 2026`). */
async function read(): Promise<ReadonlySet<string>> {
  const data = (name: string) => readFile(join(packageDirectory, 'data', name), 'utf8')
  const lines = (await data('common-passwords.txt')).split('\n')
  const { provincesBefore, provinces } = Provinces.parse(JSON.parse(await data('places.json')))
  const names = [...provincesBefore, ...provinces].flatMap(([, whole, bare]) => [whole, bare])
  return new Set([
    ...lines.filter((line) => line !== '' && !line.startsWith('# ')),
    ...names.map((name) => fold(name).replace(/[^a-z]/g, '')),
  ])
}

/** Signs that stand in for letters: `P@ssw0rd`. */
const standIns: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
}

const withLetters = (text: string) => text.replace(/[@431!0$5]/g, (sign) => standIns[sign] ?? sign)

/**
 * What of a password may stand in a list of common ones: itself, without accents, case and blanks, and the word that is left when digits
 * and signs around it go (`matkhau2026!`, `P@ssw0rd123`).
 */
export function passwordCores(password: string): string[] {
  const plain = fold(password).replace(/\s/g, '')
  const trimmed = plain.replace(/^[^a-z]+|[^a-z]+$/g, '')
  const ends = plain.replace(/[\d\W_]+$/, '')
  const cores = [password.toLowerCase(), plain, trimmed, ends, withLetters(trimmed), withLetters(ends)]
  return [...new Set(cores)].filter((core) => core.length >= 4)
}

/** Whether each sign follows from the one before: `abcdefghij`, `9876543210`. */
function isSequence(text: string): boolean {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0)
  return [1, -1].some((step) => codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step))
}

/** Whether a few signs are repeated: `abcabcabcabc`. */
const isRepeated = (text: string) => /^(.{1,4})\1+.{0,3}$/s.test(text)

/** Whether a password is one that everybody tries first (NIST SP 800-63B-4, 3.1.1.2: a blocklist). */
export async function isCommonPassword(password: string): Promise<boolean> {
  const lower = password.toLowerCase()
  if (isSequence(lower) || isRepeated(lower)) return true
  listed ??= read()
  const list = await listed
  return passwordCores(password).some((core) => list.has(core))
}
