import { Command } from 'commander'
import { tellOfDuties } from '../duties/index.ts'
import { sendNotices } from '../notices/index.ts'
import { printLine, withSystem } from './with-system.ts'

/** `nscl duties …`: the dated work of the agencies from the command line. */
export function dutiesCommand(): Command {
  const duties = new Command('duties').description("the agencies' dated work")
  duties
    .command('remind')
    .description(
      'tell the agencies of work that is due or late, once for each work, step and account, and mail what waits',
    )
    .action(() =>
      withSystem(async ({ system }) => {
        const told = await tellOfDuties(system)
        printLine(`${told} thông báo nhắc việc / ${told} reminders.`)
        if (system.config.mail === null || system.sample) {
          printLine(
            'Chưa gửi thư: thiếu SMTP_URL, MAIL_FROM hoặc là dữ liệu mẫu / no mail is sent: no SMTP_URL and MAIL_FROM, or sample data.',
          )
          return
        }
        const { sent, failed } = await sendNotices(system)
        printLine(`${sent} thư đã gửi, ${failed} thư lỗi / ${sent} sent, ${failed} failed.`)
        if (failed > 0) process.exitCode = 1
      }),
    )
  return duties
}
