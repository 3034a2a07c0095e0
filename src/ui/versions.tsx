import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import type { Translate } from '../platform/language.ts'
import type { FormState, FormValues } from '../platform/page.ts'
import { Notice } from './pieces.tsx'

/** A record as a form shows it: its stored values as texts, its version among them. */
export interface Stored {
  readonly values: FormValues & { readonly version: string }
  /** The fields that are compared with what was typed, by their labels. */
  readonly labels: Readonly<Record<string, string>>
  /** A stored value in words, where it is a key. */
  readonly inWords?: (name: string, value: string) => string
}

/**
 * A form that was sent with an older version than the one stored: it takes the new version, so that sending it again means it,
 * and the stored values that differ stand above it. Any other form stays as it is.
 */
export function againstStored(
  form: FormState,
  stored: Stored,
  t: Translate,
): { form: FormState; notice: Child } {
  const { values, labels, inWords = (_name, value) => value } = stored
  if (form.values.version === undefined || form.values.version === values.version)
    return { form, notice: null }
  const differing = Object.entries(labels).filter(
    ([name]) => (form.values[name] ?? '') !== (values[name] ?? ''),
  )
  const shown = (name: string) => {
    const value = String(values[name] ?? '')
    if (value === '') return '—'
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : inWords(name, value)
  }
  return {
    form: { ...form, values: { ...form.values, version: values.version } },
    notice: (
      <Notice
        tone="warning"
        title={t('Đang lưu khác với bạn nhập', 'What is stored differs from what you typed')}
      >
        <ul class="mt-1 list-disc pl-5">
          {differing.map(([name, label]) => (
            <li>
              {label}: {shown(name)}
            </li>
          ))}
        </ul>
      </Notice>
    ),
  }
}
