import { Command } from 'commander'
import {
  accountByEmail,
  createAccount,
  listAccounts,
  resetPassword,
  resetSecondFactor,
  setDisabled,
} from '../accounts/index.ts'
import { roles } from '../platform/actor.ts'
import { printJson, printLine, printTable, type Terminal, withSystem } from './with-system.ts'

async function accountId({ system }: Terminal, email: string): Promise<string> {
  const account = await accountByEmail(system.db, email)
  if (account === undefined) throw new Error(`Không có tài khoản ${email} / no account ${email}`)
  return account.id
}

/** `nscl user …`: accounts, from the server itself. */
export function userCommand(): Command {
  const user = new Command('user').description(
    'accounts: list, add, reset-password, reset-second-factor, disable, enable',
  )
  user
    .command('list')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      withSystem(async (terminal) => {
        const { rows } = await terminal.run(listAccounts, { limit: 1000 })
        if (options.json) return printJson(rows)
        printTable([
          ['EMAIL', 'ROLE', 'STATE', 'NAME'],
          ...rows.map((row) => [
            row.email,
            row.role + (row.admin ? '+admin' : ''),
            row.disabled ? 'disabled' : 'open',
            row.name,
          ]),
        ])
      }),
    )
  user
    .command('add')
    .argument('<email>')
    .requiredOption('--name <name>', 'the person’s name')
    .requiredOption('--role <role>', roles.join(', '))
    .option('--agency <id>', 'number of the agency')
    .option('--enterprise <id>', 'number of the enterprise')
    .option('--admin', 'manages accounts')
    .option('--json', 'print JSON')
    .action((email: string, options: Record<string, string | boolean | undefined>) =>
      withSystem(async (terminal) => {
        const made = await terminal.run(createAccount, {
          email,
          name: options.name,
          role: options.role,
          agencyId: options.agency,
          enterpriseId: options.enterprise,
          admin: options.admin === true,
        })
        if (options.json) return printJson(made)
        printLine(`${email}: mật khẩu dùng một lần / one-time password: ${made.password}`)
      }),
    )
  user
    .command('reset-password')
    .argument('<email>')
    .option('--json', 'print JSON')
    .action((email: string, options: { json?: boolean }) =>
      withSystem(async (terminal) => {
        const made = await terminal.run(resetPassword, { id: await accountId(terminal, email) })
        if (options.json) return printJson(made)
        printLine(`${email}: mật khẩu dùng một lần / one-time password: ${made.password}`)
      }),
    )
  user
    .command('reset-second-factor')
    .description('takes authenticator app, recovery codes and passkeys away, for an owner who lost them')
    .argument('<email>')
    .action((email: string) =>
      withSystem(async (terminal) => {
        await terminal.run(resetSecondFactor, { id: await accountId(terminal, email) })
        printLine(`${email}: đã đặt lại xác thực hai bước / second factor reset`)
      }),
    )
  for (const [name, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    user
      .command(name)
      .argument('<email>')
      .action((email: string) =>
        withSystem(async (terminal) => {
          await terminal.run(setDisabled, { id: await accountId(terminal, email), disabled })
          printLine(`${email}: ${name}d`)
        }),
      )
  }
  return user
}
