import { Command } from 'commander'
import { nextProposal } from '../next-plan/index.ts'
import { formatMillions } from '../platform/money.ts'
import { printJson, printLine, printTable, withSystem } from './with-system.ts'

/** `nscl plan next`: the plan of the next period as it would be drafted from the results, with every calculation. */
export function planNextCommand(): Command {
  return new Command('next')
    .description(
      'the plan of the next period, worked out from the results and the money spent; writes nothing',
    )
    .option('--percent <number>', 'the rise of every target; the middle of the plan’s range when left out')
    .option('--base <base>', 'disbursed or estimate: what every budget group is worked out from', 'disbursed')
    .option('--json', 'print JSON')
    .action((options: { percent?: string; base: string; json?: boolean }) =>
      withSystem(async (terminal) => {
        const first = await terminal.run(nextProposal, {})
        const groups = first.document.budget.lines.filter((line) => line.parent === null)
        const proposal = await terminal.run(nextProposal, {
          targets: Object.fromEntries(
            first.targets.map((target) => [target.indicator, { percent: options.percent }]),
          ),
          bases: Object.fromEntries(groups.map((line) => [line.code, options.base])),
        })
        if (options.json) return printJson(proposal)
        const { document, reasons } = proposal
        printLine(document.title.vi)
        printLine(`${document.issuer.vi}, ${document.startsOn} - ${document.endsOn}`)
        printLine()
        for (const [place, target] of document.targets.entries()) {
          printLine(target.vi)
          const why = reasons[`targets.${place}.minimum`] ?? reasons[`targets.${place}.maximum`]
          if (why !== undefined) printLine(`  ${why.vi}`)
        }
        printLine()
        const amount = (value: number | null | undefined) => formatMillions(BigInt(value ?? 0), 'vi')
        printTable([
          ['MỤC', 'TỔNG', ...document.budget.years.map(String)],
          ...document.budget.lines.map((line) => [
            line.code,
            amount(line.total),
            ...document.budget.years.map((year) => amount(line.years[year])),
          ]),
          [
            'CỘNG',
            amount(document.budget.total),
            ...document.budget.years.map((year) => amount(document.budget.yearTotals[year])),
          ],
        ])
        printLine()
        for (const warning of proposal.warnings) printLine(`! ${warning.vi}`)
      }),
    )
}
