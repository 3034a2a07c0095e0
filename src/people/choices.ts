import { listAgencies } from '../agencies/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { listEvents } from '../training/index.ts'
import { listExpertise } from './expertise.ts'

/* What the forms of a person let choose among. */

export const agenciesOf = async (request: PageRequest) =>
  (await request.execute(listAgencies, { state: 'living', limit: 1000 })).rows.map(({ id, name }) => ({
    value: id,
    label: name,
  }))

export const eventsOf = async (request: PageRequest) =>
  (await request.execute(listEvents, { state: 'counted', limit: 1000 })).rows.map(
    ({ id, title, heldOn }) => ({
      value: id,
      label: `${title} (${formatDate(heldOn)})`.slice(0, 90),
    }),
  )

export const expertiseChoices = async (request: PageRequest) =>
  (await request.execute(listExpertise, { limit: 1000 })).rows
    .filter(({ endedOn }) => endedOn === null)
    .map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) }))
