// The search over everything at 100,000 enterprises: how long its REST route takes, of words of every sort, one after the other.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serveSample } from './served.ts'
import { size } from './size.ts'

/** What people type: what everything is called, parts of names, tax codes, numbers of documents, sections, two letters, nothing that is there. */
const asked = [
  'công ty',
  'công ty mẫu 0033 nuôi trồng thủy sản',
  'thuy san',
  'ban le',
  'an',
  'qx',
  'a b',
  'zzzz',
  '9900000376',
  '9900.000.376',
  'hồ sơ 12',
  'lượt hỗ trợ 5',
  'iso 9001',
  '15/2024',
  '181',
  'V.5.3',
  'báo cáo',
  'sóc trăng',
  'hội nghị',
  'duyệt chi',
]

/** Milliseconds below which so many hundredths of the answers came. */
const percentile = (times: readonly number[], share: number) =>
  times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  0

/** Asks each of the words ten times. @returns milliseconds: median and 95th percentile, over all and of the slowest words */
export async function benchSearch({ url, cookie }: { readonly url: string; readonly cookie: string }) {
  const all: number[] = []
  const slowest = { q: '', p95: 0 }
  for (const q of asked) {
    const times: number[] = []
    for (let turn = 0; turn < 11; turn++) {
      const began = performance.now()
      const answer = await fetch(`${url}/api/v1/search?${new URLSearchParams({ q })}`, {
        headers: { cookie },
      })
      await answer.text()
      if (!answer.ok) throw new Error(`search for ${q}: ${answer.status}`)
      // The first turn reads what the database has not in memory yet.
      if (turn > 0) times.push(performance.now() - began)
    }
    all.push(...times)
    const p95 = percentile(times, 0.95)
    if (p95 > slowest.p95) Object.assign(slowest, { q, p95 })
  }
  return { median: percentile(all, 0.5), p95: percentile(all, 0.95), slowest }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const directory = await mkdtemp(join(tmpdir(), 'nscl-search-'))
  const served = await serveSample(directory, { ...size, facts: 20_000 })
  const { median, p95, slowest } = await benchSearch(served)
  console.log(
    `search: median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, slowest “${slowest.q}” ${slowest.p95.toFixed(0)} ms`,
  )
  await served.close()
  await rm(directory, { recursive: true })
}
