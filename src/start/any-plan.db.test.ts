import { describe, expect, test } from 'vitest'
import { acceptDraft, editDraft, readDraft, showDraft, startAmendment } from '../plan-drafts/index.ts'
import { execute } from '../platform/execute.ts'
import { hashPassword } from '../platform/passwords.ts'
import { madeUpPlan } from '../testing/made-up-plan.ts'
import { testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'
import { capabilities } from './capabilities.ts'

const { system, as } = await testSystem()
const app = createApp(system)
const ask = (path: string, init: RequestInit = {}) =>
  app.request(`${system.config.publicUrl}${path}`, init, {
    incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } },
  })
const coordinator = await as('coordinator')

async function signIn(): Promise<string> {
  const userId = coordinator.actor.userId ?? ''
  const password = 'mười con cá rô đồng'
  await system.db
    .insertInto('accountCredential')
    .values({
      id: `credential-${userId}`,
      accountId: userId,
      providerId: 'credential',
      userId,
      password: await hashPassword(password),
    })
    .execute()
  const response = await ask('/sign-in', {
    method: 'POST',
    headers: { origin: system.config.publicUrl, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: `${userId}@example.vn`, password }).toString(),
  })
  expect(response.status).toBe(303)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
const cookie = await signIn()

const words = 'Các sở, ngành đẩy mạnh phong trào năng suất chất lượng.'
const yearly = 'Hằng năm, các cơ quan lập dự toán kinh phí gửi Sở Tài chính theo quy định.'

async function accepted(text: string) {
  const { id } = await coordinator.run(readDraft, { text })
  const draft = await coordinator.run(showDraft, { id })
  const { planId } = await coordinator.run(acceptDraft, { id, version: draft.version })
  return { planId, document: draft.document, findings: draft.reading?.plan.findings ?? [] }
}

describe('a plan without counted targets, participants or a budget by line', () => {
  test.each([
    ['with a yearly estimate to come', 301, yearly, 0],
    ['with a total alone', 302, 'Tổng kinh phí thực hiện Kế hoạch: 1.500 triệu đồng.', 1_500_000_000],
  ])('%s is accepted as it is, and every page works in it', async (_what, number, money, total) => {
    const { planId, document } = await accepted(madeUpPlan(number, words, money))
    expect(document).toMatchObject({ targets: [], participants: { vi: '' }, budget: { lines: [] } })
    const { document: kept } = await system.db
      .selectFrom('plan')
      .select('document')
      .where('id', '=', planId)
      .executeTakeFirstOrThrow()
    expect(kept).toMatchObject({ budget: { total, lines: [], years: [] } })
    const shown = await ask(`/plan?plan=${planId}`, { headers: { cookie } })
    const text = await shown.text()
    expect(text).toContain('Văn bản không có chỉ tiêu đếm được')
    expect(text).toContain('Văn bản không liệt kê đối tượng tham gia')
    expect(text).toContain(total === 0 ? 'không kèm dự toán theo mục' : 'tổng kinh phí 1.500 triệu đồng')
    const routes = capabilities.pages.map(({ route }) => route).filter((route) => route.startsWith('GET /'))
    for (const route of routes) {
      const path = route.slice(4)
      if (path.includes('{') || /sign|passkey|files/.test(path)) continue
      const { status } = await ask(`${path}?plan=${planId}`, { headers: { cookie } })
      expect([path, status < 500]).toEqual([path, true])
    }
  })

  test('needs what a plan cannot do without', async () => {
    const { id } = await coordinator.run(readDraft, {
      text: madeUpPlan(303, words, yearly).replace(/^KẾ HOẠCH\n.*\n/m, ''),
    })
    const { version } = await coordinator.run(showDraft, { id })
    await expect(
      execute(system, acceptDraft, coordinator.actor, { id, version }, { via: 'page' }),
    ).rejects.toMatchObject({
      status: 422,
      fields: expect.arrayContaining([expect.objectContaining({ field: 'startsOn' })]),
    })
  })
})

describe('a quantity of the budget table', () => {
  const table = `

PHỤ LỤC
DỰ TOÁN KINH PHÍ
Đơn vị tính: triệu đồng
STT\tNội dung\tSố lượng\tTổng\t2025
1\tTổ chức hội thảo, hội nghị\t3\t30\t30
2\tTổ chức khóa đào tạo, tập huấn\t4\t40\t40
3\tTôn vinh, khen thưởng\t2\t20\t20
Tổng cộng\t\t\t90\t90
`
  const text = madeUpPlan(310, 'Tổ chức 02 hội nghị, hội thảo.', yearly) + table
  const open = async (path: string) => (await ask(path, { headers: { cookie } })).text()
  const fileId = async () => {
    const { id } = await coordinator.run(readDraft, { text: `${words} ${crypto.randomUUID()}` })
    return (await coordinator.run(showDraft, { id })).file?.id
  }

  test('is a target of its line; another number than the text has stands beside it until it is decided in writing', async () => {
    const { id } = await coordinator.run(readDraft, { text })
    const draft = await coordinator.run(showDraft, { id })
    const { targets, budget } = draft.document
    expect(
      targets.map(({ indicator, minimum, lines, tableNumber }) => [indicator, minimum, lines, tableNumber]),
    ).toEqual([
      ['conferences', 2, '1', 3],
      ['courses', 4, '2', undefined],
    ])
    expect(draft.reading?.notes.map(({ path }) => path)).toContain('budget.lines.2.quantity')
    const errors = (draft.reading?.plan.findings ?? []).flatMap(({ severity }, at) =>
      severity === 'error' ? [at] : [],
    )
    const { planId } = await coordinator.run(acceptDraft, {
      id,
      version: draft.version,
      settled: Object.fromEntries(errors.map((at) => [at, 'Chờ văn bản đính chính.'])),
    })
    expect(budget.lines).toHaveLength(3)
    const shown = await open(`/plan?plan=${planId}`)
    expect(shown).toContain('bảng dự toán (mục 1) ghi 3, chưa quyết định')
    expect(shown).toContain('Số lượng trong bảng dự toán chưa có chỉ tiêu theo dõi')
    expect(shown).toMatch(/href="#line-3"/)
    expect(await open(`/indicators/conferences?plan=${planId}`)).toContain('chưa quyết định')

    expect(await open(`/dashboard?plan=${planId}&year=2025`)).toContain('chưa quyết định')

    const { draftId } = await coordinator.run(startAmendment, { planId })
    const { document, version } = await coordinator.run(showDraft, { id: draftId })
    const edited = await coordinator.run(editDraft, {
      id: draftId,
      version,
      part: 'targets',
      content: {
        objective: document.objective,
        objectives: document.objectives,
        orientation: document.orientation,
        targets: document.targets.map((target) =>
          target.indicator === 'conferences'
            ? { ...target, decision: 'Công văn 5/UBND: hai hội nghị' }
            : target,
        ),
      },
    })
    await coordinator.run(acceptDraft, {
      id: draftId,
      version: edited.version,
      amendedBy: 'Công văn 5/UBND',
      amendedOn: '2025-02-01',
      reason: 'Quyết định số hội nghị',
      fileId: await fileId(),
    })
    const after = await open(`/plan?plan=${planId}`)
    expect(after).toContain('ghi 3; quyết định: Công văn 5/UBND: hai hội nghị')
    expect(after).not.toContain('chưa quyết định')
  })
})
