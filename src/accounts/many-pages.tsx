import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type ManyRow, manyCommand } from '../platform/many.ts'
import type { Context } from '../platform/operation.ts'
import { manyPages } from '../ui/index.ts'
import { setDisabled } from './commands.ts'
import { listAccounts } from './queries.ts'

/** The accounts of these ids; those that stand as wished already are left. */
const chosen =
  (disabled: boolean) =>
  async ({ db, actor }: Context, ids: readonly string[]): Promise<ManyRow[]> => {
    const rows = await db
      .selectFrom('account')
      .select(['id', 'name', 'email', 'disabled'])
      .where('id', 'in', [...ids])
      .execute()
    return rows.map(({ id, name, email, ...row }) => ({
      id,
      label: words(`${name} · ${email}`, `${name} · ${email}`),
      input: { id },
      ...(row.disabled === disabled
        ? {
            refused: disabled
              ? words('Tài khoản này đã khóa.', 'This account is closed already.')
              : words('Tài khoản này đang dùng.', 'This account is in use already.'),
          }
        : disabled && id === actor.userId
          ? { refused: words('Đây là tài khoản của bạn.', 'This is your own account.') }
          : {}),
    }))
  }

const list = { label: words('Tài khoản', 'Accounts'), href: '/accounts', query: listAccounts }
const href = (id: number | string) => `/accounts/${id}`

/** Closes several accounts, such as those of an agency that has ended. */
export const closeAccounts = manyCommand({
  each: setDisabled,
  ...{ own: ['id'] as const, id: text(60), rows: chosen(true), fixed: { disabled: true } },
  name: 'accounts.closeMany',
  summary: words('Khóa nhiều tài khoản', 'Close several accounts'),
  route: 'POST /account-batches/closing',
})
export const closeMany = manyPages({
  command: closeAccounts,
  title: words('Khóa tài khoản', 'Close the account'),
  address: '/accounts/many/closing',
  ...{ list, href },
  submit: (count, t) => t(`Khóa ${count} tài khoản`, `Close ${count}`),
})

/** Opens several accounts again. */
export const reopenAccounts = manyCommand({
  each: setDisabled,
  ...{ own: ['id'] as const, id: text(60), rows: chosen(false), fixed: { disabled: false } },
  name: 'accounts.reopenMany',
  summary: words('Mở lại nhiều tài khoản', 'Reopen several accounts'),
  route: 'POST /account-batches/reopening',
})
export const reopenMany = manyPages({
  command: reopenAccounts,
  title: words('Mở tài khoản', 'Reopen the account'),
  address: '/accounts/many/reopening',
  ...{ list, href },
  submit: (count, t) => t(`Mở ${count} tài khoản`, `Reopen ${count}`),
})
