import { type Actor, type Grant, holds } from '../platform/actor.ts'
import { maskedEmail, maskedNumber } from '../platform/masked.ts'
import { tellsOfPerson } from '../ui/index.ts'
import { profile, yearFigures } from './profile.ts'

/*
 * What an account reads of an enterprise: all of it, or what the public register of enterprises says (`platform/sight.ts`); and whether
 * it reads contacts whole. The personal fields are those that the field table marks.
 */

/** Who writes to enterprises, or audits who did; to the others a contact says whose it is, and no more. */
const contactReaders: readonly Grant[] = ['coordinator', 'agency', 'association', 'enterprise', 'auditor']

/** The fields that tell of a person. */
export const personal: readonly string[] = profile.keys.filter((key) => tellsOfPerson(profile.table[key]))

interface Contacts {
  readonly phone: string | null
  readonly email: string | null
}

/** What the public register does not say: persons, what an officer confirmed of its products, and the figures of a year. */
const withheld: readonly string[] = [...personal, 'year', 'keyProducts', ...yearFigures.keys]

/** A row of the register without what is not public of an enterprise. */
function publicPart<Row extends object>(row: Row): Row {
  const none = Object.fromEntries(withheld.filter((key) => key in row).map((key) => [key, null]))
  return { ...row, ...none }
}

function withMaskedContacts<Row extends Contacts>(row: Row): Row {
  return {
    ...row,
    phone: row.phone === null ? null : maskedNumber(row.phone),
    email: row.email === null ? null : maskedEmail(row.email),
  }
}

/**
 * Rows of the register as this account reads them.
 * @param open the enterprises whose records it reads; null: all
 */
export function asSeen<Row extends Contacts & { readonly id: number }>(
  actor: Actor,
  open: ReadonlySet<number> | null,
  rows: readonly Row[],
): Row[] {
  const whole = holds(actor, contactReaders)
  if (open === null && whole) return [...rows]
  return rows.map((row) => {
    if (open !== null && !open.has(row.id)) return publicPart(row)
    return whole ? row : withMaskedContacts(row)
  })
}
