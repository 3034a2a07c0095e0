import { listUnits, unitChoices } from '../enterprises/index.ts'
import type { PageRequest } from '../platform/page.ts'
import { outreachChoices } from './queries.ts'

/** What the forms choose among. */
export async function choicesOf(request: PageRequest) {
  const { t } = request
  const of = await request.execute(outreachChoices, {})
  const named = (rows: typeof of.kinds) =>
    rows.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) }))
  return {
    kindId: named(of.kinds),
    agencyId: named(of.agencies),
    sourceId: named(of.sources),
    integrationId: of.integrations.map(({ id, name, agency }) => ({
      value: id,
      label: `${name} · ${agency}`.slice(0, 110),
    })),
    lineId: of.lines.map(({ id, code, name, nameEn }) => ({
      value: id,
      label: `${code}. ${t(name, nameEn)}`.slice(0, 90),
    })),
    serves: of.sentences.map(({ key, vi, en }) => ({
      value: key,
      label: `${key}. ${t(vi, en)}`.slice(0, 100),
    })),
  }
}

/** The same, with the communes of today. */
export async function outreachFormChoices(request: PageRequest) {
  const units = await request.execute(listUnits, {})
  return {
    ...(await choicesOf(request)),
    unitId: unitChoices(
      units.filter(({ validTo }) => validTo === null),
      request.t,
    ),
  }
}
