import { pathToFileURL } from 'node:url'
import { rankAll } from '../src/applications/ranking.ts'
import { type RehearsalCase, type RuleChange, runRules } from '../src/rehearsals/rules.ts'
import { seededRandom } from '../src/tfp/index.ts'
import { medianOf } from './median.ts'
import type { BenchRow } from './tfp.ts'

/* The line of priority and a draft rule over many applications, each beside the bare sort of the same rows. */

const codes = ['a', 'b', 'c', 'd', 'đ']
const criteria = codes.map((code) => ({ code, text: code, textEn: code }))

/** Made-up applications of three years, from a fixed seed. */
function makeCases(count: number): RehearsalCase[] {
  const random = seededRandom(181)
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    enterpriseId: Math.floor(random() * count * 0.7),
    contentId: Math.floor(random() * 20),
    year: 2026 + Math.floor(random() * 3),
    filedAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 3e10)).toISOString(),
    met: codes.filter(() => random() < 0.4),
    requested: BigInt(Math.floor(random() * 2e8)),
    ownFunds: BigInt(Math.floor(random() * 2e8)),
    units: 1,
    sizeClass: 'small',
    sectorGroup: 'production',
    age: Math.floor(random() * 20),
    before: [],
  }))
}

const norm = (id: number, share: number) => ({
  ...{
    id,
    name: '',
    nameEn: '',
    instrument: '',
    article: '',
    contentId: null,
    kind: 'share' as const,
    share,
  },
  ...{ ceiling: 100_000_000n, ceilingUnit: 'enterprise' as const, sizeClass: null, sectorGroup: null },
  ...{ occasion: null, mostTimes: null, perYears: null, condition: null, whenOver: 'stopped' as const },
})

function timed(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  })
  return medianOf(times)
}

export function benchRanking(): BenchRow[] {
  const line = makeCases(5000)
  const cases = makeCases(20_000)
  const bare = (rows: readonly RehearsalCase[]) =>
    rows
      .map((one) => `${codes.map((code) => (one.met.includes(code) ? '0' : '1')).join('')} ${one.filedAt}`)
      .toSorted()
  const norms = [norm(1, 50)]
  const money = new Map([2026, 2027, 2028].map((year) => [year, 300_000_000_000n]))
  const input = { cases, criteria, money, normsOf: () => norms }
  const changes: RuleChange[] = [
    { kind: 'order', codes: codes.toReversed() },
    { kind: 'norm', norm: norm(0, 30), contentId: null, replaces: 1 },
    { kind: 'ownShare', percent: 30 },
  ]
  return [
    {
      name: 'ranking of 5,000 applications with their reasons',
      ours: timed(() => rankAll(line, criteria)),
      peer: timed(() => bare(line)),
      unit: 'ms',
      note: 'aim below 300 ms; peer: one text per application, sorted',
    },
    {
      name: 'three draft rules rehearsed on 20,000 applications',
      ours: timed(() => [[], changes, ...changes.map((change) => [change])].map((of) => runRules(input, of))),
      peer: timed(() => bare(cases)),
      unit: 'ms',
      note: 'five runs: in force, the draft, each change alone; aim below 3,000 ms; peer: one sort',
    },
  ]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(benchRanking())
