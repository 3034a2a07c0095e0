import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, type Page, type PageRequest, receiver } from '../platform/page.ts'
import { Form, fields, listPage, Moment, PostButton, Section } from '../ui/index.ts'
import type { myAccount } from './queries.ts'
import { type TokenPartKey, tokenPartKeys, tokenParts } from './token-scope.ts'
import { listTokens, revokeAnyToken, tokenDays, tokenStates } from './tokens.ts'

/** What a token is for, in words. */
function scopeWords(
  { t }: PageRequest,
  token: { readOnly: boolean; parts: readonly TokenPartKey[] | null },
): string {
  const reach =
    token.parts === null
      ? t('mọi phần', 'everything')
      : token.parts.map((part) => t(tokenParts[part].label)).join('; ')
  return token.readOnly ? `${t('chỉ đọc', 'reading only')}: ${reach}` : reach
}

/** One's own tokens, and the form for a new one. */
export function OwnTokens(props: {
  request: PageRequest
  tokens: Output<typeof myAccount>['tokens']
  form: FormState
}) {
  const { request, tokens, form } = props
  const { t } = request
  const f = fields(form, t)
  return (
    <Section
      title={t('Token cho máy', 'Tokens for machines')}
      id="tokens"
      lead={t(
        'Một chương trình gọi REST (/api/v1) bằng token, nhiều nhất với quyền của tài khoản này. Token không quản lý được tài khoản, mật khẩu và token; nó hết hạn chậm nhất sau một năm.',
        'A program calls REST (/api/v1) with a token, at most with this account’s rights. A token manages neither accounts nor passwords nor tokens, and ends after a year at the latest.',
      )}
    >
      {tokens.length === 0 ? null : (
        <ul class="mb-4 grid gap-2">
          {tokens.map((token) => (
            <li class="flex flex-wrap items-center gap-3">
              <span>
                <b>{token.name}</b> <code>{token.hint}…</code>{' '}
                <span class="hint">
                  <Moment at={token.createdAt} />
                  {token.expiresAt === null ? null : (
                    <>
                      {' → '}
                      <Moment at={token.expiresAt} />
                    </>
                  )}
                  {'; '}
                  {scopeWords(request, token)}
                  {'; '}
                  {token.lastUsedAt === null ? (
                    t('chưa dùng', 'not used yet')
                  ) : (
                    <>
                      {t('dùng lần cuối', 'last used')} <Moment at={token.lastUsedAt} />
                    </>
                  )}
                </span>
              </span>
              <PostButton
                small
                action={`/account/tokens/${token.id}/revoke`}
                label={t('Thu hồi', 'Revoke')}
                kind="danger"
                once={crypto.randomUUID()}
              />
            </li>
          ))}
        </ul>
      )}
      <Form form={form} t={t} action="/account/tokens" submit={t('Tạo token', 'Make a token')}>
        {f.text('name', { label: t('Tên gợi nhớ', 'Label'), required: true, personal: 'account' })}
        {f.number('days', {
          label: t('Số ngày hiệu lực', 'Days of validity'),
          hint: t(`Nhiều nhất ${tokenDays.longest} ngày.`, `At most ${tokenDays.longest} days.`),
        })}
        {f.check('readOnly', { label: t('Chỉ được đọc', 'Reading only') })}
        {f.checks('parts', {
          label: t(
            'Chỉ cho các phần này (không chọn: mọi phần)',
            'Only for these parts (none chosen: everything)',
          ),
          choices: tokenPartKeys.map((part) => ({ value: part, label: t(tokenParts[part].label) })),
        })}
      </Form>
    </Section>
  )
}

const path = '/accounts/tokens'

/** Where administrators see and revoke the tokens of all accounts. */
export const tokenPages: readonly Page[] = [
  listPage({
    route: `GET ${path}`,
    title: words('Token của mọi tài khoản', 'Tokens of all accounts'),
    breadcrumbs: ({ t }) => [{ label: t('Tài khoản', 'Accounts'), href: '/accounts' }],
    query: listTokens,
    filters: ({ t }) => [
      { name: 'q', label: words('Tài khoản hoặc tên token', 'Account or name of the token'), kind: 'search' },
      {
        name: 'state',
        label: words('Tình trạng', 'State'),
        kind: 'select',
        choices: tokenStates.choices(t),
      },
    ],
    columns: (request) => [
      {
        key: 'account',
        label: words('Tài khoản', 'Account'),
        value: (row) => `${row.account} (${row.email})`,
      },
      { key: 'name', label: words('Token', 'Token'), value: (row) => `${row.name} ${row.hint}…` },
      { key: 'scope', label: words('Phạm vi', 'Scope'), value: (row) => scopeWords(request, row) },
      {
        key: 'createdAt',
        label: words('Tạo lúc', 'Created'),
        kind: 'moment',
        sort: 'created',
        value: (row) => row.createdAt,
      },
      {
        key: 'expiresAt',
        label: words('Có hiệu lực đến', 'Valid until'),
        kind: 'moment',
        value: (row) => row.expiresAt,
      },
      {
        key: 'lastUsedAt',
        label: words('Dùng lần cuối', 'Last used'),
        kind: 'moment',
        value: (row) => row.lastUsedAt,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => request.t(tokenStates.names[row.state]),
        cell: (row) =>
          row.state === 'valid' && mayRun(request.actor, revokeAnyToken) ? (
            <PostButton
              small
              kind="danger"
              action={`${path}/${row.id}/revoke`}
              label={request.t('Thu hồi', 'Revoke')}
              once={crypto.randomUUID()}
            />
          ) : (
            request.t(tokenStates.names[row.state])
          ),
      },
    ],
  }),
  receiver({
    command: revokeAnyToken,
    address: `${path}/{id}/revoke`,
    done: () => ({ to: path, message: words('Đã thu hồi token.', 'The token is revoked.') }),
    again: () => ({ to: path }),
  }),
]
