import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { canonical, foldSameLength, readPlan } from '../src/plan-reader/index.ts'
import { medianOf } from './median.ts'

export interface BenchRow {
  readonly name: string
  readonly ours: number
  readonly peer: number
  readonly unit: string
  readonly note: string
}

const MEGABYTE = 1_000_000

function timed(run: () => unknown, rounds = 5): number {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    run()
    times.push(performance.now() - began)
  }
  return medianOf(times)
}

/** What no reader can do without: NFC, folding, and one look at every word. */
function bareScan(text: string): number {
  let words = 0
  for (const _word of foldSameLength(canonical(text)).matchAll(/[a-z0-9]+/g)) words++
  return words
}

/** A budget of 12,000 lines in groups, a megabyte of text, every sum right. */
function bigTable(): string {
  const rows = ['Đơn vị tính: triệu đồng', '', 'STT\tNội dung\tTổng\t2024\t2025']
  for (let group = 1; group <= 200; group++) {
    rows.push(`${group}\tNhóm ${group}\t180\t60\t120`)
    for (let line = 1; line <= 60; line++) {
      rows.push(
        `${group}.${line}\tHỗ trợ doanh nghiệp áp dụng hệ thống quản lý, công cụ cải tiến năng suất\t3\t1\t2`,
      )
    }
  }
  return rows.join('\n')
}

/** Reads Plan 181, and a megabyte of plan and of text made to be slow, each beside a bare scan of the same text. */
export function benchPlanRead(): BenchRow[] {
  const plan = readFileSync(new URL('../data/plans/plan-181.md', import.meta.url), 'utf8')
  const fill = (text: string) => text.repeat(Math.ceil(MEGABYTE / text.length)).slice(0, MEGABYTE)
  const texts: [string, string, string][] = [
    ['read Plan 181', plan, 'whole document, checks included'],
    ['read 1 MB of plans', fill(plan), 'Plan 181 over and over in one text'],
    ['read 1 MB, one line', fill(plan.replaceAll('\n', ' ')), 'no line ends at all'],
    [
      'read 1 MB of digits',
      '1'.repeat(MEGABYTE),
      'would be quadratic for a pattern that looks for a unit behind a number',
    ],
    ['read 1 MB of spaces', `${' '.repeat(MEGABYTE)}x`, 'would be quadratic for a pattern that trims'],
    ['read 1 MB of budget', bigTable(), '200 groups of 60 lines that all add up'],
  ]
  return texts.map(([name, text, note]) => ({
    name,
    ours: Number(timed(() => readPlan(text)).toFixed(1)),
    peer: Number(timed(() => bareScan(text)).toFixed(1)),
    unit: 'ms',
    note: `${note}; peer: NFC, folding and one match of each word`,
  }))
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.table(benchPlanRead())
