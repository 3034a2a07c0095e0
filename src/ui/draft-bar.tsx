import { asset } from '../platform/assets.ts'
import { draftAction } from '../platform/forms/drafts.ts'
import { pageField, versionField } from '../platform/forms/kept.ts'
import type { Translate } from '../platform/language.ts'
import type { FormState } from '../platform/page.ts'
import { fillerNow } from '../platform/request.ts'
import { labelsOf } from './fields.tsx'

/** Fields from which on a form is long: it is kept as a draft while somebody types. */
const longForm = 5

/**
 * Whether a form is kept as a draft: somebody signed in fills it in, and it is long by its fields or says so itself. A form that asks
 * for a secret never is (`saveDraft`).
 */
export function isDrafted(form: FormState, declared: boolean | undefined): boolean {
  return fillerNow() !== null && (declared ?? labelsOf(form).size >= longForm)
}

/** What a drafted form carries along: which version of its draft it shows, and the page that it stands on. */
export function DraftFields({ form }: { form: FormState }) {
  const typedIn = (name: string) => String(form.values[name] ?? '')
  return (
    <>
      <input type="hidden" name={versionField} value={typedIn(versionField)} />
      <input type="hidden" name={pageField} value={typedIn(pageField) || (fillerNow()?.path ?? '')} />
    </>
  )
}

/** Below a drafted form: its button for keeping it, which a script presses as one types, and what became of it. */
export function DraftBar({ id, action, t }: { id: string; action: string; t: Translate }) {
  return (
    <div
      class="no-print mt-3 flex max-w-3xl flex-wrap items-center gap-x-3 gap-y-1"
      data-draft={id}
      data-saved={t('Đã tự lưu nháp lúc', 'Draft saved on')}
      data-failed={t('Chưa lưu được nháp, sẽ thử lại.', 'The draft could not be saved; it is tried again.')}
      data-ended={t(
        'Phiên đăng nhập đã hết. Nội dung vừa nhập được giữ cho bạn: đăng nhập lại để tiếp tục.',
        'Your session has ended. What you typed is kept for you: sign in again to go on.',
      )}
      data-sign-in={t('Đăng nhập', 'Sign in')}
      data-other={t('Mở bản đó', 'Open that one')}
    >
      <button
        type="submit"
        class="btn btn-sm border-base-content/40 bg-base-100"
        form={id}
        formaction={draftAction(action)}
      >
        {t('Lưu nháp', 'Save draft')}
      </button>
      <span class="hint" role="status"></span>
      <script type="module" src={asset('draft.js')}></script>
    </div>
  )
}
