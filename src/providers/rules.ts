import { addDays } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { type ProviderRole, type ProviderState, providerRoles } from './fields.ts'

/* Pure rules of the register: where a licence stands, what a change of state asks, what ratings tell. */

/** From so many ratings on the mean is shown, where the house has not decided otherwise. */
export const leastRatings = 3

/** The days before its end at which a licence is told of. */
export const licenceSteps = [30, 60, 90] as const

export type LicenceStanding = 'valid' | 'expiring' | 'expired' | 'ended'

/** Where a licence stands on a day: it still holds on its last day. */
export function licenceStanding(
  licence: { readonly expiresOn: string | null; readonly endedOn: string | null },
  day: string,
): LicenceStanding {
  if (licence.endedOn !== null && licence.endedOn <= day) return 'ended'
  if (licence.expiresOn === null) return 'valid'
  if (licence.expiresOn < day) return 'expired'
  return licence.expiresOn <= addDays(day, Math.max(...licenceSteps)) ? 'expiring' : 'valid'
}

/** The step of the alarm that a day of expiry has come to: 30, 60, 90, or null where none. */
export const stepOf = (expiresOn: string, day: string): number | null =>
  expiresOn < day ? null : (licenceSteps.find((days) => expiresOn <= addDays(day, days)) ?? null)

const next: Readonly<Record<ProviderState, readonly ProviderState[]>> = {
  proposed: ['confirmed', 'ended'],
  confirmed: ['suspended', 'ended'],
  suspended: ['confirmed', 'ended'],
  ended: [],
}

/** Whether one state may follow the other. */
export const mayBecome = (from: ProviderState, to: ProviderState): boolean => next[from].includes(to)

/** The mean of ratings to one decimal, or null where there are fewer than the least number. */
export function meanOf(sum: number, count: number, least: number): number | null {
  return count === 0 || count < least ? null : Math.round((sum / count) * 10) / 10
}

type Roles = Readonly<Record<ProviderRole, boolean>>

/** What it does, in words. */
export const rolesOf = (row: Roles): Words => {
  const held = providerRoles.keys.filter((key) => row[key])
  return words(
    held.map((key) => providerRoles.names[key].vi).join('; '),
    held.map((key) => providerRoles.names[key].en).join('; '),
  )
}
