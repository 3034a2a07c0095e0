// The officer's day at 100,000 enterprises and 20,000 applications: the first page of the role, the search by three letters, the lists filtered
// and sorted, the line of a year, a rehearsal; asked by five officers at once, beside the rows alone by SQL in the same run. Prints the table of
// bench/README.md.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillApplications } from './applications.ts'
import { serveSample } from './served.ts'
import { applications, count, size } from './size.ts'

/** What is asked in a turn; the bare statement reads the rows that the page shows, and nothing else. */
interface Asked {
  readonly name: string
  readonly path: string
  readonly bare: string
  /** Asked by one after the other, and seldom: what an officer does once and waits for. */
  readonly alone?: boolean
}

const registered =
  'SELECT * FROM enterprise e JOIN admin_unit u ON u.id = e.admin_unit_id WHERE e.merged_into IS NULL'

const inLine = `SELECT a.*, e.name FROM application a JOIN enterprise e ON e.id = a.enterprise_id
  WHERE a.state IN ('filed', 'checked', 'appraised', 'waiting') AND a.year = (SELECT max(year) FROM application) ORDER BY a.filed_at`

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
    path: '/enterprises?size=small&sort=registered&direction=desc',
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
    name: '/applications, those to be decided by enterprise',
    path: '/applications?state=appraised&sort=enterprise',
    bare: "SELECT * FROM application a JOIN enterprise e ON e.id = a.enterprise_id WHERE a.state = 'appraised' ORDER BY e.name, a.id LIMIT 51",
  },
  {
    name: '/applications by REST',
    path: '/api/v1/applications',
    bare: 'SELECT * FROM application a JOIN enterprise e ON e.id = a.enterprise_id ORDER BY a.filed_on DESC, a.id DESC LIMIT 51',
  },
  {
    name: '/support',
    path: '/support',
    bare: 'SELECT * FROM support_turn t JOIN enterprise e ON e.id = t.enterprise_id ORDER BY t.id DESC LIMIT 51',
  },
  {
    name: 'the line of a year by REST, 5,000 in it',
    path: '/api/v1/applications/ranking',
    bare: inLine,
    alone: true,
  },
  {
    name: 'a draft norm rehearsed on all applications, by REST',
    path: '/api/v1/rehearsals?share=50&ceiling=40000000&ceilingUnit=contract',
    bare: 'SELECT a.*, e.sector_group FROM application a JOIN enterprise e ON e.id = a.enterprise_id ORDER BY a.year, a.filed_at',
    alone: true,
  },
]

/** The time below which so many hundredths of the answers came. */
const percentile = (times: readonly number[], share: number) =>
  times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  0
const told = (times: readonly number[]) =>
  [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(share === 0.5 ? 1 : 0)).join(' / ')

/** How often each officer asks. */
const turns = 20
const officers = 5
const directory = await mkdtemp(join(tmpdir(), 'nscl-day-'))
const { url, cookie, pool, close } = await serveSample(directory, { ...size, facts: 20_000 })
await fillApplications(pool, applications)

async function answer(path: string): Promise<void> {
  const given = await fetch(url + path, { headers: { cookie } })
  await given.text()
  if (!given.ok) throw new Error(`${path}: ${given.status}`)
}

/** Milliseconds of each time that `work` took, asked by so many at once. */
async function timed(work: () => Promise<unknown>, atOnce: number, often: number): Promise<number[]> {
  const times: number[] = []
  const officer = async () => {
    for (let turn = 0; turn < often; turn++) {
      const began = performance.now()
      await work()
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, officer))
  return times
}

console.log(
  `| p50 / p95 / p99 in ms, ${count} enterprises, ${applications.toLocaleString('en')} applications, ${officers} officers at once | nscl | bare SQL |\n| --- | ---: | ---: |`,
)
for (const { name, path, bare, alone = false } of asked) {
  const [atOnce, often] = alone ? [1, 10] : [officers, turns]
  // The first turns read what the database has not in memory yet.
  for (let turn = 0; turn < 3; turn++) await answer(path)
  const ours = await timed(() => answer(path), atOnce, often)
  const peer = await timed(() => pool.query(bare), atOnce, often)
  console.log(`| ${name}${alone ? ', one officer' : ''} | ${told(ours)} | ${told(peer)} |`)
}
await close()
await rm(directory, { recursive: true })
process.exit(0)
