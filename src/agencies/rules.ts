import { z } from 'zod'
import { roleNames } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** The kinds of agency; each is the role that its accounts have. */
const { coordinator, leader, finance, home_affairs, statistics, agency, association } = roleNames
export const agencyRoles = states({
  coordinator,
  leader,
  finance,
  home_affairs,
  statistics,
  agency,
  association,
})
export const agencyKinds = agencyRoles.keys

/** A row of data/agencies.json. `successor` is the key of another row. */
export const AgencyData = z.object({
  key: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  kind: agencyRoles.schema,
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
  successor: z.string().nullable(),
  source: z.string().min(1),
  toCheck: z.boolean(),
})
export type AgencyData = z.infer<typeof AgencyData>

/** A row of data/admin-units.json. */
export const AdminUnitData = AgencyData.omit({ kind: true, successor: true }).extend({
  province: z.string().min(1),
})
export type AdminUnitData = z.infer<typeof AdminUnitData>

interface Life {
  readonly id: number
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly successorId: number | null
}

/** Whether an agency exists on a day (both ends counted; an open end has no limit). */
export function livesOn(agency: { validFrom: string | null; validTo: string | null }, day: string): boolean {
  return (
    (agency.validFrom === null || agency.validFrom <= day) &&
    (agency.validTo === null || day <= agency.validTo)
  )
}

/**
 * Who carries an agency's duties on a day: itself until its last day, then its successor, and so on. The database's
 * `agency_on` does the same; an agency that ended without successor keeps its duties.
 * @returns the id of the carrier, or null when `id` is not among `agencies`
 */
export function carrierOn(agencies: readonly Life[], id: number, day: string): number | null {
  const byId = new Map(agencies.map((agency) => [agency.id, agency]))
  let current = byId.get(id)
  const seen = new Set<number>()
  while (current !== undefined) {
    seen.add(current.id)
    const next = current.successorId === null ? undefined : byId.get(current.successorId)
    if (current.validTo === null || current.validTo >= day || next === undefined || seen.has(next.id))
      return current.id
    current = next
  }
  return null
}

/**
 * Whether `successorId` may succeed `agencyId`: the line of successors must not come back to where it began.
 * @returns the reason when it may not
 */
export function successionProblem(
  agencies: readonly Life[],
  agencyId: number,
  successorId: number,
): Words | null {
  const byId = new Map(agencies.map((agency) => [agency.id, agency]))
  let current: number | null = successorId
  const seen = new Set<number>()
  while (current !== null && !seen.has(current)) {
    if (current === agencyId) {
      return words(
        'Cơ quan kế thừa không thể quay lại chính cơ quan này.',
        'The line of successors must not come back to this agency.',
      )
    }
    seen.add(current)
    current = byId.get(current)?.successorId ?? null
  }
  return null
}

/** `Sở Khoa học và Công nghệ tỉnh Bến Tre` → `Sở Khoa học và Công nghệ`: an agency as its letterhead names it. */
export function plainName(agency: string): string {
  return agency.replace(/\s+(tỉnh|thành phố|TP\.?)\s+\p{Lu}[\p{L}\s-]*$/u, '')
}

/** `Ủy ban nhân dân tỉnh Bến Tre` → `UBND tỉnh Bến Tre`. */
export function shortCommittee(leader: string): string {
  return leader.replace(/^Ủy ban nhân dân|^Uỷ ban nhân dân/i, 'UBND')
}

/** `Ủy ban nhân dân thành phố Cần Thơ` → `Cần Thơ`; the whole name where it names no province. */
export function placeOf(leader: string): string {
  return /(?:tỉnh|thành phố|TP\.?)\s+(\p{Lu}[\p{L}\s-]*)$/u.exec(leader)?.[1]?.trim() ?? leader
}

/** `Sở Khoa học và Công nghệ` → `SKHCN`: the first letters, without "và". */
export function initials(name: string): string {
  return name
    .split(/[\s,-]+/)
    .filter((word) => word !== '' && word.toLowerCase() !== 'và')
    .map((word) => word.charAt(0).toLocaleUpperCase('vi'))
    .join('')
}

/** The signature block of a head of department, as appendix I of Decree 30/2020/NĐ-CP has it. */
export function authorityOf(issuer: string): string[] {
  return /^Sở /i.test(issuer) ? ['GIÁM ĐỐC'] : ['THỦ TRƯỞNG ĐƠN VỊ']
}

/** `Xã Tài Văn` → `Ủy ban nhân dân xã Tài Văn`. */
export const committeeName = (place: string): string =>
  `Ủy ban nhân dân ${place.charAt(0).toLocaleLowerCase('vi')}${place.slice(1)}`
