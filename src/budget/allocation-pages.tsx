import { type Page, page } from '../platform/page.ts'
import { treasurers } from './commands.ts'
import type { DecidedKind } from './decision-rules.ts'

/** What was a form of one line is a decision of one line now: its address leads to the form of decisions. */
const goesOn = (address: `/${string}`, kind: DecidedKind): Page =>
  page({
    route: `GET ${address}`,
    may: treasurers,
    run: async ({ url }) => {
      const asked = [...url.searchParams].filter(([name]) => name === 'plan' || name === 'year')
      return { to: `/budget/decisions/new?${new URLSearchParams([['kind', kind], ...asked])}` }
    },
  })

export const allocationPages: readonly Page[] = [
  goesOn('/budget/allocate', 'allocation'),
  goesOn('/budget/withdraw', 'withdrawal'),
]
