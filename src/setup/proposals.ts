import { provinceLine, provincesBefore, unitsOn } from '../places/index.ts'
import type { Db } from '../platform/database.ts'
import { slug } from '../platform/text.ts'
import { agencyNames, type PlaceName, type ProposedAgency, proposedAgencies } from './names.ts'
import type { Setup } from './state.ts'

/** `Tỉnh Đồng Nai` → `tỉnh Đồng Nai`: as it stands behind the name of a body. */
export const inNames = (name: string): string => name.charAt(0).toLocaleLowerCase('vi') + name.slice(1)

const isCalled = (
  setup: Setup,
): setup is Setup & { province: string; called: string; calledEn: string; day: string } =>
  setup.province !== null && setup.called !== null && setup.calledEn !== null && setup.day !== null

/** An agency as it is proposed, and whether it is there already. */
export interface Proposal extends ProposedAgency {
  readonly there: boolean
}

/** The province's names from the day of the set-up on; one that it bore before already has no beginning of its own. */
async function namesOf(
  db: Db,
  setup: Setup & { province: string; called: string; calledEn: string; day: string },
) {
  const line = await provinceLine(db, setup.province, setup.day)
  const [first] = line
  const before = first === undefined ? [] : await provincesBefore(db, first.key)
  return line.map(({ name, nameEn, validFrom, validTo }, at): PlaceName => {
    const place = at === 0 ? setup.called : inNames(name)
    const bornBefore = at === 0 && before.some((one) => inNames(one.name) === place)
    return {
      place,
      placeEn: at === 0 ? setup.calledEn : nameEn,
      from: bornBefore ? null : validFrom,
      to: validTo,
    }
  })
}

/**
 * The agencies proposed to the province of a set-up: those that usually live on its day with what became of them, and, before the day on
 * which districts ended, their people's committees.
 */
export async function proposals(db: Db, setup: Setup, today: string): Promise<Proposal[]> {
  if (!isCalled(setup)) return []
  const { province, day } = setup
  const usual = proposedAgencies(agencyNames(), await namesOf(db, setup), day, today)
  const districts = await unitsOn(db, 'district', province, day)
  const committees = districts.map(
    ({ code, name, nameEn, validFrom, validTo }): ProposedAgency => ({
      key: `district-${code}`,
      name: `Ủy ban nhân dân ${inNames(name)}`,
      nameEn: `People's Committee of ${nameEn}`,
      kind: 'agency',
      validFrom,
      validTo: validTo !== null && validTo < today ? validTo : null,
      successor: null,
      source: 'Danh mục đơn vị hành chính',
      toCheck: false,
    }),
  )
  const all = [...usual, ...committees]
  const there = new Set(
    (
      await db
        .selectFrom('agency')
        .select('key')
        .where('key', 'in', ['', ...all.map(({ name }) => slug(name)), ...Object.values(setup.made)])
        .execute()
    ).map(({ key }) => key),
  )
  return all.map((each) => ({
    ...each,
    there: there.has(slug(each.name)) || there.has(setup.made[each.key] ?? ''),
  }))
}

/** The people's committees of the communes of the province as they are on the day, as rows of agencies. */
export async function communeCommittees(db: Db, setup: Setup) {
  if (!isCalled(setup)) return []
  const communes = await unitsOn(db, 'commune', setup.province, setup.day)
  return communes.map(({ code, name, nameEn, validFrom, validTo }) => ({
    key: `${slug(`Ủy ban nhân dân ${name}`)}-${code}`,
    name: `Ủy ban nhân dân ${inNames(name)}`,
    nameEn: `People's Committee of ${nameEn}`,
    kind: 'agency' as const,
    validFrom,
    validTo,
    source: 'Danh mục đơn vị hành chính',
    toCheck: false,
  }))
}
