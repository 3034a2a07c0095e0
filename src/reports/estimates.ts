import { z } from 'zod'

/* What the whole year is expected to come to, beside the results of a report that closes before the year ends. */

/** By target: the figure, and on what it rests. It is written by the officer who drafts, and no result counts it. */
export const Estimates = z.record(z.string(), z.object({ value: z.number(), basis: z.string() }))
export type Estimates = z.output<typeof Estimates>

/** A target among those of a report: of several plans each its own. */
export const estimateKey = ({
  key,
  plan,
}: {
  readonly key: string
  readonly plan?: { readonly id: number } | undefined
}) => (plan === undefined ? key : `${key}@${plan.id}`)
