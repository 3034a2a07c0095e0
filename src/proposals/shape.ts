import { z } from 'zod'
import { OpinionRound } from '../opinions/index.ts'
import { clauseFields, proposalFields } from './fields.ts'
import { proposalStates } from './rules.ts'

/** A row of the list of proposals. */
export const ProposalRow = z.object({
  id: z.int(),
  ...proposalFields.row,
  planId: z.int(),
  plan: z.string(),
  state: proposalStates.schema,
  begunOn: z.iso.date(),
  submittedOn: z.iso.date().nullable(),
  settledOn: z.iso.date().nullable(),
  number: z.string().nullable(),
})
export type ProposalRow = z.infer<typeof ProposalRow>

/** A proposal with its clauses and rounds of opinions. */
export const Proposal = ProposalRow.extend({
  submission: z.string().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
  clauses: z.array(z.object({ id: z.int(), ...clauseFields.row })),
  rounds: z.array(OpinionRound),
})
export type Proposal = z.infer<typeof Proposal>
