import { Command } from 'commander'
import { indicatorResults, showPlan, targetWords } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { planNextCommand } from './plan-next.ts'
import { planReadCommand } from './plan-read.ts'
import { planWriteCommand } from './plan-write.ts'
import { printJson, printLine, printTable, withSystem } from './with-system.ts'

/** `nscl plan show`: the plan that is in force, with its results. */
export function planCommand(): Command {
  const plan = new Command('plan').description('the plan')
  plan
    .command('show')
    .description('the plan in force: targets with results, budget')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      withSystem(async (terminal) => {
        const shown = await terminal.run(showPlan, {})
        if (options.json) return printJson(shown)
        const { document } = shown
        printLine(`Kế hoạch ${document.number}, ${formatDate(document.issuedOn)}`)
        printLine(document.title.vi)
        printLine()
        const results = await terminal.run(indicatorResults, {})
        printTable([
          ['CHỈ TIÊU', 'MỤC TIÊU', 'KẾT QUẢ'],
          ...results.targets.map((target) => [
            target.name,
            `${targetWords(target).vi} ${target.unit}`,
            String(target.result),
          ]),
        ])
      }),
    )
  return plan.addCommand(planReadCommand()).addCommand(planWriteCommand()).addCommand(planNextCommand())
}
