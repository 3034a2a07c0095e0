import { Command } from 'commander'
import { renewKeys } from '../platform/keys.ts'
import { printLine, withSystem } from './with-system.ts'

/** `nscl keys renew`: new keys for the installation, and what the old ones sealed sealed anew. */
export function keysCommand(): Command {
  const keys = new Command('keys').description('the keys of the installation')
  keys
    .command('renew')
    .description(
      'give the installation new keys (secrets/identity, secrets/audit) and seal anew what the old ones sealed; with the program stopped',
    )
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action(({ reason }: { reason: string }) =>
      withSystem(async ({ system }) => {
        const { apps, forms, unreadable, withoutCodes } = await renewKeys(system, reason)
        printLine('Đã đổi khóa; mọi phiên đã kết thúc / the keys are renewed; every session has ended.')
        printLine(`  ứng dụng xác thực / authenticator apps: ${apps}`)
        printLine(`  biểu mẫu đang giữ / kept forms: ${forms}`)
        printLine(`  tài khoản phải cấp lại mã khôi phục / accounts to renew recovery codes: ${withoutCodes}`)
        if (unreadable > 0) printLine(`  không mở được / not readable: ${unreadable}`)
        printLine('Xin sao lưu ngay / please take a backup now: nscl backup')
      }),
    )
  return keys
}
