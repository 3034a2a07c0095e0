import { Command } from 'commander'
import { sendReminders } from '../duties/index.ts'
import { printLine, withSystem } from './with-system.ts'

/** `nscl duties …`: the dated work of the agencies from the command line. */
export function dutiesCommand(): Command {
  const duties = new Command('duties').description("the agencies' dated work")
  duties
    .command('remind')
    .description(
      'mail the reminders that are due, once for each work, step and account (SMTP_URL, MAIL_FROM)',
    )
    .action(() =>
      withSystem(async ({ system }) => {
        const { on, sent, failed } = await sendReminders(system)
        if (!on) {
          printLine(
            'Chưa gửi thư: thiếu SMTP_URL, MAIL_FROM hoặc là dữ liệu mẫu / no mail is sent: no SMTP_URL and MAIL_FROM, or sample data.',
          )
          return
        }
        printLine(`${sent} thư đã gửi, ${failed} thư lỗi / ${sent} sent, ${failed} failed.`)
        if (failed > 0) process.exitCode = 1
      }),
    )
  return duties
}
