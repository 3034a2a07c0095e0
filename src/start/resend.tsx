import type { Words } from '../platform/language.ts'
import { words } from '../platform/language.ts'
import type { Resend } from '../platform/page-answer.ts'

/**
 * The form that met a failure, to be sent again from the page that tells of it. Its name travels along, so that what was written after
 * all is not written twice.
 * @param say puts words into the page's language, or both
 */
export function ResendForm({ resend, say }: { resend: Resend; say: (words: Words) => string }) {
  return (
    <form
      method="post"
      action={resend.action}
      enctype={resend.files.length === 0 ? undefined : 'multipart/form-data'}
      class="mt-4 grid gap-3"
      data-typed="1"
    >
      <p>
        {say(
          words(
            'Nội dung bạn đã nhập còn nguyên trong trang này. Gửi lại nhiều lần cũng chỉ được ghi một lần.',
            'What you typed is still in this page. However often it is sent again, it is written once.',
          ),
        )}
      </p>
      {Object.entries(resend.values).flatMap(([name, value]) =>
        [value ?? []].flat().map((text) => <input type="hidden" name={name} value={text} />),
      )}
      {resend.files.map(({ field, name }) => (
        <label class="grid gap-1">
          <span>
            {say(words('Xin chọn lại tệp', 'Choose the file again'))}: {name}
          </span>
          <input type="file" name={field} />
        </label>
      ))}
      <div>
        <button class="btn btn-primary" type="submit">
          {say(words('Gửi lại', 'Send again'))}
        </button>
      </div>
    </form>
  )
}
