import { download } from '../platform/file-answer.ts'
import { page } from '../platform/page.ts'
import { moneyArchive } from './archive-query.ts'
import { scopeNames } from './path-pages.tsx'

/* The way of money with its papers as a download. */

export const archivePage = page({
  route: 'GET /budget/path/archive',
  for: moneyArchive,
  async run(request) {
    const { searchParams } = request.url
    const asked = Object.fromEntries(
      [...scopeNames, 'entry'].flatMap((name) => {
        const value = searchParams.get(name) ?? ''
        return value === '' ? [] : [[name, value] as const]
      }),
    )
    const { name, type, body } = await request.execute(moneyArchive, { ...asked, lang: request.language })
    return download(name, type, body)
  },
})
