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
