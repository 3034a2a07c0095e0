import { confirmCommunication, recordCommunication } from '../communication/index.ts'
import {
  agreeToStory,
  askConsent,
  createArticle,
  publishArticle,
  sendArticle,
  subscribe,
} from '../news/index.ts'
import { publicActor } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

const article = (name: string, nameEn: string) => ({
  ...{ kind: 'news', title: `${name} (DỮ LIỆU MẪU)`, titleEn: `${nameEn} (SAMPLE DATA)` },
  ...{ summary: 'Tóm tắt của bài mẫu.', summaryEn: 'Summary of a sample article.' },
  body: '## Phần một\n\nNội dung của bài **mẫu**.\n\n- Ý thứ nhất\n- Ý thứ hai',
  bodyEn: '## Part one\n\nText of a **sample** article.\n\n- First point\n- Second point',
})

/** Articles of a sample: news and a how-to that everybody reads, a story with the consent of its enterprise, one that waits, one that is a draft; a subscriber. */
export function writeNews(scenario: Scenario): void {
  const { plan, story, as, makers } = scenario
  const begin = async (of: object) => story.run(as('coordinator'), createArticle, of)
  const publish = async (id: number, version: number) => {
    const sent = await story.run(as('coordinator'), sendArticle, { id, version })
    story.on(addDays(story.today, 2), async () => {
      await story.run(as('leader'), publishArticle, { id, version: sent.version })
    })
  }
  story.on(opening(scenario, plan.lastYear, '02-10'), async () => {
    const news = await begin(article('Phát động tháng năng suất', 'The month of productivity begins'))
    await publish(news.id, news.version)
    const guidance = await begin({
      ...article('Chuẩn bị hồ sơ đề nghị hỗ trợ', 'How to prepare an application'),
      kind: 'guidance',
    })
    await publish(guidance.id, guidance.version)
    const [maker] = makers
    if (maker === undefined) return
    const enterprise = await scenario.system.db
      .selectFrom('enterprise')
      .select('taxCode')
      .where('id', '=', maker.id)
      .executeTakeFirstOrThrow()
    const told = await begin({
      ...article('Giảm hao phí nguyên liệu', 'Less waste of materials'),
      ...{ kind: 'story', taxCode: enterprise.taxCode },
    })
    const asked = await story.run(as('coordinator'), askConsent, told)
    const agreed = await story.run(as('coordinator'), agreeToStory, {
      ...{ id: asked.id, version: asked.version, paper: 'Giấy đồng ý của doanh nghiệp (mẫu)' },
    })
    await publish(agreed.id, agreed.version)
  })
  story.on(opening(scenario, plan.lastYear, '04-05'), async () => {
    const waits = await begin({
      ...article('Video giới thiệu công cụ 5S', 'A video on the 5S tool'),
      ...{ kind: 'video', videoAddress: 'https://mau.example/video-5s' },
    })
    await story.run(as('coordinator'), sendArticle, { id: waits.id, version: waits.version })
    await begin(article('Kế hoạch đào tạo năm tới', 'Courses of next year'))
    await story.run(publicActor, subscribe, {
      email: 'nguoi-doc@mau.example',
      language: 'vi',
      consents: true,
    })
  })
}

/** What agencies of a sample communicated on each channel, confirmed but for the last; one entry of the press log. */
export function communicate(scenario: Scenario): void {
  const { plan, story, as } = scenario
  story.on(opening(scenario, plan.lastYear, '03-05'), async () => {
    const channels = await scenario.system.db
      .selectFrom('communicationChannel')
      .select(['id', 'name'])
      .orderBy('id')
      .execute()
    const fileId = await scenario.paper('Minh chứng truyền thông', as('agency'))
    for (const [at, { id: channelId, name }] of channels.entries()) {
      const { id, version } = await story.run(as('agency'), recordCommunication, {
        ...{
          channelId,
          origin: 'own',
          campaign: 'Tháng năng suất (mẫu)',
          title: `${name}: năng suất chất lượng (mẫu)`,
        },
        ...{ heldOn: story.today, number: (at + 1) * 3, fileId },
        ...(at % 2 === 0 ? { reach: (at + 1) * 500, reachSource: 'Số liệu của đơn vị phát hành (mẫu)' } : {}),
        ...(at < 3 ? { cost: BigInt(at + 1) * 5_000_000n, outlet: 'Đơn vị phát hành mẫu' } : {}),
      })
      if (at < channels.length - 1) await story.run(as('coordinator'), confirmCommunication, { id, version })
    }
    const [newspaper] = channels
    if (newspaper === undefined) return
    const press = await story.run(as('agency'), recordCommunication, {
      ...{
        channelId: newspaper.id,
        origin: 'press',
        title: 'Báo viết về Chương trình (mẫu)',
        outlet: 'Báo mẫu',
      },
      ...{ heldOn: story.today, number: 1, address: 'https://mau.example/bao', fileId },
    })
    await story.run(as('coordinator'), confirmCommunication, { id: press.id, version: press.version })
  })
}
