import type { PageRequest, View } from '../platform/page.ts'
import { Facts, LinkButton, Notice, Section } from '../ui/index.ts'

/** What is shown once: a password or a token, each line a label and a value. */
export function secretView(
  request: PageRequest,
  title: string,
  lines: readonly (readonly [string, string])[],
  back: string,
): View {
  const { t } = request
  return {
    title,
    body: (
      <Section>
        <Notice tone="warning">
          {t(
            'Chỉ hiện một lần. Xin chép lại và chuyển cho người dùng qua kênh an toàn.',
            'Shown once. Copy it and hand it over safely.',
          )}
        </Notice>
        <Facts
          columns={1}
          items={lines.map(([label, value]) => [label, <code class="text-lg break-all">{value}</code>])}
        />
        <p class="mt-4">
          <LinkButton href={back}>{t('Hoàn thành', 'Done')}</LinkButton>
        </p>
      </Section>
    ),
  }
}

/** A new account, with the one-time password that whoever made it hands over. @param back where "Done" leads */
export const newAccountView = (
  request: PageRequest,
  { email, password }: { readonly email: string; readonly password: string },
  back: string,
): View =>
  secretView(
    request,
    request.t('Đã tạo tài khoản', 'The account has been made'),
    [
      [request.t('Thư điện tử', 'E-mail'), email],
      [request.t('Mật khẩu dùng một lần (7 ngày)', 'One-time password (7 days)'), password],
    ],
    back,
  )
