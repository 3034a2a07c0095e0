import type { PageRequest } from '../platform/page.ts'
import { communicationChoices } from './queries.ts'

/** What the forms choose among. */
export async function choicesOf(request: PageRequest) {
  const { t } = request
  const { channels, agencies, lines } = await request.execute(communicationChoices, {})
  const named = (rows: typeof channels) =>
    rows.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) }))
  return {
    channelId: named(channels),
    agencyId: named(agencies),
    lineId: lines.map(({ id, code, name, nameEn }) => ({
      value: id,
      label: `${code}. ${t(name, nameEn)}`.slice(0, 90),
    })),
  }
}
