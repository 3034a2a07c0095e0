import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { commandLine } from '../cli/program.ts'
import { packageDirectory, settingNames } from '../platform/config.ts'

const read = (name: string) => readFileSync(join(packageDirectory, name), 'utf8')
const [readme, architecture, contributing] = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'].map(
  read,
) as [string, string, string]

/** What stands between backticks in a text, each once. */
const quoted = (text: string) => [
  ...new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, inside = '']) => inside)),
]

/** The folders of a directory. */
const folders = (directory: string) =>
  readdirSync(join(packageDirectory, directory), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

describe('ARCHITECTURE.md', () => {
  const map = architecture.split('\n').filter((line) => /^ {4}\S/.test(line))
  const named = map.flatMap((line) => (line.trim().split(/ {2,}/)[0] ?? '').split(', '))

  it('names folders and files that exist', () => {
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((path) => !existsSync(join(packageDirectory, path)))).toEqual([])
  })

  it('names every room of the program', () => {
    const rooms = folders('src').map((room) => `src/${room}/`)
    expect(rooms.filter((room) => !named.includes(room))).toEqual([])
  })

  it('names in its text only files and decisions that exist', () => {
    const files = quoted(architecture).filter((text) => /^[\w./-]+\.(ts|tsx|md|json|cjs|mjs|sql)$/.test(text))
    const somewhere = new Set(readdirSync(join(packageDirectory, 'src'), { recursive: true }).map(String))
    const all = [...somewhere]
    const missing = files.filter(
      (file) =>
        !existsSync(join(packageDirectory, file)) && !all.some((path) => `/${path}`.endsWith(`/${file}`)),
    )
    expect(missing).toEqual([])
    const decisions = readdirSync(join(packageDirectory, 'docs/decisions')).map((name) => name.slice(0, 3))
    const cited = [...architecture.matchAll(/\((\d{3})\)/g)].map(([, number = '']) => number)
    expect(cited.filter((number) => !decisions.includes(number))).toEqual([])
  })
})

describe('the documents', () => {
  const documents = ['README.md', 'README.vi.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...markdown('docs')]

  it.each(documents)('link only to what exists: %s', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, link = '']) => link,
    )
    const from = join(packageDirectory, name, '..')
    expect(links.filter((link) => !existsSync(join(from, link)))).toEqual([])
  })
})

function markdown(directory: string): string[] {
  return readdirSync(join(packageDirectory, directory), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(directory, name))
}

describe('README.md', () => {
  const program = commandLine()

  /** The command that these words name: `nscl user add` → add; null when there is none. */
  function commandOf(words: readonly string[]): Command | null {
    let found: Command | null = program
    for (const word of words) found = found?.commands.find((command) => command.name() === word) ?? null
    return found
  }
  const leaves = (command: Command): string[] =>
    command.commands.length === 0
      ? [command.name()]
      : command.commands.flatMap((below) => leaves(below).map((name) => `${command.name()} ${name}`))
  const all = program.commands.flatMap(leaves)

  // In the table `nscl user list`, `add` means `nscl user add`.
  const rows = readme.split('\n').filter((line) => line.startsWith('| `nscl '))
  const named = rows.flatMap((row) => {
    let group: string[] = []
    return quoted(row.split('|')[1] ?? '').map((text) => {
      const words = text.split(' ').filter((word) => !/^[A-Z]+$/.test(word))
      if (words[0] === 'nscl') {
        group = words.slice(1, -1)
        return words.slice(1)
      }
      return [...group, ...words]
    })
  })

  it('names commands that there are, each with its help', () => {
    expect(named.length).toBeGreaterThan(10)
    for (const words of named) {
      const help = commandOf(words)?.helpInformation() ?? `no such command: ${words.join(' ')}`
      expect(help).toMatch(/^Usage: nscl /)
    }
  })

  it('names every command that there is', () => {
    const names = named.map((words) => words.join(' '))
    expect(all.filter((name) => !names.includes(name))).toEqual([])
  })

  it('names commands and options in its examples that there are', () => {
    const examples = [...readme.matchAll(/npx nscl ([^`\n]+)`/g)].map(([, text = '']) => text.split(/\s+/))
    for (const words of examples) {
      const path = words.slice(
        0,
        words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith('--')),
      )
      const command = commandOf(
        path.length === 0 && /^[a-z]+$/.test(words[0] ?? '') ? words.slice(0, 1) : path,
      )
      expect(command).not.toBeNull()
      const options = ['--help', ...(command?.options ?? []).map((option) => option.long)]
      expect(words.filter((word) => word.startsWith('--') && !options.includes(word))).toEqual([])
    }
  })

  it('names every setting, and no setting that there is not', () => {
    const settings = /## Settings\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
    const told = quoted(settings).filter((text) => /^[A-Z][A-Z0-9_]+$/.test(text))
    expect(told.toSorted()).toEqual(settingNames.toSorted())
  })
})

describe('CONTRIBUTING.md', () => {
  it('names files, folders and scripts that exist', () => {
    const paths = quoted(contributing).filter((text) =>
      /^(src|migrations|docs|data|schema|scripts|bench|e2e)\/[\w./-]*$/.test(text),
    )
    expect(paths.length).toBeGreaterThan(5)
    expect(
      paths.filter((path) => !path.includes('NNNN') && !existsSync(join(packageDirectory, path))),
    ).toEqual([])
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const run = [...contributing.matchAll(/npm (?:run )?([a-z:0-9]+)/g)].map(([, name = '']) => name)
    expect(run.filter((name) => scripts[name] === undefined && name !== 'ci')).toEqual([])
  })

  it('fits on a page', () => {
    expect(contributing.split('\n').length).toBeLessThan(100)
  })
})
