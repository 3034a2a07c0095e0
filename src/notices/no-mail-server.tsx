import type { PageRequest } from '../platform/page.ts'
import { LinkButton, Notice } from '../ui/index.ts'
import { mailTrouble } from './mail-trouble.ts'

/** Tells an administrator that no mail leaves, where there is no mail server; of a sample none leaves anyway. */
export function NoMailServer({ request: { t, system, mayOpen, url } }: { request: PageRequest }) {
  if (system.config.mail !== null || system.sample) return null
  const log = '/notices/deliveries'
  return (
    <Notice tone="warning" title={t('Chưa có máy chủ thư', 'There is no mail server')}>
      <p>
        {t(
          'Người vận hành đặt SMTP_URL và MAIL_FROM để thư được gửi; đến khi đó thông báo chỉ có trong chương trình.',
          'The operator sets SMTP_URL and MAIL_FROM to have mails sent; until then notices stand in the program only.',
        )}
      </p>
      {url.pathname === log || !mayOpen(log) ? null : (
        <p class="mt-2">
          <LinkButton href={log} small>
            {t('Nhật ký gửi thông báo', 'What was sent to whom')}
          </LinkButton>
        </p>
      )}
    </Notice>
  )
}

/** Tells that no mail leaves because of the mail server, as long as anything waits for it. */
export async function MailTroubleNotice({ t, system }: PageRequest) {
  const trouble = system.config.mail === null ? null : await mailTrouble(system.db)
  if (trouble === null) return null
  return (
    <Notice tone="error" title={t('Thư không gửi đi được', 'No mail can leave')}>
      <p>{t(trouble.words)}</p>
      <p class="hint break-words">{trouble.said}</p>
    </Notice>
  )
}
