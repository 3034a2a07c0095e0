import { type Translate, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { crumbs } from './list-pages.tsx'
import { showWriting } from './writing-queries.ts'
import { stepNames, type WritingStep, writingSteps } from './writing-rules.ts'

/* An application written step by step, on a phone too: each step is saved by itself, and the last one says what is missing. */

export type Writing = Output<typeof showWriting>
export const ofDraft = (request: PageRequest) => request.execute(showWriting, { id: request.params.id })
export const at = (id: number, step?: WritingStep) =>
  step === undefined || step === 'check'
    ? `/applications/writing/${id}`
    : `/applications/writing/${id}/${step}`
export const listTitle = words('Hồ sơ đang soạn', 'Applications that are being written')

export const up = ({ t }: PageRequest, draft?: Writing) => [
  ...crumbs(t),
  { label: t(listTitle), href: '/applications/writing' },
  ...(draft === undefined ? [] : [{ label: t(draft.content, draft.contentEn), href: at(draft.id) }]),
]

/** The steps as links, each with how much of it is missing. */
export function Steps({ draft, now, t }: { draft: Writing; now: WritingStep; t: Translate }) {
  return (
    <nav aria-label={t('Các bước soạn hồ sơ', 'Steps of the application')} class="mb-4">
      <ol class="flex flex-wrap gap-2">
        {writingSteps.map((step, place) => {
          const missing = draft.missing.filter((one) => one.step === step).length
          return (
            <li>
              <a
                class={`btn btn-sm ${step === now ? 'btn-primary' : ''}`}
                href={at(draft.id, step)}
                aria-current={step === now ? 'step' : undefined}
              >
                {place + 1}. {t(stepNames[step])}
                {step === 'check'
                  ? ''
                  : missing === 0
                    ? ' ✓'
                    : ` (${t(`thiếu ${missing}`, `${missing} missing`)})`}
              </a>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

export const lead = (draft: Writing, t: Translate) =>
  `${draft.enterprise} · ${t(draft.content, draft.contentEn)} · ${t('năm', 'year')} ${draft.year}`
