import type { Language } from '../platform/language.ts'
import { explain, type SizeExplanation } from './rules.ts'

/** The rule, the numbers and what came of them. */
export function SizeReasons(props: { explanation: SizeExplanation; language: Language }) {
  const [conclusion, ...reasons] = explain(props.explanation, props.language)
  return (
    <>
      <p>{conclusion}</p>
      <ul class="mt-2 list-disc pl-5">
        {reasons.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
    </>
  )
}
