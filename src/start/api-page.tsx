import { roleNames, roles } from '../platform/actor.ts'
import { apiRoot } from '../platform/api.ts'
import { openApi, routeParts } from '../platform/openapi.ts'
import type { Operation } from '../platform/operation.ts'
import { type Page, page } from '../platform/page.ts'
import { Section, Table } from '../ui/index.ts'

/** The readable page of the REST interface, from the same declarations as its OpenAPI description. */
export function apiPage(operations: readonly Operation[]): Page {
  return page({
    route: 'GET /api',
    may: ['public'],
    async run({ t, system }) {
      const described = openApi(operations, system.config.publicUrl).paths as Record<
        string,
        Record<string, Described>
      >
      const groups = Map.groupBy(operations, (operation) => operation.name.split('.')[0] ?? '')
      return {
        title: t('Giao diện REST', 'REST interface'),
        lead: t(
          'Mọi việc làm được trên trang đều gọi được bằng REST, cùng quyền và cùng kiểm tra. Tiền là số đồng nguyên, ngày dạng YYYY-MM-DD.',
          'Whatever a page does can be called by REST, with the same rights and checks. Money is whole đồng, days are YYYY-MM-DD.',
        ),
        body: (
          <>
            <Section>
              <p>
                OpenAPI 3.1: <a href={`${apiRoot}/openapi.json`}>{`${apiRoot}/openapi.json`}</a>
              </p>
              <p class="mt-2">
                {t('Token được tạo ở trang ', 'A token is made on the page ')}
                <a href="/account">{t('Tài khoản của tôi', 'My account')}</a>
                {t(' và gửi trong đầu mục ', ' and sent in the header ')}
                <code>Authorization: Bearer nscl_…</code>. {t('Đầu mục ', 'The header ')}
                <code>Idempotency-Key</code>
                {t(
                  ' giữ cho một lệnh gửi hai lần chỉ làm một lần.',
                  ' makes a command that is sent twice act once.',
                )}
              </p>
            </Section>
            {[...groups].map(([group, members]) => (
              <Section title={group} id={group}>
                <Table caption={group} stack>
                  <thead>
                    <tr>
                      <th>{t('Lệnh gọi', 'Call')}</th>
                      <th>{t('Thao tác', 'Operation')}</th>
                      <th>{t('Tham số (* bắt buộc)', 'Parameters (* required)')}</th>
                      <th>{t('Ai được', 'Who may')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {members.map((operation) => {
                      const { method, path } = routeParts(operation.route)
                      const names = parameterNames(described[path]?.[method.toLowerCase()])
                      return (
                        <tr>
                          <td data-label={t('Lệnh gọi', 'Call')}>
                            <code class="break-all">
                              <b>{method}</b> {path}
                            </code>
                          </td>
                          <td data-label={t('Thao tác', 'Operation')}>{t(operation.summary)}</td>
                          <td data-label={t('Tham số', 'Parameters')}>
                            <code class="text-sm break-words">{names.join(', ') || '—'}</code>
                          </td>
                          <td data-label={t('Ai được', 'Who may')} class="text-sm">
                            {operation.may
                              .map((grant) =>
                                (roles as readonly string[]).includes(grant)
                                  ? t(roleNames[grant as (typeof roles)[number]])
                                  : grant,
                              )
                              .join(', ')}
                          </td>
                        </tr>
                      )
                    })}
                  </tbody>
                </Table>
              </Section>
            ))}
          </>
        ),
      }
    },
  })
}

interface Described {
  readonly parameters?: readonly { name: string; in: string; required: boolean }[]
  readonly requestBody?: {
    content: Record<string, { schema: { properties: Record<string, unknown>; required: string[] } }>
  }
}

function parameterNames(described: Described | undefined): string[] {
  const inAddress = (described?.parameters ?? [])
    .filter((parameter) => parameter.in !== 'header')
    .map((parameter) => parameter.name + (parameter.required ? '*' : ''))
  const body = Object.values(described?.requestBody?.content ?? {})[0]?.schema
  const inBody = Object.keys(body?.properties ?? {}).map(
    (name) => name + (body?.required.includes(name) ? '*' : ''),
  )
  return [...inAddress, ...inBody]
}
