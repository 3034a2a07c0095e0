import { type Actor, holds, mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { type Crumb, numberOf, type PageRequest } from '../platform/page.ts'
import type { ListFilter } from '../ui/index.ts'
import { type EnterpriseDetail, listUnits, showEnterprise } from './queries.ts'

/** The enterprise that the address names. Throws 404 when it is not there, or not this account's. */
export async function enterpriseOf(request: PageRequest): Promise<EnterpriseDetail> {
  return request.execute(showEnterprise, { id: numberOf(request, 'id') })
}

/** Whether the buttons for changing this enterprise are shown; the commands hold the rule. */
export function mayEdit(actor: Actor, enterpriseId: number): boolean {
  return holds(actor, ['coordinator']) || actor.enterpriseIds.includes(enterpriseId)
}

/** The way up: the register (which an enterprise has not) and the enterprise. */
export function crumbs(request: PageRequest, enterprise?: { id: number; name: string } | null): Crumb[] {
  const { t, actor } = request
  const register =
    actor.role === 'enterprise' ? [] : [{ label: t('Doanh nghiệp', 'Enterprises'), href: '/enterprises' }]
  return enterprise == null
    ? register
    : [...register, { label: enterprise.name, href: `/enterprises/${enterprise.id}` }]
}

/** A unit, and its last day when it has ended. */
export function unitLabel(
  unit: { name: string; nameEn: string; validTo: string | null },
  t: Translate,
): string {
  const name = t(unit.name, unit.nameEn)
  return unit.validTo === null
    ? name
    : t(`${name} (đến ${formatDate(unit.validTo)})`, `${name} (until ${formatDate(unit.validTo)})`)
}

/** The units of addresses to choose from in one list; names that two provinces share bear their province. */
export function unitChoices(
  units: readonly {
    readonly id: number
    readonly name: string
    readonly nameEn: string
    readonly province: string
    readonly formerProvince: string | null
    readonly validTo: string | null
  }[],
  t: Translate,
): { value: number; label: string }[] {
  const named = Map.groupBy(units, ({ name }) => name)
  return units.map((unit) => {
    const label = unitLabel(unit, t)
    const shared = (named.get(unit.name)?.length ?? 0) > 1
    return { value: unit.id, label: shared ? `${label}, ${unit.formerProvince ?? unit.province}` : label }
  })
}

/** The filter of a list by the unit that the enterprise's seat is in; none for an enterprise, which sees itself. */
export async function unitFilter(request: PageRequest): Promise<ListFilter[]> {
  const { actor, t } = request
  if (actor.enterpriseIds.length > 0 || !mayRun(actor, listUnits)) return []
  const choices = unitChoices(await request.execute(listUnits, {}), t)
  return [{ name: 'unit', label: words('Địa bàn', 'Administrative unit'), kind: 'select', choices }]
}
