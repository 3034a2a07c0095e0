// The officer's day at 100,000 enterprises: the first page of the role, the search by three letters, the register filtered and sorted; each
// asked one after the other, beside the rows alone by SQL in the same turn. Prints the table of bench/README.md.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveSample } from './served.ts'
import { count, size } from './size.ts'

/** What is asked in a turn; the bare statement reads the rows that the page shows, and nothing else. */
interface Asked {
  readonly name: string
  readonly path: string
  readonly bare: string
}

const registered =
  'SELECT * FROM enterprise e JOIN admin_unit u ON u.id = e.admin_unit_id WHERE e.merged_into IS NULL'

const asked: readonly Asked[] = [
  {
    name: '/work, of the coordinator',
    path: '/work',
    bare: `SELECT a.id, a.filed_on, e.name FROM application a JOIN enterprise e ON e.id = a.enterprise_id
            WHERE a.state IN ('filed', 'checked', 'appraised') ORDER BY a.filed_on, a.id LIMIT 50`,
  },
  {
    name: 'search by three letters (chữ "thu")',
    path: '/search?q=thu',
    bare: "SELECT id, name, tax_code FROM enterprise WHERE search LIKE '%thu%' ORDER BY name, id LIMIT 5",
  },
  {
    name: 'search by three letters that few have (chữ "nuo")',
    path: '/search?q=nuo',
    bare: "SELECT id, name, tax_code FROM enterprise WHERE search LIKE '%nuo%' ORDER BY name, id LIMIT 5",
  },
  { name: '/enterprises', path: '/enterprises', bare: `${registered} ORDER BY e.name, e.id LIMIT 51` },
  {
    name: '/enterprises, small ones by the day of registration',
    path: '/enterprises?size=small&sort=-registered',
    bare: `${registered} AND e.size_class = 'small' ORDER BY e.registered_at DESC, e.id DESC LIMIT 51`,
  },
  {
    name: '/enterprises, of one sector by tax code',
    path: '/enterprises?sector=production&sort=taxCode',
    bare: `${registered} AND e.sector_group = 'production' ORDER BY e.tax_code, e.id LIMIT 51`,
  },
  {
    name: '/enterprises, by unit',
    path: '/enterprises?sort=unit',
    bare: `${registered} ORDER BY u.name, e.id LIMIT 51`,
  },
  {
    name: '/enterprises, by words of the name',
    path: '/enterprises?q=thuy+san',
    bare: `${registered} AND e.search LIKE '%thuy%' AND e.search LIKE '%san%' ORDER BY e.name, e.id LIMIT 51`,
  },
  {
    name: '/applications',
    path: '/applications',
    bare: 'SELECT * FROM application a JOIN enterprise e ON e.id = a.enterprise_id ORDER BY a.filed_on DESC, a.id DESC LIMIT 51',
  },
  {
    name: '/support',
    path: '/support',
    bare: 'SELECT * FROM support_turn t JOIN enterprise e ON e.id = t.enterprise_id ORDER BY t.id DESC LIMIT 51',
  },
]

/** The time below which so many hundredths of the answers came. */
const percentile = (times: readonly number[], share: number) =>
  times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  0
const told = (times: readonly number[]) =>
  [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(share === 0.5 ? 1 : 0)).join(' / ')

const turns = 60
const directory = await mkdtemp(join(tmpdir(), 'nscl-day-'))
const { url, cookie, pool, close } = await serveSample(directory, { ...size, facts: 20_000 })
console.log(`| p50 / p95 / p99 in ms, ${count} enterprises | nscl | bare SQL |\n| --- | ---: | ---: |`)
for (const { name, path, bare } of asked) {
  const [ours, alone]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < turns + 3; turn++) {
    const began = performance.now()
    const answer = await fetch(url + path, { headers: { cookie } })
    await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    const answered = performance.now()
    await pool.query(bare)
    // The first turns read what the database has not in memory yet.
    if (turn < 3) continue
    ours.push(answered - began)
    alone.push(performance.now() - answered)
  }
  console.log(`| ${name} | ${told(ours)} | ${told(alone)} |`)
}
await close()
await rm(directory, { recursive: true })
process.exit(0)
