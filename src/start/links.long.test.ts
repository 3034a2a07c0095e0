import { expect, test } from 'vitest'
import { readers, strange, twins } from '../testing/links.ts'

const everybody = await readers()
/** Who see most, or what others do not, look at a second page of each kind. */
const thorough = ['public', 'coordinator', 'auditor', 'enterprise']

test.each(everybody.map((reader) => [reader.role, reader] as const))(
  'each link that a reader (%s) is shown leads to a page that they may open, with landmarks and figures as everywhere',
  async (role, reader) => {
    const seen = await reader.walk(thorough.includes(role) ? 2 : 1)
    expect(seen.length).toBeGreaterThan(role === 'public' ? 10 : 30)
    expect(seen.filter(({ status }) => status >= 400).map(({ html: _html, ...page }) => page)).toEqual([])
    expect(seen.flatMap(({ path, html }) => twins(html).map((twin) => `${path}: ${twin}`))).toEqual([])
    expect(seen.flatMap((page) => strange(page).map((figure) => `${page.path}: ${figure}`))).toEqual([])
  },
)
