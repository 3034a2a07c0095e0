import type { Child } from 'hono/jsx'
import type { Translate, Words } from '../platform/language.ts'
import type { PageRequest, Step } from '../platform/page.ts'
import type { Fields } from './fields.tsx'
import { stepsOf } from './record-page.tsx'

type ConsentState = 'asked' | 'agreed' | 'declined' | 'withdrawn'

/** What the office gives when it writes down for an enterprise that it agrees; an enterprise with an account answers itself. */
export const consentPaper = (f: Fields<'paper'>, { actor, t }: PageRequest): Child =>
  actor.grants.has('coordinator')
    ? f.text('paper', {
        label: t('Văn bản đồng ý của doanh nghiệp', 'The paper on which the enterprise agreed'),
        hint: t(
          'Doanh nghiệp có tài khoản thì tự trả lời; chỉ ghi thay khi đã có văn bản.',
          'An enterprise with an account answers itself; write it down for it only with a paper.',
        ),
        required: true,
      })
    : null

/** The steps of an enterprise's consent to be told of: asked, agreed; declined in place of it, or taken back after it. */
export function consentSteps(
  names: Readonly<Record<ConsentState, Words>>,
  { state, askedOn, answeredOn }: { state: ConsentState; askedOn: string | null; answeredOn: string | null },
  t: Translate,
): Step[] {
  return stepsOf<ConsentState>(
    (['asked', 'agreed'] as const).map((key) => [key, t(names[key])]),
    state,
    { asked: askedOn, [state]: answeredOn ?? askedOn },
    state === 'declined' || state === 'withdrawn'
      ? { after: state === 'declined' ? 'asked' : 'agreed', label: t(names[state]), ends: true }
      : undefined,
  )
}
