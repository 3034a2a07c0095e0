import type { Translate } from '../platform/language.ts'
import type { Fields } from '../ui/index.ts'

/** Whom an account is made for. */
export const personFields = (f: Fields<'name' | 'email'>, t: Translate) => (
  <>
    {f.text('name', { label: t('Họ và tên', 'Full name'), required: true, personal: 'account' })}
    {f.text('email', {
      label: t('Thư điện tử', 'E-mail'),
      required: true,
      type: 'email',
      personal: 'account',
    })}
  </>
)
