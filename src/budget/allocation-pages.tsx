import type { Output } from '../platform/operation.ts'
import { type FormValues, type Page, type PageRequest, page } from '../platform/page.ts'
import { lineChoices, sourceChoices, yearChoices, yearNow } from './choices.tsx'
import { treasurers } from './commands.ts'
import type { DecidedKind } from './decision-rules.ts'
import { budgetChoices } from './queries.ts'

type Choices = Output<typeof budgetChoices>

/** What the forms of bookings share: they are filled with what the address says, the year that is due and the provincial budget. */
export const booking = {
  record: (request: PageRequest) => request.execute(budgetChoices, {}),
  initial: (choices: Choices, request: PageRequest): FormValues => {
    const asked = request.url.searchParams
    return {
      line: asked.get('line') ?? '',
      year: asked.get('year') ?? String(yearNow(request, choices.years)),
      source: asked.get('source') ?? choices.source,
    }
  },
  files: true,
}

/** What the places of a booking are chosen from. */
export const placeChoices = (request: PageRequest, choices: Choices, lines: 'leaf' | 'direct') => ({
  line: lineChoices(request, choices, lines),
  year: yearChoices(choices),
  source: sourceChoices(request, choices, ({ kind }) => kind !== 'counterpart'),
})

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
