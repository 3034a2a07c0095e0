import { publicActor } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import {
  addRegistrationPaper,
  fileRegistration,
  inviteEnterprise,
  keepRegistrationFile,
  refuseRegistration,
} from '../registrations/index.ts'
import { sampleMail, sampleSerials, sampleTaxCode, trades } from './names.ts'
import type { Scenario } from './scenario.ts'
import { takenOverOf } from './takeover.ts'

/** Whoever registers sends the authorisation by the personal link. */
async function showAuthorisation(scenario: Scenario, token: string): Promise<void> {
  const { system, story } = scenario
  const { sha256 } = await system.db
    .selectFrom('file')
    .select('sha256')
    .where('id', '=', await scenario.paper('Giấy ủy quyền'))
    .executeTakeFirstOrThrow()
  const { id: fileId } = await story.run(publicActor, keepRegistrationFile, {
    ...{ token, name: 'Giấy ủy quyền (mẫu).pdf', bytes: await system.files.read(sha256) },
  })
  await story.run(publicActor, addRegistrationPaper, { token, kind: 'appointment', fileId })
}

/** Enterprises that sign themselves up in the last year: two wait, one is refused, one is invited by an association. */
export function signUp(scenario: Scenario): void {
  const { system, plan, story, count } = scenario
  // Tax codes behind those of the register, and of what is taken over.
  const [first = 0, second = 0, third = 0, fourth = 0] = sampleSerials(count + takenOverOf(count) + 4).slice(
    -4,
  )
  const asked = (serial: number, place: number) => ({
    taxCode: sampleTaxCode(serial),
    name: `Công ty mẫu đăng ký ${place} ${trades[place % trades.length]?.industry ?? ''}`,
    address: `Số ${place}, đường Mẫu`,
    sectorGroup: trades[place % trades.length]?.group ?? 'production',
    person: `Người đăng ký ${place} (mẫu)`,
    position: 'Giám đốc',
    email: sampleMail(`dang-ky-${place}`),
  })
  story.on(`${plan.lastYear}-11-03`, async () => {
    const { id: adminUnitId } = await system.db
      .selectFrom('adminUnit')
      .select('id')
      .where('province', '=', plan.province)
      .orderBy('id')
      .executeTakeFirstOrThrow()
    for (const [serial, place] of [
      [first, 1],
      [second, 2],
    ] as const) {
      const { token } = await story.run(publicActor, fileRegistration, {
        ...asked(serial, place),
        adminUnitId,
      })
      if (place === 1) await showAuthorisation(scenario, token)
    }
    const refused = await story.run(publicActor, fileRegistration, { ...asked(third, 3), adminUnitId })
    story.on(addDays(story.today, 3), async () => {
      await story.run(scenario.as('coordinator'), refuseRegistration, {
        ...{ id: refused.id, version: 1, reason: 'Không liên lạc được với doanh nghiệp (mẫu)' },
      })
    })
    const { taxCode, name, email } = asked(fourth, 4)
    await story.run(scenario.as('association'), inviteEnterprise, { taxCode, name, email })
  })
}
