import type { Translate } from '../platform/language.ts'
import type { FormState } from '../platform/page.ts'
import { type PersonalKind, personalKinds } from '../platform/personal.ts'

/** The kinds of personal data that a form asks for, by the fields that are drawn in it. */
const asked = new WeakMap<FormState, Set<PersonalKind>>()

/** Notes that a field of this form takes personal data of the kind. */
export function notePersonal(form: FormState, kind: PersonalKind | undefined): void {
  if (kind === undefined) return
  const kinds = asked.get(form) ?? new Set()
  asked.set(form, kinds.add(kind))
}

/** What personal data the form asks for and what for, by the marks of its fields, with the way to the whole notice. */
export function PersonalNotice({ form, t }: { form: FormState; t: Translate }) {
  const kinds = [...(asked.get(form) ?? [])]
  if (kinds.length === 0) return null
  const purposes = kinds.map((kind) => {
    const { name, purpose } = personalKinds[kind]
    const said = t(purpose)
    return `${t(name)} (${said.charAt(0).toLocaleLowerCase('vi')}${said.slice(1)})`
  })
  return (
    <p class="hint">
      {t('Dữ liệu cá nhân ở đây', 'Personal data here')}: {purposes.join('; ')}.{' '}
      <a href="/privacy">{t('Giữ bao lâu, quyền của bạn', 'How long, and your rights')}</a>
    </p>
  )
}
