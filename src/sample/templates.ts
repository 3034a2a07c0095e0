import { writeOfficialDocx } from '../documents/official/docx.ts'
import { uploadFile } from '../platform/uploads.ts'
import { downloadTemplate, uploadTemplate, useTemplate } from '../templates/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** The office takes a version of the letter of acceptance into use; another one, with a wrong name in it, waits to be mended. */
export function editTemplates(scenario: Scenario): void {
  const { plan, story, as } = scenario
  const officer = as('coordinator')
  story.on(opening(scenario, plan.firstYear, '02-10'), async () => {
    const { base64 } = await story.run(officer, downloadTemplate, { kind: 'letter-accepted', shipped: 'on' })
    const { id, version } = await story.run(officer, uploadTemplate, {
      ...{ kind: 'letter-accepted', note: 'Bản đầu của cơ quan (mẫu)' },
      fileId: await kept(scenario, 'thong-bao-duoc-ho-tro-mau.docx', Buffer.from(base64, 'base64')),
    })
    await story.run(as('leader'), useTemplate, { id, version, usedFrom: story.today })
    const faulty = await writeOfficialDocx({
      ...{ issuer: '{co_quan}', number: '{so}', symbol: '{ky_hieu}', place: '{dia_danh}', date: null },
      ...{ kind: 'THÔNG BÁO', subject: 'Trả lại hồ sơ (mẫu)', recipients: ['{doanh_nghiep}'] },
      blocks: [{ type: 'paragraph', text: 'Kính gửi {ten_doanh_nghiep}: cần bổ sung {ly_do}' }],
      signature: { authority: ['{quyen_han_ky}'], name: '{nguoi_ky}' },
    })
    await story.run(officer, uploadTemplate, {
      ...{ kind: 'letter-returned', note: 'Viết ngắn lại (mẫu)' },
      fileId: await kept(scenario, 'thong-bao-tra-lai-mau.docx', faulty),
    })
  })
}

async function kept({ story, as }: Scenario, name: string, bytes: Uint8Array): Promise<number> {
  const { id } = await story.run(as('coordinator'), uploadFile, { name, bytes })
  return id
}
