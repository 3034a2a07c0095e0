import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './generated/api.ts'

/*
 * What a stranger writes against the description of REST alone: types are generated from it, nothing of the program is imported.
 * It is compiled against them before it runs.
 */

export type Api = Client<paths>

/** A client that acts as the account of a token. @param fetcher stands in for the network where the program is in the same process */
export function connect(baseUrl: string, token: string, fetcher?: typeof fetch): Api {
  return createClient<paths>({
    baseUrl,
    headers: { Authorization: `Bearer ${token}` },
    ...(fetcher === undefined ? {} : { fetch: fetcher }),
  })
}

/** The answer, or the problem in its own words. */
function taken<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  if (data !== undefined) return data
  const problem = error as { code: string; detail: string; fields: { field: string; reason: string }[] }
  const fields = problem.fields.map(({ field, reason }) => `${field}: ${reason}`).join('; ')
  throw new Error(`${response.status} ${problem.code}: ${problem.detail} ${fields}`)
}

export interface People {
  readonly officer: Api
  readonly appraiser: Api
  readonly leader: Api
}

/** Carries one application from filing to its decision. @returns what stands in the end */
export async function fileToDecision({ officer, appraiser, leader }: People) {
  const { rows: units } = { rows: taken(await officer.GET('/admin-units', {})) }
  const enterprise = taken(
    await officer.POST('/enterprises', {
      body: {
        taxCode: '2200108445',
        name: 'Công ty TNHH Thử Máy',
        address: 'Số 1 đường Lê Lợi',
        adminUnitId: units[0]?.id ?? 0,
        sectorGroup: 'production',
      },
    }),
  )
  const contents = taken(await officer.GET('/support/contents', {}))
  const filed = taken(
    await officer.POST('/applications', {
      params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: {
        enterpriseId: enterprise.id,
        contentId: contents.find(({ active }) => active)?.id ?? 0,
        year: 2025,
        description: 'Áp dụng hệ thống quản lý',
        requested: 90_000_000,
        ownFunds: 30_000_000,
        filedOn: '2025-01-06',
        lateReason: 'Hồ sơ giấy nộp đúng hạn, nhập sau',
      },
    }),
  )
  const path = { id: filed.id }
  const version = async (api: Api) => taken(await api.GET('/applications/{id}', { params: { path } })).version
  taken(
    await officer.POST('/applications/{id}/check', {
      params: { path },
      body: { version: await version(officer), outcome: 'checked' },
    }),
  )
  taken(
    await appraiser.POST('/applications/{id}/appraisal', {
      params: { path },
      body: { version: await version(appraiser), amount: 90_000_000, note: 'Đề xuất hỗ trợ' },
    }),
  )
  taken(
    await leader.POST('/applications/{id}/decision', {
      params: { path },
      body: {
        version: await version(leader),
        outcome: 'refuse',
        reason: 'Hồ sơ thử của máy',
        decidedOn: '2025-02-01',
      },
    }),
  )
  return taken(await leader.GET('/applications/{id}', { params: { path } }))
}

/** What a wrong input is answered with. */
export async function refusal(officer: Api) {
  const { error, response } = await officer.POST('/applications/{id}/check', {
    params: { path: { id: 999_999 } },
    body: { version: 1, outcome: 'checked' },
  })
  return { status: response.status, code: error?.code, type: response.headers.get('content-type') }
}
